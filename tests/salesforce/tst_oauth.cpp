#include "salesforce/oauth/oauth.h"
#include "salesforce/script.h"

#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

const oauth::Client client{QUrl(u"https://login.salesforce.com"_s), u"3MVG9key"_s,
    u"http://localhost:1717/OauthRedirect"_s};

std::map<QByteArray, QByteArray> formOf(const QByteArray &body)
{
    std::map<QByteArray, QByteArray> form;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        form[pair.left(equals)] = QByteArray::fromPercentEncoding(pair.mid(equals + 1));
    }
    return form;
}

QByteArray grant(const QByteArray &instance, const QByteArray &more = {})
{
    return R"({"access_token":"00Dxx0000001gPL!AQ","instance_url":")" + instance
        + R"(","id":"https://login.salesforce.com/id/00Dxx0000001gPLEAY/005xx000001SwiUAAS",)"
        + more
        + R"("token_type":"Bearer","issued_at":"1721234567890","scope":"refresh_token api"})";
}

Scripted oauthError(const QByteArray &error, const QByteArray &description, int status = 400)
{
    return {status, R"({"error":")" + error + R"(","error_description":")" + description + R"("})",
        {}, {}, -1};
}

} // namespace

class OAuthTest : public QObject {
    Q_OBJECT

private slots:
    // --- hosts

