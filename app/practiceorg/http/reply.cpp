#include "app/practiceorg/http/reply.h"

#include "app/practiceorg/org/org.h"

#include <QLocale>

#include <array>

#include <zlib.h>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr int gzipFormat = 15 + 16; ///< zlib's way to say: a window of 32 KB, gzip around it
constexpr int anyFormat = 15 + 32;  ///< gzip, or what HTTP calls deflate

bool takesGzip(const http::Request &request)
{
    for (const QByteArray &part : request.headers.value("Accept-Encoding").split(',')) {
        const QByteArray coding = part.trimmed().toLower();
        if (coding == "gzip" || coding == "x-gzip" || coding == "*"
            || (coding.startsWith("gzip;") && !coding.endsWith("q=0")))
            return true;
    }
    return false;
}

http::Headers without(const http::Headers &headers, std::string_view name)
{
    http::Headers rest;
    for (const auto &[key, value] : headers.all()) {
        if (key.compare(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())),
                Qt::CaseInsensitive)
            != 0)
            rest.add(key, value);
    }
    return rest;
}

void addUnlessThere(http::Headers &headers, const QByteArray &name, const QByteArray &value)
{
    if (!headers.contains({name.constData(), static_cast<std::size_t>(name.size())}))
        headers.add(name, value);
}

/// zlib only reads its input, but says so in its types only when asked to.
void setInput(z_stream &stream, std::string_view bytes)
{
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
}

} // namespace

QByteArray httpDate(const QDateTime &time)
{
    return QLocale::c().toString(time.toUTC(), u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1() + " GMT";
}

OrgReply::OrgReply(Org &org, const http::Request &request, http::ReplySink &next, Kind kind)
    : m_org(org), m_next(next), m_kind(kind), m_takesGzip(takesGzip(request))
{
}

OrgReply::~OrgReply()
{
    if (m_deflate)
        ::deflateEnd(m_deflate.get());
}

void OrgReply::begin(int status, const http::Headers &given)
{
    http::Headers headers = given;
    addUnlessThere(headers, "Date", httpDate(m_org.now()));
    if (m_kind != Kind::SignIn) {
        headers = without(headers, "Content-Length"); // data travels chunked
        addUnlessThere(headers, "Vary", "Accept-Encoding");
        addUnlessThere(
            headers, "Cache-Control", "no-cache,must-revalidate,max-age=0,no-store,private");
    }
    if (m_kind == Kind::Data)
        addUnlessThere(headers, "Sforce-Limit-Info",
            "api-usage=" + QByteArray::number(m_org.apiCallsUsed()) + '/'
                + QByteArray::number(m_org.apiCallsMaximum()));
    const bool hasBody = status != 204 && status != 304;
    if (hasBody && m_takesGzip && !headers.contains("Content-Encoding")
        && headers.contains("Content-Type")) {
        m_deflate = std::make_unique<z_stream>();
        if (::deflateInit2(m_deflate.get(), 1, Z_DEFLATED, gzipFormat, 8, Z_DEFAULT_STRATEGY)
            == Z_OK) {
            headers = without(headers, "Content-Length");
            headers.add("Content-Encoding", "gzip");
            // `"ddpAdaTHz+GcV35e7NLJ9iKD3XXVqAzXT1Sl2ykkP7g=--gzip"` (REST API Guide, "sObject
            // Rows")
            if (QByteArray tag = headers.value("ETag"); tag.endsWith('"'))
                headers.set("ETag", tag.insert(tag.size() - 1, "--gzip"));
        } else {
            m_deflate.reset(); // out of memory: plain, then
        }
    }
    m_next.begin(status, headers);
}

bool OrgReply::write(std::string_view piece)
{
    if (m_cut)
        return false;
    return m_deflate ? deflatePiece(piece, false) : m_next.write(piece);
}

bool OrgReply::deflatePiece(std::string_view piece, bool last)
{
    std::array<char, 32 * 1024> out; // NOLINT(cppcoreguidelines-pro-type-member-init): written to
    setInput(*m_deflate, piece);
    do {
        m_deflate->next_out = reinterpret_cast<Bytef *>(out.data());
        m_deflate->avail_out = out.size();
        ::deflate(m_deflate.get(), last ? Z_FINISH : Z_NO_FLUSH);
        const std::size_t made = out.size() - m_deflate->avail_out;
        if (made > 0 && !m_next.write({out.data(), made}))
            return false;
    } while (m_deflate->avail_out == 0 || m_deflate->avail_in > 0);
    return true;
}

void OrgReply::cut(bool reset)
{
    m_cut = true;
    m_next.cut(reset);
}

void OrgReply::finish()
{
    if (m_deflate && !m_cut)
        deflatePiece({}, true);
}

InflatingReader::InflatingReader(http::BodyReader &next)
    : m_next(next), m_inflate(std::make_unique<z_stream>())
{
    m_broken = ::inflateInit2(m_inflate.get(), anyFormat) != Z_OK;
}

InflatingReader::~InflatingReader() { ::inflateEnd(m_inflate.get()); }

qint64 InflatingReader::read(std::span<char> into)
{
    while (!m_broken && !into.empty()) {
        if (m_inflate->avail_in == 0) {
            m_input.resize(32 * 1024);
            const qint64 count = m_next.read(m_input);
            if (count == 0 && m_memberEnded)
                return 0;
            m_broken = count <= 0; // ended in the middle of the stream, or broke off
            if (m_broken)
                break;
            setInput(*m_inflate, {m_input.data(), static_cast<std::size_t>(count)});
        }
        if (m_memberEnded) { // more behind the end is one more member
            m_memberEnded = false;
            ::inflateReset(m_inflate.get());
        }
        m_inflate->next_out = reinterpret_cast<Bytef *>(into.data());
        m_inflate->avail_out = static_cast<uInt>(into.size());
        const int outcome = ::inflate(m_inflate.get(), Z_NO_FLUSH);
        m_memberEnded = outcome == Z_STREAM_END;
        m_broken = outcome != Z_OK && outcome != Z_STREAM_END && outcome != Z_BUF_ERROR;
        const auto made = static_cast<qint64>(into.size() - m_inflate->avail_out);
        if (made > 0)
            return made;
    }
    return m_broken ? -1 : 0;
}

} // namespace practice
