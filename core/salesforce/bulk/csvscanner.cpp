#include "salesforce/bulk/csvscanner.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t longestRow = 64 << 20;  ///< Salesforce's limit is 400,000 characters
constexpr std::size_t spareBytes = 256 << 10; ///< a batch ends with the row that fills it
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

bool isSame(std::string_view a, std::string_view b)
{
    return QLatin1StringView(a.data(), static_cast<qsizetype>(a.size()))
               .compare(QLatin1StringView(b.data(), static_cast<qsizetype>(b.size())),
                   Qt::CaseInsensitive)
        == 0;
}

} // namespace

CsvScanner::CsvScanner(RecordBatch::Columns columns, std::size_t batchBytes)
    : m_columns(std::move(columns))
    , m_batchBytes(std::max<std::size_t>(batchBytes, 1))
    , m_batch(m_columns)
{
}

std::span<char> CsvScanner::room(std::size_t size)
{
    std::string &buffer = m_batch.buffer();
    if (buffer.capacity() < m_batchBytes)
        buffer.reserve(m_batchBytes + spareBytes);
    buffer.resize(m_filled + size);
    return {buffer.data() + m_filled, size};
}

bool CsvScanner::feed(std::size_t size)
{
    m_filled += size;
    return scan(false);
}

bool CsvScanner::finish()
{
    if (!scan(true))
        return false;
    if (m_done == m_filled)
        return true;
    m_endsEarly = true;
    return broken(u"The page ends inside a row"_s);
}

RecordBatch CsvScanner::take()
{
    RecordBatch full = std::move(m_batch);
    m_batch = RecordBatch(m_columns);
    // The next batch is likely to be much like this one.
    m_batch.reserve(full.rowCount() + full.rowCount() / 8, m_batchBytes + spareBytes);
    std::string &rest = m_batch.buffer();
    rest.assign(full.buffer(), m_done, m_filled - m_done);
    full.buffer().resize(m_done);
    m_filled -= m_done;
    m_done = 0;
    return full;
}

bool CsvScanner::scan(bool last)
{
    if (!m_problem.isEmpty())
        return false;
    if (m_atStart && m_done == 0) {
        const std::string_view begin(
            m_batch.buffer().data(), std::min(m_filled, byteOrderMark.size()));
        if (!last && begin.size() < byteOrderMark.size() && byteOrderMark.starts_with(begin))
            return true;
        m_atStart = false;
        if (begin == byteOrderMark)
            m_done = byteOrderMark.size();
    }
    while (m_done < m_filled) {
        const Row row = scanRow(last);
        if (row == Row::Broken)
            return false;
        if (row == Row::NeedsMore)
            break;
        if (!takeRow())
            return false;
        m_done = m_rowEnd;
    }
    if (m_filled - m_done > longestRow)
        return broken(u"A row does not end"_s);
    return true;
}

/// Finds the values of the row that begins at m_done, without changing a byte: a row that is not
/// whole yet is scanned again when more has come.
CsvScanner::Row CsvScanner::scanRow(bool last)
{
    const char *data = m_batch.buffer().data();
    m_row.clear();
    std::size_t at = m_done;
    while (true) {
        const bool quoted = at < m_filled && data[at] == '"';
        const Row value = quoted ? scanQuoted(at, last) : scanPlain(at);
        if (value != Row::Whole)
            return value;
        if (at == m_filled) { // only the last row may end without a line ending
            m_rowEnd = at;
            return Row::Whole;
        }
        const char next = data[at];
        if (next == ',') {
            ++at;
            continue;
        }
        if (next == '\r') {
            if (at + 1 == m_filled && !last)
                return Row::NeedsMore;
            if (at + 1 < m_filled && data[at + 1] == '\n')
                ++at;
            else if (at + 1 < m_filled)
                return brokenRow(u"A carriage return stands alone"_s);
        } else if (next != '\n') {
            return brokenRow(u"Text follows a closing quote"_s);
        }
        m_rowEnd = at + 1;
        return Row::Whole;
    }
}

