#include "app/practiceorg/soql/sosl.h"

#include "app/practiceorg/soql/soqlparser.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice::sosl {

namespace {

using soql::Error;
using soql::Token;

/// Behind FIND, the clauses in their order.
class Reader {
public:
    Reader(const QString &text, std::vector<Token> tokens, Search &search)
        : m_text(text), m_tokens(std::move(tokens)), m_search(search)
    {
    }

    std::optional<Error> run()
    {
        if (readGroup() && readReturning() && readWith() && readLimit()
            && peek().kind != Token::Kind::End)
            unexpected();
        return m_error;
    }

private:
    [[nodiscard]] const Token &peek() const { return m_tokens[m_next]; }
    const Token &take()
    {
        const Token &token = m_tokens[m_next];
        if (m_next + 1 < m_tokens.size())
            ++m_next;
        return token;
    }
    bool takeWord(QLatin1StringView word)
    {
        const bool is = peek().isWord(word);
        if (is)
            take();
        return is;
    }
    bool takeSymbol(QLatin1StringView symbol)
    {
        const bool is = peek().isSymbol(symbol);
        if (is)
            take();
        return is;
    }
    bool refuse(const Error &error)
    {
        if (!m_error)
            m_error = error;
        return false;
    }
    /// Columns count from 0 here, other than in SOQL.
    bool refuseAt(const Token &token, const QString &sentence)
    {
        return refuse(soql::errorAt(m_text, token.at, "MALFORMED_SEARCH", sentence, 0));
    }
    bool unexpected() { return refuseAt(peek(), u"unexpected token: '%1'"_s.arg(peek().raw)); }
    bool malformed() { return refuseAt(peek(), u"Malformed search token: %1"_s.arg(peek().raw)); }

    bool readGroup()
    {
        if (!takeWord("IN"_L1))
            return true;
        if (takeWord("ALL"_L1))
            m_search.group = Group::All;
        else if (takeWord("NAME"_L1))
            m_search.group = Group::Name;
        else if (takeWord("EMAIL"_L1))
            m_search.group = Group::Email;
        else if (takeWord("PHONE"_L1))
            m_search.group = Group::Phone;
        else if (takeWord("SIDEBAR"_L1))
            m_search.group = Group::Sidebar;
        else
            return malformed();
        return takeWord("FIELDS"_L1) || malformed();
    }

    bool readReturning()
    {
        if (!takeWord("RETURNING"_L1))
            return true;
        do {
            const Token object = peek();
            if (!readObject())
                return false;
            if (isNamedTwice())
                return refuseAt(object, u"duplicate object in RETURNING: %1"_s.arg(object.text));
        } while (takeSymbol(","_L1));
        const bool skips = std::ranges::any_of(m_search.returning,
            [](const Returning &each) { return each.query.offset.has_value(); });
        return !skips || m_search.returning.size() == 1
            || refuseAt(peek(), u"OFFSET can be used only when querying a single object"_s);
    }

    /// "Each object must be distinct", and OFFSET is for one object alone (SOSL guide, "RETURNING
    /// FieldSpec"). What Salesforce says to more: no source found.
    [[nodiscard]] bool isNamedTwice() const
    {
        const QString &last = m_search.returning.back().object;
        return std::ranges::count_if(m_search.returning, [&](const Returning &each) {
            return each.object.compare(last, Qt::CaseInsensitive) == 0;
        }) > 1;
    }

