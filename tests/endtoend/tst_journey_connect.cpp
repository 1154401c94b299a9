#include "programs.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace journey;

namespace {

QString codeOf(const CtlResult &result) { return result.json()["error"_L1]["code"_L1].toString(); }

QStringList connectTo(PracticeProgram &org)
{
    return {u"connect"_s, u"--client-id"_s, org.org()["client_id"_L1].toString(), u"--login-url"_s,
        org.loginUrl(), u"--print-url"_s, u"--callback-port"_s, org.callbackPort()};
}

} // namespace

/// Signing in through the browser, and what is refused before anybody is asked.
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
