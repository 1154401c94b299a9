#include "salesforce/http/apierror.h"
#include "salesforce/http/session.h"
#include "salesforce/schema/describe.h"
#include "salesforce/script.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

const QString instance = u"https://acme.my.salesforce.com"_s;
const QByteArray versions =
    R"([{"label":"Summer 24","url":"/services/data/v61.0","version":"61.0"},
    {"label":"Winter 25","url":"/services/data/v62.0","version":"62.0"},
    {"label":"Spring 26","url":"/services/data/v66.0","version":"66.0"}])";

Scripted refusal(int status, const QByteArray &code, const QByteArray &message,
    std::vector<std::pair<QByteArray, QByteArray>> headers = {})
{
    return {status, R"([{"message":")" + message + R"(","errorCode":")" + code + R"("}])",
        std::move(headers), {}, -1};
}

Scripted expired() { return refusal(401, "INVALID_SESSION_ID", "Session expired or invalid"); }

Scripted lost(Problem problem)
{
    return {0, {}, {}, failure(problem, {u"acme.my.salesforce.com"_s}), -1};
}

/// A session whose org is a script; versions are listed by themselves.
struct Bench {
    explicit Bench(ScriptedTransport::Script answers)
        : script(std::move(answers))
        , transport([this](const auto &request, const auto &body) {
            if (request.url.path() == "/services/data"_L1)
                return Scripted{200, versions, {}, {}, -1};
            ++asked;
            return script(request, body);
        })
        , session(transport, tokens, pause, stop.get_token(), {},
              {[this] { ++refreshed; },
                  [this](const Failure &, auto wait) { waits.push_back(wait); }})
    {
    }
    ScriptedTransport::Script script;
    ManualClock clock{QDateTime(QDate(2026, 1, 1), QTime(0, 0), QTimeZone::utc())};
    InstantPause pause{clock};
    std::stop_source stop;
    CountingTokens tokens{instance};
    ScriptedTransport transport;
    int asked = 0;
    int refreshed = 0;
    std::vector<std::chrono::milliseconds> waits;
    Session session;
};

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private slots:
    void aCallGoesToTheInstanceWithTheToken()
    {
        Bench bench([](const auto &, const auto &) {
            return Scripted{200, "{}",
                {{"Sforce-Limit-Info", "api-usage=24/15000; per-app-api-usage=17/250(appName=x)"},
                    {"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}},
                {}, -1};
        });
        QVERIFY(bench.session.getJson(u"limits"_s));
        const ScriptedTransport::Sent &sent = bench.transport.sent.at(1);
        QCOMPARE(sent.url.toString(), instance % u"/services/data/v62.0/limits"_s);
        QCOMPARE(sent.header("Authorization"), "Bearer token-0");
        QCOMPARE(bench.session.usage()->used, 24);
        QCOMPARE(bench.session.usage()->maximum, 15'000);
        QCOMPARE(bench.session.serverTime(),
            QDateTime(QDate(1994, 11, 6), QTime(8, 49, 37), QTimeZone::utc()));
        QCOMPARE(bench.session.calls(), 1); // listing the versions costs nothing
        QCOMPARE(bench.session.host(), u"acme.my.salesforce.com"_s);
        // Asking for the versions needs no token, so none is sent; and they are asked for once.
        QCOMPARE(bench.transport.sent.at(0).header("Authorization"), QByteArray());
        QVERIFY(bench.session.getJson(u"limits"_s));
        QCOMPARE(bench.transport.sent.size(), 3U);
    }

    void theVersionIsTheOldestOfWantedAndListed_data()
    {
        QTest::addColumn<QByteArray>("listed");
        QTest::addColumn<QString>("version");
        QTest::newRow("newer org") << versions << u"62.0"_s;
        QTest::newRow("older org")
            << QByteArray(R"([{"version":"31.0"},{"version":"59.0"}])") << u"59.0"_s;
        QTest::newRow("nothing listed") << QByteArray("[]") << QString();
    }
    void theVersionIsTheOldestOfWantedAndListed()
    {
        QFETCH(QByteArray, listed);
        QFETCH(QString, version);
        ScriptedTransport transport(
            [&](const auto &, const auto &) { return Scripted{200, listed, {}, {}, -1}; });
        CountingTokens tokens(instance);
        RealPause pause;
        Session session(transport, tokens, pause, {});
        const Result<QString> found = session.apiVersion();
        QCOMPARE(found ? *found : QString(), version);
        if (version.isEmpty())
            QCOMPARE(found.failure().problem, Problem::NotSalesforce);
    }

    /// S2-51: whatever the session's length, the first 401 refreshes and the call is repeated.
    void anExpiredTokenIsRefreshedOnceAndTheCallRepeated()
    {
        Bench bench([&](const HttpRequest &request, const auto &) {
            const bool fresh =
                HttpAnswer{0, request.headers, {}}.header("Authorization") == "Bearer token-1";
            return fresh ? Scripted{200, R"({"ok":true})", {}, {}, -1} : expired();
        });
        const Result<QJsonDocument> answer = bench.session.getJson(u"limits"_s);
        QVERIFY(answer);
        QCOMPARE(bench.tokens.renewals, 1);
        QCOMPARE(bench.refreshed, 1);
        QVERIFY(bench.waits.empty());
        // A write that was refused for its token was not applied: it is repeated too.
        Bench writing(bench.script);
        QVERIFY(writing.session.send("POST", u"sobjects/Contact"_s, "{\"LastName\":\"Lind\"}"));
        QCOMPARE(writing.transport.sent.back().body, "{\"LastName\":\"Lind\"}");
    }

    void aTokenThatStaysBadIsNoLoop()
    {
        Bench bench([](const auto &, const auto &) { return expired(); });
        const Result<QJsonDocument> answer = bench.session.getJson(u"limits"_s);
        QVERIFY(!answer);
        QCOMPARE(answer.failure().problem, Problem::SignInNeeded);
        QVERIFY(answer.failure().raw.contains("INVALID_SESSION_ID"_L1));
        QCOMPARE(bench.tokens.renewals, 1);
        QCOMPARE(bench.asked, 2);
    }

    void whenNoTokenIsToBeHadTheCallEndsSo()
    {
        Bench bench([](const auto &, const auto &) { return expired(); });
        bench.tokens.refusal = failure(Problem::SignInNeeded);
        QCOMPARE(bench.session.getJson(u"limits"_s).failure().problem, Problem::SignInNeeded);
        QCOMPARE(bench.asked, 1);
    }

    /// PROTOCOL.md, trap 11.
    void twoRefusalsAreNotAboutTheToken_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("code");
        QTest::newRow("REST") << QByteArray("This session is not valid for use with the REST API")
                              << u"api_disabled"_s;
        QTest::newRow("Agent") << QByteArray("Connected app is not attached to Agent")
                               << u"sign_in_refused"_s;
    }
    void twoRefusalsAreNotAboutTheToken()
    {
        QFETCH(QByteArray, message);
        QFETCH(QString, code);
        Bench bench([&](const auto &, const auto &) {
            return refusal(401, "INVALID_SESSION_ID", message);
        });
        QCOMPARE(bench.session.getJson(u"limits"_s).failure().code(), code);
        QCOMPARE(bench.tokens.renewals, 0);
        QCOMPARE(bench.asked, 1);
    }

    void afterARefreshTheNewInstanceIsCalled()
    {
        Bench bench([](const HttpRequest &request, const auto &) {
            return request.url.host() == "new.my.salesforce.com"_L1
                ? Scripted{200, "{}", {}, {}, -1}
                : expired();
        });
        bench.tokens.nextInstance = u"https://new.my.salesforce.com"_s;
        QVERIFY(bench.session.getJson(u"limits"_s));
        QCOMPARE(bench.session.host(), u"new.my.salesforce.com"_s);
    }

    void theTokenGoesNowhereElse_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("another host") << u"https://evil.example/services/data"_s;
        QTest::newRow("another port") << u"https://acme.my.salesforce.com:8443/x"_s;
        QTest::newRow("not encrypted") << u"http://acme.my.salesforce.com/x"_s;
        QTest::newRow("a user before the host")
            << u"https://acme.my.salesforce.com@evil.example/"_s;
    }
    void theTokenGoesNowhereElse()
    {
        QFETCH(QString, path);
        Bench bench([](const auto &, const auto &) { return Scripted{200, "{}", {}, {}, -1}; });
        QCOMPARE(bench.session.getJson(path).failure().problem, Problem::NotSalesforce);
        QCOMPARE(bench.asked, 0);
        QVERIFY(bench.session.getJson(instance % u"/services/data/v62.0/limits"_s));
    }

    void anInstanceWithoutTlsGetsNoToken()
    {
        Bench bench([](const auto &, const auto &) { return Scripted{200, "{}", {}, {}, -1}; });
        CountingTokens plain(u"http://acme.my.salesforce.com"_s);
        Session session(bench.transport, plain, bench.pause, {});
        QCOMPARE(session.getJson(u"/x"_s).failure().problem, Problem::HostInsecure);
        QCOMPARE(bench.asked, 0);
        CountingTokens here(u"http://127.0.0.1:8080"_s);
        Session local(bench.transport, here, bench.pause, {});
        QVERIFY(local.getJson(u"/x"_s));
    }

    void aBusyServerIsAskedThreeTimes_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {406, 420, 429, 500, 502, 503, 504})
            QTest::addRow("%d", status) << status;
    }
    void aBusyServerIsAskedThreeTimes()
    {
        QFETCH(int, status);
        Bench bench([&](const auto &, const auto &) {
            return Scripted{status, "<html><body>Down for maintenance</body></html>", {}, {}, -1};
        });
        const Failure failed = bench.session.getJson(u"limits"_s).failure();
        QCOMPARE(failed.problem, Problem::ServerUnavailable);
        QCOMPARE(
            failed.arguments, (QStringList{u"acme.my.salesforce.com"_s, QString::number(status)}));
        QCOMPARE(bench.asked, 3);
        QCOMPARE(bench.waits.size(), 2U);
        QVERIFY(bench.waits.at(0) >= 1s && bench.waits.at(1) >= 2s);
    }

    void theServerMaySayHowLongToWait()
    {
        Bench bench([&](const auto &, const auto &) {
            return bench.asked == 1
                ? refusal(503, "SERVER_UNAVAILABLE", "Server Unavailable", {{"Retry-After", "17"}})
                : Scripted{200, "{}", {}, {}, -1};
        });
        QVERIFY(bench.session.getJson(u"limits"_s));
        QVERIFY(bench.pause.total() >= 17s);
        // Half an hour is not waited for in the middle of a run.
        Bench long_([](const auto &, const auto &) {
            return refusal(503, "SERVER_UNAVAILABLE", "Later", {{"Retry-After", "1800"}});
        });
        QVERIFY(!long_.session.getJson(u"limits"_s));
        QCOMPARE(long_.asked, 1);
    }

    void aLostReadIsRepeatedAndALostWriteIsNot()
    {
        Bench bench([&](const auto &, const auto &) {
            return bench.asked < 3 ? lost(Problem::ConnectionLost)
                                   : Scripted{200, "{}", {}, {}, -1};
        });
        QVERIFY(bench.session.getJson(u"limits"_s));
        QCOMPARE(bench.asked, 3);

        Bench writing([](const auto &, const auto &) { return lost(Problem::OutcomeUnknown); });
        const Result<HttpAnswer> written = writing.session.send("POST", u"jobs/query"_s, "{}");
        QCOMPARE(written.failure().problem, Problem::OutcomeUnknown);
        QCOMPARE(writing.asked, 1);

        // A gateway that got no answer does not know either; a server that was too busy does.
        Bench gateway([](const auto &, const auto &) { return Scripted{502, "", {}, {}, -1}; });
        QVERIFY(!gateway.session.send("POST", u"jobs/query"_s, "{}"));
        QCOMPARE(gateway.asked, 1);
        Bench busy([&](const auto &, const auto &) {
            return busy.asked < 2 ? Scripted{503, "", {}, {}, -1} : Scripted{200, "{}", {}, {}, -1};
        });
        QVERIFY(busy.session.send("POST", u"jobs/query"_s, "{}"));
        QCOMPARE(busy.asked, 2);
    }

    void anAnswerThatBreaksOffIsReadAgain()
    {
        const QByteArray json = R"({"DailyApiRequests":{"Max":100,"Remaining":40}})";
        Bench bench([&](const auto &, const auto &) {
            if (bench.asked == 1)
                return Scripted{200, json, {}, {}, 10}; // the connection is cut
            if (bench.asked == 2)
                return Scripted{200, json.left(20), {}, {}, -1}; // in correct framing
            return Scripted{200, json, {}, {}, -1};
        });
        const Result<ApiUsage> usage = bench.session.limits();
        QVERIFY(usage);
        QCOMPARE(usage->used, 60);
        QCOMPARE(bench.asked, 3);
    }

    void beingStoppedIsBeingCancelledWhateverCameBefore()
    {
        Bench bench([&](const auto &, const auto &) {
            bench.stop.request_stop();
            return Scripted{503, "", {}, {}, -1};
        });
        QCOMPARE(bench.session.getJson(u"limits"_s).failure().problem, Problem::Cancelled);
        QCOMPARE(bench.asked, 1);
    }

    void theDailyLimitSaysHowMuchWasUsed()
    {
        Bench bench([](const auto &, const auto &) {
            return refusal(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.",
                {{"Sforce-Limit-Info", "api-usage=15001/15000"}});
        });
        const Failure failed = bench.session.getJson(u"limits"_s).failure();
        QCOMPARE(failed.problem, Problem::DailyLimitReached);
        QCOMPARE(failed.arguments, (QStringList{u"15001"_s, u"15000"_s}));
        QCOMPARE(bench.asked, 1);
    }

    void tooManyCallsAtOnceAreTriedAgain()
    {
        Bench bench([](const auto &, const auto &) {
            return refusal(403, "REQUEST_LIMIT_EXCEEDED",
                "ConcurrentRequests (Concurrent API Requests) Limit exceeded.");
        });
        QCOMPARE(
            bench.session.getJson(u"limits"_s).failure().problem, Problem::ConcurrentLimitReached);
        QCOMPARE(bench.asked, 3);
    }

    void aWebPageIsNoSalesforce()
    {
        for (const int status : {200, 302, 403, 404}) {
            Bench bench([&](const auto &, const auto &) {
                return Scripted{
                    status, "<!DOCTYPE html><html><body>Welcome</body></html>", {}, {}, -1};
            });
            const Failure failed = bench.session.getJson(u"limits"_s).failure();
            QCOMPARE(failed.problem, Problem::NotSalesforce);
            QCOMPARE(failed.arguments, QStringList{u"acme.my.salesforce.com"_s});
            QVERIFY(failed.raw.contains("Welcome"_L1));
        }
    }

    void whatWasSentIsNeverShownWithItsTokens()
    {
        Bench bench([](const auto &, const auto &) {
            return refusal(
                400, "WHATEVER", "token 00Dxx0000001gPL!AQEAQOexampleexample was not good");
        });
        const Failure failed = bench.session.getJson(u"limits"_s).failure();
        QVERIFY(!failed.raw.contains("AQEAQOexample"_L1));
        QVERIFY(failed.raw.contains("was not good"_L1));
    }

    void anObjectThatDescribeDoesNotShow()
    {
        Bench bench([](const auto &, const auto &) {
            return refusal(404, "NOT_FOUND", "The requested resource does not exist");
        });
        const Failure failed = describe(bench.session, u"Invoice__c"_s).failure();
        QCOMPARE(failed.problem, Problem::ObjectNotVisible);
        QCOMPARE(failed.arguments, QStringList{u"Invoice__c"_s});
    }

    void errorsOfEveryKind_data();
    void errorsOfEveryKind();
    void errorShapes_data();
    void errorShapes();
    void bulkRows_data();
    void bulkRows();
};

