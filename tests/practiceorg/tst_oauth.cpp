#include "salesforce/oauth.h"
#include "tests/support/practicetransport.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

const QString callback = u"http://localhost:1717/OauthRedirect"_s;

QByteArray encoded(const std::vector<std::pair<QByteArray, QByteArray>> &values)
{
    QByteArray form;
    for (const auto &[name, value] : values)
        form += (form.isEmpty() ? "" : "&") + name + '=' + value.toPercentEncoding();
    return form;
}

/// Somebody at a browser, and the app that waits for the code.
struct Bench {
    explicit Bench(bool autoApprove = false) : practice(settings(autoApprove)) { }
    static ::practice::Settings settings(bool autoApprove)
    {
        ::practice::Settings settings;
        settings.records = 5;
        settings.autoApprove = autoApprove;
        return settings;
    }

    HttpAnswer request(const QByteArray &verb, const QString &url, const QByteArray &form = {},
        const QByteArray &token = {})
    {
        HttpRequest made;
        made.verb = verb;
        made.url = QUrl(url);
        if (!token.isEmpty())
            made.headers.emplace_back("Authorization", "Bearer " + token);
        PracticeTransport transport(practice.org());
        const Result<HttpAnswer> answer = transport.send(made, form);
        return answer ? *answer : HttpAnswer();
    }
    [[nodiscard]] QByteArray wish(const std::vector<std::pair<QByteArray, QByteArray>> &more = {})
    {
        std::vector<std::pair<QByteArray, QByteArray>> all{{"response_type", "code"},
            {"client_id", who().clientId.toLatin1()}, {"redirect_uri", callback.toLatin1()},
            {"code_challenge", pkce.challenge}, {"code_challenge_method", "S256"},
            {"state", "st at/e"}};
        for (const auto &[name, value] : more) {
            std::erase_if(all, [&name = name](const auto &pair) { return pair.first == name; });
            if (!value.isNull())
                all.emplace_back(name, value);
        }
        return encoded(all);
    }
    HttpAnswer authorize(const std::vector<std::pair<QByteArray, QByteArray>> &more = {})
    {
        return request("GET",
            who().loginUrl + u"/services/oauth2/authorize?" + QString::fromLatin1(wish(more)));
    }
    /// The form of the page, sent with a button.
    HttpAnswer press(const QByteArray &button, const QString &username = QString())
    {
        return request("POST", who().loginUrl + u"/services/oauth2/authorize",
            wish({{"decision", button}, {"password", "practice"},
                {"username", (username.isEmpty() ? who().username : username).toUtf8()}}));
    }
    static QUrlQuery landedAt(const HttpAnswer &answer)
    {
        const QUrl url(QString::fromLatin1(answer.header("Location")));
        return url.toString(QUrl::RemoveQuery) == callback ? QUrlQuery(url) : QUrlQuery();
    }
    static QString value(const QUrlQuery &query, const QString &name)
    {
        return query.queryItemValue(name, QUrl::FullyDecoded);
    }
    Secret code() { return Secret(value(landedAt(press("allow")), u"code"_s).toLatin1()); }
    Result<TokenGrant> exchange(const Secret &code)
    {
        PracticeTransport transport(practice.org());
        return oauth::exchangeCode(transport, client(), pkce, code);
    }
    Result<TokenGrant> refresh(const Secret &token)
    {
        PracticeTransport transport(practice.org());
        return oauth::refresh(transport, client(), token);
    }
    QJsonObject token(const std::vector<std::pair<QByteArray, QByteArray>> &values)
    {
        return QJsonDocument::fromJson(
            request("POST", who().loginUrl + u"/services/oauth2/token", encoded(values)).body)
            .object();
    }
    [[nodiscard]] oauth::Client client() const
    {
        return {QUrl(who().loginUrl), who().clientId, callback};
    }
    [[nodiscard]] const PracticeBench::SignedIn &who() const { return practice.production(); }
    /// The status of a data call with this token.
    int call(const Secret &access)
    {
        return request(
            "GET", who().instanceUrl + u"/services/data/v62.0/limits", {}, access.reveal())
            .status;
    }

