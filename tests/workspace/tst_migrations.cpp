#include "tests/workspace/workspacebench.h"

#include "values/connection.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"

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

QTEST_GUILESS_MAIN(MigrationsTest)
#include "tst_migrations.moc"
