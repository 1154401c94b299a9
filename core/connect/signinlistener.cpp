#include "connect/signinlistener.h"

#include "connect/signinpage.h"
#include "httphost/httphost.h"

#include <condition_variable>
#include <mutex>
#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const auto callbackPath = "/OauthRedirect";

http::HostLimits limits()
{
    http::HostLimits few;
    few.body = 32 << 10; // none of it is read
    few.header = 32 << 10;
    few.connections = 64;
    few.idleTime = 10s; // browsers open connections that they never use
    return few;
}

/// A code or a state, which never holds a space: what reads as one was a plus.
QByteArray tokenOf(const http::Request &request, std::string_view name)
{
    return request.parameter(name).replace(' ', '+');
}

void answer(http::ReplySink &reply, int status, const QByteArray &type, const QByteArray &body,
    http::Headers headers = {})
{
    headers.set("Cache-Control", "no-store");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Connection", "close");
    reply.answer(status, type, body, std::move(headers));
}

void showPage(http::ReplySink &reply, int status, const QByteArray &page)
{
    answer(reply, status, "text/html; charset=utf-8", page,
        {{"Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:"}});
}

/// The browser's requests come in on the host's threads, the sign-in waits on its own.
class HostedListener final : public SignInListener {
public:
    ~HostedListener() override { close(); }

    Result<void> listen(quint16 port) override
    {
        close();
        m_closing = false;
        m_host = std::make_unique<http::Host>(
            [this](http::Request &request, http::ReplySink &reply) { serve(request, reply); },
            limits());
        const Result<quint16> bound = m_host->listen(port, http::Loopback::Both);
        if (!bound)
            return failure(Failure::Problem::PortTaken, {QString::number(port)});
        m_port = *bound;
        return {};
    }

    [[nodiscard]] QString callback() const override
    {
        return u"http://localhost:%1%2"_s.arg(m_port).arg(QLatin1StringView(callbackPath));
    }

    Result<Answer> wait(const QByteArray &state, std::chrono::milliseconds patience,
        const std::stop_token &stop) override
    {
        std::unique_lock lock(m_mutex);
        m_state = state;
        m_answer.reset();
        m_changed.notify_all();
        const bool came =
            m_changed.wait_for(lock, stop, patience, [this] { return m_answer.has_value(); });
        m_state.reset();
        if (came)
            return *std::exchange(m_answer, std::nullopt);
        if (stop.stop_requested())
            return failure(Failure::Problem::Cancelled);
        return failure(Failure::Problem::SignInTimedOut, {callback()});
    }

private:
    void serve(http::Request &request, http::ReplySink &reply)
    {
        if (request.method == "OPTIONS") {
            // Browsers ask before a public page may lead to this machine.
            answer(reply, 204, {}, {},
                {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "GET"},
                    {"Access-Control-Allow-Private-Network", "true"}});
        } else if (request.method != "GET") {
            answer(reply, 405, {}, {}, {{"Allow", "GET, OPTIONS"}});
        } else if (request.path() != callbackPath) {
            answer(reply, 404, {}, {}); // favicon.ico, apple-touch-icon…
        } else {
            takeCallback(request, reply);
        }
    }

    void takeCallback(const http::Request &request, http::ReplySink &reply)
    {
        const QByteArray code = tokenOf(request, "code");
        const QString error = QString::fromUtf8(request.parameter("error"));
        const QString description = QString::fromUtf8(request.parameter("error_description"));

        std::unique_lock lock(m_mutex);
        // The browser may be faster than whoever opened it.
        m_changed.wait(lock, [this] { return (m_state && !m_answer) || m_closing; });
        if (m_closing) {
            lock.unlock();
            reply.cut();
            return;
        }
        // Somebody else's answer, or a page that was opened by hand: ours is still to come.
        if (m_state->isEmpty() || tokenOf(request, "state") != *m_state
            || (error.isEmpty() && code.isEmpty())) {
            lock.unlock();
            showPage(reply, 400, signinpage::stray(error, description));
            return;
        }
        m_answer = error.isEmpty() ? Answer{Secret(code), {}, {}} : Answer{{}, error, description};
        m_changed.notify_all();
        lock.unlock();
        showPage(reply, 200,
            error.isEmpty() ? signinpage::welcome() : signinpage::refused(error, description));
    }

    /// What nobody waits for any more is let go; the page of an answer still reaches its browser.
    void close()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_closing = true;
        }
        m_changed.notify_all();
        m_host.reset();
    }

    std::mutex m_mutex; ///< guards what follows
    std::condition_variable_any m_changed;
    std::optional<QByteArray> m_state; ///< of the sign-in that waits; none before and after
    std::optional<Answer> m_answer;
    bool m_closing = false;

    quint16 m_port = 0;
    std::unique_ptr<http::Host> m_host;
};

} // namespace

std::unique_ptr<SignInListener> makeSignInListener() { return std::make_unique<HostedListener>(); }
