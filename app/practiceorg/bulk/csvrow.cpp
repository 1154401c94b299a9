#include "app/practiceorg/bulk/csvrow.h"

#include "app/practiceorg/query/formatted.h"

#include <sqlite3.h>

#include <charconv>
#include <chrono>
#include <cmath>

namespace practice {

namespace {

void appendDigits(std::string &out, unsigned number, int width)
{
    char digits[8];
    for (int i = width - 1; i >= 0; --i, number /= 10)
        digits[i] = static_cast<char>('0' + number % 10);
    out.append(digits, static_cast<std::size_t>(width));
}

/// `2024-09-09T13:08:34.000Z`
void appendStamp(std::string &out, qint64 ms)
{
    using namespace std::chrono;
    const auto day = floor<days>(milliseconds(ms));
    const year_month_day date{sys_days(day)};
    const auto rest = static_cast<unsigned>((milliseconds(ms) - day).count());
    appendDigits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    appendDigits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    appendDigits(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    appendDigits(out, rest / 3'600'000, 2);
    out += ':';
    appendDigits(out, rest / 60'000 % 60, 2);
    out += ':';
    appendDigits(out, rest / 1'000 % 60, 2);
    out += '.';
    appendDigits(out, rest % 1'000, 3);
    out += 'Z';
}

void appendNumber(std::string &out, double number)
{
    char text[64];
    // Large ones come in scientific notation, as in Java.
    const auto end = std::fabs(number) < 1e15
        ? std::to_chars(text, text + sizeof text, number, std::chars_format::fixed)
        : std::to_chars(text, text + sizeof text, number, std::chars_format::scientific);
    const std::string_view written(text, static_cast<std::size_t>(end.ptr - text));
    out += written;
    if (written.find_first_of(".e") == std::string_view::npos)
        out += ".0";
}

} // namespace

CsvRow::CsvRow(const std::vector<soql::Leaf> &leaves, csv::Dialect dialect)
    : m_leaves(leaves), m_dialect(dialect)
{
}

std::string CsvRow::header() const
{
    std::string out;
    for (const soql::Leaf &leaf : m_leaves) {
        if (!out.empty())
            out += m_dialect.delimiter;
        csv::appendQuoted(out, leaf.heading.toStdString());
    }
    out += m_dialect.lineEnding();
    return out;
}

void CsvRow::append(std::string &out, sqlite3_stmt *row) const
{
    bool first = true;
    for (const soql::Leaf &leaf : m_leaves) {
        if (!std::exchange(first, false))
            out += m_dialect.delimiter;
        if (sqlite3_column_type(row, leaf.column) == SQLITE_NULL) {
            out += "\"\"";
            continue;
        }
        if (leaf.kind == soql::Leaf::Kind::Formatted) {
            const QByteArray text = formatted(*leaf.object, *leaf.field, row, leaf.column);
            if (!text.isEmpty()) {
                csv::appendQuoted(out, text.toStdString());
                continue;
            }
        }
        switch (leaf.field != nullptr ? leaf.field->type : FieldType::String) {
        case FieldType::Boolean:
            out += sqlite3_column_int(row, leaf.column) != 0 ? "\"true\"" : "\"false\"";
            break;
        case FieldType::DateTime:
            out += '"';
            appendStamp(out, sqlite3_column_int64(row, leaf.column));
            out += '"';
            break;
        case FieldType::Double:
        case FieldType::Currency:
        case FieldType::Percent:
            out += '"';
            appendNumber(out, sqlite3_column_double(row, leaf.column));
            out += '"';
            break;
        default: {
            const auto *bytes =
                reinterpret_cast<const char *>(sqlite3_column_text(row, leaf.column));
            csv::appendQuoted(
                out, {bytes, static_cast<std::size_t>(sqlite3_column_bytes(row, leaf.column))});
            if (leaf.field != nullptr && leaf.field->type == FieldType::Time)
                out.insert(out.size() - 1, 1, 'Z');
        }
        }
    }
    out += m_dialect.lineEnding();
}

} // namespace practice