    PracticeBench practice;
    oauth::Pkce pkce = oauth::Pkce::make();
};

} // namespace

class TestOAuth : public QObject {
    Q_OBJECT

private slots:
    void thePageHasASignInFormAndTwoButtons()
    {
        Bench bench;
        const HttpAnswer page = bench.authorize();
        QCOMPARE(page.status, 200);
        QVERIFY(page.header("Content-Type").startsWith("text/html"));
        for (const char *part : {"name=\"username\"", "name=\"password\"", "value=\"allow\"",
                 "value=\"deny\"", "name=\"code_challenge\"", "value=\"st at/e\""})
            QVERIFY2(page.body.contains(part), part);
    }

    void allowingBringsTokensThatWork()
    {
        Bench bench;
        const HttpAnswer allowed = bench.press("allow");
        QCOMPARE(allowed.status, 302);
        const QUrlQuery landed = Bench::landedAt(allowed);
        QCOMPARE(Bench::value(landed, u"state"_s), u"st at/e"_s);
        QVERIFY(allowed.header("Location").contains("%3D%3D&")); // a code ends in ==, encoded
        const Secret code(Bench::value(landed, u"code"_s).toLatin1());
        const Result<TokenGrant> grant = bench.exchange(code);
        QVERIFY(grant);
        QVERIFY(grant->accessToken.reveal().startsWith(
            QByteArray(bench.who().orgId.left(15).toLatin1() + "!AQ")));
        QVERIFY(grant->refreshToken.reveal().startsWith("5Aep"));
        QCOMPARE(grant->instanceUrl, bench.who().instanceUrl);
        QCOMPARE(grant->identityUrl,
            bench.who().loginUrl + u"/id/" + bench.who().orgId + u'/' + bench.who().userId);
        QCOMPARE(bench.call(grant->accessToken), 200);
    }

    void withAutoApproveTheFirstRequestAlreadyRedirects()
    {
        Bench bench(true);
        const HttpAnswer answer = bench.authorize();
        QCOMPARE(answer.status, 302);
        QVERIFY(
            bench.exchange(Secret(Bench::value(Bench::landedAt(answer), u"code"_s).toLatin1())));
    }

