#include "httphost/httphost.h"
#include "tests/httphost/rawclient.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// Says what it was asked: `METHOD target|body`, or does what the path names.
void echo(http::Request &request, http::ReplySink &reply)
{
    if (request.path() == "/stream") {
        reply.begin(200, {{"Content-Type", "text/plain"}});
        const std::string piece(50'000, 'x');
        for (int i = 0; i < 40 && reply.write(piece); ++i) { }
        return;
    }
    if (request.path() == "/empty") {
        reply.begin(204, {});
        return;
    }
    if (request.path() == "/cut") {
        reply.begin(200, {{"Content-Length", "100"}});
        reply.write("half");
        reply.cut(request.query() == "reset");
        return;
    }
    if (request.path() == "/cut-before") {
        reply.cut();
        return;
    }
    if (request.path() == "/unread") {
        reply.answer(401, "text/plain", "who are you?");
        return;
    }
    bool whole = false;
    const QByteArray body = request.body->readAll(64 << 20, &whole);
    const QByteArray shown = body.size() > 100 ? QByteArray::number(body.size()) : body;
    reply.answer(200, "text/plain",
        request.method + ' ' + request.target + '|' + (whole ? shown : QByteArray("broken")));
}

struct Bench {
    explicit Bench(http::HostLimits limits = {}) : host(echo, limits)
    {
        const Result<quint16> bound = host.listen(0);
        port = bound ? *bound : quint16(0);
    }
    http::Host host;
    quint16 port = 0;
};

} // namespace

class TestHost : public QObject {
    Q_OBJECT

private slots:
    void aChunkedBodyMayBeSplitAnywhere_data()
    {
        QTest::addColumn<int>("at");
        for (int at = 1; at < 130; at += 7)
            QTest::addRow("byte %d", at) << at;
    }
    void aChunkedBodyMayBeSplitAnywhere()
    {
        QFETCH(const int, at);
        const Bench bench;
        RawClient client(bench.port);
        const QByteArray request =
            "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
            "5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\nTrailer: yes\r\n\r\n"
            "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";
        client.send(request.left(at));
        QTest::qWait(2); // two packets, not one
        client.send(request.mid(at));
        QCOMPARE(client.readReply().body, "POST /a|hello world");
        QCOMPARE(client.readReply().body, "GET /next|");
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n"
                    "POST /second HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                    "GET /third HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        QCOMPARE(client.readReply().body.size(), 2'000'000);
        QCOMPARE(client.readReply().body, "POST /second|abc");
        QCOMPARE(client.readReply().body, "GET /third|");
        QVERIFY(client.isClosed());
    }

    void aTargetWithTheHostInItIsReadAsItsPath()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("GET http://salesforce.example/services/data/ HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(client.readReply().body, "GET /services/data/|");
        client.send("GET HTTP://h?a=/b HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(client.readReply().body, "GET /?a=/b|");
        client.send("GET http://h HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(client.readReply().body, "GET /|");
    }

    void targetsAndVerbsArriveAsSent()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("FROBNICATE //services/../data%2Fx?q=a%20b+c HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(client.readReply().body, "FROBNICATE //services/../data%2Fx?q=a%20b+c|");
    }

    void aHeadAnswerHasTheHeadersAndNoBody()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
        const RawReply head = client.readReply(true);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("Content-Length"), "8");
        QCOMPARE(client.readReply().body, "GET /b|");
    }

    void nothingFollowsANoContent()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("GET /empty HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
        const RawReply empty = client.readReply();
        QCOMPARE(empty.status, 204);
        QVERIFY(empty.header("Content-Length").isNull());
        QVERIFY(empty.header("Transfer-Encoding").isNull());
        QCOMPARE(client.readReply().body, "GET /b|");
    }

