#include "overheard.h"
#include "troubles.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace journey;

namespace {

/// All that a secret may look like in a file or on a screen: as it is, as part of an address, in
/// base64 and as Qt keeps text. Its end is enough: half a token that is shown is shown.
QList<QByteArray> looksOf(const QByteArray &secret)
{
    const QByteArray end = secret.right(20);
    const QString text = QString::fromLatin1(end);
    return {end, end.toPercentEncoding(), secret.toBase64(),
        QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2)}; // NOLINT
}

/// A whole life of a connection, and everything it left behind or printed.
class Life {
public:
    Life()
    {
        for (const QString &name : {u"HOME"_s, u"TMPDIR"_s, u"XDG_RUNTIME_DIR"_s}) {
            const QString folder = bench.ctl.folder() + u'/' + name.toLower();
            QDir().mkpath(folder);
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
            bench.ctl.useVariable(name, folder);
        }
    }

    Bench bench;

    void note(const CtlResult &said) { m_printed += said.out + said.err; }
    int run(const QStringList &arguments)
    {
        const CtlResult result = bench.ctl.run(arguments);
        note(result);
        return result.exit;
    }
    /// What is kept at this moment is remembered: it is what must be nowhere else.
    void noteKept()
    {
        for (const QByteArray &token : bench.tokens())
            secrets.insert(token);
    }
    /// Where a secret stands that should not, or nothing.
    [[nodiscard]] QStringList leaks() const
    {
        QStringList found = leaksIn(u"what was printed"_s, m_printed);
        QDirIterator files(
            bench.ctl.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName() == bench.ctl.secrets())
                continue;
            if (file.open(QIODevice::ReadOnly))
                found += leaksIn(file.fileName(), file.readAll());
        }
        return found;
    }
    [[nodiscard]] QStringList leaksIn(const QString &where, const QByteArray &bytes) const
    {
        QStringList found;
        for (const QByteArray &secret : secrets) {
            for (const QByteArray &look : looksOf(secret)) {
                if (const qsizetype at = bytes.indexOf(look); at >= 0)
                    found += where + u": "_s + QString::fromLatin1(bytes.mid(at - 120, 160));
            }
        }
        return found;
    }

    QSet<QByteArray> secrets;

