#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "values/connection.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/history.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/pendinglookups.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/recorderrors.h"
#include "workspace/stores/runs.h"

#include <QDir>

using namespace Qt::StringLiterals;
using P = Failure::Problem;

namespace {

/// A workspace of version 1 with a connection and a table of the admin's in it.
struct OldWorkspace : WorkspaceBench {
    OldWorkspace()
    {
        options.migrations = {ourMigrations().front()};
        const auto workspace = open();
        Transaction work(*workspace);
        Connection connection;
        connection.name = u"Production"_s;
        Connections::add(connection, work);
        work.run(u"CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)"_s);
        work.run(u"INSERT INTO people (name) VALUES ('Okafor'), ('Lindqvist')"_s);
        if (!work.commit())
            qFatal("no old workspace");
    }

    void addStep(const QByteArray &sql)
    {
        options.migrations.push_back({int(options.migrations.size()) + 1, sql});
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(folder.path()).entryList(QDir::Files, QDir::Name);
    }
    [[nodiscard]] QStringList backups() const { return files().filter(u".backup"_s); }
};

/// A workspace of version 1 as a program of that time left it, with something in every table that
/// version 2 makes anew.
struct Version1 : WorkspaceBench {
    Version1()
    {
        options.migrations = {ourMigrations().front()};
        const auto workspace = open();
        OtherProgram old(path);
        const bool filled = old.run(R"(
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO people (name) VALUES ('Okafor');
INSERT INTO orgmend_connection VALUES (1, 'Production', 'production', '', '', '', '', '', '', '', '', '62.0', 'people',
    '', 1, 1, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO orgmend_mapping VALUES
    (1, 1, 'Account', 'companies', 'id', 'salesforce_id', 'external_id', '', 0, 0),
    (2, 1, 'Contact', 'people', 'id', 'salesforce_contact_id', 'external_id', '', 1, 1),
    (3, 1, 'Lead', 'people', 'id', 'salesforce_lead_id', 'external_id', 'salesforce_contact_id', 1, 2);
INSERT INTO orgmend_field VALUES
    (1, 0, 'Name', 'name', 'text', '', '', '[]', 0),
    (2, 0, 'Email', 'email', 'text', '', '', '[]', 1),
    (2, 1, 'AccountId', 'company_id', 'lookup', '', 'companies', '["salesforce_id"]', 0),
    (3, 0, 'Email', 'email', 'text', '', '', '[]', 1);
INSERT INTO orgmend_pull VALUES
    (2, '2026-01-30T00:00:00.000Z', 0, '', '', '', '', '', '', '', 0, NULL, 0, '', NULL, NULL);
INSERT INTO orgmend_pending_lookup VALUES
    (1, 1, 'people', 'id', 1, 'company_id', 'companies', '["salesforce_id"]', '001A');
INSERT INTO orgmend_run VALUES
    (1, 1, 'initial', 'window', 'partial', '2026-01-30T00:00:00.000Z', NULL, 2, 0, 0, 1, 0, 3, 0.5, '', '[]', '');
INSERT INTO orgmend_run_object VALUES (1, 'Contact', 0, 'people', 2, 0, 0, 1, 0, 3, NULL, 1);
INSERT INTO orgmend_record_error VALUES (7, 1, 'Contact', '003A', 'people', NULL, 1, 'database_refused', 'CHECK',
    '2026-01-30T00:00:00.000Z', '2026-01-30T01:00:00.000Z', 3);
INSERT INTO orgmend_history VALUES
    (1, '2026-01-30T00:00:00.000Z', 1, 1, 'deleted', 'Contact', '003B', 'people', 5, '{"name":"Lindqvist"}');
)");
        if (!workspace || !filled)
            qFatal("no workspace of version 1");
    }

    /// Everything in it, as text.
    QByteArray dump()
    {
        QByteArray all;
        OtherProgram reader(path);
        for (const char *sql : {"SELECT group_concat(sql, ';') FROM sqlite_master",
                 "SELECT group_concat(id || object || yields_to) FROM orgmend_mapping",
                 "SELECT group_concat(mapping || field || lookup_columns) FROM orgmend_field",
                 "SELECT group_concat(id || record || code || attempts) FROM orgmend_record_error",
                 "SELECT group_concat(id || record || old) FROM orgmend_history",
                 "SELECT group_concat(row_key || target_columns) FROM orgmend_pending_lookup",
                 "SELECT group_concat(object || imported) FROM orgmend_run_object",
                 "PRAGMA user_version", "PRAGMA integrity_check"})
            all += reader.ask(sql).toUtf8() + '\n';
        return all;
    }
};

/// One statement each, comments and all.
std::vector<QByteArray> statementsOf(const QByteArray &sql)
{
    std::vector<QByteArray> statements;
    QByteArray statement;
    for (const QByteArray &line : sql.split('\n')) {
        statement += line + '\n';
        if (sqlite3_complete(statement.constData()))
            statements.push_back(std::exchange(statement, {}));
    }
    return statements;
}

} // namespace

class MigrationsTest : public QObject {
    Q_OBJECT

private slots:
    void ourStepsCountUpFromOne()
    {
        int version = 0;
        for (const Migration &migration : ourMigrations()) {
            QCOMPARE(migration.version, ++version);
            QVERIFY(!migration.sql.isEmpty());
        }
        QVERIFY(version >= 1);
    }

