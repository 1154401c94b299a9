#pragma once

#include "httphost/message.h"

#include <QDateTime>

#include <memory>
#include <string>

struct z_stream_s;

namespace practice {

class Org;

/// What every answer of an org has around it: its Date, on data calls also Sforce-Limit-Info and
/// the caching headers, and gzip for clients that take it. Compresses while it streams.
class OrgReply final : public http::ReplySink {
public:
    enum class Kind { SignIn, Data, DataWithoutLimits };
    OrgReply(Org &org, const http::Request &request, http::ReplySink &next, Kind kind);
    ~OrgReply() override;

    void begin(int status, const http::Headers &headers) override;
    bool write(std::string_view piece) override;
    void cut(bool reset) override;
    /// Completes the compressed stream. Nothing follows.
    void finish();
    /// For an answer that is to be damaged: what is cut off must be text, not the end of a stream.
    void sendPlain() { m_takesGzip = false; }

private:
    bool deflatePiece(std::string_view piece, bool last);

    Org &m_org;
    http::ReplySink &m_next;
    const Kind m_kind;
    bool m_takesGzip;
    bool m_cut = false;
    std::unique_ptr<z_stream_s> m_deflate;
};

/// A body sent with Content-Encoding: gzip or deflate, as it was before. -1 also when the stream is
/// damaged or ends early.
class InflatingReader final : public http::BodyReader {
public:
    explicit InflatingReader(http::BodyReader &next);
    ~InflatingReader() override;
    qint64 read(std::span<char> into) override;

private:
    http::BodyReader &m_next;
    std::unique_ptr<z_stream_s> m_inflate;
    std::string m_input;
    bool m_memberEnded = false;
    bool m_broken = false;
};

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
[[nodiscard]] QByteArray httpDate(const QDateTime &time);

} // namespace practice
