#include "tests/practiceorg/oauthbench.h"
#include "tests/support/testmain.h"

using namespace oauthbench;

/// How an app says who it is, and the format in which it is answered.
class TokenRequestsTest : public QObject {
    Q_OBJECT

private slots:
    /// Salesforce Help, "OAuth 2.0 Web Server Flow" and "Refresh Token Flow": "Instead of sending
    /// client credentials as parameters in the body of the POST, Salesforce supports the HTTP Basic
    /// authentication scheme"; "If the client_id and client_secret are sent in the POST's body, the
    /// authorization header is ignored".
    void anAppMayNameItselfInTheHeader()
    {
        Bench bench;
        const QByteArray app = bench.who().clientId.toLatin1();
        const auto refresh = [&](const QByteArray &basic, const QByteArray &more = {}) {
            return bench.requestWith({{"Authorization", "Basic " + basic.toBase64()}}, "POST",
                bench.who().loginUrl + u"/services/oauth2/token",
                encoded({{"grant_type", "refresh_token"},
                    {"refresh_token", bench.who().refreshToken.reveal()}})
                    + more);
        };
        QVERIFY(json(refresh(app + ':')).contains(u"access_token"_s));
        QCOMPARE(json(refresh("3MVGother:secret"))[u"error"_s].toString(), u"invalid_client_id"_s);
        QCOMPARE(json(refresh(app + ":wrong"))[u"error"_s].toString(), u"invalid_client"_s);
        QVERIFY(json(refresh("3MVGother:", "&client_id=" + app)).contains(u"access_token"_s));
    }

    /// Salesforce Help, "OpenID Connect Token Introspection": "The requesting connected app can
    /// provide the client_id and client_secret in the Basic authorization request's header or
    /// request's body."
    void introspectionTakesTheHeaderToo()
    {
        Bench bench;
        const QByteArray basic = bench.who().clientId.toLatin1() + ':';
        const HttpAnswer answer =
            bench.requestWith({{"Authorization", "Basic " + basic.toBase64()}}, "POST",
                bench.who().instanceUrl + u"/services/oauth2/introspect",
                encoded({{"token", bench.who().accessToken.reveal()}}));
        QCOMPARE(json(answer)[u"active"_s], QJsonValue(true));
    }

    /// REST API guide, "Refresh Token Request": "The return format can also be specified in the
    /// header of the request"; Mobile SDK guide: "A list of values, which is checked left to
    /// right".
    void theFormatIsThatOfTheParameterOrTheHeader_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("begin");
        const QByteArray xml = "application/xml;charset=UTF-8";
        const QByteArray xmlBegin =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OAuth><access_token>";
        const QByteArray json = "application/json;charset=UTF-8";
        const QByteArray form = "application/x-www-form-urlencoded";
        QTest::newRow("nothing said") << QByteArray() << QByteArray() << json << QByteArray("{");
        QTest::newRow("any") << QByteArray() << QByteArray("*/*") << json << QByteArray("{");
        QTest::newRow("xml") << QByteArray("xml") << QByteArray() << xml << xmlBegin;
        QTest::newRow("accepts xml")
            << QByteArray() << QByteArray("application/xml") << xml << xmlBegin;
        QTest::newRow("accepts several")
            << QByteArray() << QByteArray("text/plain, application/xml;q=0.9, */*") << xml
            << xmlBegin;
        QTest::newRow("a form") << QByteArray("urlencoded") << QByteArray() << form
                                << QByteArray("access_token=");
        QTest::newRow("accepts a form")
            << QByteArray() << form << form << QByteArray("access_token=");
        QTest::newRow("the parameter counts")
            << QByteArray("json") << QByteArray("application/xml") << json << QByteArray("{");
    }
    void theFormatIsThatOfTheParameterOrTheHeader()
    {
        QFETCH(const QByteArray, format);
        QFETCH(const QByteArray, accept);
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, begin);
        Bench bench;
        HttpHeaders headers;
        if (!accept.isNull())
            headers.emplace_back("Accept", accept);
        const HttpAnswer answer =
            bench.requestWith(headers, "POST", bench.who().loginUrl + u"/services/oauth2/token",
                encoded({{"grant_type", "refresh_token"},
                    {"refresh_token", bench.who().refreshToken.reveal()},
                    {"client_id", bench.who().clientId.toLatin1()}, {"format", format}}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), type);
        QVERIFY2(answer.body.startsWith(begin), answer.body.constData());
    }

    /// Mobile SDK guide, "Using Identity URLs": "You can use the access token in an authorization
    /// request header or a request with the oauth_token parameter"; the XML is its example's.
    void theIdentityTakesTheTokenAsAParameterAndComesAsXml()
    {
        Bench bench;
        const QString url = bench.who().loginUrl + u"/id/" + bench.who().orgId + u'/'
            + bench.who().userId + u"?oauth_token="
            + QString::fromLatin1(bench.who().accessToken.reveal().toPercentEncoding());
        QCOMPARE(json(bench.request("GET", url))[u"username"_s].toString(), bench.who().username);
        const HttpAnswer xml = bench.request("GET", url + u"&format=xml"_s);
        QCOMPARE(xml.header("Content-Type"), "application/xml;charset=UTF-8");
        QVERIFY2(xml.body.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><user "
                                     "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">")
                && xml.body.endsWith("</user>"),
            xml.body.constData());
        for (const char *part : {"<asserted_user>true</asserted_user>",
                 "<status><body xsi:nil=\"true\"/><created_date xsi:nil=\"true\"/></status>",
                 "<utcOffset>-18000000</utcOffset>"})
            QVERIFY2(xml.body.contains(part), part);
        QCOMPARE(bench.requestWith({{"Accept", "application/xml"}}, "GET", url).body, xml.body);
    }

private:
    static QJsonObject json(const HttpAnswer &answer)
    {
        return QJsonDocument::fromJson(answer.body).object();
    }
};

ORGMEND_TEST(TokenRequestsTest)
#include "tst_tokenrequests.moc"