    void everyOldVersionArrivesAtTheNewestWithItsRows()
    {
        for (std::size_t from = 1; from <= ourMigrations().size(); ++from) {
            WorkspaceBench bench;
            bench.options.migrations.assign(
                ourMigrations().begin(), ourMigrations().begin() + std::ptrdiff_t(from));
            QUuid id;
            {
                const auto old = bench.open();
                id = old->id();
                Transaction work(*old);
                work.run(u"CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)"_s);
                work.run(u"INSERT INTO people (name) VALUES ('Okafor')"_s);
                COMMITTED(work);
            }
            bench.options.migrations = ourMigrations();
            const auto now = bench.open();
            QVERIFY(now);
            QCOMPARE(now->id(), id);
            Transaction work(*now, Transaction::Access::Read);
            QCOMPARE(work.value(u"SELECT name FROM people"_s).toString(), u"Okafor"_s);
            QCOMPARE(work.value(u"PRAGMA user_version"_s).toInt(), ourMigrations().back().version);
        }
    }

    void aMigrationKeepsEveryRowAndLeavesABackupBesideTheFile()
    {
        OldWorkspace bench;
        bench.addStep("ALTER TABLE people ADD COLUMN email TEXT;"
                      "UPDATE people SET email = lower(name) || '@example.org';");
        const auto workspace = bench.open();
        QVERIFY(workspace);
        Transaction work(*workspace, Transaction::Access::Read);
        QCOMPARE(work.value(u"SELECT email FROM people WHERE id = 2"_s).toString(),
            u"lindqvist@example.org"_s);
        QCOMPARE(Connections::all(work).size(), std::size_t(1));

        QCOMPARE(bench.backups(), QStringList(u"test.orgmend.v1-20260131T090500Z.backup"_s));
        OtherProgram backup(bench.folder.filePath(bench.backups().front()));
        QCOMPARE(backup.ask("PRAGMA user_version"), u"1"_s);
        QCOMPARE(backup.ask("SELECT group_concat(name) FROM people"), u"Okafor,Lindqvist"_s);
        QCOMPARE(backup.ask("PRAGMA integrity_check"), u"ok"_s);
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
            | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QVERIFY(!(QFile::permissions(bench.folder.filePath(bench.backups().front())) & others));
    }

    /// Views and triggers may speak of our tables, or of tables that are long gone: that is the
    /// admin's affair.
    void whatAnAdminAddedIsNotInItsWay()
    {
        Version1 bench;
        bench.options.migrations = ourMigrations();
        {
            OtherProgram admin(bench.path);
            QVERIFY(admin.run(
                "CREATE TABLE notes (person INTEGER, note TEXT);"
                "CREATE VIEW mylog AS SELECT * FROM orgmend_history;"
                "CREATE VIEW trouble AS SELECT e.raw, m.object FROM orgmend_record_error AS e "
                "JOIN orgmend_mapping AS m ON m.connection = e.connection;"
                "CREATE VIEW broken AS SELECT * FROM nosuch;"
                "CREATE TRIGGER noted AFTER INSERT ON notes BEGIN "
                "UPDATE orgmend_history SET old = old WHERE id = 1; END"));
        }
        const auto workspace = bench.open();
        QVERIFY(workspace);
        OtherProgram admin(bench.path);
        QCOMPARE(admin.ask("SELECT COUNT(*) FROM mylog"),
            admin.ask("SELECT COUNT(*) FROM orgmend_history"));
        QVERIFY(admin.run("INSERT INTO notes VALUES (1, 'hello')"));
    }

