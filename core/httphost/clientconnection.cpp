#include "httphost/clientconnection.h"

#include "httphost/replywriter.h"
#include "httphost/requestparser.h"

namespace http {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// The body of the request in flight, read off the socket when the handler asks for it.
class SocketBody final : public BodyReader {
public:
    SocketBody(Socket &socket, RequestParser &parser, std::string &inbox, ReplyWriter &reply,
        std::chrono::milliseconds idle)
        : m_socket(socket)
        , m_parser(parser)
        , m_inbox(inbox)
        , m_reply(reply)
        , m_idle(idle)
        , m_continueIsDue(parser.expectsContinue())
    {
    }

    qint64 read(std::span<char> into) override
    {
        if (into.empty() || m_parser.bodyIsDone())
            return 0;
        if (m_continueIsDue && !m_reply.hasBegun() && m_inbox.empty()
            && !m_socket.send("HTTP/1.1 100 Continue\r\n\r\n", {}, {}, m_idle))
            return -1;
        m_continueIsDue = false;
        while (true) {
            const qint64 count = m_parser.readBody(m_inbox, into);
            if (count > 0 || (count == 0 && m_parser.bodyIsDone()))
                return count;
            if (count < 0) {
                m_reply.refuseWith(m_parser.refusal());
                return -1;
            }
            if (m_socket.receive(m_inbox, SteadyClock::now() + m_idle) != Socket::Received::Some)
                return -1;
        }
    }

    /// True when the next request can follow: what the handler left unread is dropped, within
    /// reason.
    bool finish()
    {
        if (m_parser.bodyIsDone())
            return true;
        if (m_continueIsDue)
            return false;                    // nobody knows whether the client will send it now
        std::array<char, 16 * 1024> dropped; // NOLINT(cppcoreguidelines-pro-type-member-init)
        constexpr qint64 enough = 1 << 20;
        qint64 total = 0;
        qint64 count = 0;
        while (total < enough && (count = read(dropped)) > 0)
            total += count;
        return m_parser.bodyIsDone();
    }

private:
    Socket &m_socket;
    RequestParser &m_parser;
    std::string &m_inbox;
    ReplyWriter &m_reply;
    const std::chrono::milliseconds m_idle;
    bool m_continueIsDue;
};

} // namespace

Connection::Connection(
    int descriptor, const Handler &handler, const HostLimits &limits, bool refused)
    : m_socket(descriptor), m_handler(handler), m_limits(limits), m_refused(refused)
{
}

void Connection::run()
{
    std::string inbox; // received and not used yet; may hold the next requests
    if (m_refused)
        refuse(503);
    else
        while (serveOne(inbox)) { }
    m_finished = true;
}

/// One request and its answer. False when the connection is over (and closed).
bool Connection::serveOne(std::string &inbox)
{
    RequestParser parser(m_limits.header, m_limits.body);
    if (!readHeader(inbox, parser))
        return false;
    if (!beginRequest()) {
        m_socket.closeGently();
        return false;
    }
    Request request = parser.takeRequest();
    ReplyWriter reply(m_socket, {request.method == "HEAD", parser.isHttp10(), parser.keepsAlive()},
        m_limits.idleTime);
    SocketBody body(m_socket, parser, inbox, reply, m_limits.idleTime);
    request.body = &body;
    m_handler(request, reply);

    const bool keep = reply.finish() && body.finish() && endRequest();
    if (!keep && !reply.isGone())
        m_socket.closeGently();
    return keep;
}

bool Connection::readHeader(std::string &inbox, RequestParser &parser)
{
    // Between requests a connection may rest; once a request has begun, all of its header has to
    // come in time.
    auto deadline = SteadyClock::now() + (inbox.empty() ? m_limits.idleTime : m_limits.headerTime);
    while (true) {
        if (!inbox.empty()) {
            const RequestParser::Progress progress = parser.parseHeader(inbox);
            if (progress == RequestParser::Progress::Done)
                return true;
            if (progress == RequestParser::Progress::Refused) {
                refuse(parser.refusal());
                return false;
            }
        }
        const bool nothingYet = inbox.empty();
        const Socket::Received received = m_socket.receive(inbox, deadline);
        if (received == Socket::Received::TimedOut && !nothingYet) {
            refuse(408);
            return false;
        }
        if (received != Socket::Received::Some) {
            m_socket.closeGently();
            return false;
        }
        if (nothingYet)
            deadline = SteadyClock::now() + m_limits.headerTime;
    }
}

void Connection::refuse(int status)
{
    ReplyWriter reply(m_socket, {}, m_limits.idleTime);
    reply.refuse(status);
    m_socket.closeGently();
}

bool Connection::beginRequest()
{
    const std::scoped_lock lock(m_mutex);
    m_busy = !m_stopping;
    return m_busy;
}

bool Connection::endRequest()
{
    const std::scoped_lock lock(m_mutex);
    m_busy = false;
    return !m_stopping;
}

void Connection::finishSoon()
{
    const std::scoped_lock lock(m_mutex);
    m_stopping = true;
    if (!m_busy)
        m_socket.stopReading();
}

void Connection::finishNow() { m_socket.stopEverything(); }

} // namespace http
