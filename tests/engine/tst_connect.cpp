#include "connect/connectrequest.h"
#include "connect/engineparts.h"
#include "salesforce/http/answerbody.h"
#include "tests/engine/enginebench.h"
#include "values/connection.h"
#include "values/connectionstatus.h"
#include "workspace/stores/connections.h"

#include "workspace/stores/connections.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace {

/// Nobody answers, wherever one asks.
class NoNetwork final : public HttpTransport {
public:
    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request, BodySource *) override
    {
        return failure(Failure::Problem::ConnectionRefused, {request.url.host()});
    }
    using HttpTransport::open;
};

} // namespace

class TestConnect : public QObject {
    Q_OBJECT

private slots:
    void signingInMakesAConnectionWithItsMappings() // S2-08
    {
        EngineBench bench;
        const Result<ConnectionStatus> status = bench.connect(bench.request());
        QCOMPARE(codeOf(status), u"ok"_s);
        QCOMPARE(status->state, ConnectionState::Connected);
        const Connection &connection = status->connection;
        QCOMPARE(connection.environment, Environment::Production);
        QCOMPARE(connection.orgId, bench.practice.production().orgId);
        QCOMPARE(connection.username, bench.practice.production().username);
        QCOMPARE(connection.instanceUrl, bench.practice.production().instanceUrl);
        QCOMPARE(connection.tablePrefix, QString());
        QVERIFY(!connection.name.isEmpty());
        QVERIFY(connection.apiVersion.toDouble() <= 62.0);
        QCOMPARE(status->objects.size(), std::size_t(6));
        QCOMPARE(bench.value(u"SELECT COUNT(*) FROM people"_s).toInt(), 0);
        QVERIFY(bench.eventNames().contains(u"connected"_s));
        QVERIFY(bench.browser.lastUrl.query().contains(u"code_challenge_method=S256"_s));
    }

