#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <functional>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace practice {

/// The rows that a Bulk query found, kept in a file until the job goes: every page of them, and
/// every repeated page, is of the same moment. Rows come in no order of the data, but always in the
/// same one for a job: shuffled within pieces of a thousand, the pieces shuffled in the file.
///
/// `FILE.rows` holds the CSV rows piece after piece, `FILE.index` where the pieces lie, in the
/// order in which they are given out.
class ResultWriter {
public:
    /// `seed` decides the order; 0 keeps the rows as they come.
    ResultWriter(const QString &file, quint64 seed);
    /// A whole row with its line ending. False when the disk refused.
    [[nodiscard]] bool add(std::string_view row);
    [[nodiscard]] bool finish(const QByteArray &header);

private:
    [[nodiscard]] bool flush();

    struct Piece {
        qint64 offset = 0;
        qint64 bytes = 0;
        qint64 rows = 0;
    };
    QString m_name;
    QFile m_file;
    std::string m_buffer;
    std::vector<std::pair<std::size_t, std::size_t>> m_rows; ///< in m_buffer
    std::string m_shuffled;
    std::vector<Piece> m_pieces;
    qint64 m_offset = 0;
    const bool m_keepOrder;
    std::mt19937_64 m_random;
    bool m_ok = true;
};

class ResultReader {
public:
    explicit ResultReader(const QString &file);
    [[nodiscard]] bool open();
    [[nodiscard]] qint64 rows() const { return m_total; }
    [[nodiscard]] const QByteArray &header() const { return m_header; }
    /// Hands on the rows from `first` on, `count` at the most, in pieces of some 100 KB. False when
    /// reading failed or `sink` said no more.
    [[nodiscard]] bool read(
        qint64 first, qint64 count, const std::function<bool(std::string_view)> &sink);

private:
    struct Piece {
        qint64 offset = 0;
        qint64 bytes = 0;
        qint64 rows = 0;
    };
    QString m_name;
    QFile m_file;
    QByteArray m_header;
    std::vector<Piece> m_pieces;
    qint64 m_total = 0;
};

/// Takes away both files.
void removeResults(const QString &file);

} // namespace practice