    /// `Contact(FirstName WHERE … LIMIT 5)` is a query that has lost its SELECT and FROM.
    bool readObject()
    {
        if (peek().kind != Token::Kind::Name)
            return unexpected();
        const Token object = take();
        Token word = object;
        const auto add = [&word](std::vector<Token> &to, const QString &text) {
            word.text = word.raw = text;
            to.push_back(word);
        };
        std::vector<Token> query;
        std::vector<Token> rest;
        add(query, u"SELECT"_s);
        if (!takeSymbol("("_L1))
            add(query, u"Id"_s);
        else if (!readInside(query, rest))
            return false;
        add(query, u"FROM"_s);
        query.push_back(object);
        query.insert(query.end(), rest.begin(), rest.end());
        Token end;
        end.at = m_tokens[m_next - 1].at;
        end.text = end.raw = m_tokens[m_next - 1].raw;
        query.push_back(end);

        soql::Parsed parsed = soql::Parser(m_text, std::move(query)).run();
        if (auto *error = std::get_if<Error>(&parsed)) {
            if (error->code == "MALFORMED_QUERY")
                error->code = "MALFORMED_SEARCH";
            return refuse(*error);
        }
        m_search.returning.push_back(
            {object.text, object.at, std::get<soql::Query>(std::move(parsed))});
        return true;
    }

    /// The fields, and what follows them; up to the closing parenthesis, which is taken.
    bool readInside(std::vector<Token> &fields, std::vector<Token> &rest)
    {
        std::vector<Token> *into = &fields;
        for (int depth = 1; depth > 0;) {
            if (peek().kind == Token::Kind::End)
                return unexpected();
            const bool startsRest = peek().isWord("WHERE"_L1) || peek().isWord("ORDER"_L1)
                || peek().isWord("LIMIT"_L1) || peek().isWord("OFFSET"_L1);
            if (startsRest)
                into = &rest;
            depth += peek().isSymbol("("_L1) ? 1 : 0;
            depth -= peek().isSymbol(")"_L1) ? 1 : 0;
            if (depth > 0)
                into->push_back(peek());
            take();
        }
        return true;
    }

    /// Spelling is never corrected here; nothing else can be wished for.
    bool readWith()
    {
        if (!takeWord("WITH"_L1))
            return true;
        return takeWord("SPELL_CORRECTION"_L1) ? takeSpelling() : unexpected();
    }

    bool takeSpelling()
    {
        return (takeSymbol("="_L1) && (takeWord("TRUE"_L1) || takeWord("FALSE"_L1)))
            || unexpected();
    }

    bool readLimit()
    {
        if (!takeWord("LIMIT"_L1))
            return true;
        bool isNumber = false;
        const qint64 limit = peek().text.toLongLong(&isNumber);
        if (peek().kind != Token::Kind::Number || !isNumber || limit < 0)
            return unexpected();
        take();
        m_search.limit = limit;
        return true;
    }

    const QString &m_text;
    std::vector<Token> m_tokens;
    Search &m_search;
    std::size_t m_next = 0;
    std::optional<Error> m_error;
};

/// Where the brace stands that ends the term; -1 when none does.
qsizetype closingBrace(const QString &text, qsizetype from)
{
    for (qsizetype at = from; at < text.size(); ++at) {
        if (text[at] == u'\\')
            ++at;
        else if (text[at] == u'}')
            return at;
    }
    return -1;
}

} // namespace

Parsed parse(const QString &text)
{
    const qsizetype open = text.indexOf(u'{');
    const qsizetype close = open < 0 ? -1 : closingBrace(text, open + 1);
    if (close < 0 || text.left(open).trimmed().compare("FIND"_L1, Qt::CaseInsensitive) != 0) {
        return Error{"MALFORMED_SEARCH",
            u"No search term found. The search term must be enclosed in braces."_s};
    }
    Search search;
    std::variant<Term, Error> term = parseTerm(text, open + 1, close);
    if (const Error *error = std::get_if<Error>(&term))
        return *error;
    search.term = std::get<Term>(std::move(term));

    // What has been read already is blanked, so that everything else keeps its place.
    QString clauses = text;
    for (qsizetype at = 0; at <= close; ++at) {
        if (clauses[at] != u'\n')
            clauses[at] = u' ';
    }
    std::variant<std::vector<Token>, Error> tokens = soql::tokens(clauses);
    if (auto *error = std::get_if<Error>(&tokens)) {
        error->code = "MALFORMED_SEARCH";
        return *error;
    }
    Reader reader(text, std::get<std::vector<Token>>(std::move(tokens)), search);
    if (const std::optional<Error> error = reader.run())
        return *error;
    return search;
}

} // namespace practice::sosl
