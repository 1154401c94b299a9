#include "oracle.h"
#include "programs.h"

#include <QFile>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace journey;

namespace {

QString codeOf(const CtlResult &result) { return result.json()["error"_L1]["code"_L1].toString(); }

QStringList connectTo(const PracticeProgram &org, const QStringList &more = {})
{
    return QStringList{u"connect"_s, u"--client-id"_s, org.org()["client_id"_L1].toString(),
               u"--login-url"_s, org.loginUrl(), u"--print-url"_s, u"--callback-port"_s, u"17171"_s}
    + more;
}

} // namespace

/// Signing in through the browser, and every way it goes wrong: each its own sentence and exit
/// status, nothing lost.
class TestJourneyConnect : public QObject {
    Q_OBJECT

private slots:
    void signingInThroughTheBrowserConnects() // S2-08
    {
        PracticeProgram org;
        QVERIFY(org.start(50, {u"--auto-approve"_s}));
        Ctl ctl;
        const CtlResult result = ctl.signIn(org, connectTo(org));
        QVERIFY2(result.exit == 0, result.said().constData());
        QVERIFY(result.out.startsWith("http://"));
        QVERIFY(result.out.contains("code_challenge_method=S256"));
        QCOMPARE(
            ctl.run({u"--json"_s, u"connections"_s}).json()["connections"_L1].toArray().size(), 1);
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
    }

