#pragma once

#include <QByteArray>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// HTTP/1.1 messages as a server sees them: what HttpHost hands to a handler, and what a handler
/// answers with. They know no socket, so a test can stand a handler straight behind a client's
/// transport.
namespace http {

/// In the order sent; names are compared without regard to case.
class Headers {
public:
    Headers() = default;
    Headers(std::initializer_list<std::pair<QByteArray, QByteArray>> fields) : m_fields(fields) { }
    [[nodiscard]] QByteArray value(
        std::string_view name) const; ///< empty when absent; the first when repeated
    [[nodiscard]] bool contains(std::string_view name) const;
    void add(const QByteArray &name, const QByteArray &value)
    {
        m_fields.emplace_back(name, value);
    }
    void set(const QByteArray &name, const QByteArray &value); ///< replaces every one of that name
    [[nodiscard]] const std::vector<std::pair<QByteArray, QByteArray>> &all() const
    {
        return m_fields;
    }

private:
    std::vector<std::pair<QByteArray, QByteArray>> m_fields;
};

/// A request body, read piece by piece. Chunked and counted bodies look the same here; gzip
/// (Content-Encoding) does not.
class BodyReader {
public:
    virtual ~BodyReader() = default;
    /// Bytes read; 0 at the end; -1 when the client went away or broke the framing.
    virtual qint64 read(std::span<char> into) = 0;
    /// The whole of it. Empty optional-like: `ok` is false when it broke off or is longer than
    /// `limit`.
    [[nodiscard]] QByteArray readAll(qint64 limit, bool *ok = nullptr);
};

struct Request {
    QByteArray method; ///< as sent: GET, PATCH, or something unknown
    QByteArray target; ///< path and query as sent, never normalised: `//services/data?q=a%20b`
    Headers headers;
    BodyReader *body = nullptr; ///< never null while a handler runs

    [[nodiscard]] QByteArray path() const;  ///< target up to `?`
    [[nodiscard]] QByteArray query() const; ///< target after `?`
    /// A query parameter, percent-decoded, `+` read as a space. Null when absent.
    [[nodiscard]] QByteArray parameter(std::string_view name) const;
};

/// Where a handler answers to: begin once, then write as often as it likes. Writing blocks while
/// the client is slow: that is the back-pressure. Without Content-Length among the headers the body
/// travels chunked.
class ReplySink {
public:
    virtual ~ReplySink() = default;
    virtual void begin(int status, const Headers &headers) = 0;
    /// False when the client has gone: stop producing.
    virtual bool write(std::string_view piece) = 0;
    /// Cuts the connection here, without a proper end (for faults). `reset`: RST instead of FIN.
    virtual void cut(bool reset = false) = 0;

    /// The usual small answer in one call, with Content-Length.
    void answer(
        int status, const QByteArray &contentType, const QByteArray &body, Headers headers = {});
};

using Handler = std::function<void(Request &request, ReplySink &reply)>;

/// The values of an `application/x-www-form-urlencoded` body or a query string, percent-decoded.
[[nodiscard]] std::vector<std::pair<QByteArray, QByteArray>> formValues(const QByteArray &encoded);
/// Null when absent.
[[nodiscard]] QByteArray formValue(const QByteArray &encoded, std::string_view name);

} // namespace http
