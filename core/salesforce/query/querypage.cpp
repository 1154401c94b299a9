#include "salesforce/query/querypage.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace ondemand = simdjson::ondemand;

namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isSame(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lowered, lowered);
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

bool isNumber(std::string_view text)
{
    return !text.empty() && text != "-"
        && text.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
}

/// What simdjson takes up to the next token, without the white space between them.
std::string_view withoutSpace(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(" \n\r\t") + 1);
}

/// Half a surrogate pair, which is no character, becomes U+FFFD; simdjson would refuse the page or
/// make something up, as its versions have it.
void mendHalves(simdjson::padded_string &json)
{
    static constexpr std::string_view hexDigits = "0123456789abcdefABCDEF";
    char *const text = json.data();
    const std::string_view view(json);
    const auto isHalf = [view](std::size_t at, std::string_view seconds) {
        return at + 6 <= view.size() && view[at] == '\\' && view[at + 1] == 'u'
            && lowered(view[at + 2]) == 'd' && seconds.find(view[at + 3]) != view.npos
            && view.find_first_not_of(hexDigits, at + 4) >= at + 6;
    };
    std::size_t at = 0;
    while ((at = view.find('\\', at)) != std::string_view::npos) {
        const bool isHigh = isHalf(at, "89abAB");
        if (isHigh && isHalf(at + 6, "cdefCDEF"))
            at += 12;
        else if (isHigh || isHalf(at, "cdefCDEF"))
            at = static_cast<std::size_t>(std::copy_n("fffd", 4, text + at + 2) - text);
        else
            at += 2; // the escape and what it escapes
    }
}

simdjson::padded_string mended(std::string_view json)
{
    // One bad byte is no reason to go without the other records of the page.
    const QByteArray text =
        QString::fromUtf8(json.data(), static_cast<qsizetype>(json.size())).toUtf8();
    return simdjson::padded_string(text.constData(), static_cast<std::size_t>(text.size()));
}

/// Whether something is still open where the text ends: it is the beginning of a longer one.
bool endsEarly(std::string_view json)
{
    std::string open;
    bool inText = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (inText && c == '\\')
            ++at;
        else if (c == '"')
            inText = !inText;
        else if (!inText && (c == '{' || c == '['))
            open += c == '{' ? '}' : ']';
        else if (!inText && (c == '}' || c == ']')) {
            if (!open.ends_with(c))
                return false;
            open.pop_back();
        }
    }
    return inText || !open.empty() || withoutSpace(json).empty();
}

class PageReader {
public:
    PageReader(const RecordBatch::Columns &columns, std::size_t bytes)
        : m_columns(*columns), m_cells(columns->size())
    {
        m_page.batch = RecordBatch(columns);
        m_page.batch.reserve(0, bytes / 2);
    }

    std::optional<QueryPage> read(ondemand::document &document)
    {
        ondemand::object page;
        const bool fine = !document.get_object().get(page)
            && each(page, [this](std::string_view name, ondemand::value value) {
                   return member(name, value);
               });
        // Nothing may follow the object.
        if (!fine || !m_hasRecords
            || document.current_location().error() != simdjson::OUT_OF_BOUNDS)
            return std::nullopt;
        return std::move(m_page);
    }

private:
    struct Slice {
        std::uint32_t offset = 0;
        std::uint32_t length = 0;
        bool isNull = true;
    };

    /// Calls `member` with each key and its value. What it does not read is passed over.
    template <typename Member>
    static bool each(ondemand::object &object, const Member &member)
    {
        for (simdjson::simdjson_result<ondemand::field> field : object) {
            std::string_view name;
            if (field.unescaped_key().get(name) || !member(name, field.value().value_unsafe()))
                return false;
        }
        return true;
    }

    bool member(std::string_view name, ondemand::value value)
    {
        if (name == "totalSize")
            return total(withoutSpace(value.raw_json_token()));
        if (name == "done")
            return !value.get_bool().get(m_page.done);
        std::string_view url;
        if (name == "nextRecordsUrl" && !value.get_string().get(url))
            m_page.nextRecordsUrl =
                QString::fromUtf8(url.data(), static_cast<qsizetype>(url.size()));
        ondemand::array list;
        if (name == "records" && !value.get_array().get(list))
            return records(list);
        return true;
    }

