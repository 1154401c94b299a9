#include "app/practiceorg/soql/soqllexer.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

/// Letters and digits of names are ASCII; everything else stands in strings only.
bool startsName(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

bool isNamePart(QChar c) { return startsName(c) || isDigit(c) || c == u'_'; }

class Lexer {
public:
    explicit Lexer(const QString &query) : m_query(query) { }

    std::variant<std::vector<Token>, Error> run()
    {
        while (!m_error) {
            skipSpace();
            if (m_at >= m_query.size())
                break;
            next();
        }
        if (m_error)
            return *m_error;
        Token end;
        end.at = m_query.size();
        end.text = end.raw = u"<EOF>"_s;
        m_tokens.push_back(end);
        return std::move(m_tokens);
    }

private:
    void skipSpace()
    {
        while (m_at < m_query.size() && (m_query[m_at].isSpace() || m_query[m_at] == QChar(0xA0)))
            ++m_at;
    }

    void next()
    {
        const QChar c = m_query[m_at];
        if (startsName(c))
            name();
        else if (isDigit(c) || ((c == u'-' || c == u'+') && isDigit(peek(1))))
            number();
        else if (c == u'\'')
            string();
        else
            symbol();
    }

    [[nodiscard]] QChar peek(qsizetype ahead) const
    {
        return m_at + ahead < m_query.size() ? m_query[m_at + ahead] : QChar();
    }

    void push(Token::Kind kind, qsizetype length)
    {
        Token token;
        token.kind = kind;
        token.at = m_at;
        token.text = token.raw = m_query.mid(m_at, length);
        m_tokens.push_back(std::move(token));
        m_at += length;
    }

    void name()
    {
        qsizetype length = 1;
        while (isNamePart(peek(length)))
            ++length;
        push(Token::Kind::Name, length);
    }

    void number()
    {
        static const QRegularExpression dateTime(
            u"\\G\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?([Zz]|[+-]\\d{2}:?\\d{2})"_s);
        static const QRegularExpression date(u"\\G\\d{4}-\\d{2}-\\d{2}"_s);
        static const QRegularExpression plain(u"\\G[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?"_s);
        for (const auto &[pattern, kind] : {std::pair(&dateTime, Token::Kind::DateTime),
                 std::pair(&date, Token::Kind::Date), std::pair(&plain, Token::Kind::Number)}) {
            const QRegularExpressionMatch match = pattern->match(m_query, m_at);
            if (match.hasMatch()) {
                push(kind, match.capturedLength());
                return;
            }
        }
        symbol();
    }

    void symbol()
    {
        static constexpr QStringView two[] = {u"!=", u"<>", u"<=", u">="};
        for (const QStringView text : two) {
            if (QStringView(m_query).mid(m_at, 2) == text) {
                push(Token::Kind::Symbol, 2);
                return;
            }
        }
        if (QStringView(u"=<>(),.:").contains(m_query[m_at])) {
            push(Token::Kind::Symbol, 1);
            return;
        }
        fail(u"line %1:%2 no viable alternative at character '%3'"_s.arg(line()).arg(column()).arg(
            m_query[m_at]));
    }

    void string()
    {
        Token token;
        token.kind = Token::Kind::Text;
        token.at = m_at++;
        while (m_at < m_query.size() && m_query[m_at] != u'\'') {
            if (m_query[m_at] == u'\\') {
                if (!escape(token))
                    return;
                continue;
            }
            token.text += m_query[m_at];
            token.pattern += m_query[m_at];
            ++m_at;
        }
        if (m_at >= m_query.size()) {
            fail(u"line %1:%2 mismatched character '<EOF>' expecting '''"_s.arg(line()).arg(
                column()));
            return;
        }
        ++m_at;
        token.raw = m_query.mid(token.at, m_at - token.at);
        m_tokens.push_back(std::move(token));
    }

    /// PROTOCOL.md 8.6. Outside LIKE an escaped wildcard is refused where it is read.
    bool escape(Token &token)
    {
        const QChar c = peek(1);
        static constexpr QStringView from = u"nNrRtTbBfF'\"\\";
        static constexpr QStringView to = u"\n\n\r\r\t\t\b\b\f\f'\"\\";
        if (c == u'_' || c == u'%') {
            token.hasWildcardEscape = true;
            token.text += c;
            token.pattern += u'\\';
            token.pattern += c;
            m_at += 2;
            return true;
        }
        if (c == u'u' || c == u'U') {
            bool ok = false;
            const char16_t code = QStringView(m_query).mid(m_at + 2, 4).toUShort(&ok, 16);
            if (ok && m_at + 6 <= m_query.size()) {
                addPlain(token, QChar(code));
                m_at += 6;
                return true;
            }
        }
        const qsizetype index = c.isNull() ? -1 : from.indexOf(c);
        if (index < 0) {
            ++m_at;
            fail(u"line %1:%2 no viable alternative at character '%3'"_s.arg(line())
                    .arg(column())
                    .arg(c.isNull() ? u"<EOF>"_s : QString(c)));
            return false;
        }
        addPlain(token, to[index]);
        m_at += 2;
        return true;
    }

    static void addPlain(Token &token, QChar c)
    {
        token.text += c;
        if (c == u'\\')
            token.pattern += u'\\';
        token.pattern += c;
    }

    [[nodiscard]] qsizetype line() const
    {
        return QStringView(m_query).left(m_at).count(u'\n') + 1;
    }
    [[nodiscard]] qsizetype column() const
    {
        return m_at - (QStringView(m_query).left(m_at).lastIndexOf(u'\n') + 1);
    }
    void fail(const QString &sentence) { m_error = Error{"MALFORMED_QUERY", sentence}; }

    const QString &m_query;
    qsizetype m_at = 0;
    std::vector<Token> m_tokens;
    std::optional<Error> m_error;
};

} // namespace

std::variant<std::vector<Token>, Error> tokens(const QString &query) { return Lexer(query).run(); }

} // namespace practice::soql
