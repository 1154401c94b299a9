#include "httphost/requestparser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/system/error_code.hpp>

#include <limits>

namespace http {

namespace beast = boost::beast::http;

struct RequestParser::Beast {
    beast::request_parser<beast::buffer_body> parser;
};

namespace {

int statusFor(const boost::system::error_code &error)
{
    if (error == beast::error::body_limit)
        return 413;
    return error == beast::error::header_limit ? 431 : 400;
}

QByteArray bytes(boost::beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// A client that is told to go through a proxy asks for `http://host/path`; a server has to
/// understand that as well (RFC 9112, 3.2.2).
QByteArray originForm(const QByteArray &target)
{
    constexpr QByteArrayView scheme = "http://";
    if (target.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return target;
    for (qsizetype i = scheme.size(); i < target.size(); ++i) {
        if (target[i] == '/')
            return target.mid(i);
        if (target[i] == '?')
            return target.mid(i).prepend('/');
    }
    return "/";
}

} // namespace

RequestParser::RequestParser(qint64 headerLimit, qint64 bodyLimit)
    : m_beast(std::make_unique<Beast>())
{
    m_beast->parser.header_limit(static_cast<std::uint32_t>(
        std::min<qint64>(headerLimit, std::numeric_limits<std::uint32_t>::max())));
    m_beast->parser.body_limit(static_cast<std::uint64_t>(bodyLimit));
}

RequestParser::~RequestParser() = default;

RequestParser::Progress RequestParser::refuse(int status)
{
    m_refusal = status;
    return Progress::Refused;
}

RequestParser::Progress RequestParser::parseHeader(std::string &inbox)
{
    auto &parser = m_beast->parser;
    // Not eager yet: the body stays in the inbox until somebody reads it.
    while (!parser.is_header_done()) {
        boost::system::error_code error;
        const std::size_t used = parser.put(boost::asio::buffer(inbox), error);
        inbox.erase(0, used);
        if (error == beast::error::need_more)
            return Progress::NeedMore;
        if (error)
            return refuse(statusFor(error));
    }
    return headerDone();
}

RequestParser::Progress RequestParser::headerDone()
{
    auto &parser = m_beast->parser;
    const auto &message = parser.get();
    m_isHttp10 = message.version() < 11;
    m_keepsAlive = message.keep_alive();
    m_request.method = bytes(message.method_string());
    m_request.target = originForm(bytes(message.target()));
    for (const auto &field : message.base())
        m_request.headers.add(bytes(field.name_string()), bytes(field.value()));

    const auto hosts = message.base().count("Host");
    if (hosts > 1 || (hosts == 0 && !m_isHttp10))
        return refuse(400);
    // Two framings at once are how requests are smuggled past a proxy.
    if (message.base().count("Transfer-Encoding") > 0 && message.base().count("Content-Length") > 0)
        return refuse(400);
    m_expectsContinue = !m_isHttp10 && !parser.is_done()
        && m_request.headers.value("Expect").compare("100-continue", Qt::CaseInsensitive) == 0;
    parser.eager(true);
    return Progress::Done;
}

qint64 RequestParser::readBody(std::string &inbox, std::span<char> into)
{
    auto &parser = m_beast->parser;
    if (m_refusal != 0)
        return -1;
    if (parser.is_done() || into.empty())
        return 0;
    auto &body = parser.get().body();
    body.data = into.data();
    body.size = into.size();
    boost::system::error_code error;
    const std::size_t used = parser.put(boost::asio::buffer(inbox), error);
    inbox.erase(0, used);
    const auto count = static_cast<qint64>(into.size() - body.size);
    body.data = nullptr;
    if (error && error != beast::error::need_more && error != beast::error::need_buffer) {
        m_refusal = statusFor(error);
        return -1;
    }
    return count;
}

bool RequestParser::bodyIsDone() const { return m_beast->parser.is_done(); }

Request RequestParser::takeRequest() { return std::move(m_request); }

} // namespace http