    bool total(std::string_view digits)
    {
        std::from_chars(digits.data(), digits.data() + digits.size(), m_page.totalSize);
        return isNumber(digits);
    }

    bool records(ondemand::array &list)
    {
        m_hasRecords = true;
        for (simdjson::simdjson_result<ondemand::value> element : list) {
            ondemand::object fields;
            if (element.get_object().get(fields) || !record(fields))
                return false;
        }
        return true;
    }

    bool record(ondemand::object &object)
    {
        std::fill(m_cells.begin(), m_cells.end(), Slice());
        m_hint = 0;
        m_prefix.clear();
        if (!fields(object))
            return false;
        for (const Slice &cell : m_cells) {
            if (cell.isNull)
                m_page.batch.appendNull();
            else
                m_page.batch.appendSlice(cell.offset, cell.length);
        }
        return true;
    }

    bool fields(ondemand::object &object)
    {
        return each(object,
            [this](std::string_view name, ondemand::value value) { return field(name, value); });
    }

    bool field(std::string_view name, ondemand::value value)
    {
        m_path.assign(m_prefix).append(name);
        if (const int column = columnOf(m_path); column >= 0)
            return cell(value, m_cells[static_cast<std::size_t>(column)]);
        ondemand::object parent;
        if (!isParent() || value.get_object().get(parent))
            return true;
        const std::size_t length = m_prefix.size();
        m_prefix.append(name).append(1, '.');
        const bool fine = fields(parent);
        m_prefix.resize(length);
        return fine;
    }

    bool cell(ondemand::value value, Slice &cell)
    {
        std::string &buffer = m_page.batch.buffer();
        const std::size_t begin = buffer.size();
        if (!append(value, buffer))
            return false;
        // Salesforce stores no empty text; a Bulk query can't tell it from null either.
        const std::size_t length = buffer.size() - begin;
        if (length > 0)
            cell = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length), false};
        return true;
    }

    static bool append(ondemand::value value, std::string &into)
    {
        std::string_view text;
        if (!value.get_string().get(text)) {
            if (isStamp(text))
                into.append(text.substr(0, text.size() - 5)).append(1, 'Z');
            else
                into.append(text);
            return true;
        }
        // Numbers, booleans and whatever is nested stay as they are written.
        ondemand::object object;
        ondemand::array array;
        if (!value.get_object().get(object))
            return appendNested(object.raw_json(), into);
        if (!value.get_array().get(array))
            return appendNested(array.raw_json(), into);
        text = withoutSpace(value.raw_json_token());
        if (text == "null")
            return true;
        into.append(text);
        return text == "true" || text == "false" || isNumber(text);
    }

    static bool appendNested(simdjson::simdjson_result<std::string_view> json, std::string &into)
    {
        std::string_view text;
        if (std::move(json).get(text))
            return false;
        into.append(withoutSpace(text));
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

    const std::vector<std::string> &m_columns;
    std::vector<Slice> m_cells;
    std::size_t m_hint = 0;
    std::string m_prefix;
    std::string m_path;
    bool m_hasRecords = false;
    QueryPage m_page;
};

} // namespace

Result<QueryPage> readQueryPage(
    std::string_view json, const RecordBatch::Columns &columns, const QString &what)
{
    simdjson::padded_string text(json);
    mendHalves(text);
    ondemand::parser parser;
    ondemand::document document;
    simdjson::error_code error = parser.iterate(text).get(document);
    if (error == simdjson::UTF8_ERROR) {
        text = mended(text);
        error = parser.iterate(text).get(document);
    }
    if (!error) {
        std::optional<QueryPage> page = PageReader(columns, json.size()).read(document);
        if (page && (page->done || !page->nextRecordsUrl.isEmpty()))
            return *std::move(page);
    }
    return failure(
        endsEarly(json) ? Failure::Problem::AnswerTruncated : Failure::Problem::AnswerUnreadable,
        {what});
}