    void denyingConsentIsSaidAndCanBeTriedAgain() // S1-08
    {
        PracticeProgram org;
        QVERIFY(org.start(50, {u"--auto-approve"_s}));
        Ctl ctl;
        const std::unique_ptr<QProcess> process =
            ctl.begin(QStringList{u"--json"_s} + connectTo(org));
        QByteArray errors;
        while (!errors.contains("http://") && process->waitForReadyRead(10'000))
            errors += process->readAllStandardError();
        errors += process->readAllStandardError();
        const QByteArray address =
            errors.mid(errors.indexOf("http://")).split('\n').first().trimmed();
        QVERIFY2(!address.isEmpty(), errors.constData());
        const QByteArray state = address.mid(address.indexOf("state=") + 6).split('&').first();
        org.http("GET",
            QUrl::fromEncoded(
                QByteArray(
                    "http://localhost:17171/OauthRedirect?error=access_denied&error_description=end-user+denied+authorization&state=")
                + state));
        QVERIFY(process->waitForFinished(10'000));
        QCOMPARE(process->exitCode(), 3);
        QVERIFY(process->readAllStandardOutput().contains("consent_denied"));
        QVERIFY(ctl.signIn(org, connectTo(org)).exit == 0);
    }

    void aBlockedAppIsNamedAsSuch() // S0-06, S1-03
    {
        PracticeProgram org;
        QVERIFY(org.start(50, {u"--auto-approve"_s}));
        QCOMPARE(org.control("POST", u"app"_s,
                        QJsonObject{{u"client_id"_s, org.org()["client_id"_L1].toString()},
                            {u"state"_s, u"blocked"_s}})
                     .status,
            200);
        Ctl ctl;
        const CtlResult result = ctl.signIn(org, connectTo(org));
        QCOMPARE(result.exit, 3);
        QVERIFY2(result.err.contains("Unblock") || result.err.contains("blocked"),
            result.err.constData());
    }

    void badInputEndsWithItsOwnCode_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("code");
        const QStringList connect{u"connect"_s, u"--client-id"_s, u"key"_s};
        QTest::newRow("no consumer key") << QStringList{u"connect"_s} << 2 << u"usage_wrong"_s;
        QTest::newRow("plain http host")
            << connect + QStringList{u"--environment"_s, u"http://acme.my.salesforce.com"_s} << 2
            << u"host_insecure"_s;
        QTest::newRow("no host") << connect + QStringList{u"--environment"_s, u"https://"_s} << 2
                                 << u"host_invalid"_s;
        QTest::newRow("unknown command")
            << QStringList{u"mapping"_s, u"list"_s} << 2 << u"usage_wrong"_s;
        QTest::newRow("unknown flag")
            << QStringList{u"sync"_s, u"--fast"_s} << 2 << u"usage_wrong"_s;
        QTest::newRow("nothing connected")
            << QStringList{u"sync"_s} << 2 << u"connection_missing"_s;
        QTest::newRow("unknown connection") << QStringList{u"--connection"_s, u"Nobody"_s,
            u"status"_s} << 2 << u"connection_unknown"_s;
    }
    void badInputEndsWithItsOwnCode()
    {
        QFETCH(QStringList, arguments);
        Ctl ctl;
        const CtlResult result = ctl.run(QStringList{u"--json"_s} + arguments);
        QTEST(result.exit, "exit");
        QTEST(codeOf(result), "code");
        QVERIFY(!result.json()["error"_L1]["message"_L1].toString().isEmpty());
    }

    void aHostThatIsNotSalesforceIsSaid() // HTML instead of JSON
    {
        PracticeProgram org;
        QVERIFY(org.start(50));
        Ctl ctl;
        QCOMPARE(org.control("POST", u"faults"_s,
                        QJsonArray{QJsonObject{
                            {u"match"_s, QJsonObject{{u"path"_s, u"/services/oauth2/token*"_s}}},
                            {u"do"_s, QJsonObject{{u"corrupt"_s, u"html"_s}}}}})
                     .status,
            200);
        const CtlResult result = ctl.connect(org);
        QCOMPARE(result.exit, 5);
        QCOMPARE(codeOf(result), u"not_salesforce"_s);
    }

    void aWrongConsumerKeyAndADeadHostAreToldApart() // S0-07
    {
        PracticeProgram org;
        QVERIFY(org.start(50));
        Ctl ctl;
        const QJsonObject user = org.org();
        const CtlResult key =
            ctl.run({u"--json"_s, u"connect"_s, u"--client-id"_s, u"wrong"_s, u"--login-url"_s,
                        org.loginUrl(), u"--refresh-token-stdin"_s, u"--instance-url"_s,
                        user["instance_url"_L1].toString()},
                user["refresh_token"_L1].toString().toLatin1());
        QCOMPARE(key.exit, 3);
        QCOMPARE(codeOf(key), u"client_id_unknown"_s);
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const QString dead = u"http://127.0.0.1:%1"_s.arg(nobody.serverPort());
        nobody.close();
        const CtlResult host =
            ctl.run({u"--json"_s, u"connect"_s, u"--client-id"_s, u"k"_s, u"--login-url"_s, dead,
                        u"--refresh-token-stdin"_s, u"--instance-url"_s, dead},
                "token");
        QCOMPARE(host.exit, 5);
        QCOMPARE(codeOf(host), u"connection_refused"_s);
    }

    void theSameOrgIsNotConnectedTwice() // S1-23
    {
        PracticeProgram org;
        QVERIFY(org.start(50));
        Ctl ctl;
        QCOMPARE(ctl.connect(org, u"production"_s, {u"--name"_s, u"First"_s}).exit, 0);
        const CtlResult second = ctl.connect(org, u"production"_s, {u"--name"_s, u"Second"_s});
        QCOMPARE(second.exit, 2);
        QCOMPARE(codeOf(second), u"org_already_connected"_s);
        QVERIFY(second.json()["error"_L1]["message"_L1].toString().contains(u"First"_s));
    }

    void aSecretsFileThatOthersCanReadIsRefused()
    {
        PracticeProgram org;
        QVERIFY(org.start(50));
        Ctl ctl;
        QFile secrets(ctl.secrets());
        QVERIFY(secrets.open(QIODevice::WriteOnly));
        secrets.write("{}");
        secrets.close();
        QVERIFY(secrets.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        const CtlResult result = ctl.connect(org);
        QCOMPARE(result.exit, 3);
        QCOMPARE(codeOf(result), u"secret_file_unsafe"_s);
    }

    void withoutAKeychainConnectStopsAndNamesTheFile()
    {
        PracticeProgram org;
        QVERIFY(org.start(50));
        Ctl ctl;
        const QJsonObject user = org.org();
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        environment.insert(u"HOME"_s, ctl.folder());
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"ORGMEND_SECRETS"_s);
        process.setProcessEnvironment(environment);
        process.start(program(u"orgmendctl"_s),
            {u"--workspace"_s, ctl.workspace(), u"--json"_s, u"connect"_s, u"--client-id"_s,
                user["client_id"_L1].toString(), u"--login-url"_s, org.loginUrl(),
                u"--refresh-token-stdin"_s, u"--instance-url"_s,
                user["instance_url"_L1].toString()});
        process.write(user["refresh_token"_L1].toString().toLatin1());
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 3);
        QVERIFY(process.readAllStandardOutput().contains("--secrets file:"));
    }

    void aWorkspaceOfANewerVersionIsLeftAlone()
    {
        PracticeProgram org;
        QVERIFY(org.start(50));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        QProcess sqlite;
        sqlite.start(u"sqlite3"_s, {ctl.workspace(), u"PRAGMA user_version = 999"_s});
        QVERIFY(sqlite.waitForFinished());
        const CtlResult result = ctl.run({u"--json"_s, u"status"_s});
        QCOMPARE(result.exit, 6);
        QCOMPARE(codeOf(result), u"workspace_newer"_s);
    }

    void aForeignFileIsNotOurs()
    {
        Ctl ctl;
        QFile file(ctl.workspace());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("this is no database ").repeated(100));
        file.close();
        const CtlResult result = ctl.run({u"--json"_s, u"status"_s});
        QCOMPARE(result.exit, 6);
        QCOMPARE(codeOf(result), u"workspace_not_ours"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("this is no database"));
    }

    void aWorkspaceLockedByAnotherProgramSaysSo()
    {
        PracticeProgram org;
        QVERIFY(org.start(50));
        Ctl ctl;
        QCOMPARE(ctl.connect(org).exit, 0);
        QProcess holder;
        holder.start(u"sqlite3"_s, {u"-batch"_s, ctl.workspace()});
        QVERIFY(holder.waitForStarted());
        holder.write("BEGIN EXCLUSIVE;\nSELECT 'held';\n");
        QVERIFY(holder.waitForReadyRead(10'000));
        const CtlResult result = ctl.run({u"--json"_s, u"sync"_s});
        QCOMPARE(result.exit, 6);
        QCOMPARE(codeOf(result), u"workspace_locked"_s);
        holder.write("ROLLBACK;\n");
        holder.closeWriteChannel();
        QVERIFY(holder.waitForFinished(10'000));
        QCOMPARE(ctl.run({u"sync"_s}).exit, 0);
    }

    void orgmendctlLinksNoWidgets()
    {
        for (const QString &name : {u"orgmendctl"_s, u"orgmend-practice-org"_s}) {
            QProcess ldd;
            ldd.start(u"ldd"_s, {program(name)});
            QVERIFY(ldd.waitForFinished());
            const QByteArray libraries = ldd.readAllStandardOutput();
            QVERIFY(libraries.contains("Qt6Core"));
            QVERIFY2(!libraries.contains("Qt6Widgets") && !libraries.contains("Qt6Gui"),
                libraries.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestJourneyConnect)
#include "tst_journey_connect.moc"
