#include "app/practiceorg/text/jsontext.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isHexDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// What Java takes for a part of a name; of letters beyond ASCII, all.
bool isNamePart(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'
        || static_cast<unsigned char>(c) >= 0x80;
}

/// Reads token by token and stops at the first problem, as Jackson does.
class Scanner {
public:
    explicit Scanner(const QByteArray &text) : m_text(text) { }

    /// False at the end, and at a problem.
    bool next();
    [[nodiscard]] const std::optional<QString> &problem() const { return m_problem; }
    [[nodiscard]] std::vector<JsonMember> &members() { return m_members; }

private:
    struct Context {
        bool isObject;
        bool hasEntries = false;
        [[nodiscard]] QString name() const { return isObject ? u"OBJECT"_s : u"ARRAY"_s; }
    };

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char current() const { return m_text[m_at]; }
    bool fail(const QString &message);
    bool failAtEnd(const QString &message);
    bool unexpected(const QString &expected, const QString &where = {});
    [[nodiscard]] QString described() const;
    bool skipBlanks();
    bool skipToEntry();
    bool end();
    bool close();
    bool separator();
    bool memberName();
    bool value();
    bool open(bool isObject);
    bool string(const QString &what, const QString &closing);
    bool escape();
    bool number();
    bool digits(const QString &missing);
    bool word(const QByteArray &wanted);

    const QByteArray &m_text;
    qsizetype m_at = 0;
    std::vector<Context> m_open;
    bool m_valueSeen = false;
    std::optional<QString> m_problem;
    std::vector<JsonMember> m_members;
};

/// The length of the character that begins there.
qsizetype lengthOfCharacter(const QByteArray &text, qsizetype at)
{
    qsizetype end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        ++end;
    return end - at;
}

QString place(qsizetype line, qsizetype column)
{
    return u" at [line:%1, column:%2]"_s.arg(line).arg(column);
}

/// About the character that has been read last. It never ends a line: only blanks do.
bool Scanner::fail(const QString &message)
{
    const QByteArray before = m_text.left(m_at);
    const qsizetype start = before.lastIndexOf('\n') + 1;
    const QByteArray line = m_text.mid(start, m_at + lengthOfCharacter(m_text, m_at) - start);
    m_problem = message + place(before.count('\n') + 1, QString::fromUtf8(line).size() + 1);
    return false;
}

bool Scanner::failAtEnd(const QString &message)
{
    m_problem = QString(u"Unexpected end-of-input"_s + message + jsonPlace(m_text, m_text.size()));
    return false;
}

/// `'n' (code 110)`
QString Scanner::described() const
{
    const QString character = QString::fromUtf8(m_text.mid(m_at, lengthOfCharacter(m_text, m_at)));
    const uint code = character.isEmpty() ? 0 : character[0].unicode();
    if (code < 0x20 || (code >= 0x7f && code < 0xa0))
        return u"(CTRL-CHAR, code %1)"_s.arg(code);
    const QString hex = code > 0xff ? u" / 0x"_s + QString::number(code, 16) : QString();
    return u"'%1' (code %2%3)"_s.arg(QString(character[0]), QString::number(code), hex);
}

bool Scanner::unexpected(const QString &expected, const QString &where)
{
    return fail(u"Unexpected character (%1)%2: %3"_s.arg(described(), where, expected));
}

/// False at a character that no text may have between its tokens.
bool Scanner::skipBlanks()
{
    for (; !atEnd(); ++m_at) {
        const char c = current();
        if (static_cast<unsigned char>(c) > ' ')
            return true;
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return fail(
                u"Illegal character (%1): only regular white space (\\r, \\n, \\t) is allowed between tokens"_s
                    .arg(described()));
    }
    return true;
}

/// To a token that must be there.
bool Scanner::skipToEntry()
{
    if (!skipBlanks())
        return false;
    return !atEnd() || failAtEnd(u" within/between %1 entries"_s.arg(m_open.back().name()));
}

bool Scanner::next()
{
    if (!skipBlanks())
        return false;
    if (atEnd())
        return end();
    if (current() == ']' || current() == '}')
        return close();
    if (m_open.empty())
        return !m_valueSeen
            ? value()
            : unexpected(
                  u"expected a valid value (number, String, array, object, 'true', 'false' or 'null')"_s);
    if (!separator())
        return false;
    m_open.back().hasEntries = true;
    if (!m_open.back().isObject)
        return value();
    if (!memberName())
        return false;
    const std::size_t member = m_members.size() - 1;
    if (!value())
        return false;
    m_members[member].at = m_at;
    return true;
}

bool Scanner::end()
{
    return !m_open.empty()
        && failAtEnd(u": expected close marker for %1"_s.arg(m_open.back().name()));
}

bool Scanner::close()
{
    const bool isObject = current() == '}';
    if (m_open.empty() || m_open.back().isObject != isObject) {
        return fail(u"Unexpected close marker '%1': expected '%2'"_s.arg(
            QChar(isObject ? u'}' : u']'), QChar(isObject ? u']' : u'}')));
    }
    m_open.pop_back();
    ++m_at;
    return true;
}

