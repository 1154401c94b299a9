#include "tests/support/testmain.h"
#include "tests/sync/syncbench.h"

#include "base/timestamp.h"
#include "values/mapping.h"
#include "values/run.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/recordcounts.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// One run, from its plan to its last event, against a real org.
class TestSync : public QObject {
    Q_OBJECT

private slots:
    void theFirstSyncFillsTheTables_data();
    void theFirstSyncFillsTheTables();
    void anUnchangedOrgCountsNothing();
    void importsAndUpdatesAreCountedApart();
    // S1-15: the boundary of the cursor
    void manyRecordsOfOneStampAreAllRead();
    void aRecordCommittedLateArrives();
    // S1-16, S2-56
    void aFullSyncIgnoresTheCursor();
    void aFullSyncAsksForWhatItDidNotSee();
    void whatIsNotVisibleIsKeptAndReported();
    // S4-33 and its neighbours
    void afterAMergeTheRowIsTheMasters();
    void aMasterThatIsNewTakesOverTheLosersRow();
    void aDeletedRecordThatComesBackIsThereAgain();
    void lookupsAreFilledWhenTheirTargetArrives();
    void aCompanysNewNameReachesItsPeople();
    void aCompanyThatComesLaterBringsItsNewName();
    // Trouble with one object or record
    void aHiddenObjectFailsAndTheOthersGoOn();
    void aHiddenFieldIsLeftOutAndSaidOnce();
    void aFieldThatIsShownAgainIsReadForAllRecords();
    void aRefusedRecordIsAnErrorAndTheRestGoesOn();
    // What a run says of itself
    void aRunLogsItsBeginningAndOneEnd();
    void onlyTheAskedObjectsAreSynced();
    void salesforcesRecordsAreCounted();
};

void TestSync::theFirstSyncFillsTheTables_data()
{
    QTest::addColumn<int>("restLimit");
    QTest::addColumn<QString>("way");
    QTest::newRow("page by page") << 1'000'000 << u"rest"_s;
    QTest::newRow("in bulk") << 0 << u"bulk"_s;
}
void TestSync::theFirstSyncFillsTheTables()
{
    QFETCH(int, restLimit);
    QFETCH(QString, way);
    SyncBench bench(60);
    bench.restLimit = restLimit;
    const RunReport report = bench.sync();
    QVERIFY2(!report.stoppedBy,
        qPrintable(report.stoppedBy ? report.stoppedBy->code() + u' ' + report.stoppedBy->raw
                                    : QString()));
    QCOMPARE(report.outcome, Outcome::Success);
    QCOMPARE(report.kind, RunKind::Initial);
    for (const QString &event : bench.events(u"way_chosen"_s))
        QVERIFY2(event.contains(way) && event.contains(u"first_sync"_s), qPrintable(event));
    const auto count = [&bench](const QString &soql) { return *countRecords(bench.session, soql); };
    const auto here = [&bench](const QString &sql) { return bench.text(sql).toLongLong(); };
    QCOMPARE(here(u"SELECT COUNT(*) FROM companies"_s), count(u"SELECT COUNT() FROM Account"_s));
    QCOMPARE(here(u"SELECT COUNT(salesforce_contact_id) FROM people"_s),
        count(u"SELECT COUNT() FROM Contact"_s));
    QCOMPARE(here(u"SELECT COUNT(salesforce_lead_id) FROM people"_s),
        count(u"SELECT COUNT() FROM Lead"_s));
    QCOMPARE(here(u"SELECT COUNT(*) FROM deals"_s), count(u"SELECT COUNT() FROM Opportunity"_s));
    QCOMPARE(here(u"SELECT COUNT(*) FROM activities"_s),
        count(u"SELECT COUNT() FROM Task"_s) + count(u"SELECT COUNT() FROM Event"_s));
    QCOMPARE(here(u"SELECT COUNT(*) FROM orgmend_pending_lookup"_s), 0);
    QCOMPARE(bench.connectionRow().lastFullSync,
        report.run ? bench.connectionRow().lastSync : QDateTime());
    QVERIFY(bench.connectionRow().lastSync.isValid());
    QCOMPARE(report.totals.failed, 0);
}