void SessionTest::errorsOfEveryKind_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<int>("asked");
    const auto row = [](int status, const char *code, const char *message, const QString &problem,
                         int asked = 1) {
        QTest::addRow("%s %s", code, message)
            << status << QByteArray(code) << QByteArray(message) << problem << asked;
    };
    // PROTOCOL.md 7.2, as far as a reader meets them; "A" there means more than one try here.
    row(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE", u"request_refused"_s);
    row(403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization.",
        u"api_disabled"_s);
    row(403, "API_CURRENTLY_DISABLED", "API is disabled for this User", u"api_disabled"_s);
    row(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", u"daily_limit_reached"_s);
    row(429, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", u"daily_limit_reached"_s);
    row(403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentPerOrgLongTxn Limit exceeded.",
        u"concurrent_limit_reached"_s, 3);
    row(400, "LIMIT_EXCEEDED", "various", u"request_refused"_s);
    row(503, "SERVER_UNAVAILABLE", "Server Unavailable", u"server_unavailable"_s, 3);
    row(500, "UNKNOWN_EXCEPTION", "An unexpected error occurred.", u"server_unavailable"_s, 3);
    row(400, "QUERY_TIMEOUT", "Your query request was running for too long.", u"request_refused"_s,
        3);
    row(400, "INVALID_QUERY_LOCATOR", "invalid query locator", u"request_refused"_s);
    row(400, "MALFORMED_QUERY", "unexpected token: 'FORM'", u"request_refused"_s);
    row(400, "INVALID_FIELD", "No such column 'X' on entity 'Account'.", u"request_refused"_s);
    row(400, "INVALID_TYPE", "sObject type 'X' is not supported.", u"request_refused"_s);
    row(404, "NOT_FOUND", "The requested resource does not exist", u"request_refused"_s);
    row(404, "ENTITY_IS_DELETED", "entity is deleted", u"request_refused"_s);
    row(403, "INSUFFICIENT_ACCESS", "You don't have access to this record.", u"request_refused"_s);
    row(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record",
        u"request_refused"_s, 3);
    row(400, "STORAGE_LIMIT_EXCEEDED", "storage limit exceeded", u"storage_limit_reached"_s);
    row(403, "TXN_SECURITY_NO_ACCESS", "The operation you requested is blocked",
        u"request_refused"_s);
    row(503, "ORG_IN_MAINTENANCE", "maintenance", u"server_unavailable"_s, 3);
    row(400, "FUNCTIONALITY_TEMPORARILY_UNAVAILABLE", "later", u"server_unavailable"_s, 3);
    row(405, "METHOD_NOT_ALLOWED", "HTTP Method 'PUT' not allowed.", u"request_refused"_s);
    row(400, "EXCEEDEDQUOTA", "Max bulk v2 query jobs (10000) per 24 hrs has been reached",
        u"request_refused"_s);
    // Messages come in the language of the user: the code decides.
    row(400, "INVALID_FIELD", "Aucune colonne de ce nom", u"request_refused"_s);
}

void SessionTest::errorsOfEveryKind()
{
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, message);
    QFETCH(QString, problem);
    QFETCH(int, asked);
    Bench bench([&](const auto &, const auto &) { return refusal(status, code, message); });
    const Failure failed = bench.session.getJson(u"limits"_s).failure();
    QCOMPARE(failed.code(), problem);
    QCOMPARE(bench.asked, asked);
    QVERIFY(failed.raw.contains(QString::fromUtf8(message)));
    if (problem == "request_refused"_L1)
        QCOMPARE(failed.arguments, QStringList{QString::fromUtf8(code)});
}

void SessionTest::errorShapes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("array") << QByteArray(
        R"([{"message":"Required fields are missing: [LastName]","errorCode":"REQUIRED_FIELD_MISSING","fields":["LastName"]}])")
                           << u"REQUIRED_FIELD_MISSING"_s
                           << u"Required fields are missing: [LastName]"_s
                           << QStringList{u"LastName"_s};
    QTest::newRow("object") << QByteArray(R"({"message":"no","errorCode":"NOT_FOUND"})")
                            << u"NOT_FOUND"_s << u"no"_s << QStringList();
    QTest::newRow("create that failed") << QByteArray(
        R"({"id":"001","success":false,"errors":[{"statusCode":"STRING_TOO_LONG","message":"too long","fields":["Name","X"]}]})")
                                        << u"STRING_TOO_LONG"_s << u"too long"_s
                                        << QStringList{u"Name"_s, u"X"_s};
    QTest::newRow("rows of a collection") << QByteArray(
        R"([{"id":"001","success":true,"errors":[]},{"success":false,"errors":[{"statusCode":"MISSING_ARGUMENT","message":"Id not specified in an update call","fields":[]}]}])")
                                          << u"MISSING_ARGUMENT"_s
                                          << u"Id not specified in an update call"_s
                                          << QStringList();
    QTest::newRow("OAuth") << QByteArray(
        R"({"error":"invalid_grant","error_description":"expired access/refresh token"})")
                           << u"invalid_grant"_s << u"expired access/refresh token"_s
                           << QStringList();
    QTest::newRow("one word") << QByteArray("Bad_OAuth_Token") << u"Bad_OAuth_Token"_s
                              << u"Bad_OAuth_Token"_s << QStringList();
    QTest::newRow("SOAP") << QByteArray(
        "<soapenv:Fault><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>"
        "INVALID_SESSION_ID: Invalid Session ID found</faultstring></soapenv:Fault>")
                          << u"INVALID_SESSION_ID"_s << u"Invalid Session ID found"_s
                          << QStringList();
    QTest::newRow("web page") << QByteArray("<html><body>hello</body></html>") << QString()
                              << QString() << QStringList();
    QTest::newRow("nothing") << QByteArray() << QString() << QString() << QStringList();
    QTest::newRow("prose") << QByteArray("upstream went away") << QString()
                           << u"upstream went away"_s << QStringList();
}

