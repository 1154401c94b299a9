#include "tests/workspace/workspacebench.h"

#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/leases.h"
#include "workspace/stores/runs.h"
#include "workspace/stores/syncrequests.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>

#include <array>
#include <latch>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using P = Failure::Problem;
using Opening = Workspace::Opening;

namespace {

/// Root may write everywhere; what a read-only disk does shows only to somebody else.
class AsNobody {
public:
    AsNobody() : m_changed(geteuid() == 0 && seteuid(65534) == 0) { }
    ~AsNobody()
    {
        if (m_changed && seteuid(0) != 0)
            qFatal("can't become root again");
    }
    AsNobody(const AsNobody &) = delete;
    AsNobody &operator=(const AsNobody &) = delete;

private:
    bool m_changed;
};

void give(const QString &path, QFileDevice::Permissions permissions)
{
    QVERIFY(QFile::setPermissions(path, permissions));
}

/// Which file a name leads to now; 0: none.
quint64 inodeOf(const QString &path)
{
    struct stat found = {};
    return stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_ino : 0;
}

/// What the test does as a program of its own: opens a workspace, counts the rows of `t` and
/// leaves.
const QString comeAndGo = u"--come-and-go"_s;
int comeAndGoAt(const QString &path)
{
    OtherProgram other(path);
    return other.ask("SELECT COUNT(*) FROM t").toInt();
}

constexpr auto readable = QFileDevice::ReadOwner | QFileDevice::ReadUser | QFileDevice::ReadGroup
    | QFileDevice::ReadOther;
constexpr auto enterable =
    QFileDevice::ExeOwner | QFileDevice::ExeUser | QFileDevice::ExeGroup | QFileDevice::ExeOther;
constexpr auto writable = QFileDevice::WriteOwner | QFileDevice::WriteUser | QFileDevice::WriteGroup
    | QFileDevice::WriteOther;

} // namespace

class OpeningTest : public QObject {
    Q_OBJECT

private slots:
    void aNewWorkspaceIsMadeAsTheDesignSays()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        QVERIFY(workspace);
        QVERIFY(!workspace->id().isNull());