void TestSync::anUnchangedOrgCountsNothing()
{
    SyncBench bench(60);
    SYNCED(bench.sync());
    const QStringList before = bench.texts(u"SELECT * FROM people ORDER BY id"_s);
    const RunReport report = bench.sync();
    QCOMPARE(report.kind, RunKind::Incremental);
    QCOMPARE(report.outcome, Outcome::Success);
    QCOMPARE(report.totals, Counts());
    const RunReport full = bench.syncFull();
    QCOMPARE(full.kind, RunKind::Initial);
    QCOMPARE(full.totals, Counts());
    // The other way writes the same values.
    bench.restLimit = 0;
    QCOMPARE(bench.syncFull().totals, Counts());
    QCOMPARE(bench.texts(u"SELECT * FROM people ORDER BY id"_s), before);
}

void TestSync::importsAndUpdatesAreCountedApart()
{
    SyncBench bench;
    const QString ada = bench.contact(u"Ada"_s, u"ada@example.org"_s);
    SYNCED(bench.sync());
    bench.wait(3600s);
    QVERIFY(bench.edit(u"Contact"_s, ada, {{u"Phone"_s, u"030 1"_s}}));
    bench.contact(u"Bob"_s, {});
    bench.contact(u"Cleo"_s, {});
    const RunReport report = bench.sync();
    QCOMPARE(report.totals, (Counts{2, 1, 0, 0, 0}));
    QCOMPARE(bench.text(u"SELECT imported, updated, deleted FROM orgmend_event "
                        "WHERE name = 'sync_completed' ORDER BY id DESC LIMIT 1"_s),
        u"2|1|0"_s);
}

void TestSync::manyRecordsOfOneStampAreAllRead()
{
    SyncBench bench;
    const QString stamp = isoUtc(bench.clock->now()); // and the clock stands still
    for (int i = 0; i < 12; ++i)
        bench.contact(u"P%1"_s.arg(i, 2, 10, QChar(u'0')), {});

    SYNCED(bench.sync());
    QCOMPARE(bench.people().size(), 12);
    // An interruption between two of the same stamp: the next run goes on behind the Id.
    PullState state;
    {
        Transaction work(*bench.workspace);
        const Mapping mapping = Mappings::ofObject(bench.connection, u"Contact"_s, work).front();
        state = PullStates::get(mapping.id, work);
        const Row middle = work.row(u"SELECT salesforce_contact_id FROM people "
                                    "ORDER BY salesforce_contact_id LIMIT 1 OFFSET 5"_s);
        state.underWay = true;
        state.kind = PullKind::Changes;
        state.beganLow = state.low;
        state.nextLow = state.low;
        state.resumeStamp = stamp;
        state.resumeId = middle[0].toString();
        state.rowsIn = 6;
        PullStates::set(mapping.id, state, work);
        work.run(u"UPDATE people SET phone = 'wrong here'"_s);
        QVERIFY(work.commit());
    }
    const RunReport report = bench.sync();
    QCOMPARE(SyncBench::objectOf(report, u"Contact"_s).counts.updated, 6);
    QCOMPARE(bench.events(u"pull_resumed"_s).size(), 1);
}

void TestSync::aRecordCommittedLateArrives()
{
    SyncBench bench;
    const QString ada = bench.contact(u"Ada"_s, {});
    SYNCED(bench.sync());
    bench.wait(300s);
    SYNCED(bench.sync());
    // Stamped before the last pull began, visible only now.
    bench.practice.control("POST", "records/late",
        QJsonObject{{u"object"_s, u"Contact"_s}, {u"id"_s, ada},
            {u"fields"_s, QJsonObject{{u"LastName"_s, u"Late"_s}}}, {u"age_seconds"_s, 500}});
    bench.wait(10s);
    const RunReport report = bench.sync();
    QCOMPARE(report.totals.updated, 1);
    QCOMPARE(bench.people(), QStringList({u"Late|C"_s}));
}