void SessionTest::errorShapes()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    QFETCH(QString, message);
    QFETCH(QStringList, fields);
    const ApiError error = ApiError::fromAnswer(400, body);
    QCOMPARE(error.code, code);
    QCOMPARE(error.message, message);
    QCOMPARE(error.fields, fields);
    QCOMPARE(error.raw, QString::fromUtf8(body));
    QCOMPARE(error.isWebPage, body.startsWith("<html"));
}

void SessionTest::bulkRows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("colons within")
        << u"INVALID_FIELD:Failed to deserialize field at col 3. Due to, 'x' is not a valid value for the type xsd:date:CloseDate --"_s
        << u"INVALID_FIELD"_s
        << u"Failed to deserialize field at col 3. Due to, 'x' is not a valid value for the type xsd:date"_s
        << QStringList{u"CloseDate"_s};
    QTest::newRow("no fields") << u"INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--"_s
                               << u"INVALID_CROSS_REFERENCE_KEY"_s
                               << u"invalid cross reference id"_s << QStringList();
    QTest::newRow("translated")
        << u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:Perfil API: valor incorreto: MODERADOL:perfil_api__pc --"_s
        << u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s
        << u"Perfil API: valor incorreto: MODERADOL"_s << QStringList{u"perfil_api__pc"_s};
    QTest::newRow("several fields")
        << u"X:y:A, B --"_s << u"X"_s << u"y"_s << QStringList{u"A"_s, u"B"_s};
    QTest::newRow("no tail") << u"X:see: this"_s << u"X"_s << u"see: this"_s << QStringList();
    QTest::newRow("no colon") << u"something else"_s << QString() << u"something else"_s
                              << QStringList();
}

void SessionTest::bulkRows()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(QString, message);
    QFETCH(QStringList, fields);
    const ApiError error = ApiError::fromBulkRow(text);
    QCOMPARE(error.code, code);
    QCOMPARE(error.message, message);
    QCOMPARE(error.fields, fields);
    QCOMPARE(error.raw, text);
}

QTEST_GUILESS_MAIN(SessionTest)
#include "tst_session.moc"
