#include "salesforce/query/querypage.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace {

constexpr int deepest = 64; ///< levels of nesting; Salesforce needs five

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isSame(std::string_view a, std::string_view b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lowered(a[i]) != lowered(b[i]))
            return false;
    }
    return true;
}

bool isDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `2024-05-07T22:07:19.000+0000`, which a Bulk query writes as `2024-05-07T22:07:19.000Z`.
bool isStamp(std::string_view text)
{
    return text.size() == 28 && text.ends_with("+0000") && text[4] == '-' && text[7] == '-'
        && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == '.'
        && isDigits(text.substr(0, 4)) && isDigits(text.substr(5, 2)) && isDigits(text.substr(8, 2))
        && isDigits(text.substr(11, 2)) && isDigits(text.substr(14, 2))
        && isDigits(text.substr(17, 2)) && isDigits(text.substr(20, 3));
}

void appendUtf8(char32_t code, std::string &into)
{
    if (code < 0x80) {
        into += static_cast<char>(code);
    } else if (code < 0x800) {
        into += static_cast<char>(0xC0 | (code >> 6));
        into += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        into += static_cast<char>(0xE0 | (code >> 12));
        into += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        into += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        into += static_cast<char>(0xF0 | (code >> 18));
        into += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
        into += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        into += static_cast<char>(0x80 | (code & 0x3F));
    }
}

/// JSON, read from left to right. Everything returns false once the text is no good; `ranOut` tells
/// whether it only ended too early.
class Json {
public:
    explicit Json(std::string_view text) : m_at(text.data()), m_end(text.data() + text.size()) { }

    [[nodiscard]] bool ranOut() const { return m_ranOut; }
    [[nodiscard]] const char *position() const { return m_at; }

    /// The next character that means something; 0 at the end.
    char peek()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
        return m_at < m_end ? *m_at : '\0';
    }
    bool take(char wanted)
    {
        if (peek() != wanted)
            return bad();
        ++m_at;
        return true;
    }
    bool word(std::string_view wanted)
    {
        const auto left = static_cast<std::size_t>(m_end - m_at);
        const std::string_view here(m_at, std::min(left, wanted.size()));
        if (here != wanted) {
            m_ranOut = m_ranOut || wanted.starts_with(here);
            return false;
        }
        m_at += wanted.size();
        return true;
    }
    bool number(std::string_view &text)
    {
        const char *begin = m_at;
        while (m_at < m_end && std::strchr("+-.0123456789eE", *m_at) && *m_at != '\0')
            ++m_at;
        text = std::string_view(begin, static_cast<std::size_t>(m_at - begin));
        if (m_at == m_end)
            return bad(); // no answer ends in a number
        return !text.empty() && text != "-";
    }
    /// Appends the value of a string, as UTF-8.
    bool string(std::string &into)
    {
        if (!take('"'))
            return false;
        while (true) {
            const char *quote = find('"');
            if (!quote)
                return runOut();
            const auto length = static_cast<std::size_t>(quote - m_at);
            const auto *escape = static_cast<const char *>(std::memchr(m_at, '\\', length));
            if (!escape) {
                into.append(m_at, length);
                m_at = quote + 1;
                return true;
            }
            into.append(m_at, static_cast<std::size_t>(escape - m_at));
            m_at = escape + 1;
            if (!unescape(into))
                return false;
        }
    }
    bool skip(int depth = 0)
    {
        std::string_view text;
        switch (peek()) {
        case '"':
            return skipString();
        case '{':
        case '[':
            return depth < deepest && skipNested(depth);
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return number(text);
        }
    }
    /// Calls `member` with each key; it reads the value. `name` is the key's buffer.
    template <typename Member>
    bool object(std::string &name, const Member &member)
    {
        if (!take('{'))
            return false;
        if (peek() == '}')
            return take('}');
        while (true) {
            name.clear();
            if (peek() != '"' || !string(name))
                return bad();
            if (!take(':') || !member())
                return bad();
            if (peek() != ',')
                return take('}');
            ++m_at;
        }
    }
    template <typename Element>
    bool array(const Element &element)
    {
        if (!take('['))
            return false;
        if (peek() == ']')
            return take(']');
        while (true) {
            if (!element())
                return bad();
            if (peek() != ',')
                return take(']');
            ++m_at;
        }
    }