void TestSync::aFullSyncIgnoresTheCursor()
{
    SyncBench bench;
    bench.contact(u"Ada"_s, {});
    bench.lead(u"Bob"_s, {});
    bench.create(u"Account"_s, {{u"Name"_s, u"Acme"_s}});
    bench.create(u"Opportunity"_s,
        {{u"Name"_s, u"Deal"_s}, {u"StageName"_s, u"Prospecting"_s},
            {u"CloseDate"_s, u"2026-12-31"_s}});
    SYNCED(bench.sync());
    bench.wait(24h);
    SYNCED(bench.sync());
    bench.write(u"UPDATE people SET last_name = 'Wrong'"_s);
    bench.write(u"UPDATE companies SET name = 'Wrong'"_s);
    bench.write(u"UPDATE deals SET name = 'Wrong'"_s);
    QCOMPARE(bench.sync().totals, Counts()); // an incremental one has no reason to look
    const RunReport report = bench.syncFull();
    QCOMPARE(report.kind, RunKind::Initial);
    QCOMPARE(report.totals, (Counts{0, 4, 0, 0, 0}));
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s, u"Bob|L"_s}));
    QCOMPARE(bench.text(u"SELECT name FROM companies"_s), u"Acme"_s);
    QCOMPARE(bench.text(u"SELECT name FROM deals"_s), u"Deal"_s);
    QVERIFY(bench.events(u"way_chosen"_s).last().contains(u"full_sync"_s));
}

void TestSync::aFullSyncAsksForWhatItDidNotSee()
{
    SyncBench bench;
    const QString ada = bench.contact(u"Ada"_s, {});
    bench.contact(u"Bob"_s, {});
    SYNCED(bench.sync());
    bench.wait(60s);
    QVERIFY(bench.remove(u"Contact"_s, ada));
    // The deletion is older than where deletes are read from: only the full sync can find it.
    bench.wait(24h);
    bench.write(u"UPDATE orgmend_pull SET deletes_low = '2030-01-01T00:00:00.000Z'"_s);
    QCOMPARE(bench.sync().totals, Counts());
    const RunReport report = bench.syncFull();
    QCOMPARE(report.totals, (Counts{0, 0, 1, 0, 0}));
    QCOMPARE(bench.people(), QStringList({u"Bob|C"_s}));
    QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_seen_id"_s), u"0"_s);
}

void TestSync::whatIsNotVisibleIsKeptAndReported()
{
    SyncBench bench;
    const QString ada = bench.contact(u"Ada"_s, {});
    SYNCED(bench.sync());
    bench.wait(60s);
    QVERIFY(bench.remove(u"Contact"_s, ada));
    bench.practice.control("POST", "records/purge", QJsonObject{{u"ids"_s, QJsonArray{ada}}});
    const RunReport report = bench.syncFull();
    QCOMPARE(report.totals, Counts());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s}));
    QCOMPARE(bench.events(u"not_visible"_s), QStringList({u"Contact|[\"Contact\",\"1\"]"_s}));
}

