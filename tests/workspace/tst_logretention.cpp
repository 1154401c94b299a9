#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "workspace/stores/events.h"
#include "workspace/stores/logtrims.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Access = Transaction::Access;

namespace {

constexpr auto day = std::chrono::days(1);
constexpr auto moment = 1ms;
constexpr qint64 everything = 1'000;

struct RetentionBench : WorkspaceBench {
    std::unique_ptr<Workspace> workspace = open();

    /// A line of that age; its number.
    qint64 log(std::chrono::milliseconds age, Level level = Level::Info)
    {
        Transaction work(*workspace);
        Event event;
        event.at = clock.now().addMSecs(-age.count());
        event.name = u"object_synced"_s;
        event.level = level;
        const qint64 id = Events::add(event, work);
        return work.commit() ? id : 0;
    }
    qint64 trim(const LogRetention &retention, qint64 atMost = everything)
    {
        Transaction work(*workspace);
        const qint64 removed = Events::trim(Events::expired(retention, work), atMost, work);
        return work.commit() ? removed : -1;
    }
    QList<qint64> kept()
    {
        Transaction work(*workspace, Access::Read);
        QList<qint64> ids;
        for (const Event &event : Events::find({}, work))
            ids.prepend(event.id);
        return ids;
    }
    bool isDue()
    {
        Transaction work(*workspace, Access::Read);
        return LogTrims::isDue(work);
    }
};

} // namespace

class LogRetentionTest : public QObject {
    Q_OBJECT

private slots:
    void aLineStaysNinetyDaysAndNotAMomentLonger()
    {
        RetentionBench bench;
        bench.log(90 * day + moment);
        bench.log(90 * day + moment, Level::Debug);
        bench.log(90 * day + moment, Level::Warning);
        const qint64 onTheDay = bench.log(90 * day);
        const qint64 fresh = bench.log(0ms);
        QCOMPARE(bench.trim({}), 3);
        QCOMPARE(bench.kept(), QList<qint64>({onTheDay, fresh}));
        QCOMPARE(bench.trim({}), 0);
    }

    void aFailureStaysAYear()
    {
        RetentionBench bench;
        bench.log(365 * day + moment, Level::Error);
        const qint64 onTheDay = bench.log(365 * day, Level::Error);
        const qint64 lastQuarter = bench.log(91 * day, Level::Error);
        QCOMPARE(bench.trim({}), 1);
        QCOMPARE(bench.kept(), QList<qint64>({onTheDay, lastQuarter}));
    }

    void ofManyLinesTheNewestStay()
    {
        RetentionBench bench;
        for (int i = 0; i < 20; ++i)
            bench.log(1h);
        QCOMPARE(bench.trim({.lines = 20}), 0);
        QCOMPARE(bench.trim({.lines = 5}), 15);
        QCOMPARE(bench.kept(), QList<qint64>({16, 17, 18, 19, 20}));
        QCOMPARE(bench.log(0ms), 21); // numbers never come back
    }

    void tooManyLinesTakeNoFailureAlong()
    {
        RetentionBench bench;
        const qint64 failure = bench.log(1h, Level::Error);
        bench.log(1h);
        bench.log(1h);
        const qint64 newest = bench.log(1h);
        QCOMPARE(bench.trim({.lines = 1}), 2);
        QCOMPARE(bench.kept(), QList<qint64>({failure, newest}));
        QCOMPARE(bench.trim({.lines = 1}), 0);
    }

    /// However many failures are the oldest lines: they are no surplus, and hide none.
    void failuresAndAgedLinesAreNoSurplus()
    {
        RetentionBench bench;
        for (int i = 0; i < 5; ++i)
            bench.log(1h, Level::Error);
        for (int i = 0; i < 5; ++i)
            bench.log(100 * day);
        for (int i = 0; i < 3; ++i)
            bench.log(1h);
        QCOMPARE(bench.trim({.lines = 3}), 5);
        QCOMPARE(bench.trim({.lines = 2}), 1);
        QCOMPARE(bench.kept(), QList<qint64>({1, 2, 3, 4, 5, 12, 13}));
    }

    void whatWasWrittenBeforeIsToldByTheYoungestThatGoes()
    {
        RetentionBench bench;
        bench.log(3h);
        bench.log(2h);
        bench.log(1h);
        Transaction work(*bench.workspace, Access::Read);
        QCOMPARE(Events::expired({}, work).newest, bench.clock.now().addDays(-90));
        QCOMPARE(Events::expired({.lines = 1}, work).newest, bench.clock.now().addSecs(-3'600));
    }

    void theyGoInBitesTheOldestFirst()
    {
        RetentionBench bench;
        bench.log(366 * day, Level::Error);
        for (int i = 0; i < 5; ++i)
            bench.log((100 - i) * day);
        bench.log(1h);
        bench.log(0ms);
        const LogRetention retention{.lines = 1};
        QCOMPARE(bench.trim(retention, 3), 3);
        QCOMPARE(bench.kept(), QList<qint64>({1, 5, 6, 7, 8}));
        QCOMPARE(bench.trim(retention, 3), 3); // the rest of three kinds
        QCOMPARE(bench.trim(retention, 3), 1);
        QCOMPARE(bench.trim(retention, 3), 0);
        QCOMPARE(bench.kept(), QList<qint64>({8}));
    }

    void nothingIsReadThatStays()
    {
        RetentionBench bench;
        Transaction work(*bench.workspace, Access::Read);
        const auto plan = [&work](const QString &where) {
            QString steps;
            for (const Row &row : work.rows(
                     u"EXPLAIN QUERY PLAN SELECT id FROM orgmend_event WHERE "_s + where, 0, 0))
                steps += row.back().toString() + u'\n';
            return steps;
        };
        for (const QString &where : {u"at < ? AND level < ? ORDER BY at LIMIT 9"_s,
                 u"at < ? AND level >= ? ORDER BY at LIMIT 9"_s})
            QVERIFY2(plan(where).contains(u"COVERING INDEX orgmend_event_at (at<?)"_s),
                qPrintable(plan(where)));
        const QString byNumber = plan(u"id < ? AND level < ? ORDER BY id LIMIT 9"_s);
        QVERIFY2(byNumber.contains(u"PRIMARY KEY (rowid<?)"_s), qPrintable(byNumber));
    }

    void aDayPassesBetweenTwoTrimmings()
    {
        RetentionBench bench;
        QVERIFY(bench.isDue());
        {
            Transaction work(*bench.workspace);
            LogTrims::complete(work);
            COMMITTED(work);
        }
        QVERIFY(!bench.isDue());
        bench.clock.advance(24h - moment);
        QVERIFY(!bench.isDue());
        bench.clock.advance(moment);
        QVERIFY(bench.isDue());
    }

    void aClockThatWasSetBackKeepsNothingForever()
    {
        RetentionBench bench;
        {
            Transaction work(*bench.workspace);
            LogTrims::complete(work);
            COMMITTED(work);
        }
        bench.clock.advance(-24h * 400);
        QVERIFY(bench.isDue());
    }

    void whatWentIsToldOnce()
    {
        RetentionBench bench;
        Transaction work(*bench.workspace);
        LogTrims::count(2'000, work);
        LogTrims::count(7, work);
        QCOMPARE(LogTrims::complete(work), 2'007);
        QCOMPARE(LogTrims::complete(work), 0);
        COMMITTED(work);
    }
};

ORGMEND_TEST(LogRetentionTest)
#include "tst_logretention.moc"
