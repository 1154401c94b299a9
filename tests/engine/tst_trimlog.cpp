#include "engine/trimlog.h"
#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto day = std::chrono::days(1);

/// Somebody looks in between the bites.
class WatchedPause final : public Pause {
public:
    bool wait(std::chrono::milliseconds, const std::stop_token &stop) override
    {
        ++waits;
        if (between)
            between();
        return !stop.stop_requested();
    }
    int waits = 0;
    std::function<void()> between;
};

/// A workspace with a log in it, and the trimming that takes it two lines at a time.
struct Bench : WorkspaceBench {
    std::unique_ptr<Workspace> workspace = open();
    WatchedPause pause;
    LogTrimming trimming;
    std::stop_source stop;

    Bench() { trimming.bite = 2; }
    void log(int lines, std::chrono::milliseconds age)
    {
        Transaction work(*workspace);
        Event event;
        event.at = clock.now().addMSecs(-age.count());
        event.name = u"object_synced"_s;
        for (int i = 0; i < lines; ++i)
            Events::add(event, work);
        if (!work.commit())
            qFatal("no log");
    }
    Result<void> trim() { return trimLog(*workspace, pause, stop.get_token(), trimming); }
    std::vector<Event> lines()
    {
        Transaction work(*workspace, Transaction::Access::Read);
        return Events::find({}, work);
    }
    /// The arguments of each log_trimmed, the newest first.
    QList<QStringList> told()
    {
        QList<QStringList> all;
        for (const Event &event : lines()) {
            if (event.name == u"log_trimmed")
                all.append(event.arguments);
        }
        return all;
    }
};

} // namespace

class TrimLogTest : public QObject {
    Q_OBJECT

private slots:
    void theLogSaysHowManyLinesWentAndFromWhen()
    {
        Bench bench;
        bench.log(5, 91 * day);
        bench.log(1, 0ms);
        QVERIFY(bench.trim());
        QCOMPARE(bench.told(), QList<QStringList>({{u"5"_s, u"2025-11-02T09:05:00.000Z"_s}}));
        const std::vector<Event> lines = bench.lines();
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines.front().level, Level::Info);
        QCOMPARE(lines.front().connection, 0);
        QCOMPARE(lines.front().at, bench.clock.now());
    }

    void whereNothingGoesNothingIsSaidAndNobodyWaits()
    {
        Bench bench;
        bench.log(3, 90 * day);
        QVERIFY(bench.trim());
        QCOMPARE(bench.lines().size(), std::size_t(3));
        QVERIFY(bench.told().isEmpty());
        QCOMPARE(bench.pause.waits, 0);
    }

    void itHappensOnceADay()
    {
        Bench bench;
        QVERIFY(bench.trim());
        bench.log(1, 91 * day);
        bench.workspace->failAfter(1); // it does not come to a second statement
        QVERIFY(bench.trim());
        bench.workspace->failAfter(-1);
        QCOMPARE(bench.lines().size(), std::size_t(1));
        bench.clock.advance(24h);
        QVERIFY(bench.trim());
        QCOMPARE(bench.told().size(), 1);
    }

    void othersMayWriteBetweenTheBites()
    {
        Bench bench;
        bench.log(7, 91 * day);
        OtherProgram other(bench.path);
        int written = 0;
        bench.pause.between = [&] {
            written += other.run("UPDATE orgmend_meta SET program = 'other'") ? 1 : 0;
        };
        QVERIFY(bench.trim());
        QCOMPARE(bench.pause.waits, 3);
        QCOMPARE(written, 3);
        QCOMPARE(bench.told().value(0).value(0), u"7"_s);
    }

    void stoppedInBetweenItGoesOnTheNextTimeAndTellsOfBoth()
    {
        Bench bench;
        bench.log(5, 91 * day);
        bench.pause.between = [&] { bench.stop.request_stop(); };
        QVERIFY(bench.trim());
        QCOMPARE(bench.lines().size(), std::size_t(3));
        QVERIFY(bench.told().isEmpty());
        bench.stop = std::stop_source();
        bench.pause.between = {};
        QVERIFY(bench.trim());
        QCOMPARE(bench.told().value(0).value(0), u"5"_s);
        QCOMPARE(bench.lines().size(), std::size_t(1));
    }

    void aLongLogGoesOverSeveralTimes()
    {
        Bench bench;
        bench.trimming.atOnce = 4;
        bench.log(9, 91 * day);
        QVERIFY(bench.trim());
        QCOMPARE(bench.lines().size(), std::size_t(5));
        QVERIFY(bench.trim());
        QVERIFY(bench.trim());
        QCOMPARE(bench.told().value(0).value(0), u"9"_s);
    }

    /// Killed before any statement, the log has lost whole bites at most, and the next time counts
    /// every line that ever went.
    void killedAnywhereNoLineGoesUntold()
    {
        bool failed = true;
        for (int statement = 0; failed; ++statement) {
            Bench bench;
            bench.log(5, 91 * day);
            bench.workspace->failAfter(statement);
            failed = !bench.trim();
            bench.workspace = bench.open();
            QVERIFY(bench.trim());
            QCOMPARE(bench.told().size(), 1);
            QCOMPARE(bench.told().value(0).value(0), u"5"_s);
            QCOMPARE(bench.lines().size(), std::size_t(1));
        }
    }
};

ORGMEND_TEST(TrimLogTest)
#include "tst_trimlog.moc"