private:
    bool bad()
    {
        m_ranOut = m_ranOut || m_at == m_end;
        return false;
    }
    bool runOut()
    {
        m_at = m_end;
        return bad();
    }
    [[nodiscard]] const char *find(char wanted) const
    {
        return static_cast<const char *>(
            std::memchr(m_at, wanted, static_cast<std::size_t>(m_end - m_at)));
    }
    bool hex(char32_t &code)
    {
        if (m_end - m_at < 4)
            return runOut();
        std::uint32_t value = 0;
        const auto [rest, error] = std::from_chars(m_at, m_at + 4, value, 16);
        if (error != std::errc() || rest != m_at + 4)
            return false;
        code = value;
        m_at += 4;
        return true;
    }
    bool unicode(std::string &into)
    {
        char32_t code = 0;
        if (!hex(code))
            return false;
        if (code >= 0xD800 && code < 0xDC00 && m_end - m_at >= 6 && m_at[0] == '\\'
            && m_at[1] == 'u') {
            const char *before = m_at;
            char32_t low = 0;
            m_at += 2;
            if (!hex(low))
                return false;
            if (low >= 0xDC00 && low < 0xE000)
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            else
                m_at = before;
        }
        const bool isHalf = code >= 0xD800 && code < 0xE000;
        appendUtf8(isHalf ? 0xFFFD : code, into);
        return true;
    }
    bool unescape(std::string &into)
    {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (m_at == m_end)
            return bad();
        const char letter = *m_at++;
        if (letter == 'u')
            return unicode(into);
        const std::size_t index = letters.find(letter);
        if (index == std::string_view::npos)
            return false;
        into += meanings[index];
        return true;
    }
    bool skipString()
    {
        ++m_at;
        while (true) {
            const char *quote = find('"');
            if (!quote)
                return runOut();
            std::size_t slashes = 0;
            while (quote - slashes > m_at && *(quote - slashes - 1) == '\\')
                ++slashes;
            m_at = quote + 1;
            if (slashes % 2 == 0)
                return true;
            // The quote was escaped; what stands before it must not be looked at again.
        }
    }
    bool skipNested(int depth)
    {
        std::string name;
        if (peek() == '{')
            return object(name, [&] { return skip(depth + 1); });
        return array([&] { return skip(depth + 1); });
    }

    const char *m_at;
    const char *m_end;
    bool m_ranOut = false;
};

class PageReader {
public:
    PageReader(std::string_view text, const RecordBatch::Columns &columns)
        : m_json(text), m_columns(*columns), m_cells(columns->size())
    {
        m_page.batch = RecordBatch(columns);
        m_page.batch.reserve(0, text.size() / 2);
    }

    [[nodiscard]] bool ranOut() const { return m_json.ranOut(); }

    std::optional<QueryPage> read()
    {
        std::string name;
        bool hasRecords = false;
        const bool fine = m_json.object(name, [&] { return member(name, hasRecords); });
        if (!fine || !hasRecords || m_json.peek() != '\0')
            return std::nullopt;
        return std::move(m_page);
    }

private:
    struct Slice {
        std::uint32_t offset = 0;
        std::uint32_t length = 0;
        bool isNull = true;
    };