    void tokensAreNeverInTheWorkspace()
    {
        EngineBench bench;
        const Result<ConnectionStatus> status = bench.connect(bench.request());
        QCOMPARE(codeOf(status), u"ok"_s);
        QVERIFY(bench.sync(status->connection.id));
        const QByteArrayList secrets = bench.secrets->bytes();
        QCOMPARE(secrets.size(), 2);
        for (const QString &name : {bench.path, QString(bench.path + u"-wal"_s)}) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QByteArray bytes = file.readAll();
            for (const QByteArray &secret : secrets)
                QVERIFY(!bytes.contains(secret));
        }
    }

    void everyRefusalHasItsOwnName_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("code");
        QTest::newRow("S1-03 blocked") << u"blocked"_s << u"app_blocked"_s;
        QTest::newRow("not approved") << u"not_approved"_s << u"app_not_approved"_s;
    }
    void everyRefusalHasItsOwnName()
    {
        QFETCH(QString, state);
        EngineBench bench;
        bench.practice.control("POST", "app",
            QJsonObject{{u"client_id"_s, bench.request().clientId}, {u"state"_s, state}});
        QTEST(codeOf(bench.connect(bench.request())), "code");
        QCOMPARE(bench.secrets->size(), std::size_t(0));
        QCOMPARE(bench.engine.connections().list()->size(), std::size_t(0));
    }

    void aWrongKeyShowsOnThePageOnlySoNobodyComesBack()
    {
        EngineBench bench;
        ConnectRequest request = bench.request();
        request.clientId = u"3MVG9wrong"_s;
        QCOMPARE(codeOf(bench.connect(request)), u"sign_in_timed_out"_s);
    }

    void denyingIsSaidAndCanBeTriedAgain() // S1-08
    {
        EngineBench bench;
        bench.browser.insteadError = u"access_denied"_s;
        QCOMPARE(codeOf(bench.connect(bench.request())), u"consent_denied"_s);
        bench.browser.insteadError.clear();
        QCOMPARE(codeOf(bench.connect(bench.request())), u"ok"_s);
    }

    void aTakenPortIsKnownBeforeTheBrowserOpens()
    {
        EngineBench bench;
        bench.browser.portTaken = true;
        QCOMPARE(codeOf(bench.connect(bench.request())), u"port_taken"_s);
        QCOMPARE(bench.browser.opened, 0);
    }

    void aBrokenKeychainIsKnownBeforeTheBrowserOpens()
    {
        EngineBench bench;
        bench.secrets->breakWith(failure(Failure::Problem::KeychainMissing));
        QCOMPARE(codeOf(bench.connect(bench.request())), u"keychain_missing"_s);
        QCOMPARE(bench.browser.opened, 0);
    }

    void aHostThatDoesNotAnswerIsKnownBeforeTheBrowserOpens()
    {
        EngineBench bench;
        EngineParts parts = bench.parts();
        parts.makeTransport = [](const std::stop_token &) { return std::make_unique<NoNetwork>(); };
        Engine offline(parts);
        const auto open = [&bench](const QUrl &url) { return bench.browser.open(url); };
        QCOMPARE(codeOf(offline.connections().connect(bench.request(), open, {})),
            u"connection_refused"_s);
        QCOMPARE(bench.browser.opened, 0);
        // A page that somebody opens elsewhere is no business of this machine's network yet.
        ConnectRequest elsewhere = bench.request();
        elsewhere.pageOpensElsewhere = true;
        QVERIFY(!offline.connections().connect(elsewhere, open, {}));
        QCOMPARE(bench.browser.opened, 1);
    }

    void wrongHostsAreRefused_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("code");
        QTest::newRow("http elsewhere") << u"http://acme.my.salesforce.com"_s << u"host_insecure"_s;
        QTest::newRow("nothing") << u"https://"_s << u"host_invalid"_s;
        QTest::newRow("S1-06 only a name") << u"https://acme"_s << u"host_invalid"_s;
    }
    void wrongHostsAreRefused()
    {
        QFETCH(QString, host);
        EngineBench bench;
        ConnectRequest request = bench.request();
        request.loginUrl.clear();
        request.environment = host;
        QTEST(codeOf(bench.connect(request)), "code");
        QVERIFY(!QFile::exists(bench.path));
    }

    void anotherEnvironmentThanBelievedIsAskedAboutOnce()
    {
        EngineBench bench;
        ConnectRequest request = bench.request(true);
        request.environment = u"production"_s;
        const Result<ConnectionStatus> asked = bench.connect(request);
        QCOMPARE(codeOf(asked), u"environment_mismatch"_s);
        QCOMPARE(asked.failure().arguments, (QStringList{u"production"_s, u"sandbox"_s}));
        QCOMPARE(bench.engine.connections().list()->size(), std::size_t(0));

        request.acceptOtherEnvironment = true;
        const Result<ConnectionStatus> accepted = bench.connect(request);
        QCOMPARE(codeOf(accepted), u"ok"_s);
        QCOMPARE(accepted->connection.environment, Environment::Sandbox);
        QCOMPARE(bench.browser.opened, 1);
    }

    void theSameOrgIsNotConnectedTwice() // S1-23
    {
        EngineBench bench;
        ConnectRequest request = bench.request();
        request.name = u"First"_s;
        QCOMPARE(codeOf(bench.connect(request)), u"ok"_s);
        request.name = u"Second"_s;
        const Result<ConnectionStatus> second = bench.connect(request);
        QCOMPARE(codeOf(second), u"org_already_connected"_s);
        QCOMPARE(second.failure().arguments.value(1), u"First"_s);
        QCOMPARE(bench.engine.connections().list()->size(), std::size_t(1));
        QCOMPARE(bench.secrets->size(), std::size_t(2));
    }

    void sandboxAndProductionAreSeparate() // S2-40, S2-41
    {
        EngineBench bench;
        QCOMPARE(codeOf(bench.connect(bench.request())), u"ok"_s);
        const Result<ConnectionStatus> sandbox = bench.connect(bench.request(true));
        QCOMPARE(codeOf(sandbox), u"ok"_s);
        QCOMPARE(sandbox->connection.tablePrefix, u"sandbox_"_s);
        QCOMPARE(bench.secrets->size(), std::size_t(4));
        QVERIFY(bench.sync(sandbox->connection.id));
        QCOMPARE(bench.value(u"SELECT COUNT(*) FROM people"_s).toInt(), 0);
        QVERIFY(bench.value(u"SELECT COUNT(*) FROM sandbox_people"_s).toInt() > 0);
    }

    void aNameIsUsedOnce()
    {
        EngineBench bench;
        ConnectRequest request = bench.request();
        request.name = u"Live"_s;
        QCOMPARE(codeOf(bench.connect(request)), u"ok"_s);
        request = bench.request(true);
        request.name = u"Live"_s;
        QCOMPARE(codeOf(bench.connect(request)), u"connection_name_taken"_s);
        QCOMPARE(bench.browser.opened, 1);
    }

    void aRefreshTokenConnectsWithoutABrowser()
    {
        EngineBench bench;
        ConnectRequest request = bench.request();
        request.refreshToken = bench.practice.production().refreshToken;
        request.instanceUrl = bench.practice.production().instanceUrl;
        QCOMPARE(codeOf(bench.connect(request)), u"ok"_s);
        QCOMPARE(bench.browser.opened, 0);
    }

    void theMirrorTemplateMakesATableAnObject()
    {
        EngineBench bench;
        ConnectRequest request = bench.request();
        request.templateName = u"mirror"_s;
        const Result<ConnectionStatus> status = bench.connect(request);
        QCOMPARE(codeOf(status), u"ok"_s);
        QCOMPARE(status->objects.size(), std::size_t(6));
        QCOMPARE(bench.value(u"SELECT COUNT(*) FROM contact"_s).toInt(), 0);
    }

    void anUnknownTemplateIsWrongUsage()
    {
        EngineBench bench;
        ConnectRequest request = bench.request();
        request.templateName = u"everything"_s;
        QCOMPARE(codeOf(bench.connect(request)), u"usage_wrong"_s);
        QCOMPARE(bench.browser.opened, 0);
    }

    void afterReconnectingNothingIsImportedAgain() // S3-06, S2-52
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        QCOMPARE(bench.sync(id)->outcome, Outcome::Success);
        const QVariant cursor = bench.value(u"SELECT low FROM orgmend_pull LIMIT 1"_s);
        bench.practice.control("POST", "tokens/revoke");

        const Result<RunReport> refused = bench.sync(id);
        QCOMPARE(codeOf(refused), u"ok"_s);
        QCOMPARE(refused->outcome, Outcome::Failed);
        QCOMPARE(refused->stoppedBy->code(), u"sign_in_needed"_s);
        QCOMPARE(bench.engine.connections().status(id)->state, ConnectionState::TokenExpired);
        QCOMPARE(bench.eventNames().count(u"sign_in_needed"_s), 1);

        const Result<ConnectionStatus> again = bench.reconnect(id, ConnectRequest());
        QCOMPARE(codeOf(again), u"ok"_s);
        QCOMPARE(again->state, ConnectionState::Connected);
        QCOMPARE(again->connection.id, id);
        QCOMPARE(bench.value(u"SELECT low FROM orgmend_pull LIMIT 1"_s), cursor);
        const Result<RunReport> report = bench.sync(id);
        QCOMPARE(report->outcome, Outcome::Success);
        QCOMPARE(report->kind, RunKind::Incremental);
        QCOMPARE(report->totals.imported, 0);
        QCOMPARE(report->totals.updated, 0);
    }

    void anotherOrgNeverTakesOver() // S2-53
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        const QByteArrayList before = bench.secrets->bytes();
        ConnectRequest request;
        request.clientId = bench.practice.sandbox().clientId;
        request.loginUrl = bench.practice.sandbox().loginUrl;
        request.acceptOtherUser = true;
        QCOMPARE(codeOf(bench.reconnect(id, request)), u"other_org"_s);
        QCOMPARE(bench.secrets->bytes(), before);
        QCOMPARE(bench.engine.connections().status(id)->connection.orgId,
            bench.practice.production().orgId);
    }

    void anotherUserIsAskedAbout() // S2-53
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        {
            const auto workspace =
                Workspace::open(bench.path, Workspace::Opening::ExistingOnly, *bench.clock);
            Transaction work(**workspace);
            work.run(u"UPDATE orgmend_connection SET user_id = '005000000000009AAA', "
                     "username = 'somebody@example.org'"_s);
            QVERIFY(work.commit());
        }
        const Result<ConnectionStatus> asked = bench.reconnect(id, ConnectRequest());
        QCOMPARE(codeOf(asked), u"other_user"_s);
        QCOMPARE(asked.failure().arguments.value(0), u"somebody@example.org"_s);
        QCOMPARE(
            bench.engine.connections().status(id)->connection.username, u"somebody@example.org"_s);
        const int opened = bench.browser.opened;
        ConnectRequest accept;
        accept.acceptOtherUser = true;
        QCOMPARE(codeOf(bench.reconnect(id, accept)), u"ok"_s);
        QCOMPARE(bench.browser.opened, opened);
        QCOMPARE(bench.engine.connections().status(id)->connection.username,
            bench.practice.production().username);
    }

    void disconnectingRevokesAndKeepsTheData() // S2-43, S2-44, S2-60
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        QVERIFY(bench.sync(id));
        const int people = bench.value(u"SELECT COUNT(*) FROM people"_s).toInt();
        QVERIFY(people > 0);
        const QByteArrayList secrets = bench.secrets->bytes();

        QCOMPARE(codeOf(bench.engine.connections().disconnect(id, {})), u"ok"_s);
        QCOMPARE(bench.engine.connections().status(id)->state, ConnectionState::Disconnected);
        QCOMPARE(bench.value(u"SELECT COUNT(*) FROM people"_s).toInt(), people);
        QCOMPARE(bench.secrets->size(), std::size_t(0));
        QCOMPARE(bench.eventNames().count(u"disconnected"_s), 1);
        QCOMPARE(codeOf(bench.sync(id)), u"disconnected"_s);
        QVERIFY(!bench.engine.connections().status(id)->isDue);

        // The org no longer knows the token.
        PracticeTransport transport(bench.practice.org());
        const HttpRequest request{"GET",
            QUrl(bench.practice.production().instanceUrl + u"/services/data/v62.0/limits"_s),
            {{"Authorization", "Bearer " + secrets.first()}}};
        QCOMPARE(sendWhole(transport, request)->status, 401);
    }

    void disconnectingWithoutANetworkSaysWhatIsLeftToDo()
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        bench.practice.control("POST", "faults",
            QJsonArray{
                QJsonObject{{u"match"_s, QJsonObject{{u"path"_s, u"/services/oauth2/revoke*"_s}}},
                    {u"do"_s, QJsonObject{{u"status"_s, 503}}}}});
        QCOMPARE(codeOf(bench.engine.connections().disconnect(id, {})), u"ok"_s);
        QCOMPARE(bench.secrets->size(), std::size_t(0));
        const Result<std::vector<Event>> events = bench.engine.log().events({});
        QCOMPARE(events->front().name, u"disconnected"_s);
        QCOMPARE(events->front().level, Level::Warning);
        QCOMPARE(events->front().arguments.value(1), u"not_revoked"_s);
    }

    void connectingAgainAfterACrashCompletesWhatWasBegun()
    {
        EngineBench bench;
        QVERIFY(bench.engine.prepare());
        {
            const auto workspace =
                Workspace::open(bench.path, Workspace::Opening::ExistingOnly, *bench.clock);
            Transaction work(**workspace);
            Connection begun;
            begun.name = u"Begun"_s;
            begun.orgId = bench.practice.production().orgId;
            Connections::add(begun, work);
            QVERIFY(work.commit());
        }
        QCOMPARE(bench.engine.connections().status(1)->state, ConnectionState::Incomplete);
        QCOMPARE(codeOf(bench.sync(1)), u"disconnected"_s);
        const Result<ConnectionStatus> status = bench.connect(bench.request());
        QCOMPARE(codeOf(status), u"ok"_s);
        QCOMPARE(status->connection.id, 1);
        QCOMPARE(status->state, ConnectionState::Connected);
        QCOMPARE(status->objects.size(), std::size_t(6));
        QCOMPARE(bench.engine.connections().list()->size(), std::size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestConnect)
#include "tst_connect.moc"