    /// S1-05, S1-06, S2-54
    void theLoginHostOfWhatWasChosen_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("host");
        const auto row = [](const char *typed, const char *host) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(host);
        };
        row("production", "https://login.salesforce.com");
        row("sandbox", "https://test.salesforce.com");
        row(" Sandbox ", "https://test.salesforce.com");
        row("https://acme.my.salesforce.com", "https://acme.my.salesforce.com");
        row("acme.my.salesforce.com", "https://acme.my.salesforce.com");
        row("https://acme--uat.sandbox.my.salesforce.com/",
            "https://acme--uat.sandbox.my.salesforce.com");
        row("acme--uat.sandbox.my.salesforce.com", "https://acme--uat.sandbox.my.salesforce.com");
        row("acme-dev-ed.develop.my.salesforce.com",
            "https://acme-dev-ed.develop.my.salesforce.com");
        row("https://acme.my.salesforce.com/lightning/page/home?x=1#y",
            "https://acme.my.salesforce.com");
        row("https://acme.lightning.force.com/lightning/page/home",
            "https://acme.my.salesforce.com");
        row("acme--uat.sandbox.lightning.force.com", "https://acme--uat.sandbox.my.salesforce.com");
        row("https://acme.my.salesforce-setup.com/x", "https://acme.my.salesforce.com");
        row("https://login.example.org:8443", "https://login.example.org:8443");
        row("http://localhost:8080", "http://localhost:8080");
        row("http://127.0.0.1:8080/", "http://127.0.0.1:8080");
        row("http://[::1]:8080", "http://[::1]:8080");
        row("localhost:8080", "http://localhost:8080");
        row("https://localhost:8443", "https://localhost:8443");
        row("http://acme.my.salesforce.com", "insecure");
        row("http://127.0.0.1.evil.example", "insecure");
        row("http://localhost.evil.example", "insecure");
        row("", "invalid");
        row("acme", "invalid");
        row("https://", "invalid");
        row("https://acme corp.my.salesforce.com", "invalid");
        row("https://me:secret@acme.my.salesforce.com", "invalid");
        row("ftp://acme.my.salesforce.com", "invalid");
        row("javascript:alert(1)", "invalid");
        row("acme..my.salesforce.com", "invalid");
        row("-acme.my.salesforce.com", "invalid");
    }
    void theLoginHostOfWhatWasChosen()
    {
        QFETCH(QString, typed);
        QFETCH(QString, host);
        const Result<QUrl> url = oauth::loginUrlFor(typed);
        if (host == "insecure"_L1) {
            QVERIFY(!url);
            QCOMPARE(url.failure(), failure(Problem::HostInsecure, {typed.trimmed()}));
        } else if (host == "invalid"_L1) {
            QVERIFY2(!url, url ? qPrintable(url->toString()) : "");
            QCOMPARE(url.failure(), failure(Problem::HostInvalid, {typed.trimmed()}));
        } else {
            QVERIFY2(url, qPrintable(typed));
            QCOMPARE(url->toString(), host);
        }
    }

    // --- authorize

    void theChallengeIsThatOfTheStandard()
    {
        // RFC 7636, appendix B
        QCOMPARE(oauth::Pkce::challengeFor(Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        const oauth::Pkce one = oauth::Pkce::make();
        const oauth::Pkce two = oauth::Pkce::make();
        QVERIFY(!(one.verifier == two.verifier));
        QVERIFY(one.verifier.reveal().size() >= 43 && one.verifier.reveal().size() <= 128);
        QCOMPARE(one.challenge, oauth::Pkce::challengeFor(one.verifier));
        for (const char c : one.verifier.reveal())
            QVERIFY(QByteArray("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
                    .contains(c));
    }

    void theAuthorizeAddressCarriesEverything()
    {
        const oauth::Pkce pkce = oauth::Pkce::make();
        const QUrl url = oauth::authorizeUrl(client, pkce, "st&te+");
        const QByteArray text = url.toEncoded();
        QVERIFY(text.startsWith("https://login.salesforce.com/services/oauth2/authorize?"));
        const auto form = formOf(text.mid(text.indexOf('?') + 1));
        QCOMPARE(form.at("response_type"), "code");
        QCOMPARE(form.at("client_id"), "3MVG9key");
        QCOMPARE(form.at("redirect_uri"), "http://localhost:1717/OauthRedirect");
        QCOMPARE(form.at("code_challenge"), pkce.challenge);
        QCOMPARE(form.at("code_challenge_method"), "S256");
        QCOMPARE(form.at("scope"), "api refresh_token");
        QCOMPARE(form.at("state"), "st&te+");
        QVERIFY(!text.contains('+')); // servers read it as a space
        QVERIFY(!text.contains(pkce.verifier.reveal()));
    }

    // --- token endpoint

    void aCodeIsExchangedWithItsVerifier()
    {
        ScriptedTransport transport([](const auto &, const auto &) {
            return Scripted{200,
                grant("https://acme.my.salesforce.com/", R"("refresh_token":"5Aep861",)"), {}, {},
                -1};
        });
        const oauth::Pkce pkce = oauth::Pkce::make();
        const Result<TokenGrant> tokens =
            oauth::exchangeCode(transport, client, pkce, Secret("aPrx+code=="));
        QVERIFY(tokens);
        QCOMPARE(tokens->accessToken.reveal(), "00Dxx0000001gPL!AQ");
        QCOMPARE(tokens->refreshToken.reveal(), "5Aep861");
        QCOMPARE(tokens->instanceUrl, u"https://acme.my.salesforce.com"_s);
        QVERIFY(tokens->identityUrl.endsWith("/005xx000001SwiUAAS"_L1));
        QCOMPARE(tokens->issuedAt.toMSecsSinceEpoch(), 1721234567890);
        const ScriptedTransport::Sent &sent = transport.sent.at(0);
        QCOMPARE(sent.verb, "POST");
        QCOMPARE(sent.url.toString(), u"https://login.salesforce.com/services/oauth2/token"_s);
        QCOMPARE(sent.header("Content-Type"), "application/x-www-form-urlencoded");
        const auto form = formOf(sent.body);
        QCOMPARE(form.at("grant_type"), "authorization_code");
        QCOMPARE(form.at("code"), "aPrx+code==");
        QCOMPARE(form.at("code_verifier"), pkce.verifier.reveal());
        QCOMPARE(form.at("redirect_uri"), "http://localhost:1717/OauthRedirect");
        QVERIFY(!form.contains("client_secret"));
        QVERIFY(!sent.body.contains('+'));
    }

    void aRefreshMayOrMayNotRotate()
    {
        for (const bool rotates : {false, true}) {
            ScriptedTransport transport([&](const auto &, const auto &) {
                return Scripted{200,
                    grant("https://acme.my.salesforce.com",
                        rotates ? R"("refresh_token":"5Aep862",)" : ""),
                    {}, {}, -1};
            });
            const Result<TokenGrant> tokens = oauth::refresh(transport, client, Secret("5Aep861"));
            QVERIFY(tokens);
            QCOMPARE(tokens->refreshToken.reveal(), rotates ? "5Aep862" : "");
            QCOMPARE(formOf(transport.sent.at(0).body).at("refresh_token"), "5Aep861");
        }
    }

    void anInstanceThatCanNotBeTrustedGetsNothing_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<QByteArray>("instance");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no TLS") << u"https://login.salesforce.com"_s
                                << QByteArray("http://acme.my.salesforce.com")
                                << u"host_insecure"_s;
        QTest::newRow("this machine, from outside")
            << u"https://login.salesforce.com"_s << QByteArray("http://127.0.0.1:80")
            << u"not_salesforce"_s;
        QTest::newRow("outside, from this machine")
            << u"http://localhost:8080"_s << QByteArray("https://acme.my.salesforce.com")
            << u"not_salesforce"_s;
        QTest::newRow("nothing") << u"https://login.salesforce.com"_s << QByteArray()
                                 << u"answer_unreadable"_s;
        QTest::newRow("another port here")
            << u"http://localhost:8080"_s << QByteArray("http://127.0.0.1:9090") << QString();
    }
    void anInstanceThatCanNotBeTrustedGetsNothing()
    {
        QFETCH(QString, login);
        QFETCH(QByteArray, instance);
        QFETCH(QString, problem);
        ScriptedTransport transport(
            [&](const auto &, const auto &) { return Scripted{200, grant(instance), {}, {}, -1}; });
        oauth::Client other = client;
        other.loginUrl = QUrl(login);
        const Result<TokenGrant> tokens = oauth::refresh(transport, other, Secret("5Aep861"));
        QCOMPARE(tokens ? QString() : tokens.failure().code(), problem);
    }

    void everyRefusalIsTheProblemItIs_data();
    void everyRefusalIsTheProblemItIs();

    void whatIsNoSalesforceIsSaidSo()
    {
        for (const Scripted &answer : {Scripted{200, "<html>hello</html>", {}, {}, -1},
                 Scripted{404, "<html>not here</html>", {}, {}, -1}, Scripted{404, "", {}, {}, -1},
                 Scripted{302, "", {}, {}, -1}}) {
            ScriptedTransport transport([&](const auto &, const auto &) { return answer; });
            const Failure failed =
                oauth::exchangeCode(transport, client, oauth::Pkce::make(), Secret("c")).failure();
            QCOMPARE(failed.problem, Problem::NotSalesforce);
            QCOMPARE(failed.arguments, QStringList{u"login.salesforce.com"_s});
        }
    }

    void aServerInTroubleIsNotTheTokensFault()
    {
        ScriptedTransport down([](const auto &, const auto &) {
            return Scripted{503, "<html>maintenance</html>", {}, {}, -1};
        });
        const Failure failed = oauth::refresh(down, client, Secret("5Aep861")).failure();
        QCOMPARE(failed.problem, Problem::ServerUnavailable);
        QCOMPARE(failed.arguments, (QStringList{u"login.salesforce.com"_s, u"503"_s}));
        ScriptedTransport lost([](const auto &, const auto &) {
            return Scripted{0, {}, {}, failure(Problem::OutcomeUnknown, {u"x"_s}), -1};
        });
        QCOMPARE(oauth::refresh(lost, client, Secret("5Aep861")).failure().problem,
            Problem::OutcomeUnknown);
        QCOMPARE(lost.sent.size(), 1U); // never sent twice: the first may have rotated it
    }

    void aRefreshTokenThatIsDeadAsksForASignIn()
    {
        for (const QByteArray description :
            {"expired access/refresh token", "expired authorization code", "something new"}) {
            ScriptedTransport transport([&](const auto &, const auto &) {
                return oauthError("invalid_grant", description);
            });
            QCOMPARE(oauth::refresh(transport, client, Secret("5Aep861")).failure().problem,
                Problem::SignInNeeded);
        }
        ScriptedTransport race([&](const auto &, const auto &) {
            return oauthError("invalid_grant", "token request is already being processed");
        });
        QCOMPARE(oauth::refresh(race, client, Secret("5Aep861")).failure().problem,
            Problem::ServerUnavailable);
    }

    void revokingWhatIsGoneIsFine()
    {
        ScriptedTransport fine([](const auto &, const auto &) { return Scripted{}; });
        QVERIFY(oauth::revoke(fine, client, Secret("5Aep861")));
        QCOMPARE(formOf(fine.sent.at(0).body).at("token"), "5Aep861");
        QVERIFY(fine.sent.at(0).url.path().endsWith("/services/oauth2/revoke"_L1));
        for (const char *error : {"invalid_token", "unsupported_token_type"}) {
            ScriptedTransport gone([&](const auto &, const auto &) {
                return oauthError(error, "invalid token: 5Aep861secret");
            });
            QVERIFY(oauth::revoke(gone, client, Secret("5Aep861")));
        }
        ScriptedTransport down(
            [](const auto &, const auto &) { return Scripted{503, {}, {}, {}, -1}; });
        QCOMPARE(oauth::revoke(down, client, Secret("5Aep861")).failure().problem,
            Problem::ServerUnavailable);
    }
};

void OAuthTest::everyRefusalIsTheProblemItIs_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QByteArray>("description");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char *error, const char *description, const QString &code,
                         const QStringList &arguments = {}) {
        QTest::addRow("%s: %s", error, description)
            << QByteArray(error) << QByteArray(description) << code << arguments;
    };
    // PROTOCOL.md 1.6
    row("invalid_grant", "expired authorization code", u"sign_in_code_expired"_s);
    row("invalid_grant", "invalid authorization code", u"sign_in_code_expired"_s);
    row("invalid_grant", "expired access/refresh token", u"sign_in_needed"_s);
    row("invalid_grant", "token request is already being processed", u"server_unavailable"_s,
        {u"login.salesforce.com"_s, u"400"_s});
    row("invalid_grant", "user hasn't approved this consumer", u"app_not_approved"_s);
    row("invalid_grant", "authentication failure - Invalid Password", u"sign_in_refused"_s,
        {u"invalid_grant"_s, u"authentication failure - Invalid Password"_s});
    row("invalid_grant", "ip restricted", u"sign_in_refused"_s,
        {u"invalid_grant"_s, u"ip restricted"_s});
    row("invalid_app_access", "user is not admin approved to access this app",
        u"app_not_approved"_s);
    row("OAUTH_APP_ACCESS_DENIED", "user is not admin approved", u"app_not_approved"_s);
    row("invalid_client_id", "client identifier invalid", u"client_id_unknown"_s, {u"3MVG9key"_s});
    row("invalid_client", "invalid client credentials", u"sign_in_refused"_s,
        {u"invalid_client"_s, u"invalid client credentials"_s});
    row("invalid_client", "app must be installed into org", u"app_not_installed"_s);
    row("redirect_uri_mismatch", "redirect_uri must match configuration", u"callback_mismatch"_s,
        {u"http://localhost:1717/OauthRedirect"_s});
    row("access_denied", "end-user denied authorization", u"consent_denied"_s);
    row("OAUTH_APP_BLOCKED", "this app is blocked by admin", u"app_blocked"_s);
    row("OAUTH_AUTHORIZATION_BLOCKED", "", u"app_blocked"_s);
    row("app_blocked", "", u"app_blocked"_s);
    row("OAUTH_EC_APP_NOT_FOUND", "External client app is not installed in this org",
        u"app_not_installed"_s);
    row("OAUTH_APPROVAL_ERROR_GENERIC", "An unexpected error has occured", u"app_not_installed"_s);
    row("app_not_found", "", u"app_not_installed"_s);
    row("inactive_user", "user is inactive", u"sign_in_refused"_s,
        {u"inactive_user"_s, u"user is inactive"_s});
    row("invalid_scope", "the requested scope is invalid", u"sign_in_refused"_s,
        {u"invalid_scope"_s, u"the requested scope is invalid"_s});
    row("server_error", "", u"server_unavailable"_s, {u"login.salesforce.com"_s, u"400"_s});
    row("rate_limit_exceeded", "", u"server_unavailable"_s, {u"login.salesforce.com"_s, u"400"_s});
    row("something_new", "never seen", u"sign_in_refused"_s, {u"something_new"_s, u"never seen"_s});
}

void OAuthTest::everyRefusalIsTheProblemItIs()
{
    QFETCH(QByteArray, error);
    QFETCH(QByteArray, description);
    QFETCH(QString, code);
    QFETCH(QStringList, arguments);
    const Failure shown =
        oauth::failureFor(QString::fromUtf8(error), QString::fromUtf8(description), client);
    QCOMPARE(shown.code(), code);
    QCOMPARE(shown.arguments, arguments);
    QVERIFY(shown.raw.contains(QString::fromUtf8(error)));
    QVERIFY(shown.raw.contains(QString::fromUtf8(description)));
    // The token endpoint says the same, with its own words kept.
    ScriptedTransport transport(
        [&](const auto &, const auto &) { return oauthError(error, description); });
    const Failure told =
        oauth::exchangeCode(transport, client, oauth::Pkce::make(), Secret("c")).failure();
    QCOMPARE(told.code(), code);
    QCOMPARE(told.arguments, arguments);
    QVERIFY(told.raw.startsWith("{\"error\""_L1));
}

QTEST_GUILESS_MAIN(OAuthTest)
#include "tst_oauth.moc"
