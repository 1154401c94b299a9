#include "base/clock.h"
#include "base/pause.h"
#include "salesforce/session.h"
#include "tests/support/practicetransport.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

#include <thread>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace {

struct Bench {
    HttpAnswer get(const QString &path, std::vector<std::pair<QByteArray, QByteArray>> headers = {},
        bool signedIn = true)
    {
        return *attempt("GET", path, {}, std::move(headers), signedIn);
    }
    Result<HttpAnswer> attempt(const QByteArray &verb, const QString &path,
        const QByteArray &body = {}, std::vector<std::pair<QByteArray, QByteArray>> headers = {},
        bool signedIn = true)
    {
        HttpRequest request;
        request.verb = verb;
        request.url = QUrl(practice.production().instanceUrl + path);
        request.headers = std::move(headers);
        if (signedIn)
            request.headers.emplace_back(
                "Authorization", "Bearer " + practice.production().accessToken.reveal());
        PracticeTransport transport(practice.org());
        return transport.send(request, body);
    }
    void fault(const QJsonObject &match, const QJsonObject &action)
    {
        practice.control(
            "POST", "faults", QJsonArray{QJsonObject{{u"match"_s, match}, {u"do"_s, action}}});
    }
    [[nodiscard]] int contacts() { return practice.state()[u"records"_s][u"Contact"_s].toInt(); }

    PracticeBench practice{20};
};

const QString data = u"/services/data/v62.0/"_s;

QString errorCode(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body)[0][u"errorCode"_s].toString();
}

} // namespace

class TestControls : public QObject {
    Q_OBJECT

private slots:
    // S2-0x: versions, resources, limits.
    void theVersionsAreOpenAndFree()
    {
        Bench bench;
        const HttpAnswer answer = bench.get(u"//services/data/"_s, {}, false);
        QCOMPARE(answer.status, 200);
        const QJsonArray versions = QJsonDocument::fromJson(answer.body).array();
        QCOMPARE(versions.first()[u"version"_s].toString(), u"31.0"_s);
        QCOMPARE(versions.first()[u"label"_s].toString(), u"Summer '14"_s);
        QCOMPARE(versions.last().toObject(),
            (QJsonObject{{u"label"_s, u"Winter '25"_s}, {u"url"_s, u"/services/data/v62.0"_s},
                {u"version"_s, u"62.0"_s}}));
        QVERIFY(answer.header("Sforce-Limit-Info").isEmpty());
        QCOMPARE(bench.practice.state()[u"api_calls"_s][u"total"_s].toInt(), 0);
    }

