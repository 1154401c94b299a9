#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// CSV as Bulk API 2.0 reads and writes it (PROTOCOL.md 5.1, 5.4).
namespace practice::csv {

struct Dialect {
    char delimiter = ',';
    bool crlf = false;

    [[nodiscard]] std::string_view lineEnding() const { return crlf ? "\r\n" : "\n"; }
};

/// From `COMMA`, `TAB` … and `LF`, `CRLF`; nothing for other words.
[[nodiscard]] std::optional<Dialect> dialect(
    const QString &columnDelimiter, const QString &lineEnding);

/// `"value"`, quotes within doubled.
void appendQuoted(std::string &out, std::string_view value);

/// Reads rows one by one from text that stays where it is.
class Reader {
public:
    enum class Outcome { Row, End, Bad };

    Reader(std::string_view text, Dialect dialect);

    /// Blank lines are passed over.
    [[nodiscard]] Outcome next();
    /// Of the last row; valid until the next one.
    [[nodiscard]] const std::vector<std::string_view> &cells() const { return m_cells; }
    /// The last row as it was sent, without its line ending.
    [[nodiscard]] std::string_view raw() const { return m_raw; }
    /// Why a row is bad, as a job's errorMessage says it.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    bool readRow();
    bool readQuoted();
    bool readPlain();
    /// Past the end of the line; false when it is not the dialect's.
    bool endLine();
    bool bad(const QString &problem);
    bool badLineEnding();
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    [[nodiscard]] bool atLineEnd() const
    {
        return m_at >= m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r';
    }

    std::string_view m_text;
    Dialect m_dialect;
    std::size_t m_at = 0;
    std::vector<std::string_view> m_cells;
    std::string m_unescaped; ///< holds cells whose quotes were doubled
    std::vector<std::pair<std::size_t, std::size_t>> m_inUnescaped; ///< cell, place in m_unescaped
    std::string_view m_raw;
    QString m_problem;
};

} // namespace practice::csv