void TestSync::afterAMergeTheRowIsTheMasters()
{
    SyncBench bench;
    const QString master = bench.contact(u"Master"_s, {});
    const QString loser = bench.contact(u"Loser"_s, {});
    bench.create(u"Task"_s, {{u"Subject"_s, u"Call"_s}, {u"WhoId"_s, loser}});
    SYNCED(bench.sync());
    bench.write(u"UPDATE people SET first_source = 'newsletter', landing_page = 'theirs' "
                "WHERE last_name = 'Loser'"_s);
    bench.write(u"UPDATE people SET landing_page = 'mine' WHERE last_name = 'Master'"_s);
    bench.wait(60s);
    bench.merge(u"Contact"_s, master, loser);
    const RunReport report = bench.sync();
    QCOMPARE(report.outcome, Outcome::Success);
    QCOMPARE(bench.texts(u"SELECT last_name, salesforce_contact_id, first_source, landing_page "
                         "FROM people"_s),
        QStringList({u"Master|"_s + master + u"|newsletter|mine"_s}));
    QCOMPARE(bench.text(u"SELECT p.last_name FROM activities AS a JOIN people AS p "
                        "ON p.id = a.person_id"_s),
        u"Master"_s);
    QVERIFY(bench.events(u"record_merged"_s).first().contains(loser));
    QCOMPARE(bench.text(u"SELECT operation, record FROM orgmend_history"_s), u"merged|"_s + loser);
    QCOMPARE(SyncBench::objectOf(report, u"Contact"_s).counts.deleted, 1);
}

void TestSync::aMasterThatIsNewTakesOverTheLosersRow()
{
    SyncBench bench;
    const QString loser = bench.contact(u"Loser"_s, {});
    SYNCED(bench.sync());
    const QString key = bench.text(u"SELECT id FROM people"_s);
    bench.wait(60s);
    const QString master = bench.contact(u"Master"_s, {});
    bench.merge(u"Contact"_s, master, loser);
    SYNCED(bench.sync());
    QCOMPARE(bench.texts(u"SELECT id, last_name, salesforce_contact_id, external_id FROM people"_s),
        QStringList({key + u"|Master|"_s + master + u"|sf_1_Contact_"_s + master}));
}

void TestSync::aDeletedRecordThatComesBackIsThereAgain()
{
    SyncBench bench;
    const QString ada = bench.contact(u"Ada"_s, {});
    bench.create(u"Task"_s, {{u"Subject"_s, u"Call"_s}, {u"WhoId"_s, ada}});
    SYNCED(bench.sync());
    bench.wait(60s);
    QVERIFY(bench.remove(u"Contact"_s, ada));
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList());
    QCOMPARE(bench.text(u"SELECT COUNT(person_id) FROM activities"_s), u"0"_s);
    bench.wait(60s);
    bench.undelete(ada);
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s}));
    SYNCED(bench.sync());
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s}));
}

void TestSync::lookupsAreFilledWhenTheirTargetArrives()
{
    SyncBench bench;
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Acme"_s}});
    bench.contact(u"Ada"_s, {}, {{u"AccountId"_s, account}});
    RunOrder contacts;
    contacts.objects = {u"Contact"_s};
    SYNCED(bench.sync(contacts));
    QCOMPARE(bench.text(u"SELECT company_id FROM people"_s), u"-"_s);
    QCOMPARE(bench.text(u"SELECT target_record FROM orgmend_pending_lookup"_s), account);
    RunOrder accounts;
    accounts.objects = {u"account"_s}; // names are Salesforce's: case does not matter
    SYNCED(bench.sync(accounts));
    QCOMPARE(bench.text(u"SELECT c.name FROM people AS p JOIN companies AS c "
                        "ON c.id = p.company_id"_s),
        u"Acme"_s);
    QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_pending_lookup"_s), u"0"_s);
}

void TestSync::aCompanysNewNameReachesItsPeople()
{
    SyncBench bench;
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Acme"_s}});
    bench.contact(u"Ada"_s, {}, {{u"AccountId"_s, account}});
    SYNCED(bench.sync());
    bench.wait(3600s);
    QVERIFY(bench.edit(u"Account"_s, account, {{u"Name"_s, u"Acme & Daughters"_s}}));
    SYNCED(bench.sync());
    QCOMPARE(bench.text(u"SELECT company_name FROM people"_s), u"Acme & Daughters"_s);
    QCOMPARE(bench.syncFull().totals, Counts());
}

