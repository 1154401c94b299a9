#include "tests/sync/syncbench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSync : public QObject {
    Q_OBJECT

private slots:
    void theFirstSyncFillsTheTables();
    void anUnchangedOrgCountsNothing();
};

void TestSync::theFirstSyncFillsTheTables()
{
    SyncBench bench(50);
    const RunReport report = bench.sync();
    QVERIFY2(!report.stoppedBy,
        qPrintable(report.stoppedBy ? report.stoppedBy->code() + u' ' + report.stoppedBy->raw
                                    : QString()));
    QCOMPARE(report.outcome, u"success"_s);
    QCOMPARE(report.kind, u"initial"_s);
    qDebug() << bench.texts(
        u"SELECT object, imported, updated, deleted, failed FROM orgmend_run_object"_s);
    qDebug()
        << bench.texts(u"SELECT name, object, arguments, raw FROM orgmend_event"_s).join(u'\n');
    QCOMPARE(SyncBench::objectOf(report, u"Contact"_s).counts.imported,
        bench.text(u"SELECT COUNT(*) FROM people WHERE salesforce_contact_id IS NOT NULL"_s)
            .toLongLong());
}

void TestSync::anUnchangedOrgCountsNothing()
{
    SyncBench bench(50);
    bench.sync();
    const RunReport report = bench.sync();
    QCOMPARE(report.kind, u"incremental"_s);
    QCOMPARE(report.outcome, u"success"_s);
    QCOMPARE(report.totals, Counts());
    const RunReport full = bench.syncFull();
    QCOMPARE(full.kind, u"initial"_s);
    QCOMPARE(full.totals, Counts());
}

QTEST_GUILESS_MAIN(TestSync)
#include "tst_sync.moc"