/// `at` stands on the opening quote and ends behind the closing one.
CsvScanner::Row CsvScanner::scanQuoted(std::size_t &at, bool last)
{
    const char *data = m_batch.buffer().data();
    Value value{at + 1, at + 1, false, true};
    std::size_t from = at + 1;
    while (true) {
        const auto *quote =
            static_cast<const char *>(std::memchr(data + from, '"', m_filled - from));
        if (!quote)
            return Row::NeedsMore;
        const auto found = static_cast<std::size_t>(quote - data);
        if (found + 1 == m_filled && !last)
            return Row::NeedsMore; // closing, or the first of two
        if (found + 1 < m_filled && data[found + 1] == '"') {
            value.doubled = true;
            from = found + 2;
            continue;
        }
        value.end = found;
        m_row.push_back(value);
        at = found + 1;
        return Row::Whole;
    }
}

CsvScanner::Row CsvScanner::scanPlain(std::size_t &at)
{
    const char *data = m_batch.buffer().data();
    const std::size_t begin = at;
    while (at < m_filled && data[at] != ',' && data[at] != '\n' && data[at] != '\r')
        ++at;
    // Salesforce quotes every value and ends every row: an open end may be half a value
    // (HTTP_FACTS.md, fact 2).
    if (at == m_filled)
        return Row::NeedsMore;
    m_row.push_back({begin, at, false, false});
    return Row::Whole;
}

bool CsvScanner::takeRow()
{
    const bool isBlank = m_row.size() == 1 && !m_row[0].quoted && m_row[0].begin == m_row[0].end;
    if (isBlank && (m_columns->size() > 1 || !m_hasHeader))
        return true;
    if (!m_hasHeader)
        return takeHeader();
    if (m_row.size() != m_source.size()) {
        const char end = m_batch.buffer()[m_rowEnd - 1];
        m_endsEarly = m_row.size() < m_source.size() && end != '\n' && end != '\r';
        return broken(u"Row %1 has %2 values instead of %3"_s.arg(m_rows + 1)
                .arg(m_row.size())
                .arg(m_source.size()));
    }
    ++m_rows;
    if (m_skip > 0) {
        --m_skip;
        return true;
    }
    for (const std::size_t place : m_source) {
        const Value &value = m_row[place];
        const std::size_t length = unquote(value);
        if (length == 0)
            m_batch.appendNull();
        else
            m_batch.appendSlice(
                static_cast<std::uint32_t>(value.begin), static_cast<std::uint32_t>(length));
    }
    return true;
}

/// Takes doubled quotes out where they stand; the length that is left.
std::size_t CsvScanner::unquote(const Value &value)
{
    if (!value.doubled)
        return value.end - value.begin;
    char *data = m_batch.buffer().data();
    std::size_t to = value.begin;
    for (std::size_t from = value.begin; from < value.end; ++from) {
        data[to++] = data[from];
        if (data[from] == '"')
            ++from; // its twin
    }
    return to - value.begin;
}

bool CsvScanner::takeHeader()
{
    m_hasHeader = true;
    const char *data = m_batch.buffer().data();
    std::vector<std::string_view> names;
    names.reserve(m_row.size());
    for (const Value &value : m_row)
        names.emplace_back(data + value.begin, value.end - value.begin);
    for (const std::string &column : *m_columns) {
        const auto found = std::find_if(names.begin(), names.end(),
            [&](std::string_view name) { return isSame(name, column); });
        if (found == names.end())
            return broken(u"Column %1 is missing"_s.arg(QString::fromStdString(column)));
        m_source.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    if (names.size() != m_columns->size())
        return broken(
            u"The page has %1 columns instead of %2"_s.arg(names.size()).arg(m_columns->size()));
    return true;
}

CsvScanner::Row CsvScanner::brokenRow(const QString &problem)
{
    m_problem = problem;
    return Row::Broken;
}

bool CsvScanner::broken(const QString &problem)
{
    m_problem = problem;
    return false;
}
