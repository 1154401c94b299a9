#include "tests/sync/orgoracle.h"
#include "values/run.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A run that ends at any of its requests, or whose disk is full at any of its pages, has lost
/// nothing and done nothing twice: the next run ends where one alone would have.
class TestInterrupted : public QObject {
    Q_OBJECT

private slots:
    void theNextRunEndsWhereOneAloneWouldHave_data();
    void theNextRunEndsWhereOneAloneWouldHave();
    void aFullDiskLosesNothing_data();
    void aFullDiskLosesNothing();
};

namespace {

enum class Ending { NetworkGone, Cancelled };

/// The way to the org up to one request: from that one on it is cut, or the run is asked to stop.
/// The org may still have acted on the request.
class WayThatEnds final : public HttpTransport {
public:
    WayThatEnds(practice::PracticeOrg &org, Ending ending, int at)
        : m_way(org, m_stop.get_token()), m_ending(ending), m_left(at)
    {
    }

    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request, BodySource *body) override
    {
        if (m_left > 0) {
            --m_left;
            HttpRequest paged = request;
            paged.headers.emplace_back("Sforce-Query-Options", "batchSize=200"); // the smallest
            return m_way.open(paged, body);
        }
        m_hasEnded = true;
        if (m_ending == Ending::Cancelled) {
            m_stop.request_stop();
            return failure(Failure::Problem::Cancelled);
        }
        (void)m_way.open(request, body);
        const bool reads = request.verb == "GET";
        return failure(reads ? Failure::Problem::ConnectionLost : Failure::Problem::OutcomeUnknown);
    }
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }

private:
    std::stop_source m_stop;
    PracticeTransport m_way;
    const Ending m_ending;
    int m_left;
    bool m_hasEnded = false;
};

/// Two Contacts and Leads that meet, parents, Tasks; more than one page of each.
QStringList fill(SyncBench &bench)
{
    QStringList ids;
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Acme"_s}});
    for (int i = 0; i < 6; ++i) {
        const QString email = u"p%1@example.org"_s.arg(i);
        ids << bench.contact(u"Contact%1"_s.arg(i), email, {{u"AccountId"_s, account}});
        ids << bench.lead(u"Lead%1"_s.arg(i), i % 2 ? email : QString());
        bench.create(u"Task"_s, {{u"Subject"_s, u"Call"_s}, {u"WhoId"_s, ids.last()}});
    }
    return ids;
}

/// What a week brings: edits, deletes, a merge, a conversion, somebody who is back.
void change(SyncBench &bench, const QStringList &ids)
{
    bench.wait(3'600s);
    QVERIFY(bench.edit(u"Contact"_s, ids[0], {{u"Title"_s, u"Countess"_s}}));
    QVERIFY(bench.edit(u"Lead"_s, ids[1], {{u"Email"_s, u"p0@example.org"_s}}));
    bench.merge(u"Contact"_s, ids[2], ids[4]);
    bench.convert(ids[5]);
    QVERIFY(bench.remove(u"Contact"_s, ids[6]));
    QVERIFY(bench.remove(u"Lead"_s, ids[7]));
    bench.contact(u"New"_s, u"new@example.org"_s);
    bench.lead(u"Newer"_s, u"new@example.org"_s);
}

struct Scene {
    bool changes = false;
    int restLimit = 2'000;
};

/// The scene on a bench, up to the run that is to be interrupted.
void prepare(SyncBench &bench, const Scene &scene)
{
    bench.restLimit = scene.restLimit;
    const QStringList ids = fill(bench);
    if (!scene.changes)
        return;
    QCOMPARE(bench.sync().outcome, Outcome::Success);
    change(bench, ids);
}

QString whyItStopped(const RunReport &report)
{
    return report.stoppedBy ? report.stoppedBy->code() + u' ' + report.stoppedBy->raw
                            : wordOf(report.outcome);
}

} // namespace

void TestInterrupted::theNextRunEndsWhereOneAloneWouldHave_data()
{
    QTest::addColumn<int>("records");
    QTest::addColumn<bool>("changes");
    QTest::addColumn<int>("restLimit");
    QTest::newRow("a first sync of several pages") << 450 << false << 2'000;
    QTest::newRow("a first sync in bulk") << 0 << false << 0;
    QTest::newRow("changes page by page") << 0 << true << 2'000;
    QTest::newRow("changes in bulk") << 0 << true << 0;
}
void TestInterrupted::theNextRunEndsWhereOneAloneWouldHave()
{
    QFETCH(int, records);
    QFETCH(bool, changes);
    QFETCH(int, restLimit);
    const Scene scene{changes, restLimit};
    SyncBench alone(records);
    prepare(alone, scene);
    const Counts once = alone.sync().totals;
    QVERIFY(once.imported > 0);

    bool interrupted = true;
    for (int at = 0; interrupted; ++at) {
        const Ending ending = at % 2 ? Ending::Cancelled : Ending::NetworkGone;
        SyncBench bench(records);
        prepare(bench, scene);
        WayThatEnds way(bench.practice.org(), ending, at);
        const RunReport cut = bench.sync(way, way.token());
        interrupted = way.hasEnded();
        const QString where = u"at request %1, %2"_s.arg(at).arg(
            ending == Ending::Cancelled ? u"cancelled"_s : u"network gone"_s);
        QVERIFY2(!interrupted || cut.outcome != Outcome::Success, qPrintable(where));
        bench.wait(60s);
        bench.contact(u"Late"_s, u"late@example.org"_s); // comes too, whatever is gone on with
        const RunReport next = bench.sync();
        QVERIFY2(
            next.outcome == Outcome::Success, qPrintable(where + u": "_s + whyItStopped(next)));
        const QStringList differences = OrgOracle(bench).differences();
        QVERIFY2(differences.isEmpty(), qPrintable(where + u": "_s + differences.join(u'\n')));
        QVERIFY2(cut.totals.imported + next.totals.imported == once.imported + 1
                && cut.totals.deleted + next.totals.deleted == once.deleted,
            qPrintable(where));
    }
}

void TestInterrupted::aFullDiskLosesNothing_data()
{
    QTest::addColumn<int>("restLimit");
    QTest::newRow("page by page") << 2'000;
    QTest::newRow("in bulk") << 0;
}
void TestInterrupted::aFullDiskLosesNothing()
{
    QFETCH(int, restLimit);
    bool full = true;
    int refused = 0;
    for (int pages = 0; full; ++pages) {
        SyncBench bench(300);
        bench.restLimit = restLimit;
        // SQLite's own limit answers as a full disk does, at a page of our choice.
        bench.text(u"PRAGMA max_page_count = %1"_s.arg(
            bench.text(u"PRAGMA page_count"_s).toInt() + pages));
        const RunReport cut = bench.sync();
        full = cut.outcome != Outcome::Success;
        if (full) {
            ++refused;
            QVERIFY2(cut.stoppedBy, qPrintable(wordOf(cut.outcome)));
            QCOMPARE(cut.stoppedBy->problem, Failure::Problem::WorkspaceDiskFull);
        }
        bench.text(u"PRAGMA max_page_count = 1073741823"_s);
        bench.wait(60s);
        const RunReport next = bench.sync();
        QVERIFY2(next.outcome == Outcome::Success, qPrintable(whyItStopped(next)));
        const QStringList differences = OrgOracle(bench).differences();
        QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n')));
    }
    QVERIFY(refused > 0);
}

QTEST_GUILESS_MAIN(TestInterrupted)
#include "tst_interrupted.moc"