    void aMigrationThatFailsLeavesNothingBehind()
    {
        OldWorkspace bench;
        bench.addStep("ALTER TABLE people ADD COLUMN email TEXT; SELECT * FROM main.nosuch");
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::DatabaseRefused);
        QCOMPARE(opened.failure().arguments, QStringList(u"nosuch"_s));
        QVERIFY(bench.backups().isEmpty());
        QCOMPARE(OtherProgram(bench.path).ask("SELECT group_concat(name) FROM people"),
            u"Okafor,Lindqvist"_s);
    }

    /// From a workspace as version 1 left it: what people's rules were is an identity now, and
    /// rows, positions, errors, history and waiting lookups are what they were.
    void whatVersion1KnewIsKept()
    {
        Version1 bench;
        bench.options.migrations = ourMigrations();
        const auto workspace = bench.open();
        QVERIFY(workspace);
        Transaction work(*workspace, Transaction::Access::Read);
        const std::vector<Mapping> mappings = Mappings::ofConnection(1, work);
        QCOMPARE(mappings.size(), std::size_t(3));
        const Mapping &account = mappings[0];
        const Mapping &contact = mappings[1];
        const Mapping &lead = mappings[2];
        QCOMPARE(account.object, u"Account"_s);
        QVERIFY(!account.identity.mayMeet());
        QCOMPARE(contact.id, 2);
        QCOMPARE(contact.idColumn, u"salesforce_contact_id"_s);
        const std::vector<MatchKey> byEmail{{{u"Email"_s, u"email"_s, Comparison::Email}}};
        QCOMPARE(contact.identity, (Identity{.matchKeys = byEmail}));
        QCOMPARE(lead.identity,
            (Identity{.precedence = 1,
                .matchKeys = byEmail,
                .convertsInto = u"Contact"_s,
                .convertedField = u"ConvertedContactId"_s}));
        QCOMPARE(contact.rows.size(), std::size_t(2));
        QCOMPARE(contact.rows[0].field, u"Email"_s);
        QVERIFY(contact.rows[0].id != 0 && contact.rows[0].id != lead.rows[0].id);
        QCOMPARE(contact.rows[1].lookupTable, u"companies"_s);
        QCOMPARE(contact.revision, 1);

        QCOMPARE(PullStates::get(2, work).low, u"2026-01-30T00:00:00.000Z"_s);
        const std::vector<RecordError> errors = RecordErrors::open(2, work);
        QCOMPARE(errors.size(), std::size_t(1));
        QCOMPARE(errors[0].id, 7);
        QCOMPARE(errors[0].record, u"003A"_s);
        QCOMPARE(errors[0].code, u"database_refused"_s);
        QCOMPARE(errors[0].attempts, 3);
        QCOMPARE(History::ofRow(u"people"_s, RowKey(5), work).size(), std::size_t(1));
        QCOMPARE(PendingLookups::waitingFor(u"companies"_s, u"001A"_s, work).front().rowKey.text(),
            u"1"_s);
        QCOMPARE(Runs::objects(1, work).front().counts.imported, 2);
        QCOMPARE(work.value(u"SELECT name FROM people"_s).toString(), u"Okafor"_s);
        QVERIFY(work.rows(u"PRAGMA foreign_key_check"_s).empty());
    }

    void interruptedAtAnyStatementItIsAsItWas()
    {
        const std::vector<QByteArray> statements = statementsOf(ourMigrations()[1].sql);
        QVERIFY(statements.size() > 20);
        Version1 bench;
        const QByteArray before = bench.dump();
        for (std::size_t count = 0; count < statements.size(); ++count) {
            QByteArray interrupted;
            for (std::size_t i = 0; i < count; ++i)
                interrupted += statements[i];
            interrupted += "SELECT no_such_function();";
            bench.options.migrations = {ourMigrations().front(), {2, interrupted}};
            QVERIFY(!bench.tryOpen());
            QCOMPARE(bench.dump(), before);
        }
        bench.options.migrations = ourMigrations();
        QVERIFY(bench.open());
    }

