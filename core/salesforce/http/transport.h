#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QUrl>

#include <memory>
#include <span>
#include <utility>
#include <vector>

struct HttpRequest {
    QByteArray verb = "GET";
    QUrl url;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
};

/// A body to send, read once and never rewound: Qt can't send it a second time by itself
/// (HTTP_FACTS.md, fact 1).
class BodySource {
public:
    virtual ~BodySource() = default;
    [[nodiscard]] virtual qint64 size() const = 0;
    /// Bytes put into `into`; 0 at the end.
    virtual qint64 read(std::span<char> into) = 0;
};

/// An answer whose status and headers are here and whose body is still on its way. Belongs to one
/// thread.
class HttpReply {
public:
    virtual ~HttpReply() = default;
    [[nodiscard]] virtual int status() const = 0;
    /// Without regard to case; empty when absent.
    [[nodiscard]] virtual QByteArray header(const QByteArray &name) const = 0;
    /// Waits for bytes. 0 at the proper end; ConnectionLost, TimedOut or Cancelled otherwise. Raw
    /// as sent: a gzip body
    /// (`Content-Encoding`) is inflated by whoever reads, who also checks that the stream is whole
    /// (fact 2).
    virtual Result<qsizetype> read(std::span<char> into) = 0;
};

/// A whole answer, inflated; for small JSON only.
struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// The one way to the network. An HTTP error is an answer: 401, 429 and 503 come back as replies,
/// and the session alone decides what to do. Redirects are not followed. HTTP/1.1 only. Used on one
/// thread; waits there; its stop_token (given to the implementation) aborts what it waits for.
///
/// Failures: HostNotFound, ConnectionRefused, TimedOut, TlsFailed, ConnectionLost, OutcomeUnknown
/// (a write that ended without a status: look before repeating it), Cancelled.
class HttpTransport {
public:
    virtual ~HttpTransport() = default;
    virtual Result<std::unique_ptr<HttpReply>> open(
        const HttpRequest &request, BodySource *body) = 0;

    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request)
    {
        return open(request, nullptr);
    }
};

/// The hosts of this machine, the only ones that plain http is spoken to.
[[nodiscard]] bool isLoopback(const QUrl &url);
/// The time in a header: `Sun, 06 Nov 1994 08:49:37 GMT`.
[[nodiscard]] QDateTime httpDate(const QByteArray &text);
