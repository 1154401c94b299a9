#include "tests/support/testmain.h"
#include "tests/sync/syncbench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Accounts in a table that the admin had before Orgmend came: a blob as its key, which the
/// database makes, and a rule of its own.
struct OwnTableBench : SyncBench {
    explicit OwnTableBench(KeySource keySource = KeySource::Default, const QString &idColumn = {})
    {
        Transaction work(*workspace);
        work.run(u"CREATE TABLE firms (tag BLOB PRIMARY KEY NOT NULL DEFAULT (randomblob(16)), "
                 "title TEXT CHECK (length(title) < 20), note TEXT, record TEXT UNIQUE) "
                 "WITHOUT ROWID"_s);
        Mapping mapping = Mappings::ofObject(connection, u"Account"_s, work).front();
        mapping.table = u"firms"_s;
        mapping.keyColumn = u"tag"_s;
        mapping.keySource = keySource;
        mapping.idColumn = idColumn;
        mapping.externalIdColumn.clear();
        mapping.keepsRows = true;
        mapping.rows = {{.field = u"Name"_s, .column = u"title"_s}};
        if (keySource == KeySource::Field)
            mapping.rows.push_back({.field = u"AccountNumber"_s, .column = u"tag"_s});
        Mappings::save(mapping, work);
        for (Mapping other : Mappings::ofConnection(connection, work)) {
            for (FieldRow &row : other.rows) {
                if (row.lookupTable == u"companies")
                    row.lookupTable = u"firms"_s;
            }
            Mappings::save(other, work);
        }
        if (const Result<void> done = work.commit(); !done)
            qFatal("The table was not made: %s", qPrintable(done.failure().raw));
    }
    QString account(const QString &name, const QString &number = {})
    {
        return create(u"Account"_s, {{u"Name"_s, name}, {u"AccountNumber"_s, number}});
    }
    QStringList firms() { return texts(u"SELECT title FROM firms ORDER BY title"_s); }
};

} // namespace

/// Any table, any key (HOUSE.md 3; DATA.md, "Rows and records").
class TestAdminsTables : public QObject {
    Q_OBJECT

private slots:
    void recordsFindTheirRowsThroughTheLinks()
    {
        OwnTableBench bench;
        const QString acme = bench.account(u"Acme"_s);
        const RunReport first = bench.sync();
        SYNCED(first);
        QCOMPARE(SyncBench::objectOf(first, u"Account"_s).counts.imported, 1);
        const QString tag = bench.text(u"SELECT hex(tag) FROM firms"_s);
        QCOMPARE(tag.size(), 32);
        QCOMPARE(bench.text(u"SELECT typeof(row_key) FROM orgmend_link"_s), u"blob"_s);
        QCOMPARE(bench.text(u"SELECT record || hex(row_key) || hex(born_key) FROM orgmend_link"_s),
            acme + tag + tag);

        bench.write(u"UPDATE firms SET note = 'ours'"_s);
        bench.wait(60s);
        QVERIFY(bench.edit(u"Account"_s, acme, {{u"Name"_s, u"Acme & Sons"_s}}));
        const RunReport second = bench.sync();
        SYNCED(second);
        QCOMPARE(SyncBench::objectOf(second, u"Account"_s).counts.updated, 1);
        QCOMPARE(bench.texts(u"SELECT title, note, hex(tag) FROM firms"_s),
            QStringList({u"Acme & Sons|ours|"_s + tag}));
        // Read again, it is no news.
        QCOMPARE(bench.syncFull().totals, Counts());
    }

    void whatTheTableRefusesIsThatRecordsOwnTrouble()
    {
        OwnTableBench bench;
        bench.account(u"Acme"_s);
        const QString wordy = bench.account(u"Far too long a name for this table"_s);
        bench.account(u"Zenith"_s);
        const RunReport report = bench.sync();
        QCOMPARE(report.outcome, Outcome::Partial);
        QCOMPARE(bench.firms(), QStringList({u"Acme"_s, u"Zenith"_s}));
        QCOMPARE(bench.texts(u"SELECT record, attempts FROM orgmend_record_error"_s),
            QStringList({wordy + u"|1"_s}));
        QVERIFY(bench.text(u"SELECT raw FROM orgmend_record_error"_s).contains(u"CHECK"_s));

        bench.wait(60s);
        QVERIFY(bench.edit(u"Account"_s, wordy, {{u"Name"_s, u"Short"_s}}));
        SYNCED(bench.sync());
        QCOMPARE(bench.firms(), QStringList({u"Acme"_s, u"Short"_s, u"Zenith"_s}));
        QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_record_error"_s), u"0"_s);
    }

