#include "tests/practiceorg/oauthbench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace oauthbench;

/// The authorize page, and what a code buys (PROTOCOL 1.2, 1.3).
class TestAuthorize : public QObject {
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

    void theCommandLinesAppKnowsOneCallback_data()
    {
        QTest::addColumn<QByteArray>("callback");
        QTest::addColumn<bool>("taken");
        QTest::newRow("its own") << QByteArray("http://localhost:1717/OauthRedirect") << true;
        QTest::newRow("another port") << QByteArray("http://localhost:1718/OauthRedirect") << false;
        QTest::newRow("another path") << QByteArray("http://localhost:1717/elsewhere") << false;
        QTest::newRow("another computer")
            << QByteArray("http://attacker.example:1717/OauthRedirect") << false;
        QTest::newRow("a query of its own")
            << QByteArray("http://localhost:1717/OauthRedirect?to=me") << false;
        QTest::newRow("https") << QByteArray("https://localhost:1717/OauthRedirect") << false;
    }
    void theCommandLinesAppKnowsOneCallback()
    {
        QFETCH(const QByteArray, callback);
        QFETCH(const bool, taken);
        Bench bench(true);
        const HttpAnswer answer =
            bench.authorize({{"client_id", "PlatformCLI"}, {"redirect_uri", callback}});
        QCOMPARE(answer.status, taken ? 302 : 400);
        QCOMPARE(answer.header("Location").startsWith(QByteArray(callback + "?code=")), taken);
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
};

ORGMEND_TEST(TestAuthorize)
#include "tst_authorize.moc"
