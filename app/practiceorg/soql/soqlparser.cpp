#include "app/practiceorg/soql/soqlparser.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

/// Words that end a list, so that they are nobody's alias.
constexpr std::array reserved = {"AND"_L1, "ASC"_L1, "DESC"_L1, "EXCLUDES"_L1, "FIRST"_L1,
    "FROM"_L1, "GROUP"_L1, "HAVING"_L1, "IN"_L1, "INCLUDES"_L1, "LAST"_L1, "LIKE"_L1, "LIMIT"_L1,
    "NOT"_L1, "NULL"_L1, "NULLS"_L1, "OR"_L1, "SELECT"_L1, "USING"_L1, "WHERE"_L1, "WITH"_L1,
    "ORDER"_L1, "OFFSET"_L1, "FOR"_L1, "ALL"_L1};
/// Words that no object, field or relationship is called: Group and Order are.
constexpr std::array neverNames = {"AND"_L1, "FROM"_L1, "HAVING"_L1, "IN"_L1, "LIKE"_L1, "LIMIT"_L1,
    "NOT"_L1, "NULL"_L1, "OR"_L1, "SELECT"_L1, "USING"_L1, "WHERE"_L1, "WITH"_L1, "EXCLUDES"_L1,
    "INCLUDES"_L1};

template <std::size_t N>
bool isOneOf(const Token &token, const std::array<QLatin1StringView, N> &words)
{
    return std::any_of(
        words.begin(), words.end(), [&](QLatin1StringView word) { return token.isWord(word); });
}

constexpr int deepest = 200; ///< parentheses within each other

} // namespace

bool TokenReader::isName(std::size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::Name && !isOneOf(peek(ahead), neverNames);
}

bool TokenReader::isAlias(std::size_t ahead) const
{
    return peek(ahead).kind == Token::Kind::Name && !isOneOf(peek(ahead), reserved);
}

bool TokenReader::unexpected()
{
    return refuse(peek().at, u"unexpected token: '%1'"_s.arg(peek().raw));
}

bool TokenReader::refuse(qsizetype at, const QString &sentence, const QByteArray &code)
{
    if (!m_error)
        m_error = errorAt(m_text, at, code, sentence);
    return false;
}

bool TokenReader::deeper()
{
    if (++m_depth <= deepest)
        return true;
    m_error = Error{"QUERY_TOO_COMPLICATED",
        u"Query is either selecting too many fields or the filter conditions are too complicated."_s};
    return false;
}

Parsed Parser::run()
{
    Query query;
    if (parseQuery(query) && peek().kind != Token::Kind::End)
        unexpected();
    if (m_error)
        return *m_error;
    return query;
}

bool Parser::parseQuery(Query &query)
{
    return deeper() && expectWord("SELECT"_L1) && parseItems(query) && expectWord("FROM"_L1)
        && parseFrom(query) && parseScope(query) && parseWhere(query) && parseWith()
        && parseGroupBy(query) && parseOrderBy(query) && parseLimits(query) && parseTail(query)
        && (--m_depth, true);
}

bool Parser::parseFrom(Query &query)
{
    if (!isName())
        return unexpected();
    query.objectAt = peek().at;
    if (query.isChild && peek(1).isSymbol("."_L1)) {
        query.parent = take().text;
        take();
        if (!isName())
            return unexpected();
    }
    query.objectEnd = peek().at + peek().raw.size();
    query.object = take().text;
    takeWord("AS"_L1);
    if (isAlias())
        query.alias = take().text;
    while (takeSymbol(","_L1)) {
        Path path;
        if (!parsePath(path))
            return false;
        const bool named = takeWord("AS"_L1) || path.parts.size() == 1;
        if (named && !isAlias())
            return unexpected();
        // `Contact.Account` without an alias is called by its last name.
        query.moreAliases.emplace_back(isAlias() ? take().text : path.parts.last(), path);
    }
    return true;
}

bool Parser::parseScope(Query &query)
{
    if (!takeWord("USING"_L1))
        return true;
    if (!expectWord("SCOPE"_L1))
        return false;
    if (!isAlias())
        return unexpected();
    query.scopeAt = peek().at;
    query.filterScope = take().text;
    return true;
}

