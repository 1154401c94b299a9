#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "workspace/statement.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/history.h"
#include "workspace/stores/leases.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/pendinglookups.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/recorderrors.h"
#include "workspace/stores/runs.h"
#include "workspace/stores/schemas.h"
#include "workspace/stores/seenids.h"
#include "workspace/stores/syncrequests.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using P = Failure::Problem;

namespace {

struct KeepingBench : WorkspaceBench {
    std::unique_ptr<Workspace> workspace = open();
    Transaction work{*workspace};

    KeepingBench()
    {
        Connection connection;
        connection.name = u"Production"_s;
        Connections::add(connection, work);
        for (int i = 0; i < 2; ++i)
            map(QString::number(i));
        work.run(u"CREATE TABLE companies (id INTEGER PRIMARY KEY, salesforce_id TEXT UNIQUE)"_s);
        work.run(u"CREATE TABLE people (id INTEGER PRIMARY KEY, contact_id TEXT, lead_id TEXT, "
                 "company_id INTEGER, name TEXT)"_s);
        work.run(u"CREATE TABLE activities (id INTEGER PRIMARY KEY, person_id INTEGER, "
                 "company_id INTEGER)"_s);
    }
    qint64 map(const QString &object)
    {
        Mapping mapping;
        mapping.connection = 1;
        mapping.object = object;
        mapping.table = u"people"_s;
        mapping.keyColumn = u"id"_s;
        mapping.idColumn = u"salesforce_id"_s;
        return Mappings::save(mapping, work);
    }
    QVariant cell(const QString &table, const QString &column, qint64 id)
    {
        return work.value(
            u"SELECT %1 FROM %2 WHERE id = ?"_s.arg(quoted(column), quoted(table)), id);
    }
    static PendingLookup person(qint64 activity, const QString &record)
    {
        return {
            0, 1, u"activities"_s, u"id"_s, RowKey(activity), u"person_id"_s, u"people"_s, record};
    }
    static PendingLookup company(qint64 row, const QString &record)
    {
        return {0, 1, u"people"_s, u"id"_s, RowKey(row), u"company_id"_s, u"companies"_s, record};
    }
};

} // namespace

class PullKeepingTest : public QObject {
    Q_OBJECT

private slots:
    void aMappingThatWasNeverPulledStartsAfresh()
    {
        KeepingBench bench;
        QCOMPARE(PullStates::get(1, bench.work), PullState());
    }

    void whereAPullStandsComesBackAsItWent()
    {
        KeepingBench bench;
        PullState state;
        state.low = u"2026-01-30T00:00:00.000Z"_s;
        state.underWay = true;
        state.kind = PullKind::Full;
        state.beganLow = u"a"_s;
        state.nextLow = u"b"_s;
        state.resumeStamp = u"c"_s;
        state.resumeId = u"003000000000001AAA"_s;
        state.bulkJob = u"750"_s;
        state.bulkLocator = u"MTAwMDA"_s;
        state.bulkComplete = true;
        state.bulkBegunAt = bench.clock.now();
        state.rowsIn = 123'456;
        state.deletesLow = u"d"_s;
        state.completedAt = bench.clock.now().addSecs(1);
        state.fullCompletedAt = bench.clock.now().addSecs(2);
        PullStates::set(1, state, bench.work);
        QCOMPARE(PullStates::get(1, bench.work), state);
        QCOMPARE(PullStates::get(2, bench.work), PullState());

        PullState next;
        next.low = u"e"_s;
        PullStates::set(1, next, bench.work);
        QCOMPARE(PullStates::get(1, bench.work), next);
        PullStates::clear(1, bench.work);
        QCOMPARE(PullStates::get(1, bench.work), PullState());
        COMMITTED(bench.work);
    }