private:
    QByteArray m_printed;
};

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Tokens, codes and keys are in the sign-in file and nowhere else, whatever happens.
class TestJourneySecrets : public QObject {
    Q_OBJECT

private slots:
    void aWholeLifeOfAConnectionLeavesNoSecretBehind()
    {
        Life life;
        Bench &bench = life.bench;
        QVERIFY(bench.start(3'000)); // enough for a Bulk query
        Overheard login(QUrl(bench.org.loginUrl()));
        const QString address = login.address();
        appIs(u"installed"_s)(bench);
        bench.control(u"app"_s, QJsonObject{{u"rotation"_s, true}});

        // A denied sign-in, then one that works.
        const QStringList connect{
            u"connect"_s, u"--client-id"_s, bench.key, u"--login-url"_s, address};
        bench.press = "deny";
        const CtlResult denied = bench.signIn({}, connect);
        QCOMPARE(denied.exit, 3);
        life.note(denied);
        bench.press = "allow";
        const CtlResult connected = bench.signIn({}, connect);
        QVERIFY2(connected.exit == 0, connected.told().constData());
        life.note(connected);
        life.noteKept();

        // Somebody looks on, and keeps the log beside the database from being tidied away.
        QProcess reader;
        reader.start(u"sqlite3"_s, {u"-batch"_s, bench.ctl.workspace()});
        reader.write("SELECT count(*) FROM people;\n");
        QVERIFY(reader.waitForReadyRead(10'000));
        const std::unique_ptr<QProcess> follower = bench.ctl.begin({u"log"_s, u"--follow"_s});
        QVERIFY(follower->waitForReadyRead(10'000));
        QCOMPARE(life.run({u"sync"_s}), 0);
        bench.control(u"tokens/expire"_s, QJsonObject{{u"which"_s, u"access"_s}});
        const QByteArray before = contentsOf(bench.ctl.secrets());
        QCOMPARE(life.run({u"--json"_s, u"sync"_s}), 0);
        QVERIFY(contentsOf(bench.ctl.secrets()) != before); // refreshed and rotated
        life.noteKept();

        letTheOrgTalk(life, u"*/query*"_s, 400);
        QVERIFY(life.run({u"sync"_s}) != 0);
        letTheOrgTalk(life, u"*/query*"_s, 500);
        QVERIFY(life.run({u"--json"_s, u"sync"_s, u"--object"_s, u"Contact"_s}) != 0);
        bench.control(u"tokens/expire"_s, QJsonObject{{u"which"_s, u"access"_s}});
        letTheOrgTalk(life, u"*/oauth2/token*"_s, 400);
        QVERIFY(life.run({u"sync"_s}) != 0);
        soundAgain(bench);
        QCOMPARE(life.run({u"sync"_s}), 0);
        life.noteKept();

        for (const QStringList &look :
            {QStringList{u"log"_s}, {u"--json"_s, u"log"_s, u"--level"_s, u"debug"_s},
                {u"status"_s}, {u"--json"_s, u"status"_s}, {u"--json"_s, u"connections"_s}})
            QCOMPARE(life.run(look), 0);
        heard(life, login);
        QVERIFY(QFile::exists(bench.ctl.workspace() + u"-wal"_s));
        QVERIFY2(life.leaks().isEmpty(), qPrintable(life.leaks().join(u'\n')));

        QCOMPARE(life.run({u"disconnect"_s, u"--yes"_s}), 0);
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(10'000));
        follower->terminate();
        QVERIFY(follower->waitForFinished(10'000));
        life.note({0, follower->readAllStandardOutput(), follower->readAllStandardError()});
        QVERIFY2(life.leaks().isEmpty(), qPrintable(life.leaks().join(u'\n')));
        QCOMPARE(
            life.leaksIn(u"the sign-in file"_s, contentsOf(bench.ctl.secrets())), QStringList());
    }

private:
    /// An answer that repeats what it was sent, as a chatty proxy or a careless server does.
    static void letTheOrgTalk(Life &life, const QString &path, int status)
    {
        soundAgain(life.bench);
        QStringList words;
        for (const QByteArray &secret : life.bench.tokens())
            words += QString::fromLatin1(secret);
        const QString said = u"You sent Authorization: Bearer %1 and refresh_token=%2"_s.arg(
            words.join(u' '), words.last());
        const QJsonObject body{{u"error"_s, u"server_error"_s}, {u"error_description"_s, said},
            {u"errorCode"_s, u"ECHO"_s}, {u"message"_s, said}};
        faulty(path,
            QJsonObject{{u"status"_s, status},
                {u"body"_s,
                    path.contains(u"oauth2"_s) ? QJsonValue(body) : QJsonValue(QJsonArray{body})},
                {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"application/json"_s}}}})(
            life.bench);
    }

    /// What went to the login host: it was all there, and it is secret.
    static void heard(Life &life, const Overheard &login)
    {
        const QMap<QByteArray, QSet<QByteArray>> fields = login.fields();
        for (const char *name : {"code", "code_verifier", "refresh_token"}) {
            QVERIFY2(!fields[name].isEmpty(), name);
            life.secrets += fields[name];
        }
        QVERIFY(life.secrets.size() >= 6); // two access and refresh tokens, code and verifier
        QVERIFY2(
            !life.leaksIn(u"the sign-in file"_s, contentsOf(life.bench.ctl.secrets())).isEmpty(),
            "the search finds nothing even where it is");
    }
};

QTEST_GUILESS_MAIN(TestJourneySecrets)
#include "tst_journey_secrets.moc"
