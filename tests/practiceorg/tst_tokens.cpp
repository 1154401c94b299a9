#include "tests/practiceorg/oauthbench.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace oauthbench;

/// Refreshing, expiring, revoking, and who is signed in (PROTOCOL 1.4 to 1.8).
class TestTokens : public QObject {
    Q_OBJECT

private slots:
    void refreshingKeepsTheRefreshToken()
    {
        Bench bench;
        const Result<TokenGrant> grant = bench.refresh(bench.who().refreshToken);
        QVERIFY(grant);
        QVERIFY(grant->refreshToken.isEmpty());
        QVERIFY(!(grant->accessToken == bench.who().accessToken));
        QCOMPARE(bench.call(grant->accessToken), 200);
        QVERIFY(bench.refresh(bench.who().refreshToken));
    }

    void aRotatedTokenUsedAgainEndsEverything()
    {
        Bench bench;
        bench.practice.control("POST", "app", QJsonObject{{u"rotation"_s, true}});
        const Result<TokenGrant> first = bench.refresh(bench.who().refreshToken);
        QVERIFY(first);
        QVERIFY(!first->refreshToken.isEmpty());
        const Result<TokenGrant> second = bench.refresh(first->refreshToken);
        QVERIFY(second);
        QCOMPARE(bench.call(second->accessToken), 200);

        const Result<TokenGrant> replay = bench.refresh(first->refreshToken);
        QVERIFY(!replay);
        QCOMPARE(replay.failure().problem, Failure::Problem::SignInNeeded);
        QVERIFY(!bench.refresh(second->refreshToken));
        QCOMPARE(bench.call(second->accessToken), 401);
    }