void TestSync::aCompanyThatComesLaterBringsItsNewName()
{
    SyncBench bench;
    const QString account = bench.create(u"Account"_s, {{u"Name"_s, u"Acme"_s}});
    bench.contact(u"Ada"_s, {}, {{u"AccountId"_s, account}});
    RunOrder contacts;
    contacts.objects = {u"Contact"_s};
    SYNCED(bench.sync(contacts));
    QCOMPARE(bench.text(u"SELECT company_name FROM people"_s), u"Acme"_s);
    bench.wait(3'600s);
    SYNCED(bench.sync(contacts)); // from here on the Contact counts as long read
    QVERIFY(bench.edit(u"Account"_s, account, {{u"Name"_s, u"Acme & Daughters"_s}}));
    SYNCED(bench.sync());
    QCOMPARE(bench.text(u"SELECT p.company_name, c.name FROM people AS p "
                        "JOIN companies AS c ON c.id = p.company_id"_s),
        u"Acme & Daughters|Acme & Daughters"_s);
}

void TestSync::aHiddenObjectFailsAndTheOthersGoOn()
{
    SyncBench bench;
    bench.contact(u"Ada"_s, {});
    bench.practice.control("POST", "objects/security",
        QJsonObject{{u"object"_s, u"Opportunity"_s}, {u"read"_s, false}});
    const RunReport report = bench.sync();
    QCOMPARE(report.outcome, Outcome::Partial);
    QVERIFY(!report.stoppedBy);
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s}));
    QVERIFY(bench.events(u"object_failed"_s).first().contains(u"object_not_visible"_s));
    QCOMPARE(bench.events(u"object_synced"_s).size(), 5);
    // It does not make every later run a first one.
    QCOMPARE(bench.sync().kind, RunKind::Incremental);
}

void TestSync::aHiddenFieldIsLeftOutAndSaidOnce()
{
    SyncBench bench;
    const QString ada = bench.contact(u"Ada"_s, {}, {{u"Title"_s, u"Countess"_s}});
    SYNCED(bench.sync());
    bench.practice.control("POST", "fields/security",
        QJsonObject{{u"object"_s, u"Contact"_s}, {u"field"_s, u"Title"_s}, {u"readable"_s, false},
            {u"editable"_s, false}});
    bench.wait(60s);
    QVERIFY(bench.edit(u"Contact"_s, ada, {{u"Phone"_s, u"030"_s}}));
    SYNCED(bench.sync());
    SYNCED(bench.sync());
    QCOMPARE(bench.text(u"SELECT phone, job_title FROM people"_s), u"030|Countess"_s);
    QStringList said = bench.events(u"field_left_out"_s);
    said.removeIf([](const QString &event) { return !event.contains(u"Title"_s); });
    QCOMPARE(said.size(), 1);
}

void TestSync::aFieldThatIsShownAgainIsReadForAllRecords()
{
    SyncBench bench;
    bench.contact(u"Ada"_s, {}, {{u"Title"_s, u"Countess"_s}});
    const auto show = [&bench](bool shown) {
        bench.practice.control("POST", "fields/security",
            QJsonObject{{u"object"_s, u"Contact"_s}, {u"field"_s, u"Title"_s},
                {u"readable"_s, shown}, {u"editable"_s, shown}});
    };
    show(false);
    SYNCED(bench.sync());
    QCOMPARE(bench.text(u"SELECT job_title FROM people"_s), u"-"_s);
    bench.wait(24h);
    show(true);
    SYNCED(bench.sync());
    QCOMPARE(bench.text(u"SELECT job_title FROM people"_s), u"Countess"_s);
}