bool Scanner::separator()
{
    if (!m_open.back().hasEntries)
        return true;
    if (current() != ',')
        return unexpected(
            u"was expecting comma to separate %1 entries"_s.arg(m_open.back().name()));
    ++m_at;
    return skipToEntry();
}

/// Name and colon.
bool Scanner::memberName()
{
    if (current() != '"')
        return unexpected(u"was expecting double-quote to start field name"_s);
    const qsizetype start = m_at + 1;
    if (!string(u"name"_s, u"'\"' for name"_s))
        return false;
    m_members.push_back({QString::fromUtf8(m_text.mid(start, m_at - start - 1))});
    if (!skipToEntry())
        return false;
    if (current() != ':')
        return unexpected(u"was expecting a colon to separate field name and value"_s);
    ++m_at;
    return skipToEntry();
}

bool Scanner::value()
{
    m_valueSeen = true;
    switch (current()) {
    case '"':
        return string(u"string value"_s, u"quote for a string value"_s);
    case '{':
        return open(true);
    case '[':
        return open(false);
    case '}':
    case ']':
        return unexpected(u"expected a value"_s);
    case 't':
        return word("true");
    case 'f':
        return word("false");
    case 'n':
        return word("null");
    case 'N':
        return word("NaN");
    default:
        if (current() == '-' || isDigit(current()))
            return number();
        return unexpected(
            u"expected a valid value (number, String, array, object, 'true', 'false' or 'null')"_s);
    }
}

bool Scanner::open(bool isObject)
{
    m_open.push_back({isObject});
    ++m_at;
    return true;
}

bool Scanner::string(const QString &what, const QString &closing)
{
    for (++m_at; !atEnd(); ++m_at) {
        if (current() == '"') {
            ++m_at;
            return true;
        }
        if (static_cast<unsigned char>(current()) < ' ') {
            return fail(
                u"Illegal unquoted character (%1): has to be escaped using backslash to be included in %2"_s
                    .arg(described(), what));
        }
        if (current() == '\\' && !escape())
            return false;
    }
    return failAtEnd(u": was expecting closing %1"_s.arg(closing));
}

/// Up to its last character.
bool Scanner::escape()
{
    ++m_at;
    if (atEnd())
        return failAtEnd(u" in character escape sequence"_s);
    if (current() != 'u') {
        return QByteArrayView("\"\\/bfnrt").contains(current())
            || fail(u"Unrecognized character escape %1"_s.arg(described()));
    }
    for (int digit = 0; digit < 4; ++digit) {
        ++m_at;
        if (atEnd())
            return failAtEnd(u" in character escape sequence"_s);
        if (!isHexDigit(current()))
            return unexpected(u"expected a hex-digit for character escape sequence"_s);
    }
    return true;
}

bool Scanner::digits(const QString &missing)
{
    if (atEnd())
        return failAtEnd(u" in a value"_s);
    if (!isDigit(current()))
        return unexpected(missing, u" in numeric value"_s);
    while (!atEnd() && isDigit(current()))
        ++m_at;
    return true;
}

bool Scanner::number()
{
    if (current() == '-')
        ++m_at;
    const bool zero = !atEnd() && current() == '0';
    if (zero && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1]))
        return fail(u"Invalid numeric value: Leading zeroes not allowed"_s);
    if (!digits(u"expected digit (0-9) to follow minus sign, for valid numeric value"_s))
        return false;
    if (!atEnd() && current() == '.') {
        ++m_at;
        if (!digits(u"Decimal point not followed by a digit"_s))
            return false;
    }
    if (!atEnd() && (current() == 'e' || current() == 'E')) {
        ++m_at;
        if (!atEnd() && (current() == '-' || current() == '+'))
            ++m_at;
        return digits(u"Exponent indicator not followed by a digit"_s);
    }
    return true;
}

bool Scanner::word(const QByteArray &wanted)
{
    const qsizetype start = m_at;
    while (!atEnd() && isNamePart(current()))
        ++m_at;
    const QByteArray found = m_text.mid(start, m_at - start);
    if (found == wanted && wanted != "NaN")
        return true;
    if (atEnd() && wanted.startsWith(found))
        return failAtEnd(u" in a value"_s);
    --m_at; // what has been read last
    if (found == wanted)
        return fail(
            u"Non-standard token 'NaN': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow"_s);
    return fail(u"Unrecognized token '%1': was expecting 'null', 'true', 'false' or NaN"_s.arg(
        QString::fromUtf8(found)));
}

} // namespace

std::optional<QString> jsonProblem(const QByteArray &text)
{
    Scanner scanner(text);
    while (scanner.next()) { }
    return scanner.problem();
}

std::vector<JsonMember> jsonMembers(const QByteArray &text)
{
    Scanner scanner(text);
    while (scanner.next()) { }
    return std::move(scanner.members());
}

QString jsonPlace(const QByteArray &text, qsizetype at)
{
    const QByteArray before = text.left(at);
    const QByteArray line = before.mid(before.lastIndexOf('\n') + 1);
    return place(before.count('\n') + 1, QString::fromUtf8(line).size() + 1);
}

} // namespace practice