    void whatAFullPullDidNotSeeIsFoundInPages()
    {
        KeepingBench bench;
        for (const QString &record : {u"001A"_s, u"001B"_s, u"001C"_s, u"001D"_s})
            bench.work.run(u"INSERT INTO companies (salesforce_id) VALUES (?)"_s, record);
        bench.work.run(u"INSERT INTO companies (salesforce_id) VALUES (NULL)"_s);
        {
            Statement note(bench.work, SeenIds::noteSql());
            for (int twice = 0; twice < 2; ++twice) {
                note.bindInteger(1, 1);
                note.bindText(2, "001B");
                note.execute();
            }
        }
        SeenIds::note(2, u"001A"_s, bench.work); // another mapping's
        QCOMPARE(SeenIds::count(1, bench.work), 1);
        const auto unseen = [&bench](const QString &after, int limit) {
            return SeenIds::unseen(1,
                u"SELECT salesforce_id AS record FROM companies WHERE salesforce_id IS NOT NULL"_s,
                after, limit, bench.work);
        };
        QCOMPARE(unseen({}, 2), QStringList({u"001A"_s, u"001C"_s}));
        QCOMPARE(unseen(u"001C"_s, 2), QStringList(u"001D"_s));
        SeenIds::clear(1, bench.work);
        QCOMPARE(unseen({}, 9).size(), 4);
        QCOMPARE(SeenIds::count(2, bench.work), 1);
        COMMITTED(bench.work);
    }

    void aTargetThatArrivesFillsTheCellsThatWaitedForIt()
    {
        KeepingBench bench;
        bench.work.run(u"INSERT INTO activities (id) VALUES (1), (2), (3)"_s);
        PendingLookups::note(KeepingBench::person(1, u"003A"_s), bench.work);
        PendingLookups::note(KeepingBench::person(2, u"003A"_s), bench.work);
        PendingLookups::note(KeepingBench::person(3, u"003B"_s), bench.work);
        QVERIFY(PendingLookups::anyFor(u"people"_s, bench.work));
        QVERIFY(!PendingLookups::anyFor(u"companies"_s, bench.work));
        QCOMPARE(PendingLookups::count(1, bench.work), 3);

        QCOMPARE(PendingLookups::fill(u"companies"_s, u"003A"_s, RowKey(7), bench.work), 0);
        QCOMPARE(PendingLookups::fill(u"people"_s, u"003A"_s, RowKey(7), bench.work), 2);
        QCOMPARE(bench.cell(u"activities"_s, u"person_id"_s, 1).toInt(), 7);
        QCOMPARE(bench.cell(u"activities"_s, u"person_id"_s, 2).toInt(), 7);
        QVERIFY(!bench.cell(u"activities"_s, u"person_id"_s, 3).isValid());
        QCOMPARE(PendingLookups::fill(u"people"_s, u"003A"_s, RowKey(8), bench.work), 0);
        QCOMPARE(PendingLookups::count(1, bench.work), 1);
        COMMITTED(bench.work);
    }

    void aCellThatTakesAnotherValueWaitsForTheNewOneOnly()
    {
        KeepingBench bench;
        bench.work.run(u"INSERT INTO activities (id) VALUES (1), (2)"_s);
        PendingLookups::note(KeepingBench::person(1, u"003A"_s), bench.work);
        PendingLookups::note(KeepingBench::person(1, u"003B"_s), bench.work);
        PendingLookups::note(KeepingBench::person(2, u"003A"_s), bench.work);
        PendingLookups::forget(u"activities"_s, RowKey(2), u"person_id"_s, bench.work);
        QCOMPARE(PendingLookups::fill(u"people"_s, u"003A"_s, RowKey(7), bench.work), 0);
        QCOMPARE(PendingLookups::fill(u"people"_s, u"003B"_s, RowKey(8), bench.work), 1);
        QCOMPARE(bench.cell(u"activities"_s, u"person_id"_s, 1).toInt(), 8);
    }

    void aRowThatGoesWaitsForNothing()
    {
        KeepingBench bench;
        PendingLookups::note(KeepingBench::person(1, u"003A"_s), bench.work);
        PendingLookup company = KeepingBench::person(1, u"001A"_s);
        company.column = u"company_id"_s;
        PendingLookups::note(company, bench.work);
        PendingLookups::note(KeepingBench::person(2, u"003A"_s), bench.work);
        PendingLookups::forgetRow(u"activities"_s, RowKey(1), bench.work);
        QCOMPARE(PendingLookups::count(1, bench.work), 1);
    }

