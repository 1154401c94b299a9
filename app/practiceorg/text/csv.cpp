#include "app/practiceorg/text/csv.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice::csv {

std::optional<Dialect> dialect(const QString &columnDelimiter, const QString &lineEnding)
{
    static constexpr std::pair<QLatin1StringView, char> delimiters[] = {{"COMMA"_L1, ','},
        {"TAB"_L1, '\t'}, {"SEMICOLON"_L1, ';'}, {"PIPE"_L1, '|'}, {"CARET"_L1, '^'},
        {"BACKQUOTE"_L1, '`'}};
    const auto *found = std::find_if(std::begin(delimiters), std::end(delimiters),
        [&](const auto &delimiter) { return columnDelimiter == delimiter.first; });
    if (found == std::end(delimiters) || (lineEnding != "LF"_L1 && lineEnding != "CRLF"_L1))
        return std::nullopt;
    return Dialect{found->second, lineEnding == "CRLF"_L1};
}

void appendQuoted(std::string &out, std::string_view value)
{
    out += '"';
    for (std::size_t quote = value.find('"'); quote != std::string_view::npos;
        quote = value.find('"')) {
        out.append(value.substr(0, quote + 1));
        out += '"';
        value.remove_prefix(quote + 1);
    }
    out.append(value);
    out += '"';
}

Reader::Reader(std::string_view text, Dialect dialect) : m_text(text), m_dialect(dialect) { }

Reader::Outcome Reader::next()
{
    do {
        if (m_at >= m_text.size())
            return Outcome::End;
        if (!readRow())
            return Outcome::Bad;
    } while (m_raw.empty());
    return Outcome::Row;
}

bool Reader::readRow()
{
    m_cells.clear();
    m_unescaped.clear();
    m_inUnescaped.clear();
    const std::size_t start = m_at;
    while (true) {
        if (!(peek() == '"' ? readQuoted() : readPlain()))
            return false;
        if (peek() != m_dialect.delimiter || m_at >= m_text.size())
            break;
        ++m_at;
    }
    m_raw = m_text.substr(start, m_at - start);
    // Only now does the buffer stay where it is.
    for (const auto &[cell, place] : m_inUnescaped)
        m_cells[cell] = std::string_view(m_unescaped).substr(place, m_cells[cell].size());
    return endLine();
}

bool Reader::readPlain()
{
    const std::size_t start = m_at;
    while (!atLineEnd() && m_text[m_at] != m_dialect.delimiter) {
        if (m_text[m_at] == '"')
            return bad(
                u"InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote should be "
                "within a quote"_s);
        ++m_at;
    }
    m_cells.push_back(m_text.substr(start, m_at - start));
    return true;
}

bool Reader::readQuoted()
{
    const std::size_t start = ++m_at;
    const std::size_t place = m_unescaped.size();
    std::size_t copied = start;
    bool doubled = false;
    while (true) {
        const std::size_t quote = m_text.find('"', m_at);
        if (quote == std::string_view::npos)
            return bad(
                u"InvalidBatch : Failed to parse CSV. EOF reached before closing an opened quote"_s);
        m_at = quote + 1;
        if (peek() != '"' || m_at >= m_text.size())
            break;
        doubled = true;
        m_unescaped.append(m_text.substr(copied, m_at - copied));
        copied = ++m_at;
    }
    const std::string_view whole = m_text.substr(start, m_at - 1 - start);
    // A break inside a value is a break of the file too.
    for (std::size_t i = whole.find('\n'); i != std::string_view::npos;
        i = whole.find('\n', i + 1)) {
        if ((i > 0 && whole[i - 1] == '\r') != m_dialect.crlf)
            return badLineEnding();
    }
    if (doubled) {
        m_unescaped.append(m_text.substr(copied, m_at - 1 - copied));
        m_inUnescaped.emplace_back(m_cells.size(), place);
        m_cells.push_back(std::string_view(m_unescaped).substr(place));
    } else {
        m_cells.push_back(whole);
    }
    if (!atLineEnd() && m_text[m_at] != m_dialect.delimiter)
        return bad(
            u"InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote should be "
            "within a quote"_s);
    return true;
}

bool Reader::endLine()
{
    if (m_at >= m_text.size())
        return true;
    const bool crlf = m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
    if (crlf != m_dialect.crlf || (!crlf && m_text[m_at] == '\r'))
        return badLineEnding();
    m_at += crlf ? 2 : 1;
    return true;
}

bool Reader::badLineEnding()
{
    return bad(
        u"ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is %1"_s
            .arg(m_dialect.crlf ? u"CRLF"_s : u"LF"_s));
}

bool Reader::bad(const QString &problem)
{
    m_problem = problem;
    return false;
}

} // namespace practice::csv