        OtherProgram other(bench.path);
        QCOMPARE(other.ask("PRAGMA page_size"), u"16384"_s);
        QCOMPARE(other.ask("PRAGMA auto_vacuum"), u"2"_s);
        QCOMPARE(other.ask("PRAGMA journal_mode"), u"wal"_s);
        QCOMPARE(other.ask("PRAGMA application_id"), QString::number(0x4F72674D));
        QCOMPARE(other.ask("PRAGMA user_version"), QString::number(ourMigrations().back().version));
    }

    void theConnectionIsSetUpForTheWork()
    {
        WorkspaceBench bench;
        const auto workspace = bench.open();
        Transaction work(*workspace, Transaction::Access::Read);
        QCOMPARE(work.value(u"PRAGMA synchronous"_s).toInt(), 1);
        QCOMPARE(work.value(u"PRAGMA temp_store"_s).toInt(), 2);
        QCOMPARE(work.value(u"PRAGMA foreign_keys"_s).toInt(), 1);
        QCOMPARE(work.value(u"PRAGMA cache_size"_s).toInt(), -24576);
        QCOMPARE(work.value(u"PRAGMA mmap_size"_s).toInt(), 0);
    }

    void itIsTheSameWorkspaceWhenItIsOpenedAgain()
    {
        WorkspaceBench bench;
        const QUuid id = bench.open()->id();
        const auto again = bench.open(Opening::ExistingOnly);
        QCOMPARE(again->id(), id);
        QCOMPARE(again->location(), bench.path);
    }

    void manyProgramsMayMakeItAtTheSameMoment()
    {
        for (int round = 0; round < 5; ++round) {
            WorkspaceBench bench;
            bench.options.patience = std::chrono::minutes(1);
            std::array<QUuid, 6> ids;
            std::latch start(ids.size());
            {
                std::vector<std::jthread> programs;
                for (QUuid &id : ids) {
                    programs.emplace_back([&bench, &start, &id] {
                        start.arrive_and_wait();
                        if (const auto workspace = bench.open())
                            id = workspace->id();
                    });
                }
            }
            QVERIFY(!ids.front().isNull());
            for (const QUuid &id : ids)
                QCOMPARE(id, ids.front());
            OtherProgram other(bench.path);
            QCOMPARE(other.ask("PRAGMA page_size"), u"16384"_s);
            QCOMPARE(other.ask("PRAGMA journal_mode"), u"wal"_s);
            QCOMPARE(other.ask("PRAGMA auto_vacuum"), u"2"_s);
        }
    }

    void aLinkLeadsToTheWorkspace()
    {
        WorkspaceBench bench;
        const QUuid id = bench.open()->id();
        const QString real = bench.path;
        bench.path = bench.folder.filePath(u"link.orgmend"_s);
        QVERIFY(QFile::link(real, bench.path));
        const auto workspace = bench.open(Opening::ExistingOnly);
        QCOMPARE(workspace->id(), id);
        QCOMPARE(workspace->location(), QFileInfo(real).canonicalFilePath());
    }

    void openingItAgainInOneProgramLeavesTheLocksAlone()
    {
        WorkspaceBench bench;
        const auto first = bench.open();
        const auto add = [&first] {
            Transaction work(*first);
            work.run(u"CREATE TABLE IF NOT EXISTS t (id INTEGER)"_s);
            work.run(u"INSERT INTO t VALUES (1)"_s);
            COMMITTED(work);
        };
        add();
        const quint64 log = inodeOf(bench.path + u"-wal"_s);
        QVERIFY(log != 0);
        bench.open().reset(); // as the window does for every reader

        // Were our locks gone, a program that leaves would take itself for the last one and remove
        // the log that we go on writing to.
        const auto program = [&bench] {
            QProcess process;
            process.start(QCoreApplication::applicationFilePath(), {comeAndGo, bench.path});
            process.waitForFinished();
            return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        };
        QCOMPARE(program(), 1);
        QCOMPARE(inodeOf(bench.path + u"-wal"_s), log);
        add();
        QCOMPARE(program(), 2);
        QCOMPARE(OtherProgram(bench.path).ask("PRAGMA integrity_check"), u"ok"_s);
    }

    void aWorkspaceWhoseMakerDiedHalfWayIsMadeAnew()
    {
        WorkspaceBench bench;
        bench.open().reset();
        // As a power cut leaves it: the first page is written, the journal says it never was.
        QFile journal(bench.path + u"-journal"_s);
        QVERIFY(journal.open(QIODevice::WriteOnly));
        QByteArray header = QByteArray::fromHex("d9d505f920a163d7");
        header += QByteArray::fromHex("00000000"   // no pages in it
                                      "00000000"   // nonce
                                      "00000000"   // the file was empty
                                      "00000200"   // sector
                                      "00004000"); // page
        journal.write(header.leftJustified(512, '\0'));
        journal.close();

        const auto missing = bench.tryOpen(Opening::ExistingOnly);
        QVERIFY(!missing);
        QCOMPARE(missing.failure().problem, P::WorkspaceMissing);
        QVERIFY(bench.open());
        QVERIFY(bench.open(Opening::ExistingOnly));
        OtherProgram other(bench.path);
        QCOMPARE(other.ask("PRAGMA application_id"), QString::number(0x4F72674D));
        QCOMPARE(other.ask("PRAGMA page_size"), u"16384"_s);
        QCOMPARE(other.ask("PRAGMA auto_vacuum"), u"2"_s);
    }

    void twoWorkspacesAreNeverTheSame()
    {
        WorkspaceBench one;
        WorkspaceBench other;
        QVERIFY(one.open()->id() != other.open()->id());
    }

    void missingFoldersAreMade()
    {
        WorkspaceBench bench;
        bench.path = bench.folder.filePath(u"a/b c/ü.orgmend"_s);
        QVERIFY(bench.open());
        QVERIFY(QFile::exists(bench.path));
    }

    void aMissingWorkspaceIsNotMadeByLookingForIt()
    {
        WorkspaceBench bench;
        const auto opened = bench.tryOpen(Opening::ExistingOnly);
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceMissing);
        QCOMPARE(opened.failure().arguments, QStringList(bench.path));
        QVERIFY(!QFile::exists(bench.path));
    }

    void anEmptyFileBecomesAWorkspace()
    {
        WorkspaceBench bench;
        QFile file(bench.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(bench.open());
    }

    void aFileOfAnotherKindIsRefusedUntouched_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("Dear diary,\n");
        QTest::newRow("long text") << QByteArray(5000, 'x');
        QTest::newRow("only SQLite's first words") << QByteArray("SQLite format 3\0", 16);
    }
    void aFileOfAnotherKindIsRefusedUntouched()
    {
        QFETCH(QByteArray, content);
        WorkspaceBench bench;
        QFile file(bench.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceNotOurs);
        QCOMPARE(bench.bytes(), content);
    }

    void anotherProgramsDatabaseIsRefusedUntouched()
    {
        WorkspaceBench bench;
        {
            OtherProgram other(bench.path);
            QVERIFY(other.run("PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT);"
                              "INSERT INTO notes VALUES ('mine')"));
        }
        const QByteArray before = bench.bytes();
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceNotOurs);
        QCOMPARE(bench.bytes(), before);
        QCOMPARE(QDir(bench.folder.path()).entryList(QDir::Files), QStringList(u"test.orgmend"_s));
    }

    void aFolderIsNoWorkspace()
    {
        WorkspaceBench bench;
        bench.path = bench.folder.path();
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceUnopenable);
    }

    void postgresqlIsNotHereYet()
    {
        WorkspaceBench bench;
        bench.path = u"postgresql://somebody@somewhere/db"_s;
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::PostgresNotHere);
    }

    void aReadOnlyFileIsSaidToBeSo()
    {
        WorkspaceBench bench;
        QVERIFY(bench.open());
        give(bench.folder.path(), readable | enterable | writable);
        give(bench.path, readable);
        const AsNobody nobody;
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceReadOnly);
    }

    void aReadOnlyFolderIsSaidToBeSo()
    {
        WorkspaceBench bench;
        QVERIFY(bench.open());
        give(bench.path, readable | writable);
        give(bench.folder.path(), readable | enterable);
        {
            const AsNobody nobody;
            const auto opened = bench.tryOpen();
            QVERIFY(!opened);
            QCOMPARE(opened.failure().problem, P::WorkspaceReadOnly);
        }
        give(bench.folder.path(), readable | enterable | writable);
    }

    void aNewWorkspaceNeedsAFolderThatCanBeWritten()
    {
        WorkspaceBench bench;
        give(bench.folder.path(), readable | enterable);
        {
            const AsNobody nobody;
            const auto opened = bench.tryOpen();
            QVERIFY(!opened);
            QCOMPARE(opened.failure().problem, P::WorkspaceUnopenable);
        }
        give(bench.folder.path(), readable | enterable | writable);
    }

    void aProgramThatKeepsItLockedIsNamedWithinOurPatience()
    {
        WorkspaceBench bench;
        QVERIFY(bench.open());
        OtherProgram other(bench.path);
        QVERIFY(other.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE"));
        QElapsedTimer timer;
        timer.start();
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceLocked);
        QCOMPARE(opened.failure().arguments, QStringList(bench.path));
        QVERIFY(timer.elapsed() < 5'000);
    }

    void anotherProgramsWriteDoesNotKeepUsFromOpening()
    {
        WorkspaceBench bench;
        QVERIFY(bench.open());
        OtherProgram other(bench.path);
        QVERIFY(other.run("BEGIN IMMEDIATE; CREATE TABLE mine (id INTEGER)"));
        QVERIFY(bench.open());
    }

    void whoReadsATornPageIsToldOfDamage()
    {
        WorkspaceBench bench;
        {
            const auto workspace = bench.open();
            Transaction work(*workspace);
            work.run(u"CREATE TABLE filler (id INTEGER PRIMARY KEY, text TEXT)"_s);
            for (int i = 0; i < 200; ++i)
                work.run(u"INSERT INTO filler (text) VALUES (?)"_s, QString(2000, u'x'));
            COMMITTED(work);
        }
        QFile file(bench.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() - qint64(5) * 16384));
        file.write(QByteArray(4 * 16384, '\x5A'));
        file.close();

        const auto workspace = bench.open();
        QVERIFY(workspace);
        Transaction work(*workspace, Transaction::Access::Read);
        QVERIFY(!work.value(u"SELECT SUM(LENGTH(text)) FROM filler"_s).isValid());
        QCOMPARE(work.failure().problem, P::WorkspaceDamaged);
        QVERIFY(!work.failure().raw.isEmpty());
    }

    void aTornFirstPageIsDamage()
    {
        WorkspaceBench bench;
        bench.open();
        QFile file(bench.path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(100));
        file.write(QByteArray(4000, '\x5A'));
        file.close();
        const auto opened = bench.tryOpen();
        QVERIFY(!opened);
        QCOMPARE(opened.failure().problem, P::WorkspaceDamaged);
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == comeAndGo)
        return comeAndGoAt(arguments.value(2));
    OpeningTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_opening.moc"