    void whatARowWasIsKept()
    {
        KeepingBench bench;
        bench.work.run(
            u"INSERT INTO people (id, contact_id, company_id, name) VALUES (5, '003A', 9, 'Zoë')"_s);
        HistoryRow about;
        about.connection = 1;
        about.run = 3;
        about.operation = u"deleted"_s;
        about.object = u"Contact"_s;
        about.record = u"003A"_s;
        about.table = u"people"_s;
        about.rowKey = RowKey(5);
        QVERIFY(History::keep(about, u"id"_s, bench.work) > 0);
        bench.work.run(u"DELETE FROM people"_s);
        QCOMPARE(History::keep(about, u"id"_s, bench.work), 0);

        const std::vector<HistoryRow> history = History::ofRow(u"people"_s, RowKey(5), bench.work);
        QCOMPARE(history.size(), std::size_t(1));
        const HistoryRow &row = history.front();
        QCOMPARE(row.at, bench.clock.now());
        QCOMPARE(row.operation, about.operation);
        QCOMPARE(row.run, 3);
        QCOMPARE(row.old.value("name"_L1).toString(), u"Zoë"_s);
        QCOMPARE(row.old.value("company_id"_L1).toInt(), 9);
        QVERIFY(row.old.value("lead_id"_L1).isNull());
        QCOMPARE(row.old.size(), 5);
        QCOMPARE(History::ofRecord(u"003A"_s, bench.work).size(), std::size_t(1));
        QVERIFY(History::ofRecord(u"003B"_s, bench.work).empty());
        COMMITTED(bench.work);
    }

    void aRefusedRecordIsNotedOnceUntilItGoesThrough()
    {
        KeepingBench bench;
        const qint64 contacts = bench.map(u"Contact"_s);
        const qint64 leads = bench.map(u"Lead"_s);
        const Mapping mapping = Mappings::ofObject(1, u"Contact"_s, bench.work).front();
        RecordError error;
        error.record = u"003A"_s;
        error.run = 1;
        error.code = u"database_refused"_s;
        error.raw = u"CHECK constraint failed: age; Bearer 00D000000000001!SecretSecretSecret"_s;
        const qint64 id = RecordErrors::note(error, mapping, bench.work);
        bench.clock.advance(1h);
        error.run = 2;
        QCOMPARE(RecordErrors::note(error, mapping, bench.work), id);
        std::vector<RecordError> open = RecordErrors::open(contacts, bench.work);
        QCOMPARE(open.size(), std::size_t(1));
        QCOMPARE(open.front().attempts, 2);
        QCOMPARE(open.front().run, 2);
        QVERIFY(open.front().rowKey.isNull());
        QCOMPARE(open.front().firstAt.secsTo(open.front().lastAt), 3600);
        QVERIFY(open.front().raw.startsWith(u"CHECK constraint failed: age"_s));
        QVERIFY(!open.front().raw.contains(u"Secret"_s));
        QVERIFY(RecordErrors::open(leads, bench.work).empty());
        RecordErrors::settle(leads, Direction::Inbound, u"003A"_s, bench.work);
        RecordErrors::settle(contacts, Direction::Outbound, u"003A"_s, bench.work);
        QCOMPARE(RecordErrors::count(contacts, bench.work), 1);
        RecordErrors::settle(contacts, Direction::Inbound, u"003A"_s, bench.work);
        QCOMPARE(RecordErrors::count(contacts, bench.work), 0);
        COMMITTED(bench.work);
    }

