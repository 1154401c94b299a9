#include "salesforce/http/answerbody.h"

#include <array>
#include <cstring>

AnswerBody::AnswerBody(HttpReply &reply, QString what) : m_reply(reply), m_what(std::move(what))
{
    if (reply.header("Content-Encoding").trimmed().compare("gzip", Qt::CaseInsensitive) == 0) {
        m_inflater.emplace();
        m_raw.resize(64 << 10);
    }
}

Result<qsizetype> AnswerBody::read(std::span<char> into)
{
    if (!m_inflater)
        return m_reply.read(into);
    while (true) {
        // With nothing new to feed there may still be output inside zlib.
        const Inflater::Step step =
            m_inflater->step(std::span<const char>(m_raw.data() + m_begin, m_end - m_begin), into);
        m_begin += step.consumed;
        if (step.broken)
            return failure(Failure::Problem::AnswerUnreadable, {m_what});
        if (step.produced > 0)
            return static_cast<qsizetype>(step.produced);
        const Result<qsizetype> got = m_reply.read(m_raw);
        if (!got)
            return got.failure();
        if (*got == 0) {
            if (!m_inflater->isWhole())
                return failure(Failure::Problem::AnswerTruncated, {m_what});
            return qsizetype(0);
        }
        m_begin = 0;
        m_end = static_cast<std::size_t>(*got);
    }
}

Result<HttpAnswer> wholeAnswer(HttpReply &reply, const QString &host, const QString &what,
    qint64 limit, std::chrono::milliseconds time)
{
    // HttpReply can't list its headers; these are the ones that somebody asks an answer for.
    static constexpr std::array<const char *, 12> names{"Content-Type", "Date", "Sforce-Limit-Info",
        "Sforce-Locator", "Sforce-NumberOfRecords", "Retry-After", "Last-Modified", "ETag",
        "Location", "WWW-Authenticate", "Allow", "Server"};
    HttpAnswer answer;
    answer.status = reply.status();
    for (const char *name : names) {
        if (const QByteArray value = reply.header(name); !value.isEmpty())
            answer.headers.emplace_back(name, value);
    }
    const auto until = std::chrono::steady_clock::now() + time;
    AnswerBody body(reply, what);
    std::array<char, 32 << 10> piece{};
    while (true) {
        const Result<qsizetype> got = body.read(piece);
        if (!got)
            return got.failure();
        if (*got == 0)
            return answer;
        if (answer.body.size() + *got > limit)
            return failure(Failure::Problem::AnswerUnreadable, {what});
        answer.body.append(piece.data(), *got);
        if (std::chrono::steady_clock::now() > until)
            return failure(Failure::Problem::TimedOut, {host});
    }
}

qint64 BytesBody::read(std::span<char> into)
{
    const qsizetype size =
        std::min<qsizetype>(m_bytes.size() - m_position, static_cast<qsizetype>(into.size()));
    if (size > 0) {
        std::memcpy(into.data(), m_bytes.constData() + m_position, static_cast<std::size_t>(size));
        m_position += size;
    }
    return size;
}

Result<HttpAnswer> sendWhole(
    HttpTransport &transport, const HttpRequest &request, const QByteArray &body, qint64 limit)
{
    BytesBody source(body);
    const bool bodyless = request.verb == "GET" || request.verb == "HEAD";
    Result<std::unique_ptr<HttpReply>> reply =
        transport.open(request, bodyless ? nullptr : &source);
    if (!reply)
        return reply.failure();
    return wholeAnswer(**reply, request.url.host(), request.url.path(), limit);
}