    void anotherUserIsNotSignedIn()
    {
        Bench bench;
        const HttpAnswer page = bench.press("allow", u"nobody@example.com"_s);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("Please check your username"));
    }

    void whatGoesBackToTheApp_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("description");
        QTest::newRow("denied") << u"installed"_s << QByteArray("deny") << u"access_denied"_s
                                << u"end-user denied authorization"_s;
        QTest::newRow("blocked") << u"blocked"_s << QByteArray("allow") << u"OAUTH_APP_BLOCKED"_s
                                 << u"this app is blocked by admin"_s;
        QTest::newRow("not approved")
            << u"not_approved"_s << QByteArray("allow") << u"OAUTH_APP_ACCESS_DENIED"_s
            << u"user is not admin approved to access this app"_s;
    }
    void whatGoesBackToTheApp()
    {
        QFETCH(const QString, state);
        QFETCH(const QByteArray, button);
        QFETCH(const QString, error);
        QFETCH(const QString, description);
        Bench bench;
        bench.practice.control("POST", "app", QJsonObject{{u"state"_s, state}});
        const QUrlQuery landed = Bench::landedAt(bench.press(button));
        QCOMPARE(Bench::value(landed, u"error"_s), error);
        QCOMPARE(Bench::value(landed, u"error_description"_s), description);
        QCOMPARE(Bench::value(landed, u"state"_s), u"st at/e"_s);
        QVERIFY(!landed.hasQueryItem(u"code"_s));
    }

    void whatStaysOnThePage_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("wrong key")
            << QByteArray("client_id") << QByteArray("3MVGother")
            << QByteArray(
                   "error=invalid_client_id&error_description=client%20identifier%20invalid");
        QTest::newRow("wrong port")
            << QByteArray("redirect_uri") << QByteArray("http://localhost:1728/OauthRedirect")
            << QByteArray("error=redirect_uri_mismatch&error_description="
                          "redirect_uri%20must%20match%20configuration");
        QTest::newRow("trailing slash")
            << QByteArray("redirect_uri") << QByteArray("http://localhost:1717/OauthRedirect/")
            << QByteArray("error=redirect_uri_mismatch");
        QTest::newRow("127.0.0.1")
            << QByteArray("redirect_uri") << QByteArray("http://127.0.0.1:1717/OauthRedirect")
            << QByteArray("error=redirect_uri_mismatch");
    }
    void whatStaysOnThePage()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, value);
        QFETCH(const QByteArray, shown);
        for (const bool autoApprove : {false, true}) {
            Bench bench(autoApprove);
            const HttpAnswer page = bench.authorize({{name, value}});
            QCOMPARE(page.status, 400);
            QVERIFY(page.header("Location").isEmpty());
            QVERIFY2(page.body.contains(shown), page.body.constData());
        }
    }

    void anAppThatIsNotInstalledStaysOnThePage()
    {
        Bench bench(true);
        bench.practice.control("POST", "app", QJsonObject{{u"state"_s, u"not_installed"_s}});
        const HttpAnswer page = bench.authorize();
        QVERIFY(page.header("Location").isEmpty());
        QVERIFY(page.body.contains("error=invalid_client"));
        QVERIFY(page.body.contains("OAUTH_APPROVAL_ERROR_GENERIC"));
    }

    void everyPortOfTheContractIsACallback()
    {
        Bench bench(true);
        for (const int port : {1717, 1727, 17170, 17180}) {
            const QByteArray address =
                "http://localhost:" + QByteArray::number(port) + "/OauthRedirect";
            const HttpAnswer answer = bench.authorize({{"redirect_uri", address}});
            QVERIFY(answer.header("Location").startsWith(QByteArray(address + "?code=")));
        }
    }

    void aWrongVerifierBuysNothing()
    {
        Bench bench;
        const Secret code = bench.code();
        bench.pkce = oauth::Pkce::make();
        const Result<TokenGrant> grant = bench.exchange(code);
        QVERIFY(!grant);
        QVERIFY2(grant.failure().raw.contains(u"invalid code verifier"),
            qUtf8Printable(grant.failure().raw));
    }

    void aMissingVerifierBuysNothing()
    {
        Bench bench;
        const QJsonObject refused = bench.token({{"grant_type", "authorization_code"},
            {"code", bench.code().reveal()}, {"client_id", bench.who().clientId.toLatin1()},
            {"redirect_uri", callback.toLatin1()}});
        QCOMPARE(refused[u"error"_s].toString(), u"invalid_grant"_s);
    }

    void aCodeWorksOnce()
    {
        Bench bench;
        const Secret code = bench.code();
        QVERIFY(bench.exchange(code));
        const Result<TokenGrant> again = bench.exchange(code);
        QVERIFY(!again);
        QVERIFY(again.failure().raw.contains(u"expired authorization code"));
    }

    void aCodeIsTooOldAfterAQuarterOfAnHour()
    {
        Bench bench;
        const Secret code = bench.code();
        bench.practice.control("POST", "clock", QJsonObject{{u"advance_seconds"_s, 901}});
        QVERIFY(!bench.exchange(code));
    }

    void pkceCanBeRequired()
    {
        Bench bench(true);
        bench.practice.control("POST", "app", QJsonObject{{u"pkce_required"_s, true}});
        const QUrlQuery landed = Bench::landedAt(bench.authorize({{"code_challenge", {}}}));
        QCOMPARE(Bench::value(landed, u"error"_s), u"invalid_request"_s);
        QVERIFY(Bench::landedAt(bench.authorize()).hasQueryItem(u"code"_s));
    }

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
        QCOMPARE(bench.token({{"grant_type", "password"}})[u"error"_s].toString(),
            u"unsupported_grant_type"_s);
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

QTEST_GUILESS_MAIN(TestOAuth)
#include "tst_oauth.moc"