    void anErrorKeepsItsIdWhenItsCauseIsAnother()
    {
        KeepingBench bench;
        bench.map(u"Contact"_s);
        const Mapping mapping = Mappings::ofObject(1, u"Contact"_s, bench.work).front();
        RecordError error;
        error.record = u"003A"_s;
        error.code = u"value_invalid"_s;
        const qint64 id = RecordErrors::note(error, mapping, bench.work);
        error.code = u"database_refused"_s;
        QCOMPARE(RecordErrors::note(error, mapping, bench.work), id);
        QCOMPARE(RecordErrors::open(mapping.id, bench.work).front().code, error.code);
        // Many errors of one code are one cause.
        error.record = u"003B"_s;
        QVERIFY(RecordErrors::note(error, mapping, bench.work) != id);
        QCOMPARE(bench.work.value(u"SELECT COUNT(*) FROM orgmend_cause"_s).toInt(), 2);
        COMMITTED(bench.work);
    }

    /// '7' and 7 are two rows, and stay so in what is kept of them.
    void aRowWithoutARecordIsKnownByItsKeyAsItStands()
    {
        KeepingBench bench;
        bench.map(u"Contact"_s);
        const Mapping mapping = Mappings::ofObject(1, u"Contact"_s, bench.work).front();
        RecordError error;
        error.direction = Direction::Outbound;
        error.code = u"REQUIRED_FIELD_MISSING"_s;
        const std::vector<RowKey> keys{RowKey(7), RowKey(QVariant(u"7"_s)),
            RowKey(QVariant(u"0007"_s)), RowKey(QVariant(QByteArray("\x00\xff", 2)))};
        for (const RowKey &key : keys) {
            error.rowKey = key;
            QVERIFY(RecordErrors::note(error, mapping, bench.work) > 0);
        }
        const std::vector<RecordError> open = RecordErrors::open(mapping.id, bench.work);
        QCOMPARE(open.size(), keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i)
            QVERIFY2(open[i].rowKey == keys[i], qPrintable(keys[i].text()));
        COMMITTED(bench.work);
    }

    void aDescribeIsKeptFromTheTimeItCameToBe()
    {
        KeepingBench bench;
        const StoredSchema first{u"{\"name\":\"Contact\",\"label\":\"Größe\"}"_s, u"\"a1\""_s,
            u"Sat, 31 Jan 2026 09:00:00 GMT"_s, {}};
        QVERIFY(!Schemas::find(1, u"Contact"_s, bench.work));
        QVERIFY(!Schemas::isKept(1, u"Contact"_s, first, bench.work));
        Schemas::keep(1, u"Contact"_s, first, bench.work);
        const QDateTime begun = bench.clock.now();
        bench.clock.advance(24h);
        QVERIFY(Schemas::isKept(1, u"Contact"_s, first, bench.work));
        QCOMPARE(Schemas::find(1, u"Contact"_s, bench.work)->since, begun);

        StoredSchema changed = first;
        changed.json = u"{\"name\":\"Contact\"}"_s;
        QVERIFY(!Schemas::isKept(1, u"Contact"_s, changed, bench.work));
        Schemas::keep(1, u"Contact"_s, changed, bench.work);
        const StoredSchema kept = *Schemas::find(1, u"Contact"_s, bench.work);
        QCOMPARE(kept.json, changed.json);
        QCOMPARE(kept.etag, first.etag);
        QCOMPARE(kept.lastModified, first.lastModified);
        QCOMPARE(kept.since, bench.clock.now());
        QVERIFY(!Schemas::find(1, u"Lead"_s, bench.work));
        QVERIFY(!Schemas::find(2, u"Contact"_s, bench.work));
        COMMITTED(bench.work);
    }

    void whatBelongsToAConnectionGoesWithIt()
    {
        KeepingBench bench;
        PullStates::set(1, {}, bench.work);
        Schemas::keep(1, u"Contact"_s, {}, bench.work);
        bench.work.run(u"DELETE FROM orgmend_connection WHERE id = 1"_s);
        QCOMPARE(bench.work.value(u"SELECT COUNT(*) FROM orgmend_mapping"_s).toInt(), 0);
        QCOMPARE(bench.work.value(u"SELECT COUNT(*) FROM orgmend_pull"_s).toInt(), 0);
        QVERIFY(!Schemas::find(1, u"Contact"_s, bench.work));
        COMMITTED(bench.work);
    }
};

ORGMEND_TEST(PullKeepingTest)
#include "tst_pullkeeping.moc"
