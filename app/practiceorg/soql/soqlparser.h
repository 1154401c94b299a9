// The grammar of SOQL, a function a rule: clauses in soqlparser.cpp, the SELECT list in
// soqlfields.cpp, conditions in soqlconditions.cpp.
#pragma once

#include "app/practiceorg/soql/soql.h"
#include "app/practiceorg/soql/soqllexer.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace practice::soql {

/// Tokens one after the other, and the first complaint about them. What returns false has
/// complained.
class TokenReader {
public:
    TokenReader(const QString &text, std::vector<Token> tokens)
        : m_text(text), m_tokens(std::move(tokens))
    {
    }

protected:
    [[nodiscard]] const Token &peek(std::size_t ahead = 0) const
    {
        return m_tokens[std::min(m_next + ahead, m_tokens.size() - 1)];
    }
    const Token &take()
    {
        const Token &token = peek();
        if (m_next + 1 < m_tokens.size())
            ++m_next;
        return token;
    }
    bool takeWord(QLatin1StringView word)
    {
        if (!peek().isWord(word))
            return false;
        take();
        return true;
    }
    bool takeSymbol(QLatin1StringView symbol)
    {
        if (!peek().isSymbol(symbol))
            return false;
        take();
        return true;
    }
    bool expectWord(QLatin1StringView word) { return takeWord(word) || unexpected(); }
    bool expectSymbol(QLatin1StringView symbol) { return takeSymbol(symbol) || unexpected(); }

    /// Whether an object, a field or a relationship may be called so.
    [[nodiscard]] bool isName(std::size_t ahead = 0) const;
    /// Whether it is a name that ends no list.
    [[nodiscard]] bool isAlias(std::size_t ahead = 0) const;
    bool unexpected();
    bool refuse(qsizetype at, const QString &sentence, const QByteArray &code = "MALFORMED_QUERY");
    /// False when there are too many parentheses within each other.
    bool deeper();

    std::optional<Error> m_error;
    int m_depth = 0;

private:
    const QString &m_text;
    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
};

class Parser : private TokenReader {
public:
    using TokenReader::TokenReader;
    Parsed run();

private:
    bool parseQuery(Query &query);
    bool parseItems(Query &query);
    bool parseFields(SelectItem &item);
    bool parseTypeOf(TypeOf &typeOf);
    bool parseBranch(TypeOf &typeOf, TypeOf::Branch branch);
    bool parsePath(Path &path);
    bool parseOperand(Operand &operand);
    bool parseFrom(Query &query);
    bool parseScope(Query &query);
    bool parseWhere(Query &query);
    bool parseWith();
    bool parseConditions(Condition &condition);
    bool parseCondition(Condition &condition);
    bool parseComparison(Condition &condition);
    bool parseList(Condition &condition);
    bool parseLiteral(Condition &condition);
    bool parseWordLiteral(Condition &condition, Literal &literal);
    bool parseGroupBy(Query &query);
    bool parseOrderBy(Query &query);
    bool parseCount(std::optional<qint64> &count);
    bool parseLimits(Query &query);
    bool parseTail(const Query &query);
};

} // namespace practice::soql
