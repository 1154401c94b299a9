#include "connect/signinlistener.h"
#include "salesforce/rawserver.h"

#include <QTest>
#include <QUrl>

#include <atomic>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

/// What a browser does: one connection, one request, everything that comes back.
QByteArray browse(quint16 port, const QByteArray &request, bool six = false)
{
    const int handle = ::socket(six ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
    int connected = -1;
    if (six) {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_port = htons(port);
        address.sin6_addr = in6addr_loopback;
        connected = ::connect(handle, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected = ::connect(handle, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    }
    QByteArray answer;
    // In two pieces, as a slow browser would.
    const QByteArray first = request.left(request.size() / 2);
    const QByteArray second = request.mid(request.size() / 2);
    if (connected == 0
        && ::send(handle, first.constData(), static_cast<std::size_t>(first.size()), MSG_NOSIGNAL)
            > 0
        && ::send(handle, second.constData(), static_cast<std::size_t>(second.size()), MSG_NOSIGNAL)
            > 0) {
        std::array<char, 4096> piece{};
        ssize_t got = 0;
        while ((got = ::recv(handle, piece.data(), piece.size(), 0)) > 0)
            answer.append(piece.data(), got);
    }
    ::close(handle);
    return answer;
}

QByteArray get(const QByteArray &target, const QByteArray &verb = "GET")
{
    return verb + " " + target + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: test\r\n\r\n";
}

quint16 portOf(const SignInListener &listener)
{
    return static_cast<quint16>(QUrl(listener.callback()).port());
}

/// Listens, lets a browser do its requests one after the other, and keeps what each was answered.
struct Visit {
    explicit Visit(
        std::vector<QByteArray> requests, bool six = false, std::chrono::milliseconds patience = 5s)
        : listener(makeSignInListener())
    {
        if (!listener->listen(0))
            return;
        std::jthread browser([&] {
            for (const QByteArray &request : requests)
                answers.push_back(browse(portOf(*listener), request, six));
        });
        answer = listener->wait("state-1", patience, {});
        browser.join();
    }
    std::unique_ptr<SignInListener> listener;
    std::vector<QByteArray> answers;
    Result<SignInListener::Answer> answer = failure(Problem::Internal);
};

} // namespace

class SignInListenerTest : public QObject {
    Q_OBJECT

private slots:
    void theBrowserComesBackWithACode_data()
    {
        QTest::addColumn<bool>("six");
        QTest::newRow("127.0.0.1") << false;
        QTest::newRow("::1") << true;
    }
    void theBrowserComesBackWithACode()
    {
        QFETCH(bool, six);
        if (six && browse(1, "x", true).isEmpty() && ::access("/proc/net/if_inet6", R_OK) != 0)
            QSKIP("this machine has no IPv6");
        const Visit visit({get("/OauthRedirect?code=aPrx%2Bx%3D%3D&state=state-1")}, six);
        QVERIFY(visit.answer);
        QCOMPARE(visit.answer->code.reveal(), "aPrx+x==");
        QVERIFY(visit.answer->error.isEmpty());
        QVERIFY(visit.answers.at(0).startsWith("HTTP/1.1 200 "));
        QVERIFY(visit.answers.at(0).contains("You are signed in"));
        QVERIFY(visit.answers.at(0).contains("prefers-color-scheme: dark"));
        QVERIFY(!visit.answers.at(0).contains("aPrx"));
        QVERIFY(visit.listener->callback().endsWith("/OauthRedirect"_L1));
    }

    void whatElseABrowserAsksForIsWaitedPast()
    {
        const Visit visit({get("/favicon.ico"), get("/apple-touch-icon.png"), get("/"),
            get("/OauthRedirect", "POST"), get("/OauthRedirect", "HEAD"),
            get("/OauthRedirect", "OPTIONS"), "nonsense\r\n\r\n", get("/OauthRedirect"),
            get("/OauthRedirect?code=other&state=wrong"), get("/OauthRedirect?code=other"),
            "GET /" + QByteArray(40'000, 'x') + " HTTP/1.1\r\n\r\n",
            get("/OauthRedirect?code=right&state=state-1")});
        QVERIFY(visit.answer);
        QCOMPARE(visit.answer->code.reveal(), "right");
        const QList<QByteArray> statuses{
            "404", "404", "404", "405", "405", "204", "400", "400", "400", "400", "431", "200"};
        for (int i = 0; i < statuses.size(); ++i)
            QCOMPARE(visit.answers.at(static_cast<std::size_t>(i)).mid(9, 3), statuses.at(i));
        QVERIFY(visit.answers.at(3).contains("\r\nAllow: GET"));
        QVERIFY(visit.answers.at(5).contains("\r\nAccess-Control-Allow-Private-Network: true\r\n"));
        QVERIFY(visit.answers.at(8).contains("another sign-in"));
    }

    /// S1-01: the page shows the error that really happened.
    void theBrowserComesBackWithAnError()
    {
        const Visit visit({get("/OauthRedirect?error=OAUTH_APP_BLOCKED&error_description="
                               "this+app+is%20blocked+by+%3Cadmin%3E&state=state-1")});
        QVERIFY(visit.answer);
        QCOMPARE(visit.answer->error, u"OAUTH_APP_BLOCKED"_s);
        QCOMPARE(visit.answer->errorDescription, u"this app is blocked by <admin>"_s);
        QVERIFY(visit.answer->code.isEmpty());
        QVERIFY(visit.answers.at(0).contains("this app is blocked by &lt;admin&gt;"));
        QVERIFY(visit.answers.at(0).contains("OAUTH_APP_BLOCKED"));
        QVERIFY(!visit.answers.at(0).contains("You are signed in"));
    }

    void pressingDenyIsNoFailureOfTheProgram()
    {
        const Visit visit({get("/OauthRedirect?error=access_denied&error_description="
                               "end-user+denied+authorization&state=state-1")});
        QVERIFY(visit.answer);
        QCOMPARE(visit.answer->error, u"access_denied"_s);
        QVERIFY(visit.answers.at(0).contains("Access was not allowed"));
    }

    void anotherSignInsErrorDoesNotEndThisOne()
    {
        const Visit visit({get("/OauthRedirect?error=access_denied&state=other")}, false, 400ms);
        QVERIFY(!visit.answer);
        QCOMPARE(visit.answer.failure().problem, Problem::SignInTimedOut);
    }

    void nobodyComes()
    {
        const Visit visit({}, false, 100ms);
        QVERIFY(!visit.answer);
        QCOMPARE(
            visit.answer.failure(), failure(Problem::SignInTimedOut, {visit.listener->callback()}));
    }

    void aConnectionThatSaysNothingHoldsNobodyUp()
    {
        const auto listener = makeSignInListener();
        QVERIFY(listener->listen(0));
        const int idle = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(portOf(*listener));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::connect(idle, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        std::jthread browser(
            [&] { browse(portOf(*listener), get("/OauthRedirect?code=c&state=state-1")); });
        const Result<SignInListener::Answer> answer = listener->wait("state-1", 5s, {});
        ::close(idle);
        QVERIFY(answer);
    }

    void aBrowserThatIsFasterThanTheProgramIsNotTurnedAway()
    {
        const auto listener = makeSignInListener();
        QVERIFY(listener->listen(0));
        std::atomic<bool> asked = false;
        QByteArray page;
        std::jthread browser([&] {
            browse(portOf(*listener), get("/favicon.ico")); // which needs nobody to wait
            asked = true;
            page = browse(portOf(*listener), get("/OauthRedirect?code=a+b%2Bc&state=state-1"));
        });
        QTRY_VERIFY(asked);
        std::this_thread::sleep_for(50ms);
        const Result<SignInListener::Answer> answer = listener->wait("state-1", 5s, {});
        QVERIFY(answer);
        QCOMPARE(answer->code.reveal(), "a+b+c"); // a code never holds a space
        browser.join();
        QVERIFY(page.contains("You are signed in"));
    }

    void whoeverComesAfterTheAnswerIsLetGoWithTheListener()
    {
        auto listener = makeSignInListener();
        QVERIFY(listener->listen(0));
        const quint16 port = portOf(*listener);
        std::jthread first([&] { browse(port, get("/OauthRedirect?code=c&state=state-1")); });
        QVERIFY(listener->wait("state-1", 5s, {}));
        first.join();
        std::atomic<bool> reloading = false;
        QByteArray again;
        std::jthread second([&] {
            reloading = true;
            again = browse(port, get("/OauthRedirect?code=c&state=state-1"));
        });
        QTRY_VERIFY(reloading);
        std::this_thread::sleep_for(50ms);
        const auto began = std::chrono::steady_clock::now();
        listener.reset();
        second.join();
        QVERIFY(std::chrono::steady_clock::now() - began < 5s);
        QCOMPARE(again, QByteArray());
    }

    void aFormThatIsSentHereIsRefusedAsAnotherVerb()
    {
        const Visit visit({"POST /OauthRedirect HTTP/1.1\r\nHost: localhost\r\n"
                           "Content-Length: 14\r\n\r\ncode=a&state=s",
            get("/OauthRedirect?code=right&state=state-1")});
        QVERIFY(visit.answer);
        QCOMPARE(visit.answers.at(0).mid(9, 3), "405");
        QVERIFY(visit.answers.at(0).contains("\r\nConnection: close\r\n"));
    }

    void thePageIsNeitherKeptNorToldToOthers()
    {
        const Visit visit({get("/OauthRedirect?code=right&state=state-1")});
        QVERIFY(visit.answer);
        const QByteArray &page = visit.answers.at(0);
        QVERIFY(page.contains("\r\nCache-Control: no-store\r\n"));
        QVERIFY(page.contains("\r\nReferrer-Policy: no-referrer\r\n"));
        QVERIFY(page.contains("\r\nContent-Security-Policy: default-src 'none'; "));
    }

    void stoppingEndsTheWait()
    {
        const auto listener = makeSignInListener();
        QVERIFY(listener->listen(0));
        std::stop_source stop;
        std::jthread stopper([&] { stop.request_stop(); });
        const auto began = std::chrono::steady_clock::now();
        QCOMPARE(listener->wait("s", 60s, stop.get_token()).failure().problem, Problem::Cancelled);
        QVERIFY(std::chrono::steady_clock::now() - began < 5s);
    }

    void aTakenPortIsSaidBeforeTheBrowserOpens()
    {
        const RawServer somebody([](const RawServer::Request &) { return RawServer::Reaction{}; });
        const auto listener = makeSignInListener();
        const Result<void> bound = listener->listen(somebody.port());
        QVERIFY(!bound);
        QCOMPARE(bound.failure(), failure(Problem::PortTaken, {QString::number(somebody.port())}));
        // A port that was used a moment ago is free again.
        quint16 port = 0;
        {
            const Visit visit({get("/OauthRedirect?code=c&state=state-1")});
            port = portOf(*visit.listener);
        }
        QVERIFY(listener->listen(port));
        QCOMPARE(listener->callback(), u"http://localhost:%1/OauthRedirect"_s.arg(port));
    }
};

QTEST_GUILESS_MAIN(SignInListenerTest)
#include "tst_signinlistener.moc"
