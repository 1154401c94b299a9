#include "base/clock.h"
#include "base/pause.h"
#include "salesforce/http/answerbody.h"
#include "salesforce/http/session.h"
#include "tests/practiceorg/httpbench.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

#include <thread>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace {

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
        HttpBench bench;
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
        HttpBench bench;
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
        HttpBench bench;
        const HttpAnswer answer = bench.get(path);
        QCOMPARE(answer.status, status);
        QCOMPARE(errorCode(answer), code);
    }

    void everyCallIsCounted()
    {
        HttpBench bench;
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
        HttpBench bench;
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
        HttpBench bench;
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
        HttpBench bench;
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
        const Result<HttpAnswer> answer = sendWhole(transport, request);
        QCOMPARE(answer->header("Date"), "Mon, 09 Mar 2026 09:30:00 GMT");
    }

    void answersAreCompressedForWhoWantsIt()
    {
        HttpBench bench;
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.url = QUrl(bench.practice.production().instanceUrl + u"/services/data");
        const auto packed = transport.open(request);
        QVERIFY(packed);
        QCOMPARE((*packed)->header("Content-Encoding"), "gzip");
        QCOMPARE((*packed)->header("Vary"), "Accept-Encoding");
        QVERIFY((*packed)->header("Content-Length").isEmpty());
        const Result<HttpAnswer> inflated = sendWhole(transport, request);
        request.headers = {{"Accept-Encoding", "identity"}};
        const Result<HttpAnswer> plain = sendWhole(transport, request);
        QVERIFY(plain->header("Content-Encoding").isEmpty());
        QCOMPARE(inflated->body, plain->body);
    }

    void aCompressedBodyIsUnderstood_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<int>("window"); // zlib's way to say the format
        QTest::newRow("gzip") << QByteArray("gzip") << 15 + 16;
        QTest::newRow("deflate") << QByteArray("deflate") << 15;
    }
    void aCompressedBodyIsUnderstood()
    {
        QFETCH(const QByteArray, coding);
        QFETCH(const int, window);
        HttpBench bench;
        const QByteArray json = R"({"LastName":"Zipped"})";
        QByteArray packed(1'000, '\0');
        z_stream stream{};
        deflateInit2(&stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
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
                    {{"Content-Type", "application/json"}, {"Content-Encoding", coding}})
                ->status;
        };
        const int before = bench.contacts();
        QCOMPARE(create(packed), 201);
        QVERIFY(create(packed.left(packed.size() - 6)) >= 400); // half a stream is no body
        QCOMPARE(bench.contacts(), before + 1);
    }

    void controlsAreNotPartOfSalesforce()
    {
        HttpBench bench;
        QCOMPARE(bench.get(u"/practice/v1/state"_s).status, 404);
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.url = QUrl(PracticeTransport::addresses().control + u"/practice/v1/nonsense");
        QCOMPARE(sendWhole(transport, request)->status, 404);
        request.url =
            QUrl(PracticeTransport::addresses().control + u"/practice/v1/state?environment=mars");
        QCOMPARE(sendWhole(transport, request)->status, 400);
    }

    void resetBringsBackTheSeed()
    {
        HttpBench bench;
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
        HttpBench bench;
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.url = QUrl(u"http://127.0.0.1:80/services/data"_s);
        QCOMPARE(
            sendWhole(transport, request).failure().problem, Failure::Problem::ConnectionRefused);
    }

    void aStopEndsTheWait()
    {
        HttpBench bench;
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
        HttpBench bench;
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

ORGMEND_TEST(TestControls)
#include "tst_controls.moc"