    void callsWithoutATokenAreRefusedAndNotCounted()
    {
        Bench bench;
        const HttpAnswer answer = bench.get(data + u"limits", {}, false);
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.body,
            "[{\"errorCode\":\"INVALID_SESSION_ID\",\"message\":\"Session expired or invalid\"}]");
        QCOMPARE(bench.practice.state()[u"api_calls"_s][u"total"_s].toInt(), 0);
    }

    void unknownAddressesAndVersions_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("no such resource") << data + u"nonsense" << 404 << u"NOT_FOUND"_s;
        QTest::newRow("future version")
            << u"/services/data/v99.0/limits"_s << 404 << u"NOT_FOUND"_s;
        QTest::newRow("retired version")
            << u"/services/data/v30.0/limits"_s << 410 << u"UNSUPPORTED_API_VERSION"_s;
        QTest::newRow("no version") << u"/services/data/limits"_s << 404 << u"NOT_FOUND"_s;
    }
    void unknownAddressesAndVersions()
    {
        QFETCH(const QString, path);
        QFETCH(const int, status);
        QFETCH(const QString, code);
        Bench bench;
        const HttpAnswer answer = bench.get(path);
        QCOMPARE(answer.status, status);
        QCOMPARE(errorCode(answer), code);
    }

    void everyCallIsCounted()
    {
        Bench bench;
        QCOMPARE(bench.get(data + u"limits").header("Sforce-Limit-Info"), "api-usage=1/15000");
        QCOMPARE(bench.get(data + u"sobjects/Contact/describe").header("Sforce-Limit-Info"),
            "api-usage=2/15000");
        const QJsonObject limits =
            QJsonDocument::fromJson(bench.get(data + u"limits").body).object();
        QCOMPARE(limits[u"DailyApiRequests"_s].toObject(),
            (QJsonObject{{u"Max"_s, 15'000}, {u"Remaining"_s, 14'997}}));
        const QJsonObject calls = bench.practice.state()[u"api_calls"_s].toObject();
        QCOMPARE(calls[u"total"_s].toInt(), 3);
        QCOMPARE(
            calls[u"endpoints"_s].toObject(), (QJsonObject{{u"limits"_s, 2}, {u"sobjects"_s, 1}}));
        QCOMPARE(bench.practice.state("sandbox")[u"api_calls"_s][u"total"_s].toInt(), 0);
    }

    void aBatchCountsEachOfItsParts()
    {
        Bench bench;
        const QByteArray batch = R"({"batchRequests":[
            {"method":"GET","url":"v62.0/limits"},{"method":"GET","url":"v62.0/limits"},
            {"method":"GET","url":"v62.0/nonsense"}]})";
        const Result<HttpAnswer> answer = bench.attempt(
            "POST", data + u"composite/batch", batch, {{"Content-Type", "application/json"}});
        QCOMPARE(answer->status, 200);
        QCOMPARE(bench.practice.state()[u"api_calls"_s][u"total"_s].toInt(), 3);
    }

    void whenTheQuotaIsUsedUpCallsAreRefusedUntilTomorrow()
    {
        Bench bench;
        bench.practice.control("POST", "limits",
            QJsonObject{
                {u"DailyApiRequests"_s, QJsonObject{{u"max"_s, 100}, {u"remaining"_s, 1}}}});
        QCOMPARE(bench.get(data + u"limits").header("Sforce-Limit-Info"), "api-usage=100/100");
        const HttpAnswer refused = bench.get(data + u"limits");
        QCOMPARE(refused.status, 403);
        QCOMPARE(errorCode(refused), u"REQUEST_LIMIT_EXCEEDED"_s);
        QVERIFY(refused.body.contains("TotalRequests Limit exceeded."));
        bench.practice.control("POST", "app", QJsonObject{{u"session_seconds"_s, 200'000}});
        bench.practice.control("POST", "clock", QJsonObject{{u"advance_seconds"_s, 90'000}});
        QCOMPARE(bench.get(data + u"limits").status, 200);
    }

    void aUserWithoutApiAccessIsTold()
    {
        Bench bench;
        bench.practice.control("POST", "permissions", QJsonObject{{u"ApiEnabled"_s, false}});
        const HttpAnswer refused = bench.get(data + u"limits");
        QCOMPARE(refused.status, 403);
        QCOMPARE(errorCode(refused), u"API_CURRENTLY_DISABLED"_s);
    }

    void theDateIsTheOrgsOwn()
    {
        auto clock = std::make_shared<ManualClock>(
            QDateTime(QDate(2026, 3, 9), QTime(8, 30), QTimeZone::utc()));
        practice::Settings settings;
        settings.records = 1;
        settings.clock = clock;
        PracticeBench bench(settings);
        bench.control("POST", "clock", QJsonObject{{u"advance_seconds"_s, 3'600}});
        PracticeTransport transport(bench.org());
        HttpRequest request;
        request.url = QUrl(bench.production().instanceUrl + u"/services/data");
        const Result<HttpAnswer> answer = transport.send(request);
        QCOMPARE(answer->header("Date"), "Mon, 09 Mar 2026 09:30:00 GMT");
    }

    void answersAreCompressedForWhoWantsIt()
    {
        Bench bench;
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.url = QUrl(bench.practice.production().instanceUrl + u"/services/data");
        const auto packed = transport.open(request);
        QVERIFY(packed);
        QCOMPARE((*packed)->header("Content-Encoding"), "gzip");
        QCOMPARE((*packed)->header("Vary"), "Accept-Encoding");
        QVERIFY((*packed)->header("Content-Length").isEmpty());
        const Result<HttpAnswer> inflated = transport.send(request);
        request.headers = {{"Accept-Encoding", "identity"}};
        const Result<HttpAnswer> plain = transport.send(request);
        QVERIFY(plain->header("Content-Encoding").isEmpty());
        QCOMPARE(inflated->body, plain->body);
    }

    void aCompressedBodyIsUnderstood()
    {
        Bench bench;
        const QByteArray json = R"({"LastName":"Zipped"})";
        QByteArray packed(1'000, '\0');
        z_stream stream{};
        deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(json.constData()));
        stream.avail_in = static_cast<uInt>(json.size());
        stream.next_out = reinterpret_cast<Bytef *>(packed.data());
        stream.avail_out = static_cast<uInt>(packed.size());
        QCOMPARE(deflate(&stream, Z_FINISH), Z_STREAM_END);
        packed.truncate(static_cast<qsizetype>(stream.total_out));
        deflateEnd(&stream);
        const auto create = [&](const QByteArray &body) {
            return bench
                .attempt("POST", data + u"sobjects/Contact", body,
                    {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}})
                ->status;
        };
        const int before = bench.contacts();
        QCOMPARE(create(packed), 201);
        QVERIFY(create(packed.left(packed.size() - 6)) >= 400); // half a stream is no body
        QCOMPARE(bench.contacts(), before + 1);
    }

    // Faults.
    void theNthRequestFailsAndOnlyThatOne()
    {
        Bench bench;
        bench.fault({{u"path"_s, u"*/limits"_s}, {u"nth"_s, 2}},
            {{u"status"_s, 503}, {u"body"_s, u"<html>down</html>"_s},
                {u"headers"_s, QJsonObject{{u"Retry-After"_s, 7}}}});
        QCOMPARE(bench.get(data + u"limits").status, 200);
        QCOMPARE(bench.get(data).status, 200); // another path is not counted
        const HttpAnswer down = bench.get(data + u"limits");
        QCOMPARE(down.status, 503);
        QCOMPARE(down.body, "<html>down</html>");
        QVERIFY(down.header("Content-Type").startsWith("text/html"));
        QCOMPARE(down.header("Retry-After"), "7");
        QCOMPARE(bench.get(data + u"limits").status, 200);
    }

    void everyThirdRequestOfAMethodFails()
    {
        Bench bench;
        bench.fault({{u"method"_s, u"GET"_s}, {u"every"_s, 3}}, {{u"status"_s, 420}});
        QList<int> statuses;
        for (int i = 0; i < 6; ++i)
            statuses.append(bench.get(data + u"limits").status);
        QCOMPARE(statuses, QList<int>({200, 200, 420, 200, 200, 420}));
        bench.practice.control("DELETE", "faults");
        QCOMPARE(bench.get(data + u"limits").status, 200);
    }

    void aPathMatchesAddressAndQuery()
    {
        Bench bench;
        bench.fault(
            {{u"path"_s, u"/services/data/v62.0/query?q=*FROM+Lead*"_s}}, {{u"status"_s, 500}});
        QCOMPARE(bench.get(data + u"query?q=SELECT+Id+FROM+Lead").status, 500);
        QCOMPARE(bench.get(data + u"query?q=SELECT+Id+FROM+Contact").status, 200);
    }

    void aWriteThatIsAppliedAndCutIsOfUnknownOutcome()
    {
        Bench bench;
        bench.fault({{u"method"_s, u"POST"_s}}, {{u"cut_after_bytes"_s, -1}});
        const int before = bench.contacts();
        const Result<HttpAnswer> answer = bench.attempt("POST", data + u"sobjects/Contact",
            R"({"LastName":"Once"})", {{"Content-Type", "application/json"}});
        QVERIFY(!answer);
        QCOMPARE(answer.failure().problem, Failure::Problem::OutcomeUnknown);
        QCOMPARE(bench.contacts(), before + 1);
    }

    void anAnswerCanBeCutAtAByte()
    {
        Bench bench;
        for (const int bytes : {0, 1, 100}) {
            bench.practice.control("DELETE", "faults");
            bench.fault({}, {{u"cut_after_bytes"_s, bytes}});
            PracticeTransport transport(bench.practice.org());
            HttpRequest request;
            request.url = QUrl(bench.practice.production().instanceUrl + u"/services/data");
            request.headers = {{"Accept-Encoding", "identity"}};
            const auto reply = transport.open(request);
            QVERIFY(reply);
            QCOMPARE((*reply)->status(), 200);
            std::array<char, 7> piece{};
            qsizetype total = 0;
            Result<qsizetype> count = qsizetype(0);
            while ((count = (*reply)->read(piece)) && *count > 0)
                total += *count;
            QVERIFY(!count);
            QCOMPARE(count.failure().problem, Failure::Problem::ConnectionLost);
            QCOMPARE(total, bytes);
        }
    }

    void corruptAnswersLookWholeAndAreNot_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("encoding");
        QTest::newRow("json") << u"json"_s << QByteArray("gzip");
        QTest::newRow("csv") << u"csv"_s << QByteArray("identity");
        QTest::newRow("html") << u"html"_s << QByteArray("gzip");
    }
    void corruptAnswersLookWholeAndAreNot()
    {
        QFETCH(const QString, kind);
        QFETCH(const QByteArray, encoding);
        Bench bench;
        bench.fault({}, {{u"corrupt"_s, kind}});
        const HttpAnswer answer = bench.get(data + u"limits", {{"Accept-Encoding", encoding}});
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.body.isEmpty());
        QVERIFY(QJsonDocument::fromJson(answer.body).isNull());
        if (kind == u"html")
            QVERIFY(answer.header("Content-Type").startsWith("text/html"));
    }

    void aCorruptGzipStreamIsNoticed()
    {
        Bench bench;
        bench.fault({}, {{u"corrupt"_s, u"gzip"_s}});
        const Result<HttpAnswer> answer = bench.attempt("GET", data + u"limits");
        QVERIFY(!answer);
    }

    void aLateAnswerComesLateAndShutdownDoesNotWaitForIt()
    {
        QElapsedTimer time;
        {
            Bench bench;
            bench.fault({{u"nth"_s, 1}}, {{u"delay_ms"_s, 120}});
            time.start();
            QCOMPARE(bench.get(data + u"limits").status, 200);
            QVERIFY(time.elapsed() >= 120);

            bench.fault({}, {{u"delay_ms"_s, 60'000}});
            PracticeTransport::Options options;
            options.answerTime = std::chrono::milliseconds(50);
            time.start();
            PracticeTransport transport(bench.practice.org(), {}, options);
            HttpRequest request;
            request.url = QUrl(bench.practice.production().instanceUrl + u"/services/data");
            const auto late = transport.open(request);
            QVERIFY(!late);
            QCOMPARE(late.failure().problem, Failure::Problem::TimedOut);
            bench.practice.org().stop();
        }
        QVERIFY(time.elapsed() < 10'000);
    }

    void anImpossibleFaultIsRefused()
    {
        Bench bench;
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.verb = "POST";
        request.url = QUrl(PracticeTransport::addresses().control + u"/practice/v1/faults");
        for (const char *body : {R"([{"match":{}}])", R"([{"do":{"corrupt":"xml"}}])",
                 R"([{"do":{"status":42}}])", "[{"})
            QCOMPARE(transport.send(request, body)->status, 400);
        QVERIFY(bench.practice.state()[u"faults"_s].toArray().isEmpty());
    }

    void controlsAreNotPartOfSalesforce()
    {
        Bench bench;
        QCOMPARE(bench.get(u"/practice/v1/state"_s).status, 404);
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.url = QUrl(PracticeTransport::addresses().control + u"/practice/v1/nonsense");
        QCOMPARE(transport.send(request)->status, 404);
        request.url =
            QUrl(PracticeTransport::addresses().control + u"/practice/v1/state?environment=mars");
        QCOMPARE(transport.send(request)->status, 400);
    }

    void resetBringsBackTheSeed()
    {
        Bench bench;
        const int before = bench.contacts();
        QVERIFY(before > 0);
        QCOMPARE(bench
                     .attempt("POST", data + u"sobjects/Contact", R"({"LastName":"New"})",
                         {{"Content-Type", "application/json"}})
                     ->status,
            201);
        bench.fault({}, {{u"status"_s, 500}});
        bench.practice.control("POST", "reset");
        QCOMPARE(bench.contacts(), before);
        QCOMPARE(bench.practice.state()[u"api_calls"_s][u"total"_s].toInt(), 0);
        QCOMPARE(bench.get(data + u"limits").status, 200); // still signed in
    }

    // The transport itself.
    void addressesElsewhereRefuseTheConnection()
    {
        Bench bench;
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.url = QUrl(u"http://127.0.0.1:80/services/data"_s);
        QCOMPARE(transport.send(request).failure().problem, Failure::Problem::ConnectionRefused);
    }

    void aStopEndsTheWait()
    {
        Bench bench;
        bench.fault({}, {{u"delay_ms"_s, 60'000}});
        std::stop_source stop;
        PracticeTransport transport(bench.practice.org(), stop.get_token());
        HttpRequest request;
        request.url = QUrl(bench.practice.production().instanceUrl + u"/services/data");
        const std::jthread stopper([&] {
            while (bench.practice.state()[u"faults"_s][0][u"acted"_s].toInt() == 0)
                std::this_thread::yield();
            stop.request_stop();
        });
        QCOMPARE(transport.open(request).failure().problem, Failure::Problem::Cancelled);
        bench.practice.org().stop();
    }

    void aLapsedSessionIsRenewedByTheEngine()
    {
        Bench bench;
        PracticeTransport transport(bench.practice.org());
        PracticeTokens tokens(transport, bench.practice.production());
        RealPause pause;
        Session session(transport, tokens, pause, {});
        QVERIFY(session.limits());
        bench.practice.control("POST", "tokens/expire", QJsonObject{{u"which"_s, u"access"_s}});
        const Result<ApiUsage> limits = session.limits();
        QVERIFY(limits);
        QCOMPARE(limits->maximum, 15'000);
        QCOMPARE(tokens.refreshes(), 1);
    }
};

QTEST_GUILESS_MAIN(TestControls)
#include "tst_controls.moc"