bool Parser::parseWhere(Query &query)
{
    if (!takeWord("WHERE"_L1))
        return true;
    query.where.emplace();
    return parseConditions(*query.where);
}

/// `WITH SECURITY_ENFORCED` and its kin change nothing: every query runs as the user.
bool Parser::parseWith()
{
    if (!takeWord("WITH"_L1))
        return true;
    return takeWord("SECURITY_ENFORCED"_L1) || takeWord("USER_MODE"_L1)
        || takeWord("SYSTEM_MODE"_L1) || unexpected();
}

bool Parser::parseGroupBy(Query &query)
{
    if (!takeWord("GROUP"_L1))
        return true;
    query.isGrouped = true;
    if (!expectWord("BY"_L1))
        return false;
    const bool rollup = peek().isWord("ROLLUP"_L1);
    if ((rollup || peek().isWord("CUBE"_L1)) && peek(1).isSymbol("("_L1)) {
        query.subtotals = rollup ? Query::Subtotals::Rollup : Query::Subtotals::Cube;
        take();
        take();
    }
    do {
        query.groupBy.emplace_back();
        if (!parseOperand(query.groupBy.back()))
            return false;
    } while (takeSymbol(","_L1));
    if (query.subtotals != Query::Subtotals::None && !expectSymbol(")"_L1))
        return false;
    if (!takeWord("HAVING"_L1))
        return true;
    query.having.emplace();
    return parseConditions(*query.having);
}

bool Parser::parseOrderBy(Query &query)
{
    if (!takeWord("ORDER"_L1))
        return true;
    if (!expectWord("BY"_L1))
        return false;
    do {
        Ordering ordering;
        if (!parseOperand(ordering.operand))
            return false;
        if (takeWord("DESC"_L1))
            ordering.descending = true;
        else
            takeWord("ASC"_L1);
        if (takeWord("NULLS"_L1)) {
            ordering.nullsFirst = takeWord("FIRST"_L1);
            if (!*ordering.nullsFirst && !takeWord("LAST"_L1))
                return unexpected();
        }
        query.orderBy.push_back(std::move(ordering));
    } while (takeSymbol(","_L1));
    return true;
}

bool Parser::parseCount(std::optional<qint64> &count)
{
    bool ok = false;
    const qint64 value = peek().text.toLongLong(&ok);
    if (peek().kind != Token::Kind::Number || !ok || value < 0)
        return unexpected();
    take();
    count = value;
    return true;
}

bool Parser::parseLimits(Query &query)
{
    if (takeWord("LIMIT"_L1) && !parseCount(query.limit))
        return false;
    query.offsetAt = peek().at;
    return !takeWord("OFFSET"_L1) || parseCount(query.offset);
}

/// Nobody else writes between a query and its answer, and who looked at what is not kept: none of
/// these changes anything.
bool Parser::parseTail(const Query &query)
{
    while (peek().isWord("FOR"_L1)) {
        // "You can't use the ORDER BY keywords in any SOQL query that uses locking" (Apex guide,
        // "Locking Statements").
        if (peek(1).isWord("UPDATE"_L1) && !query.orderBy.empty())
            return unexpected();
        take();
        if (!takeWord("VIEW"_L1) && !takeWord("REFERENCE"_L1) && !takeWord("UPDATE"_L1))
            return unexpected();
    }
    if (peek().isWord("ALL"_L1) && peek(1).isWord("ROWS"_L1))
        return refuse(peek().at, u"ALL ROWS not allowed in this context"_s);
    return true;
}

bool Query::hasAggregate() const
{
    return std::any_of(items.begin(), items.end(), [](const SelectItem &item) {
        return item.kind == SelectItem::Kind::Operand && isAggregate(item.operand.function);
    });
}

bool Query::isCountOnly() const
{
    return items.size() == 1 && items[0].kind == SelectItem::Kind::Operand
        && items[0].operand.isCountAll();
}

Parsed parse(const QString &text)
{
    if (text.size() > 100'000)
        return Error{
            "QUERY_TOO_COMPLICATED", u"SOQL statements cannot be longer than 100000 characters."_s};
    std::variant<std::vector<Token>, Error> scanned = tokens(text);
    if (const Error *error = std::get_if<Error>(&scanned))
        return *error;
    return Parser(text, std::get<std::vector<Token>>(std::move(scanned))).run();
}

} // namespace practice::soql