void TestSync::aRefusedRecordIsAnErrorAndTheRestGoesOn()
{
    SyncBench bench;
    bench.write(u"CREATE TRIGGER no_mallory BEFORE INSERT ON people WHEN NEW.last_name = 'Mallory' "
                "BEGIN SELECT RAISE(ABORT, 'not in this house'); END"_s);
    bench.contact(u"Ada"_s, {});
    const QString mallory = bench.contact(u"Mallory"_s, {});
    bench.contact(u"Zoe"_s, {});
    const RunReport report = bench.sync();
    QCOMPARE(report.outcome, Outcome::Partial);
    QCOMPARE(SyncBench::objectOf(report, u"Contact"_s).counts, (Counts{2, 0, 0, 1, 0}));
    QCOMPARE(bench.people(), QStringList({u"Ada|C"_s, u"Zoe|C"_s}));
    QCOMPARE(bench
                 .texts(u"SELECT object, arguments, raw FROM orgmend_event "
                        "WHERE name = 'record_failed'"_s)
                 .size(),
        1);
    QVERIFY(
        bench.text(u"SELECT record, raw FROM orgmend_record_error"_s).startsWith(mallory + u'|'));
    QVERIFY(bench.text(u"SELECT raw FROM orgmend_record_error"_s).contains(u"not in this house"_s));
    bench.write(u"DROP TRIGGER no_mallory"_s);
    SYNCED(bench.syncFull());
    QCOMPARE(bench.people().size(), 3);
    QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_record_error"_s), u"0"_s);
}

void TestSync::aRunLogsItsBeginningAndOneEnd()
{
    SyncBench bench(20);
    const RunReport report = bench.sync();
    QCOMPARE(bench.events(u"sync_started"_s), QStringList({u"|[\"initial\",\"command line\"]"_s}));
    QCOMPARE(bench.events(u"sync_completed"_s), QStringList({u"|[\"success\"]"_s}));
    QCOMPARE(bench.events(u"sync_failed"_s), QStringList());
    QCOMPARE(bench.events(u"object_synced"_s).size(), 6);
    QCOMPARE(bench.text(u"SELECT imported, api_calls FROM orgmend_event "
                        "WHERE name = 'sync_completed'"_s),
        u"%1|%2"_s.arg(report.totals.imported).arg(report.apiCalls));
    QCOMPARE(bench.text(u"SELECT outcome, imported, api_calls FROM orgmend_run"_s),
        u"success|%1|%2"_s.arg(report.totals.imported).arg(report.apiCalls));
    QVERIFY(report.apiCalls > 0);
    QCOMPARE(bench.connectionRow().apiUsed.has_value(), true);
}

void TestSync::onlyTheAskedObjectsAreSynced()
{
    SyncBench bench(20);
    RunOrder order;
    order.objects = {u"Account"_s};
    const RunReport report = bench.sync(order);
    QCOMPARE(report.objects.size(), std::size_t(1));
    QCOMPARE(bench.people(), QStringList());
    QVERIFY(!bench.connectionRow().lastFullSync.isValid());
    QCOMPARE(bench.sync().kind, RunKind::Initial); // the rest is still to come
    order.objects = {u"Unheard"_s};
    QCOMPARE(bench.sync(order).stoppedBy->problem, Failure::Problem::ObjectNotMapped);
}

void TestSync::salesforcesRecordsAreCounted()
{
    SyncBench bench;
    bench.contact(u"Ada"_s, {});
    SYNCED(bench.sync());
    const auto counted = [&bench] {
        Transaction work(*bench.workspace, Transaction::Access::Read);
        const Mapping mapping = Mappings::ofObject(bench.connection, u"Contact"_s, work).front();
        return RecordCounts::of(mapping.id, work)->records;
    };
    QCOMPARE(counted(), 1);
    bench.wait(60s);
    const QString bob = bench.contact(u"Bob"_s, {});
    SYNCED(bench.sync());
    QCOMPARE(counted(), 2);
    bench.wait(60s);
    QVERIFY(bench.remove(u"Contact"_s, bob));
    SYNCED(bench.sync());
    QCOMPARE(counted(), 1);
}

ORGMEND_TEST(TestSync)
#include "tst_sync.moc"