    void theBackupHoldsWhatOnlyTheLogHad()
    {
        OldWorkspace bench;
        OtherProgram reader(bench.path);
        QVERIFY(reader.run("PRAGMA wal_autocheckpoint = 0;"
                           "INSERT INTO people (name) VALUES ('Nguyễn')"));
        bench.addStep("DELETE FROM people");
        QVERIFY(bench.open());
        OtherProgram backup(bench.folder.filePath(bench.backups().front()));
        QCOMPARE(backup.ask("SELECT COUNT(*) FROM people"), u"3"_s);
    }

    void theLogTellsOfTheMigration()
    {
        OldWorkspace bench;
        bench.addStep("CREATE TABLE more (id INTEGER)");
        const auto workspace = bench.open();
        Transaction work(*workspace, Transaction::Access::Read);
        const std::vector<Event> events = Events::find({}, work);
        QCOMPARE(events.size(), std::size_t(1));
        QCOMPARE(events.front().name, u"workspace_migrated"_s);
        QCOMPARE(events.front().arguments,
            QStringList({u"1"_s, u"2"_s, bench.folder.filePath(bench.backups().front())}));
    }

    void aNewWorkspaceNeedsNoBackup()
    {
        WorkspaceBench bench;
        bench.open();
        QCOMPARE(QDir(bench.folder.path()).entryList(QDir::Files), QStringList(u"test.orgmend"_s));
    }

    void aStepThatFailsHalfWayChangesNothing()
    {
        OldWorkspace bench;
        bench.addStep("ALTER TABLE people ADD COLUMN email TEXT; DELETE FROM people");
        bench.addStep("CREATE TABLE more (id INTEGER); INSERT INTO nowhere VALUES (1)");
        const auto failed = bench.tryOpen();
        QVERIFY(!failed);
        QCOMPARE(failed.failure().problem, P::DatabaseRefused);
        QVERIFY(failed.failure().raw.contains(u"nowhere"_s));

        bench.options.migrations.resize(1);
        const auto workspace = bench.open();
        QVERIFY(workspace);
        Transaction work(*workspace, Transaction::Access::Read);
        QCOMPARE(work.value(u"SELECT COUNT(*) FROM people"_s).toInt(), 2);
        QVERIFY(!work.value(u"SELECT 1 FROM sqlite_schema WHERE name = 'more'"_s).isValid());
        QCOMPARE(work.value(u"PRAGMA user_version"_s).toInt(), 1);
    }

    void aNewerWorkspaceIsRefusedWithBothVersions()
    {
        OldWorkspace bench;
        bench.addStep("CREATE TABLE more (id INTEGER)");
        bench.open();
        bench.options.migrations.resize(1);
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceNewer);
        QCOMPARE(opened.failure().arguments, QStringList({bench.path, u"2"_s, u"1"_s}));
    }

    void withoutRoomForTheBackupNothingIsMigrated()
    {
        OldWorkspace bench;
        bench.addStep("DROP TABLE people");
        bench.options.freeBytes = [](const QString &) { return qint64(1000); };
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::BackupNoRoom);
        QCOMPARE(opened.failure().arguments.at(0), bench.path);
        QVERIFY(opened.failure().arguments.at(1).toLongLong() > 1000);
        QCOMPARE(opened.failure().arguments.at(2), u"1000"_s);
        QVERIFY(bench.backups().isEmpty());
        QCOMPARE(OtherProgram(bench.path).ask("SELECT COUNT(*) FROM people"), u"2"_s);
    }

    void aDamagedWorkspaceIsNotMigrated()
    {
        OldWorkspace bench;
        {
            OtherProgram other(bench.path);
            // An index that does not say what its table says.
            QVERIFY(other.run("CREATE INDEX people_name ON people (name);"
                              "PRAGMA writable_schema = ON;"
                              "UPDATE sqlite_schema SET sql = 'CREATE INDEX people_name ON people "
                              "(name || 1)' WHERE name = 'people_name'"));
        }
        bench.addStep("DROP TABLE people");
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceDamaged);
        QVERIFY(bench.backups().isEmpty());
    }

    void whoComesSecondFindsTheWorkDone()
    {
        OldWorkspace bench;
        bench.addStep("ALTER TABLE people ADD COLUMN email TEXT");
        const auto one = bench.open();
        const auto other = bench.open();
        QVERIFY(one);
        QVERIFY(other);
        QCOMPARE(bench.backups().size(), 1);
    }
};

ORGMEND_TEST(MigrationsTest)
#include "tst_migrations.moc"
