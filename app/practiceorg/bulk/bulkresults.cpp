#include "app/practiceorg/bulk/bulkresults.h"

#include <QDataStream>
#include <QSaveFile>

#include <algorithm>

namespace practice {

namespace {

constexpr std::size_t pieceRows = 1'000;

QString rowsFile(const QString &file) { return file + QStringLiteral(".rows"); }
QString indexFile(const QString &file) { return file + QStringLiteral(".index"); }

/// Behind the `count`th row of `rows`: breaks within quotes end no row.
std::size_t endOfRows(std::string_view rows, qint64 count)
{
    bool quoted = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == '"')
            quoted = !quoted; // a doubled quote turns it twice
        else if (rows[i] == '\n' && !quoted && --count == 0)
            return i + 1;
    }
    return rows.size();
}

} // namespace

ResultWriter::ResultWriter(const QString &file, quint64 seed)
    : m_name(file), m_file(rowsFile(file)), m_keepOrder(seed == 0), m_random(seed)
{
    m_ok = m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered);
}

bool ResultWriter::add(std::string_view row)
{
    m_rows.emplace_back(m_buffer.size(), row.size());
    m_buffer.append(row);
    return m_rows.size() < pieceRows || flush();
}

bool ResultWriter::flush()
{
    if (m_rows.empty())
        return m_ok;
    if (!m_keepOrder) {
        std::shuffle(m_rows.begin(), m_rows.end(), m_random);
        m_shuffled.clear();
        for (const auto &[at, length] : m_rows)
            m_shuffled.append(m_buffer, at, length);
        std::swap(m_shuffled, m_buffer);
    }
    const auto bytes = static_cast<qint64>(m_buffer.size());
    m_ok = m_ok && m_file.write(m_buffer.data(), bytes) == bytes;
    m_pieces.push_back({m_offset, bytes, std::ssize(m_rows)});
    m_offset += bytes;
    m_buffer.clear();
    m_rows.clear();
    return m_ok;
}

bool ResultWriter::finish(const QByteArray &header)
{
    if (!flush())
        return false;
    m_file.close();
    if (!m_keepOrder)
        std::shuffle(m_pieces.begin(), m_pieces.end(), m_random);
    QSaveFile index(indexFile(m_name));
    if (!index.open(QIODevice::WriteOnly))
        return false;
    QDataStream stream(&index);
    stream << header << static_cast<qint64>(m_pieces.size());
    for (const Piece &piece : m_pieces)
        stream << piece.offset << piece.bytes << piece.rows;
    return stream.status() == QDataStream::Ok && index.commit();
}

ResultReader::ResultReader(const QString &file) : m_name(file), m_file(rowsFile(file)) { }

bool ResultReader::open()
{
    QFile index(indexFile(m_name));
    if (!index.open(QIODevice::ReadOnly) || !m_file.open(QIODevice::ReadOnly))
        return false;
    QDataStream stream(&index);
    qint64 count = 0;
    stream >> m_header >> count;
    for (qint64 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        Piece piece;
        stream >> piece.offset >> piece.bytes >> piece.rows;
        m_total += piece.rows;
        m_pieces.push_back(piece);
    }
    return stream.status() == QDataStream::Ok;
}

bool ResultReader::read(
    qint64 first, qint64 count, const std::function<bool(std::string_view)> &sink)
{
    for (const Piece &piece : m_pieces) {
        if (count <= 0)
            return true;
        if (first >= piece.rows) {
            first -= piece.rows;
            continue;
        }
        const QByteArray bytes =
            m_file.seek(piece.offset) ? m_file.read(piece.bytes) : QByteArray();
        if (bytes.size() != piece.bytes)
            return false;
        std::string_view rows(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        if (first > 0)
            rows.remove_prefix(endOfRows(rows, first));
        const qint64 here = std::min(count, piece.rows - first);
        if (here < piece.rows - first)
            rows = rows.substr(0, endOfRows(rows, here));
        if (!sink(rows))
            return false;
        count -= here;
        first = 0;
    }
    return true;
}

void removeResults(const QString &file)
{
    QFile::remove(rowsFile(file));
    QFile::remove(indexFile(file));
}

} // namespace practice
