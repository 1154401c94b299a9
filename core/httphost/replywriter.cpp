#include "httphost/replywriter.h"

#include <QDateTime>
#include <QLocale>

#include <array>
#include <cstdio>

namespace http {

namespace {

constexpr std::size_t together = 16 * 1024; ///< pieces smaller than this wait for the next one

const char *reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 300:
        return "Multiple Choices";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 420:
        return "Enhance Your Calm";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    case 504:
        return "Gateway Timeout";
    default:
        return "Unknown";
    }
}

QByteArray httpDate()
{
    return QLocale::c()
               .toString(
                   QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss"))
               .toLatin1()
        + " GMT";
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

void addField(std::string &head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ");
    // A value that brings its own line end would end the header early.
    for (const char c : value) {
        if (c != '\r' && c != '\n')
            head.push_back(c);
    }
    head.append("\r\n");
}

} // namespace

ReplyWriter::ReplyWriter(Socket &socket, Asked asked, std::chrono::milliseconds idle)
    : m_socket(socket), m_asked(asked), m_idle(idle), m_keepAlive(asked.keepAlive)
{
}

void ReplyWriter::begin(int status, const Headers &headers)
{
    if (m_begun || m_gone)
        return;
    if (m_refusal != 0) {
        const int refusal = std::exchange(m_refusal, 0);
        refuse(refusal);
        m_framing = Framing::None; // what the handler writes now belongs to nobody
        return;
    }
    m_begun = true;
    const bool bodyless = status == 204 || status == 304 || status < 200;
    const bool counted = headers.contains("Content-Length");
    if (headers.value("Connection").compare("close", Qt::CaseInsensitive) == 0)
        m_keepAlive = false;
    if (!bodyless) {
        if (counted)
            m_framing = Framing::Counted;
        else
            m_framing = m_asked.http10 ? Framing::UntilClose : Framing::Chunked;
    }
    if (m_framing == Framing::Counted)
        m_left = headers.value("Content-Length").toULongLong();
    if (m_framing == Framing::UntilClose && !m_asked.head)
        m_keepAlive = false;

    m_head = "HTTP/1.1 " + std::to_string(status) + ' ' + reason(status) + "\r\n";
    for (const auto &[name, value] : headers.all()) {
        const bool length = name.compare("Content-Length", Qt::CaseInsensitive) == 0;
        if ((bodyless && length) || name.compare("Transfer-Encoding", Qt::CaseInsensitive) == 0
            || name.compare("Connection", Qt::CaseInsensitive) == 0)
            continue;
        addField(m_head, view(name), view(value));
    }
    if (!headers.contains("Date"))
        addField(m_head, "Date", view(httpDate()));
    if (m_framing == Framing::Chunked)
        addField(m_head, "Transfer-Encoding", "chunked");
    if (!m_keepAlive)
        addField(m_head, "Connection", "close");
    else if (m_asked.http10)
        addField(m_head, "Connection", "keep-alive");
    m_head += "\r\n";
    if (m_asked.head)
        m_framing = Framing::None;
}

bool ReplyWriter::write(std::string_view piece)
{
    if (m_gone)
        return false;
    if (!m_begun || m_framing == Framing::None || piece.empty())
        return m_begun;
    if (m_framing == Framing::Counted) {
        if (piece.size() > m_left) { // more than was announced: the rest would read as an answer
            piece = piece.substr(0, m_left);
            m_keepAlive = false;
        }
        m_left -= piece.size();
    }
    if (m_pending.size() + piece.size() >= together)
        return flush(piece);
    m_pending.append(piece);
    return true;
}

/// Sends the head, if it has not left yet, what is pending, and `more`.
bool ReplyWriter::flush(std::string_view more)
{
    if (m_gone)
        return false;
    const std::size_t size = m_pending.size() + more.size();
    std::string head = std::move(m_head);
    m_head.clear();
    std::string_view tail;
    if (m_framing == Framing::Chunked && size > 0) {
        std::array<char, 24> length{};
        const int count = std::snprintf(length.data(), length.size(), "%zx\r\n", size);
        head.append(length.data(), static_cast<std::size_t>(count));
        tail = "\r\n";
    }
    head += m_pending;
    m_pending.clear();
    m_gone = !m_socket.send(head, more, tail, m_idle);
    return !m_gone;
}

void ReplyWriter::cut(bool reset)
{
    if (m_gone)
        return;
    flush();
    m_gone = true;
    if (reset)
        m_socket.reset();
    else
        m_socket.closeGently();
}

bool ReplyWriter::finish()
{
    if (m_gone)
        return false;
    if (!m_begun)
        refuse(m_refusal != 0 ? m_refusal : 500); // a handler that answered nothing is our fault
    if (m_framing == Framing::Counted && m_left > 0)
        m_keepAlive = false; // shorter than announced: only the end of the connection says so
    if (!flush())
        return false;
    if (m_framing == Framing::Chunked)
        m_gone = !m_socket.send("0\r\n\r\n", {}, {}, m_idle);
    return !m_gone && m_keepAlive;
}

void ReplyWriter::refuse(int status)
{
    m_keepAlive = false;
    const QByteArray text = QByteArray::number(status) + ' ' + reason(status) + '\n';
    answer(status, "text/plain; charset=utf-8", text, {{"Connection", "close"}});
    flush();
}

} // namespace http