    void expectIsAnsweredWhenTheBodyIsWanted()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send(
            "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.readLine(), "HTTP/1.1 100 Continue");
        QCOMPARE(client.readLine(), "");
        client.send("hello");
        QCOMPARE(client.readReply().body, "POST /a|hello");

        client.send(
            "POST /unread HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        QCOMPARE(client.readReply().status, 401);
        QVERIFY(client.isClosed()); // nobody knows whether the body will still come
    }

    void anOldClientGetsAClosedConnection()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("GET /stream HTTP/1.0\r\n\r\n");
        const RawReply reply = client.readReply();
        QCOMPARE(reply.body.size(), 2'000'000);
        QVERIFY(reply.header("Transfer-Encoding").isNull());
        QVERIFY(client.isClosed());
    }

    void malformedRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const QByteArray post = "POST / HTTP/1.1\r\nHost: h\r\n";
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two hosts")
            << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") << 400;
        QTest::newRow("no version") << QByteArray("GET /\r\n\r\n") << 400;
        QTest::newRow("unknown version") << QByteArray("GET / HTTP/3.7\r\nHost: h\r\n\r\n") << 400;
        QTest::newRow("noise") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n") << 400;
        QTest::newRow("bad length") << post + "Content-Length: 5x\r\n\r\nhello" << 400;
        QTest::newRow("negative length") << post + "Content-Length: -1\r\n\r\n" << 400;
        QTest::newRow("two lengths")
            << post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello" << 400;
        QTest::newRow("length and chunks")
            << post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            << 400;
        QTest::newRow("bad chunk size")
            << post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n"
            << 400;
        QTest::newRow("chunk too long for its size")
            << post + "Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n"
            << 400;
        QTest::newRow("space before the colon") << post + "X : y\r\n\r\n" << 400;
        QTest::newRow("body too large") << post + "Content-Length: 2000000\r\n\r\n" << 413;
        QTest::newRow("chunks too large") << post + "Transfer-Encoding: chunked\r\n\r\n1e8480\r\n"
                + QByteArray(2'000'000, 'x')
                + "\r\n0\r\n\r\n" << 413;
        QTest::newRow("header too large") << post + "X: " + QByteArray(70'000, 'x') + "\r\n\r\n"
                                          << 431;
    }
    void malformedRequestsAreRefused()
    {
        QFETCH(const QByteArray, request);
        QFETCH(const int, status);
        const Bench bench;
        RawClient client(bench.port);
        client.send(request);
        QCOMPARE(client.readReply().status, status);
        QVERIFY(client.isClosed());
    }

