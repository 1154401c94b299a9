#pragma once

#include "base/recordbatch.h"

#include <QStringList>

#include <span>
#include <string>
#include <vector>

/// Scans a Bulk API 2.0 result page into batches, in place: the inflated bytes are the batch's own
/// buffer, quoted values lose their quotes where they stand, and a value is never copied
/// (PROTOCOL.md 5.1, 5.4). Chunks may end anywhere, in the middle of a quote or of a CRLF.
///
/// The header decides which value goes to which column; names are compared without regard to case,
/// and a column too many or too few is a broken page. An empty value is null.
class CsvScanner {
public:
    explicit CsvScanner(RecordBatch::Columns columns, std::size_t batchBytes = 4 << 20);

    /// Room for the next bytes: write at most `size` of them and say with `feed` how many came.
    std::span<char> room(std::size_t size);
    /// False when the page is broken; see `problem`.
    bool feed(std::size_t size);
    /// After the last byte: takes a last row without a line ending. False when the page is broken
    /// or ends inside a row.
    bool finish();

    /// Rows that were handed on already when the page is read once more.
    void skipRows(qint64 rows) { m_skip = rows; }

    /// Enough for a batch has been scanned.
    [[nodiscard]] bool hasBatch() const { return m_done >= m_batchBytes; }
    [[nodiscard]] std::size_t rowsInBatch() const { return m_batch.rowCount(); }
    /// The rows scanned since the last call.
    [[nodiscard]] RecordBatch take();

    [[nodiscard]] qint64 rows() const { return m_rows; } ///< of the page so far, skipped ones too
    [[nodiscard]] bool endsEarly() const { return m_endsEarly; }
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] bool hasHeader() const { return m_hasHeader; }

private:
    struct Value {
        std::size_t begin;
        std::size_t end;
        bool doubled; ///< holds doubled quotes
        bool quoted;
    };
    enum class Row { Whole, NeedsMore, Broken };
    Row scanRow(bool last);
    Row scanQuoted(std::size_t &at, bool last);
    Row scanPlain(std::size_t &at);
    bool scan(bool last);
    bool takeRow();
    bool takeHeader();
    std::size_t unquote(const Value &value);
    bool broken(const QString &problem);
    Row brokenRow(const QString &problem);

    RecordBatch::Columns m_columns;
    std::size_t m_batchBytes;
    RecordBatch m_batch;
    std::size_t m_filled = 0; ///< bytes of the buffer that are data
    std::size_t m_done = 0;   ///< bytes that whole rows have used
    std::size_t m_rowEnd = 0; ///< where the row just scanned ends, its line ending included
    std::vector<Value> m_row;
    std::vector<std::size_t> m_source; ///< for each column its place in the page
    qint64 m_rows = 0;
    qint64 m_skip = 0;
    bool m_hasHeader = false;
    bool m_atStart = true;
    bool m_endsEarly = false;
    QString m_problem;
};
