#pragma once

#include "salesforce/http/inflater.h"
#include "salesforce/http/transport.h"

#include <chrono>
#include <optional>

/// The body of a reply as its sender meant it: inflated where it travelled as gzip, and checked to
/// be whole. `what` names it in failures.
class AnswerBody {
public:
    AnswerBody(HttpReply &reply, QString what);

    /// Waits for bytes; 0 at the proper end. Besides the reply's own failures AnswerTruncated where
    /// the gzip stream ends early and AnswerUnreadable where it is damaged.
    Result<qsizetype> read(std::span<char> into);

private:
    HttpReply &m_reply;
    QString m_what;
    std::optional<Inflater> m_inflater;
    std::vector<char> m_raw;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// How long a small answer may take in all, however busily it trickles.
inline constexpr std::chrono::seconds smallAnswerTime{180};

/// Takes the whole of a small answer. AnswerUnreadable beyond `limit` bytes.
[[nodiscard]] Result<HttpAnswer> wholeAnswer(HttpReply &reply, const QString &host,
    const QString &what, qint64 limit, std::chrono::milliseconds time = smallAnswerTime);

/// Sends a small body and takes the whole answer, inflated. `limit` bytes at most
/// (AnswerUnreadable beyond).
[[nodiscard]] Result<HttpAnswer> sendWhole(HttpTransport &transport, const HttpRequest &request,
    const QByteArray &body = {}, qint64 limit = 64 << 20);

/// A body that is in memory already.
class BytesBody final : public BodySource {
public:
    explicit BytesBody(QByteArray bytes) : m_bytes(std::move(bytes)) { }
    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }
    qint64 read(std::span<char> into) override;

private:
    QByteArray m_bytes;
    qsizetype m_position = 0;
};
