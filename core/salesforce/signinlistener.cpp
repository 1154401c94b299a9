#include "salesforce/signinlistener.h"

#include "salesforce/loopbacksocket.h"
#include "salesforce/signinpage.h"

#include <QUrl>

#include <poll.h>

#include <list>
#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Steady = std::chrono::steady_clock;

const auto callbackPath = "/OauthRedirect";
constexpr qsizetype longestRequest = 32 << 10;
constexpr auto patienceWithClient = 10s; ///< browsers open connections that they never use

/// A value of a query string. `plusIsSpace`: as in forms; a code never holds a space.
QByteArray valueOf(const QByteArray &query, const QByteArray &name, bool plusIsSpace)
{
    for (const QByteArray &pair : query.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (pair.left(equals < 0 ? pair.size() : equals) != name || equals < 0)
            continue;
        QByteArray value = pair.mid(equals + 1);
        if (plusIsSpace)
            value.replace('+', ' ');
        return QByteArray::fromPercentEncoding(value);
    }
    return {};
}

QByteArray reply(const QByteArray &status, const QByteArray &headers, const QByteArray &body)
{
    return "HTTP/1.1 " + status + "\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size())
        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n"
        + body;
}

QByteArray pageReply(const QByteArray &status, const QByteArray &page)
{
    return reply(status,
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:\r\n",
        page);
}

class SocketListener final : public SignInListener {
public:
    Result<void> listen(quint16 port) override
    {
        Result<LoopbackListeners> bound = LoopbackListeners::bind(port);
        if (!bound)
            return bound.failure();
        m_listeners = *std::move(bound);
        return {};
    }

    [[nodiscard]] QString callback() const override
    {
        return u"http://localhost:%1%2"_s.arg(m_listeners.port())
            .arg(QLatin1StringView(callbackPath));
    }

    Result<Answer> wait(const QByteArray &state, std::chrono::milliseconds patience,
        const std::stop_token &stop) override
    {
        m_state = state;
        m_answer.reset();
        const auto until = Steady::now() + patience;
        const Wake wake;
        const std::stop_callback onStop(stop, [&wake] { wake.ring(); });
        while (!m_answer) {
            if (stop.stop_requested())
                return failure(Failure::Problem::Cancelled);
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now());
            if (left <= 0ms)
                return failure(Failure::Problem::SignInTimedOut, {callback()});
            serve(wake, std::min<std::chrono::milliseconds>(left + 1ms, 1s));
        }
        return *std::exchange(m_answer, std::nullopt);
    }

private:
    struct Client {
        Socket socket;
        QByteArray inbox;
        Steady::time_point until;
        bool done = false;
    };

    /// Waits for whatever comes next, from whoever it comes, and deals with it.
    void serve(const Wake &wake, std::chrono::milliseconds atMost)
    {
        std::vector<pollfd> watched{{wake.handle(), POLLIN, 0}};
        for (const Socket &listener : m_listeners.sockets())
            watched.push_back({listener.handle(), POLLIN, 0});
        const std::size_t firstClient = watched.size();
        for (const Client &client : m_clients)
            watched.push_back({client.socket.handle(), POLLIN, 0});
        ::poll(watched.data(), watched.size(), static_cast<int>(atMost.count()));

        std::size_t index = firstClient;
        for (Client &client : m_clients) {
            if (watched[index++].revents != 0)
                receive(client);
        }
        const auto now = Steady::now();
        m_clients.remove_if(
            [now](const Client &client) { return client.done || now > client.until; });
        index = 1;
        for (const Socket &listener : m_listeners.sockets()) {
            if (watched[index++].revents != 0)
                admit(listener);
        }
    }

    void admit(const Socket &listener)
    {
        Socket socket = listener.accept();
        if (socket.isOpen() && m_clients.size() < 64)
            m_clients.push_back({std::move(socket), {}, Steady::now() + patienceWithClient, false});
    }

    void receive(Client &client)
    {
        if (!client.socket.receive(client.inbox)) {
            client.done = true; // gone without a question
            return;
        }
        const qsizetype end = client.inbox.indexOf("\r\n\r\n");
        if (end < 0 && client.inbox.size() < longestRequest)
            return;
        client.done = true;
        client.socket.sendAndClose(end < 0 ? reply("431 Request Header Fields Too Large", {}, {})
                                           : answerTo(client.inbox));
    }

    QByteArray answerTo(const QByteArray &request)
    {
        const QList<QByteArray> line = request.left(request.indexOf("\r\n")).split(' ');
        if (line.size() != 3 || !line[2].startsWith("HTTP/1.") || !line[1].startsWith('/'))
            return reply("400 Bad Request", {}, {});
        const QByteArray &method = line[0];
        const qsizetype mark = line[1].indexOf('?');
        const QByteArray path = mark < 0 ? line[1] : line[1].left(mark);
        const QByteArray query = mark < 0 ? QByteArray() : line[1].mid(mark + 1);
        if (method == "OPTIONS") {
            // Browsers ask before a public page may lead to this machine.
            return reply("204 No Content",
                "Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET\r\n"
                "Access-Control-Allow-Private-Network: true\r\n",
                {});
        }
        if (method != "GET")
            return reply("405 Method Not Allowed", "Allow: GET, OPTIONS\r\n", {});
        if (path != callbackPath)
            return reply("404 Not Found", {}, {}); // favicon.ico, apple-touch-icon…
        return callbackAnswer(query);
    }

    QByteArray callbackAnswer(const QByteArray &query)
    {
        const QString error = QString::fromUtf8(valueOf(query, "error", true));
        const QString description = QString::fromUtf8(valueOf(query, "error_description", true));
        const QByteArray code = valueOf(query, "code", false);
        const QByteArray state = valueOf(query, "state", false);
        // Somebody else's answer, or a page that was opened by hand: ours is still to come.
        if (state != m_state || m_state.isEmpty() || (error.isEmpty() && code.isEmpty()))
            return pageReply("400 Bad Request", signinpage::stray(error, description));
        if (!error.isEmpty()) {
            m_answer = Answer{{}, error, description};
            return pageReply("200 OK", signinpage::refused(error, description));
        }
        m_answer = Answer{Secret(code), {}, {}};
        return pageReply("200 OK", signinpage::welcome());
    }

    LoopbackListeners m_listeners;
    std::list<Client> m_clients;
    QByteArray m_state;
    std::optional<Answer> m_answer;
};

} // namespace

std::unique_ptr<SignInListener> makeSignInListener() { return std::make_unique<SocketListener>(); }