    void aDeletedRecordLeavesTheAdminsRow()
    {
        OwnTableBench bench;
        const QString acme = bench.account(u"Acme"_s);
        SYNCED(bench.sync());
        bench.wait(60s);
        QVERIFY(bench.remove(u"Account"_s, acme));
        const RunReport report = bench.sync();
        SYNCED(report);
        QCOMPARE(SyncBench::objectOf(report, u"Account"_s).counts.deleted, 1);
        QCOMPARE(bench.firms(), QStringList({u"Acme"_s}));
        QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_link"_s), u"0"_s);
        QCOMPARE(bench.text(u"SELECT operation, typeof(row_key) FROM orgmend_history"_s),
            u"unlinked|blob"_s);
    }

    void aRowThatWasDeletedHereIsMadeAgain()
    {
        OwnTableBench bench;
        const QString acme = bench.account(u"Acme"_s);
        SYNCED(bench.sync());
        bench.write(u"DELETE FROM firms"_s);
        bench.wait(60s);
        QVERIFY(bench.edit(u"Account"_s, acme, {{u"Name"_s, u"Acme again"_s}}));
        SYNCED(bench.sync());
        QCOMPARE(bench.firms(), QStringList({u"Acme again"_s}));
        QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_link AS l JOIN firms AS f "
                            "ON f.tag = l.row_key"_s),
            u"1"_s);
    }

    void lookupsHoldTheKeyAsItStands()
    {
        OwnTableBench bench;
        const QString acme = bench.account(u"Acme"_s);
        bench.contact(u"Ada"_s, {}, {{u"AccountId"_s, acme}});
        SYNCED(bench.sync());
        QCOMPARE(bench.texts(u"SELECT p.last_name, f.title, typeof(p.company_id) FROM people AS p "
                             "JOIN firms AS f ON f.tag = p.company_id"_s),
            QStringList({u"Ada|Acme|blob"_s}));
    }

    void aLookupWaitsForARowOfAnAdminsTable_data()
    {
        QTest::addColumn<KeySource>("keySource");
        QTest::addColumn<QString>("idColumn");
        QTest::newRow("its key is the table's own") << KeySource::Default << QString();
        QTest::newRow("its key is a UUID of ours") << KeySource::Uuid << QString();
        QTest::newRow("it has a column for the Id") << KeySource::Default << u"record"_s;
        QTest::newRow("both") << KeySource::Uuid << u"record"_s;
    }
    void aLookupWaitsForARowOfAnAdminsTable()
    {
        QFETCH(KeySource, keySource);
        QFETCH(QString, idColumn);
        OwnTableBench bench(keySource, idColumn);
        const QString acme = bench.account(u"Acme"_s);
        bench.contact(u"Ada"_s, {}, {{u"AccountId"_s, acme}});
        RunOrder contacts;
        contacts.objects = QStringList{u"Contact"_s};
        SYNCED(bench.sync(contacts));
        QCOMPARE(bench.text(u"SELECT company_id IS NULL FROM people"_s), u"1"_s);
        const RunReport accounts = bench.sync();
        SYNCED(accounts);
        QCOMPARE(SyncBench::objectOf(accounts, u"Account"_s).counts.imported, 1);
        QCOMPARE(bench.text(u"SELECT f.title FROM people AS p JOIN firms AS f "
                            "ON f.tag = p.company_id"_s),
            u"Acme"_s);
        QCOMPARE(bench.text(u"SELECT COUNT(*) FROM orgmend_pending_lookup"_s), u"0"_s);
        QCOMPARE(bench.text(u"SELECT COUNT(record) FROM firms"_s),
            QString::number(idColumn.isEmpty() ? 0 : 1));
        bench.wait(60s);
        QVERIFY(bench.edit(u"Account"_s, acme, {{u"Name"_s, u"Acme & Sons"_s}}));
        const RunReport edited = bench.sync();
        SYNCED(edited);
        QCOMPARE(SyncBench::objectOf(edited, u"Account"_s).counts.updated, 1);
        QCOMPARE(bench.firms(), QStringList({u"Acme & Sons"_s}));
    }

    void aMappedFieldMayBeTheKey()
    {
        OwnTableBench bench(KeySource::Field);
        const QString acme = bench.account(u"Acme"_s, u"0123"_s);
        SYNCED(bench.sync());
        QCOMPARE(bench.text(u"SELECT tag, typeof(tag) FROM firms"_s), u"0123|text"_s);
        QCOMPARE(
            bench.text(u"SELECT row_key, typeof(row_key) FROM orgmend_link"_s), u"0123|text"_s);
        // It names the row, so it stays what it was when the row was made.
        bench.wait(60s);
        QVERIFY(bench.edit(
            u"Account"_s, acme, {{u"Name"_s, u"Acme & Sons"_s}, {u"AccountNumber"_s, u"0124"_s}}));
        SYNCED(bench.sync());
        QCOMPARE(bench.text(u"SELECT tag, title FROM firms"_s), u"0123|Acme & Sons"_s);
    }

    void oneObjectMayFillTwoTables()
    {
        SyncBench bench;
        {
            Transaction work(*bench.workspace);
            work.run(u"CREATE TABLE firms (id INTEGER PRIMARY KEY, title TEXT)"_s);
            Mapping mapping;
            mapping.connection = bench.connection;
            mapping.object = u"Account"_s;
            mapping.table = u"firms"_s;
            mapping.keyColumn = u"id"_s;
            mapping.order = 9;
            mapping.rows = {{.field = u"Name"_s, .column = u"title"_s}};
            Mappings::save(mapping, work);
            QVERIFY(work.commit());
        }
        const QString acme = bench.create(u"Account"_s, {{u"Name"_s, u"Acme"_s}});
        SYNCED(bench.sync());
        QCOMPARE(bench.text(u"SELECT name FROM companies"_s), u"Acme"_s);
        QCOMPARE(bench.text(u"SELECT title FROM firms"_s), u"Acme"_s);
        QCOMPARE(bench.texts(u"SELECT table_name, imported FROM orgmend_run_object "
                             "WHERE object = 'Account' ORDER BY position"_s),
            QStringList({u"companies|1"_s, u"firms|1"_s}));
        bench.wait(60s);
        QVERIFY(bench.edit(u"Account"_s, acme, {{u"Name"_s, u"Acme & Sons"_s}}));
        SYNCED(bench.sync());
        QCOMPARE(bench.text(u"SELECT name FROM companies"_s), u"Acme & Sons"_s);
        QCOMPARE(bench.text(u"SELECT title FROM firms"_s), u"Acme & Sons"_s);
        // Who names the object means all of its tables.
        RunOrder order;
        order.objects = {u"account"_s};
        QCOMPARE(bench.sync(order).objects.size(), std::size_t(2));
    }

    /// SQLite lets a key of text be NULL. Such a row could never be found again.
    void aRecordThatBringsNoKeyIsRefused()
    {
        SyncBench bench;
        {
            Transaction work(*bench.workspace);
            work.run(u"CREATE TABLE firms (nr TEXT PRIMARY KEY, title TEXT)"_s);
            Mapping mapping;
            mapping.connection = bench.connection;
            mapping.object = u"Account"_s;
            mapping.table = u"firms"_s;
            mapping.keyColumn = u"nr"_s;
            mapping.keySource = KeySource::Field;
            mapping.order = 9;
            mapping.rows = {{.field = u"AccountNumber"_s, .column = u"nr"_s},
                {.field = u"Name"_s, .column = u"title"_s}};
            Mappings::save(mapping, work);
            QVERIFY(work.commit());
        }
        bench.create(u"Account"_s, {{u"Name"_s, u"Acme"_s}, {u"AccountNumber"_s, u"7"_s}});
        const QString without = bench.create(u"Account"_s, {{u"Name"_s, u"Zenith"_s}});
        for (int run = 0; run < 2; ++run) {
            const RunReport report = bench.syncFull();
            QCOMPARE(report.outcome, Outcome::Partial);
            QCOMPARE(report.totals.failed, 1);
            QCOMPARE(bench.texts(u"SELECT nr, title FROM firms"_s), QStringList(u"7|Acme"_s));
            QCOMPARE(bench.text(u"SELECT record FROM orgmend_record_error"_s), without);
        }
    }

    void rowsBornHereAreFoundBySeveralFields()
    {
        SyncBench bench;
        {
            Transaction work(*bench.workspace);
            work.run(u"CREATE TABLE staff (nr TEXT PRIMARY KEY, first TEXT, last TEXT)"_s);
            work.run(u"INSERT INTO staff VALUES ('07', 'Ada', 'Byron'), ('08', 'Ada', 'Smith')"_s);
            Mapping mapping;
            mapping.connection = bench.connection;
            mapping.object = u"Contact"_s;
            mapping.table = u"staff"_s;
            mapping.keyColumn = u"nr"_s;
            mapping.keySource = KeySource::Uuid;
            mapping.order = 9;
            mapping.rows = {{.field = u"FirstName"_s, .column = u"first"_s},
                {.field = u"LastName"_s, .column = u"last"_s}};
            mapping.identity.matchKeys = {
                {{u"FirstName"_s, u"first"_s}, {u"LastName"_s, u"last"_s}}};
            Mappings::save(mapping, work);
            QVERIFY(work.commit());
        }
        const QString smith =
            bench.contact(u"Smith"_s, {}, {{u"FirstName"_s, u"Ada"_s}, {u"Title"_s, u"Dr"_s}});
        bench.contact(u"Jones"_s, {}, {{u"FirstName"_s, u"Ada"_s}});
        SYNCED(bench.sync());
        QCOMPARE(bench.text(u"SELECT COUNT(*) FROM staff"_s), u"3"_s);
        QCOMPARE(bench.text(u"SELECT row_key FROM orgmend_link WHERE record = '%1'"_s.arg(smith)),
            u"08"_s);
    }
};

ORGMEND_TEST(TestAdminsTables)
#include "tst_adminstables.moc"