    bool member(const std::string &name, bool &hasRecords)
    {
        std::string_view text;
        if (name == "totalSize") {
            if (m_json.peek() == '\0' || !m_json.number(text))
                return false;
            std::from_chars(text.data(), text.data() + text.size(), m_page.totalSize);
            return true;
        }
        if (name == "done") {
            m_page.done = m_json.peek() == 't';
            return m_json.word(m_page.done ? "true" : "false");
        }
        if (name == "nextRecordsUrl" && m_json.peek() == '"') {
            std::string url;
            if (!m_json.string(url))
                return false;
            m_page.nextRecordsUrl = QString::fromStdString(url);
            return true;
        }
        if (name == "records" && m_json.peek() == '[') {
            hasRecords = true;
            return m_json.array([this] { return record(); });
        }
        return m_json.skip();
    }

    bool record()
    {
        std::fill(m_cells.begin(), m_cells.end(), Slice());
        m_hint = 0;
        m_prefix.clear();
        if (!fields(0))
            return false;
        for (const Slice &cell : m_cells) {
            if (cell.isNull)
                m_page.batch.appendNull();
            else
                m_page.batch.appendSlice(cell.offset, cell.length);
        }
        return true;
    }

    bool fields(int depth)
    {
        if (depth > deepest)
            return false;
        std::string name;
        return m_json.object(name, [&] { return field(name, depth); });
    }

    bool field(const std::string &name, int depth)
    {
        m_path.assign(m_prefix).append(name);
        const char first = m_json.peek();
        const int column = columnOf(m_path);
        if (column >= 0)
            return value(m_cells[static_cast<std::size_t>(column)], first);
        if (first == '{' && isParent()) {
            const std::size_t length = m_prefix.size();
            m_prefix.append(name).append(1, '.');
            const bool fine = fields(depth + 1);
            m_prefix.resize(length);
            return fine;
        }
        return m_json.skip();
    }

    bool value(Slice &cell, char first)
    {
        std::string &buffer = m_page.batch.buffer();
        const std::size_t begin = buffer.size();
        if (first == 'n')
            return m_json.word("null");
        if (first == '"') {
            if (!m_json.string(buffer))
                return false;
            if (isStamp(std::string_view(buffer).substr(begin))) {
                buffer.resize(buffer.size() - 5);
                buffer += 'Z';
            }
        } else {
            // Numbers, booleans and whatever is nested stay as they are written.
            const char *from = m_json.position();
            if (!m_json.skip())
                return false;
            buffer.append(from, static_cast<std::size_t>(m_json.position() - from));
        }
        // Salesforce stores no empty text; a Bulk query can't tell it from null either.
        const std::size_t length = buffer.size() - begin;
        if (length > 0)
            cell = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length), false};
        return true;
    }

    /// Records come in the order that was asked for: the next column is nearly always the one.
    int columnOf(std::string_view path)
    {
        const std::size_t count = m_columns.size();
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t column = (m_hint + i) % count;
            if (isSame(m_columns[column], path)) {
                m_hint = column + 1;
                return static_cast<int>(column);
            }
        }
        return -1;
    }

    [[nodiscard]] bool isParent() const
    {
        return std::any_of(m_columns.begin(), m_columns.end(), [this](const std::string &column) {
            return column.size() > m_path.size() && column[m_path.size()] == '.'
                && isSame(std::string_view(column).substr(0, m_path.size()), m_path);
        });
    }

    Json m_json;
    const std::vector<std::string> &m_columns;
    std::vector<Slice> m_cells;
    std::size_t m_hint = 0;
    std::string m_prefix;
    std::string m_path;
    QueryPage m_page;
};

} // namespace

Result<QueryPage> readQueryPage(
    std::string_view json, const RecordBatch::Columns &columns, const QString &what)
{
    PageReader reader(json, columns);
    std::optional<QueryPage> page = reader.read();
    if (page && (page->done || !page->nextRecordsUrl.isEmpty()))
        return *std::move(page);
    return failure(
        reader.ranOut() ? Failure::Problem::AnswerTruncated : Failure::Problem::AnswerUnreadable,
        {what});
}