    void twoRefreshesAtOnceDoNotBothWin()
    {
        Bench bench;
        bench.practice.control("POST", "faults",
            QJsonObject{
                {u"match"_s, QJsonObject{{u"path"_s, u"/services/oauth2/token"_s}, {u"nth"_s, 1}}},
                {u"do"_s, QJsonObject{{u"delay_ms"_s, 2'000}}}});
        std::atomic<bool> firstWorked = false;
        std::jthread first([&] { firstWorked = bool(bench.refresh(bench.who().refreshToken)); });
        const auto arrived = [&] {
            const QJsonArray faults = bench.practice.state()[u"faults"_s].toArray();
            return faults[0][u"acted"_s].toInt() == 1;
        };
        QTRY_VERIFY(arrived());
        // The first has been counted; it holds the token once its tokens exist.
        QTRY_COMPARE(bench.practice.state()[u"tokens"_s][u"access"_s].toInt(), 2);
        const QJsonObject second = bench.token(
            {{"grant_type", "refresh_token"}, {"refresh_token", bench.who().refreshToken.reveal()},
                {"client_id", bench.who().clientId.toLatin1()}});
        QCOMPARE(second[u"error"_s].toString(), u"invalid_grant"_s);
        QCOMPARE(second[u"error_description"_s].toString(),
            u"token request is already being processed"_s);
        first.join();
        QVERIFY(firstWorked);
        QVERIFY(bench.refresh(bench.who().refreshToken));
    }

    void theSixthApprovalEndsTheOldest()
    {
        Bench bench;
        std::vector<TokenGrant> grants;
        for (int i = 0; i < 6; ++i) {
            const Result<TokenGrant> grant = bench.exchange(bench.code());
            QVERIFY(grant);
            grants.push_back(*grant);
        }
        const Result<TokenGrant> oldest = bench.refresh(grants[0].refreshToken);
        QVERIFY(!oldest);
        QVERIFY(oldest.failure().raw.contains(u"expired access/refresh token"));
        QCOMPARE(bench.call(grants[0].accessToken), 401);
        for (std::size_t i = 1; i < grants.size(); ++i)
            QVERIFY(bench.refresh(grants[i].refreshToken));
    }

    void aSessionInUseStaysAliveAndAnIdleOneLapses()
    {
        Bench bench;
        bench.practice.control("POST", "app", QJsonObject{{u"session_seconds"_s, 900}});
        for (int i = 0; i < 3; ++i) {
            bench.practice.control("POST", "clock", QJsonObject{{u"advance_seconds"_s, 800}});
            QCOMPARE(bench.call(bench.who().accessToken), 200);
        }
        bench.practice.control("POST", "clock", QJsonObject{{u"advance_seconds"_s, 901}});
        QCOMPARE(bench.call(bench.who().accessToken), 401);
        QVERIFY(bench.refresh(bench.who().refreshToken));
    }

    void tokensEndOnCommand()
    {
        Bench bench;
        bench.practice.control("POST", "tokens/expire", QJsonObject{{u"which"_s, u"access"_s}});
        QCOMPARE(bench.call(bench.who().accessToken), 401);
        const Result<TokenGrant> grant = bench.refresh(bench.who().refreshToken);
        QVERIFY(grant);
        bench.practice.control("POST", "tokens/expire", QJsonObject{{u"which"_s, u"refresh"_s}});
        QVERIFY(!bench.refresh(bench.who().refreshToken));
        QCOMPARE(bench.call(grant->accessToken), 200); // until it lapses
        bench.practice.control("POST", "tokens/revoke");
        QCOMPARE(bench.call(grant->accessToken), 401);
    }

    void theTwoOrgsShareNoTokens()
    {
        Bench bench;
        bench.practice.control("POST", "tokens/revoke");
        const PracticeBench::SignedIn &other = bench.practice.sandbox();
        QVERIFY(other.orgId != bench.who().orgId);
        const QString limits = u"/services/data/v62.0/limits"_s;
        QCOMPARE(
            bench.request("GET", other.instanceUrl + limits, {}, other.accessToken.reveal()).status,
            200);
        QCOMPARE(
            bench.request("GET", bench.who().instanceUrl + limits, {}, other.accessToken.reveal())
                .status,
            401);
    }

    void aPasswordIsTakenOnlyWhereTheOrgAllowsIt()
    {
        Bench bench;
        const auto signIn = [&bench](const QString &username, const QByteArray &password) {
            return bench.token({{"grant_type", "password"}, {"username", username.toUtf8()},
                {"password", password}, {"client_id", bench.who().clientId.toLatin1()}});
        };
        const QJsonObject refused{{u"error"_s, u"invalid_grant"_s},
            {u"error_description"_s, u"authentication failure"_s}};
        QCOMPARE(signIn(bench.who().username, "practice"), refused);

        bench.practice.control("POST", "app", QJsonObject{{u"password_flow"_s, true}});
        QCOMPARE(signIn(u"nobody@example.org"_s, "practice"), refused);
        QCOMPARE(signIn(bench.who().username, ""), refused);
        const QJsonObject body = signIn(bench.who().username.toUpper(), "practice");
        QCOMPARE(bench.call(Secret(body[u"access_token"_s].toString().toLatin1())), 200);
        QCOMPARE(body[u"instance_url"_s].toString(), bench.who().instanceUrl);
        QVERIFY(!body.contains(u"refresh_token"_s));
        QVERIFY(!body.contains(u"scope"_s));
    }

    void revokingARefreshTokenEndsItsSessions()
    {
        Bench bench;
        PracticeTransport transport(bench.practice.org());
        QVERIFY(oauth::revoke(transport, bench.client(), bench.who().refreshToken));
        QCOMPARE(bench.call(bench.who().accessToken), 401);
        QVERIFY(!bench.refresh(bench.who().refreshToken));
        QCOMPARE(bench
                     .request("POST", bench.who().loginUrl + u"/services/oauth2/revoke",
                         "token=nonsense")
                     .status,
            400);
    }

    void introspectionTellsTheLivingFromTheDead()
    {
        Bench bench;
        const auto introspect = [&](const Secret &token) {
            return bench.request("POST", bench.who().instanceUrl + u"/services/oauth2/introspect",
                encoded(
                    {{"token", token.reveal()}, {"client_id", bench.who().clientId.toLatin1()}}));
        };
        const QJsonObject alive =
            QJsonDocument::fromJson(introspect(bench.who().accessToken).body).object();
        QCOMPARE(alive[u"active"_s], QJsonValue(true));
        QCOMPARE(alive[u"username"_s].toString(), bench.who().username);
        QCOMPARE(alive[u"exp"_s].toInteger() - alive[u"iat"_s].toInteger(), 7'200);
        bench.practice.control("POST", "tokens/expire", QJsonObject{{u"which"_s, u"access"_s}});
        QCOMPARE(introspect(bench.who().accessToken).body, "{\"active\":false}");
        QCOMPARE(introspect(Secret("nonsense")).status, 400);
    }

    void whoIsSignedInIsSaidTwoWays()
    {
        Bench bench;
        const QByteArray token = bench.who().accessToken.reveal();
        const HttpAnswer identity = bench.request("GET",
            bench.who().loginUrl + u"/id/" + bench.who().orgId + u'/' + bench.who().userId
                + u"?version=latest",
            {}, token);
        QCOMPARE(identity.status, 200);
        const QJsonObject id = QJsonDocument::fromJson(identity.body).object();
        QCOMPARE(id[u"organization_id"_s].toString(), bench.who().orgId);
        QCOMPARE(id[u"username"_s].toString(), bench.who().username);
        QCOMPARE(id[u"urls"_s][u"rest"_s].toString(),
            bench.who().instanceUrl + u"/services/data/v62.0/");

        const HttpAnswer info =
            bench.request("GET", bench.who().instanceUrl + u"/services/oauth2/userinfo", {}, token);
        QCOMPARE(QJsonDocument::fromJson(info.body)[u"preferred_username"_s].toString(),
            bench.who().username);
    }

    void theIdentityHasEveryKeyOfTheRecordedOne()
    {
        QFile file(
            QStringLiteral(ORGMEND_SHARED_DIR "/salesforce/fixtures/oauth/identity.swiftly.json"));
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("The recorded answers are not on this machine.");
        const QJsonObject recorded = QJsonDocument::fromJson(file.readAll()).object();
        Bench bench;
        const QJsonObject ours = QJsonDocument::fromJson(
            bench
                .request("GET",
                    bench.who().loginUrl + u"/id/" + bench.who().orgId + u'/' + bench.who().userId,
                    {}, bench.who().accessToken.reveal())
                .body)
                                     .object();
        for (const QString &key : recorded.keys())
            QVERIFY2(ours.contains(key), qUtf8Printable(key));
        for (const QString &key : recorded[u"urls"_s].toObject().keys())
            QVERIFY2(ours[u"urls"_s].toObject().contains(key), qUtf8Printable(key));
    }

    /// Nothing that a refresh would mend (PROTOCOL.md, trap 11).
    void aSessionWithoutTheApiScopeReachesNoData()
    {
        Bench bench(true);
        const QUrlQuery landed = Bench::landedAt(bench.authorize({{"scope", "id refresh_token"}}));
        const Result<TokenGrant> grant =
            bench.exchange(Secret(Bench::value(landed, u"code"_s).toLatin1()));
        QVERIFY(grant);
        const HttpAnswer refused =
            bench.request("GET", bench.who().instanceUrl + u"/services/data/v62.0/sobjects"_s, {},
                grant->accessToken.reveal());
        QCOMPARE(refused.status, 401);
        QCOMPARE(refused.body,
            "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"This session is not valid for use "
            "with the REST API\"}]");
        QCOMPARE(bench
                     .request("GET", bench.who().instanceUrl + u"/services/oauth2/userinfo"_s, {},
                         grant->accessToken.reveal())
                     .status,
            200);
    }

    void aBadTokenGetsOneWord()
    {
        Bench bench;
        const QString info = bench.who().instanceUrl + u"/services/oauth2/userinfo"_s;
        const HttpAnswer bad = bench.request("GET", info, {}, "nonsense");
        QCOMPARE(bad.status, 403);
        QCOMPARE(bad.body, "Bad_OAuth_Token");
        QCOMPARE(bench.request("GET", info).body, "Missing_OAuth_Token");
    }

    void aWrongKeyAtTheTokenEndpointIsRefusedAsJson()
    {
        Bench bench;
        const QJsonObject refused = bench.token({{"grant_type", "refresh_token"},
            {"refresh_token", bench.who().refreshToken.reveal()}, {"client_id", "3MVGother"}});
        QCOMPARE(refused[u"error"_s].toString(), u"invalid_client_id"_s);
        QCOMPARE(refused[u"error_description"_s].toString(), u"client identifier invalid"_s);
        QCOMPARE(bench.token({{"grant_type", "nonsense"}})[u"error"_s].toString(),
            u"unsupported_grant_type"_s);
    }

    void aMovedOrgTellsItsNewAddress()
    {
        Bench bench;
        const auto refreshed = [&bench] {
            return bench
                .token({{"grant_type", "refresh_token"},
                    {"refresh_token", bench.who().refreshToken.reveal()},
                    {"client_id", bench.who().clientId.toLatin1()}})[u"instance_url"_s]
                .toString();
        };
        QCOMPARE(refreshed(), bench.who().instanceUrl);
        bench.practice.control(
            "POST", "instance", QJsonObject{{u"url"_s, u"http://localhost:11"_s}});
        QCOMPARE(refreshed(), u"http://localhost:11"_s);
        QCOMPARE(bench.call(bench.who().accessToken), 200); // at the old one
    }

    void refreshesAreRefusedAsBusyOnRequest()
    {
        Bench bench;
        const auto refused = [&bench] {
            return bench
                .token({{"grant_type", "refresh_token"},
                    {"refresh_token", bench.who().refreshToken.reveal()},
                    {"client_id", bench.who().clientId.toLatin1()}})[u"error_description"_s]
                .toString();
        };
        bench.practice.control("POST", "tokens/busy", QJsonObject{{u"refreshes"_s, 2}});
        QCOMPARE(refused(), u"token request is already being processed"_s);
        QCOMPARE(refused(), u"token request is already being processed"_s);
        QCOMPARE(refused(), QString());
    }

    void tokensBelongToTheAppTheyWereGivenTo()
    {
        Bench bench(true);
        const auto signIn = [&bench](const QByteArray &key) {
            const HttpAnswer landed = bench.authorize({{"client_id", key}});
            return bench.token({{"grant_type", "authorization_code"}, {"client_id", key},
                {"redirect_uri", oauthbench::callback.toLatin1()},
                {"code", Bench::value(Bench::landedAt(landed), u"code"_s).toLatin1()},
                {"code_verifier", bench.pkce.verifier.reveal()}});
        };
        const QJsonObject grant = signIn("PlatformCLI");
        const Secret access(grant[u"access_token"_s].toString().toLatin1());
        QCOMPARE(bench.call(access), 200);
        const auto refresh = [&](const QByteArray &key) {
            return bench.token({{"grant_type", "refresh_token"}, {"client_id", key},
                {"refresh_token", grant[u"refresh_token"_s].toString().toLatin1()}});
        };
        QCOMPARE(
            refresh(bench.who().clientId.toLatin1())[u"error"_s].toString(), u"invalid_grant"_s);
        QVERIFY(refresh("PlatformCLI").contains(u"access_token"_s));

        // Each app has its own five approvals: the one that the bench came with is still good.
        for (int i = 0; i < 5; ++i)
            QVERIFY(signIn("PlatformCLI").contains(u"access_token"_s));
        QCOMPARE(refresh("PlatformCLI")[u"error"_s].toString(), u"invalid_grant"_s);
        QVERIFY(bench.refresh(bench.who().refreshToken));

        // The controls change the org's own app alone.
        bench.practice.control("POST", "app", QJsonObject{{u"state"_s, u"blocked"_s}});
        QVERIFY(!bench.refresh(bench.who().refreshToken));
        QVERIFY(signIn("PlatformCLI").contains(u"access_token"_s));
    }

    void aCodeIsGoodForTheAppItWasMadeFor()
    {
        Bench bench;
        const QJsonObject refused = bench.token({{"grant_type", "authorization_code"},
            {"client_id", "PlatformCLI"}, {"redirect_uri", oauthbench::callback.toLatin1()},
            {"code", bench.code().reveal()}, {"code_verifier", bench.pkce.verifier.reveal()}});
        QCOMPARE(refused[u"error"_s].toString(), u"invalid_grant"_s);
    }

    void aRestartedOrgStillKnowsWhoWasSignedIn()
    {
        QTemporaryDir folder;
        ::practice::Settings settings;
        settings.records = 5;
        settings.dataDir = folder.path();
        Secret access;
        Secret refresh;
        {
            PracticeBench first(settings);
            access = first.production().accessToken;
            refresh = first.production().refreshToken;
        }
        PracticeBench second(settings);
        PracticeTransport transport(second.org());
        QVERIFY(second.production().refreshToken == refresh);
        QVERIFY(second.production().accessToken == access);
        QVERIFY(oauth::refresh(transport,
            {QUrl(second.production().loginUrl), second.production().clientId, callback}, refresh));
    }
};

ORGMEND_TEST(TestTokens)
#include "tst_tokens.moc"