    void aRefusalOfALargeUploadCanBeRead()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\n");
        client.send(QByteArray(20'000'000, 'x')); // a client that writes first and reads later
        QCOMPARE(client.readReply().status, 413);
    }

    void anUploadStreamsThroughTheHandler()
    {
        http::HostLimits limits;
        limits.body = 64 << 20;
        const Bench bench(limits);
        RawClient client(bench.port);
        client.send("PUT /big HTTP/1.1\r\nHost: h\r\nContent-Length: 30000000\r\n\r\n");
        client.send(QByteArray(30'000'000, 'x'));
        QCOMPARE(client.readReply().body, "PUT /big|30000000");
    }

    void aHeaderThatTricklesIsCutOff()
    {
        http::HostLimits limits;
        limits.headerTime = std::chrono::milliseconds(150);
        const Bench bench(limits);
        RawClient client(bench.port);
        QElapsedTimer time;
        time.start();
        const QByteArray header = "GET / HTTP/1.1\r\nHost: h\r\nX: " + QByteArray(100, 'x');
        for (int i = 0; i < header.size() && time.elapsed() < 3'000 && !client.hasInput(); ++i) {
            client.send(header.mid(i, 1));
            QTest::qWait(10);
        }
        QCOMPARE(client.readReply().status, 408);
        QVERIFY(time.elapsed() < 3'000);
    }

    void aCutAnswerEndsInTheMiddle()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("GET /cut HTTP/1.1\r\nHost: h\r\n\r\n");
        const QByteArray all = client.readToEnd();
        QVERIFY(all.contains("Content-Length: 100\r\n"));
        QVERIFY(all.endsWith("\r\n\r\nhalf"));
        QVERIFY(!client.wasReset());
    }

    void aResetArrivesAfterWhatWasWritten()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("GET /cut?reset HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(client.readToEnd().endsWith("\r\n\r\nhalf"));
        QVERIFY(client.wasReset());
    }

    void aCutBeforeTheAnswerSendsNothing()
    {
        const Bench bench;
        RawClient client(bench.port);
        client.send("GET /cut-before HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(client.readToEnd(), "");
    }

    void stoppingLetsAnAnswerInFlightFinish()
    {
        Bench bench;
        RawClient busy(bench.port);
        RawClient idle(bench.port);
        idle.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(idle.readReply().body, "GET /a|");
        busy.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(busy.waitForInput()); // it has begun
        QElapsedTimer time;
        time.start();
        std::jthread stopper([&] { bench.host.stop(std::chrono::seconds(10)); });
        QCOMPARE(busy.readReply().body.size(), 2'000'000);
        QVERIFY(idle.isClosed());
        stopper.join();
        QVERIFY(time.elapsed() < 9'000);
        RawClient late(bench.port);
        QVERIFY(!late.isConnected());
    }

    void stoppingDoesNotWaitForAClientThatReadsNothing()
    {
        Bench bench;
        RawClient client(bench.port);
        for (int i = 0; i < 20; ++i) // more than the sockets hold
            client.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(client.waitForInput());
        QElapsedTimer time;
        time.start();
        bench.host.stop(std::chrono::milliseconds(100));
        QVERIFY(time.elapsed() < 5'000);
    }

    void tooManyConnectionsAreTold()
    {
        http::HostLimits limits;
        limits.connections = 2;
        const Bench bench(limits);
        RawClient one(bench.port);
        RawClient two(bench.port);
        for (RawClient *client : {&one, &two}) {
            client->send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
            QCOMPARE(client->readReply().status, 200);
        }
        RawClient three(bench.port);
        QCOMPARE(three.readReply().status, 503);
    }

    void manyClientsAtOnceAreServed()
    {
        const Bench bench;
        std::atomic<int> right = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 20; ++i)
                threads.emplace_back([&, i] {
                    RawClient client(bench.port);
                    for (int j = 0; j < 50; ++j) {
                        const QByteArray path = '/' + QByteArray::number(i * 1'000 + j);
                        client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
                        if (client.readReply().body == "GET " + path + '|')
                            ++right;
                    }
                });
        }
        QCOMPARE(right.load(), 1'000);
    }

    void aTakenPortIsSaid()
    {
        const Bench bench;
        http::Host second(echo);
        const Result<quint16> bound = second.listen(bench.port);
        QVERIFY(!bound);
        QCOMPARE(bound.failure().problem, Failure::Problem::PortTaken);
        QCOMPARE(bound.failure().arguments, QStringList{QString::number(bench.port)});
    }

    void bothAddressesAreListenedOnOrNone()
    {
        const int six = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        socklen_t size = sizeof address;
        auto *any = reinterpret_cast<sockaddr *>(&address);
        const int one = 1;
        ::setsockopt(six, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
        if (six < 0 || ::bind(six, any, size) != 0)
            QSKIP("this machine has no IPv6");
        QCOMPARE(::listen(six, 1), 0);
        QCOMPARE(::getsockname(six, any, &size), 0);
        const quint16 port = ntohs(address.sin6_port);

        http::Host host(echo);
        const Result<quint16> bound = host.listen(port, http::Loopback::Both);
        QVERIFY(!bound);
        QCOMPARE(bound.failure().problem, Failure::Problem::PortTaken);
        QVERIFY(http::Host(echo).listen(port)); // 127.0.0.1 alone is free, and was given back
        ::close(six);
        QVERIFY(host.listen(port, http::Loopback::Both));
        host.stop();
        QCOMPARE(host.port(), port);
    }
};

QTEST_GUILESS_MAIN(TestHost)
#include "tst_host.moc"
