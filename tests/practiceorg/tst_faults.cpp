#include "salesforce/http/answerbody.h"
#include "tests/practiceorg/httpbench.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

const QString dataApi = u"/services/data/v62.0/"_s;

} // namespace

/// What a test may have go wrong: CONTRACT.md, faults.
class TestFaults : public QObject {
    Q_OBJECT

private slots:
    void theNthRequestFailsAndOnlyThatOne()
    {
        HttpBench bench;
        bench.fault({{u"path"_s, u"*/limits"_s}, {u"nth"_s, 2}},
            {{u"status"_s, 503}, {u"body"_s, u"<html>down</html>"_s},
                {u"headers"_s, QJsonObject{{u"Retry-After"_s, 7}}}});
        QCOMPARE(bench.get(dataApi + u"limits").status, 200);
        QCOMPARE(bench.get(dataApi).status, 200); // another path is not counted
        const HttpAnswer down = bench.get(dataApi + u"limits");
        QCOMPARE(down.status, 503);
        QCOMPARE(down.body, "<html>down</html>");
        QVERIFY(down.header("Content-Type").startsWith("text/html"));
        QCOMPARE(down.header("Retry-After"), "7");
        QCOMPARE(bench.get(dataApi + u"limits").status, 200);
    }

    void everyThirdRequestOfAMethodFails()
    {
        HttpBench bench;
        bench.fault({{u"method"_s, u"GET"_s}, {u"every"_s, 3}}, {{u"status"_s, 420}});
        QList<int> statuses;
        for (int i = 0; i < 6; ++i)
            statuses.append(bench.get(dataApi + u"limits").status);
        QCOMPARE(statuses, QList<int>({200, 200, 420, 200, 200, 420}));
        bench.practice.control("DELETE", "faults");
        QCOMPARE(bench.get(dataApi + u"limits").status, 200);
    }

    void aPathMatchesAddressAndQuery()
    {
        HttpBench bench;
        bench.fault(
            {{u"path"_s, u"/services/data/v62.0/query?q=*FROM+Lead*"_s}}, {{u"status"_s, 500}});
        QCOMPARE(bench.get(dataApi + u"query?q=SELECT+Id+FROM+Lead").status, 500);
        QCOMPARE(bench.get(dataApi + u"query?q=SELECT+Id+FROM+Contact").status, 200);
    }

    void aWriteThatIsAppliedAndCutIsOfUnknownOutcome()
    {
        HttpBench bench;
        bench.fault({{u"method"_s, u"POST"_s}}, {{u"cut_after_bytes"_s, -1}});
        const int before = bench.contacts();
        const Result<HttpAnswer> answer = bench.attempt("POST", dataApi + u"sobjects/Contact",
            R"({"LastName":"Once"})", {{"Content-Type", "application/json"}});
        QVERIFY(!answer);
        QCOMPARE(answer.failure().problem, Failure::Problem::OutcomeUnknown);
        QCOMPARE(bench.contacts(), before + 1);
    }

    void anAnswerCanBeCutAtAByte()
    {
        HttpBench bench;
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
        HttpBench bench;
        bench.fault({}, {{u"corrupt"_s, kind}});
        const HttpAnswer answer = bench.get(dataApi + u"limits", {{"Accept-Encoding", encoding}});
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.body.isEmpty());
        QVERIFY(QJsonDocument::fromJson(answer.body).isNull());
        if (kind == u"html")
            QVERIFY(answer.header("Content-Type").startsWith("text/html"));
    }

    void aCorruptGzipStreamIsNoticed()
    {
        HttpBench bench;
        bench.fault({}, {{u"corrupt"_s, u"gzip"_s}});
        const Result<HttpAnswer> answer = bench.attempt("GET", dataApi + u"limits");
        QVERIFY(!answer);
    }

    void aLateAnswerComesLateAndShutdownDoesNotWaitForIt()
    {
        QElapsedTimer time;
        {
            HttpBench bench;
            bench.fault({{u"nth"_s, 1}}, {{u"delay_ms"_s, 120}});
            time.start();
            QCOMPARE(bench.get(dataApi + u"limits").status, 200);
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
        HttpBench bench;
        PracticeTransport transport(bench.practice.org());
        HttpRequest request;
        request.verb = "POST";
        request.url = QUrl(PracticeTransport::addresses().control + u"/practice/v1/faults");
        for (const char *body : {R"([{"match":{}}])", R"([{"do":{"corrupt":"xml"}}])",
                 R"([{"do":{"status":42}}])", "[{"})
            QCOMPARE(sendWhole(transport, request, body)->status, 400);
        QVERIFY(bench.practice.state()[u"faults"_s].toArray().isEmpty());
    }
};

ORGMEND_TEST(TestFaults)
#include "tst_faults.moc"
