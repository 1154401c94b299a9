#include "app/practiceorg/bulk/bulkupload.h"

namespace practice {

namespace {

constexpr std::size_t pieceSize = 64 << 10;

/// The value of `name` among the parameters of a header: `boundary=x`, `name="job"`.
QByteArray parameterOf(const QByteArray &header, const QByteArray &name)
{
    for (const QByteArray &part : header.split(';')) {
        const QByteArray parameter = part.trimmed();
        if (!parameter.toLower().startsWith(QByteArray(name + '=')))
            continue;
        QByteArray value = parameter.mid(name.size() + 1);
        if (value.size() > 1 && value.startsWith('"') && value.endsWith('"'))
            value = value.mid(1, value.size() - 2);
        return value;
    }
    return {};
}

QByteArray partName(const QByteArray &headers)
{
    for (const QByteArray &line : headers.split('\n')) {
        if (line.trimmed().toLower().startsWith("content-disposition:"))
            return parameterOf(line, "name");
    }
    return {};
}

} // namespace

BulkUpload::BulkUpload(const QString &path, csv::Dialect dialect) : m_file(path), m_dialect(dialect)
{
    if (!m_file.open(QIODevice::ReadOnly) || m_file.size() == 0)
        return;
    const auto *bytes = reinterpret_cast<const char *>(m_file.map(0, m_file.size()));
    if (bytes != nullptr)
        m_text = {bytes, static_cast<std::size_t>(m_file.size())};
}

std::string BulkUpload::resultHeader(BulkRows rows) const
{
    std::string header;
    if (rows != BulkRows::Unprocessed) {
        header = "\"sf__Id\"";
        header += m_dialect.delimiter;
        header += rows == BulkRows::Successful ? "\"sf__Created\"" : "\"sf__Error\"";
    }
    csv::Reader reader(m_text, m_dialect);
    if (reader.next() == csv::Reader::Outcome::Row) {
        if (!header.empty())
            header += m_dialect.delimiter;
        header += reader.raw();
    }
    header += m_dialect.lineEnding();
    return header;
}

void BulkUpload::copyFrom(qint64 first, const std::function<bool(std::string_view)> &sink) const
{
    csv::Reader reader(m_text, m_dialect);
    std::string piece;
    for (qint64 row = -1; reader.next() == csv::Reader::Outcome::Row; ++row) {
        if (row < first)
            continue;
        bool firstCell = true;
        for (const std::string_view cell : reader.cells()) {
            if (!std::exchange(firstCell, false))
                piece += m_dialect.delimiter;
            csv::appendQuoted(piece, cell);
        }
        piece += m_dialect.lineEnding();
        if (piece.size() < pieceSize)
            continue;
        if (!sink(piece))
            return;
        piece.clear();
    }
    if (!piece.empty())
        sink(piece);
}

std::optional<MultipartUpload> readMultipart(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray boundary = parameterOf(contentType, "boundary");
    if (boundary.isEmpty())
        return std::nullopt;
    // Every part begins behind a line with the boundary; the first may stand at the very beginning.
    const QByteArray mark = "--" + boundary;
    std::optional<QByteArray> job;
    std::optional<QByteArray> content;
    qsizetype at = body.indexOf(mark);
    while (at >= 0) {
        at += mark.size();
        if (body.mid(at, 2) == "--")
            break;
        const qsizetype end = body.indexOf(QByteArray("\n" + mark), at);
        if (end < 0)
            return std::nullopt;
        const QByteArray part = body.mid(at, end - at);
        qsizetype blank = part.indexOf("\r\n\r\n");
        qsizetype skip = 4;
        if (blank < 0) {
            blank = part.indexOf("\n\n");
            skip = 2;
        }
        if (blank < 0)
            return std::nullopt;
        QByteArray value = part.mid(blank + skip);
        if (value.endsWith('\r'))
            value.chop(1);
        const QByteArray name = partName(part.left(blank));
        if (name == "job")
            job = value;
        else if (name == "content")
            content = value;
        at = end + 1;
    }
    if (!job || !content)
        return std::nullopt;
    return MultipartUpload{*job, *content};
}

} // namespace practice
