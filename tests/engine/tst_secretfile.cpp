#include "secrets/secretfile.h"
#include "secrets/secretkeys.h"
#include "secrets/secretstores.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

struct FileBench {
    QTemporaryDir folder;
    QString path = folder.filePath(u"secrets.json"_s);

    [[nodiscard]] mode_t mode() const
    {
        struct stat about{};
        ::stat(QFile::encodeName(path).constData(), &about);
        return about.st_mode & 07777;
    }
    void setMode(mode_t mode) const { ::chmod(QFile::encodeName(path).constData(), mode); }
};

template <typename T>
QString codeOf(const Result<T> &result)
{
    return result ? u"ok"_s : result.failure().code();
}

} // namespace

class TestSecretFile : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadByAnotherProgram()
    {
        FileBench bench;
        const QByteArray value("5Aep\0861.a+/=\n", 13);
        QVERIFY(FileSecretStore(bench.path).write(u"a/1/refresh_token"_s, Secret(value)));
        FileSecretStore other(bench.path);
        QCOMPARE((*other.read(u"a/1/refresh_token"_s))->reveal(), value);
        QVERIFY(!*other.read(u"a/1/access_token"_s));
        QCOMPARE(bench.mode(), mode_t(0600));
    }

    void nothingIsThereBeforeTheFirstWrite()
    {
        FileBench bench;
        FileSecretStore store(bench.path);
        QVERIFY(!*store.read(u"a"_s));
        QVERIFY(store.remove(u"a"_s));
        QVERIFY(!QFile::exists(bench.path));
    }

    void removingLeavesTheOthers()
    {
        FileBench bench;
        FileSecretStore store(bench.path);
        QVERIFY(store.write(u"a"_s, Secret("1")));
        QVERIFY(store.write(u"b"_s, Secret("2")));
        QVERIFY(store.remove(u"a"_s));
        QVERIFY(!*store.read(u"a"_s));
        QCOMPARE((*store.read(u"b"_s))->reveal(), QByteArray("2"));
    }

    void otherModesAreRefused_data()
    {
        QTest::addColumn<int>("mode");
        for (const int mode : {0640, 0604, 0666, 0700, 0400, 0620, 04600})
            QTest::addRow("%o", mode) << mode;
    }
    void otherModesAreRefused()
    {
        QFETCH(int, mode);
        FileBench bench;
        FileSecretStore store(bench.path);
        QVERIFY(store.write(u"a"_s, Secret("1")));
        bench.setMode(static_cast<mode_t>(mode));
        QCOMPARE(codeOf(store.read(u"a"_s)), u"secret_file_unsafe"_s);
        QCOMPARE(codeOf(store.write(u"a"_s, Secret("2"))), u"secret_file_unsafe"_s);
        bench.setMode(0600);
        QCOMPARE((*store.read(u"a"_s))->reveal(), QByteArray("1"));
    }

    /// Made beforehand, so that it has the right mode from its first moment (CONTRACT.md).
    void anEmptyFileHoldsNoSecretsYet()
    {
        FileBench bench;
        QFile file(bench.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        bench.setMode(0600);
        FileSecretStore store(bench.path);
        const auto found = store.read(u"a"_s);
        QVERIFY(found);
        QVERIFY(!*found);
        QVERIFY(store.write(u"a"_s, Secret("1")));
        QCOMPARE((*store.read(u"a"_s))->reveal(), QByteArray("1"));
    }

    void aFolderIsNoSecretFile()
    {
        FileBench bench;
        QVERIFY(QDir().mkdir(bench.path));
        QCOMPARE(codeOf(FileSecretStore(bench.path).read(u"a"_s)), u"secret_file_unsafe"_s);
    }

    void aMissingFolderAndAForeignFileAreSaid()
    {
        FileBench bench;
        FileSecretStore lost(bench.folder.filePath(u"no/secrets.json"_s));
        QCOMPARE(codeOf(lost.read(u"a"_s)), u"secret_file_unusable"_s);
        QCOMPARE(codeOf(lost.write(u"a"_s, Secret("1"))), u"secret_file_unusable"_s);

        QFile file(bench.path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("shopping list");
        file.close();
        bench.setMode(0600);
        FileSecretStore foreign(bench.path);
        QCOMPARE(codeOf(foreign.write(u"a"_s, Secret("1"))), u"secret_file_unusable"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("shopping list"));
    }

    void manyProgramsLoseNothing()
    {
        FileBench bench;
        constexpr int programs = 4;
        constexpr int each = 15;
        {
            std::vector<std::jthread> threads;
            for (int program = 0; program < programs; ++program)
                threads.emplace_back([&bench, program] {
                    FileSecretStore store(bench.path);
                    for (int number = 0; number < each; ++number)
                        QVERIFY(store.write(u"%1/%2"_s.arg(program).arg(number), Secret("x")));
                });
        }
        FileSecretStore store(bench.path);
        for (int program = 0; program < programs; ++program) {
            for (int number = 0; number < each; ++number)
                QVERIFY(*store.read(u"%1/%2"_s.arg(program).arg(number)));
        }
        const QStringList left = QDir(bench.folder.path()).entryList(QDir::Files);
        QCOMPARE(left, (QStringList{u"secrets.json"_s, u"secrets.json.lock"_s}));
    }

    void aLinkIsFollowedToItsFile()
    {
        FileBench bench;
        QVERIFY(FileSecretStore(bench.path).write(u"a"_s, Secret("1")));
        const QString link = bench.folder.filePath(u"link"_s);
        QVERIFY(QFile::link(bench.path, link));
        FileSecretStore store(link);
        QVERIFY(store.write(u"a"_s, Secret("2")));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE((*FileSecretStore(bench.path).read(u"a"_s))->reveal(), QByteArray("2"));
    }

    void keysNameWorkspaceConnectionAndKind()
    {
        const QUuid workspace(u"{0a1b2c3d-0000-4000-8000-000000000001}"_s);
        QCOMPARE(secretkeys::accessToken(workspace, 1),
            u"0a1b2c3d-0000-4000-8000-000000000001/1/access_token"_s);
        QCOMPARE(secretkeys::refreshToken(workspace, 12),
            u"0a1b2c3d-0000-4000-8000-000000000001/12/refresh_token"_s);
    }

    void theChoiceOfAStoreIsUnderstood()
    {
        QVERIFY(makeSecretStore(u"keychain"_s));
        QVERIFY(makeSecretStore(u"file:/tmp/x"_s));
        QVERIFY(!makeSecretStore(u"file:"_s));
        QVERIFY(!makeSecretStore(u"vault"_s));
    }
};

QTEST_GUILESS_MAIN(TestSecretFile)
#include "tst_secretfile.moc"
