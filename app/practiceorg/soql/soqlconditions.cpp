#include "app/practiceorg/soql/soqlparser.h"

/// WHERE and HAVING: conditions, comparisons and the values in them.
using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

/// Whether the word is a date literal, and whether a number belongs to it.
std::optional<bool> rangeIsCounted(const QString &word)
{
    static const QStringList plain = {
        u"TODAY"_s, u"YESTERDAY"_s, u"TOMORROW"_s, u"LAST_90_DAYS"_s, u"NEXT_90_DAYS"_s};
    static const QStringList units = {
        u"WEEK"_s, u"MONTH"_s, u"QUARTER"_s, u"YEAR"_s, u"FISCAL_QUARTER"_s, u"FISCAL_YEAR"_s};
    const QString upper = word.toUpper();
    if (plain.contains(upper))
        return false;
    for (const QString &which : {u"LAST_"_s, u"THIS_"_s, u"NEXT_"_s}) {
        if (upper.startsWith(which) && units.contains(upper.mid(which.size())))
            return false;
    }
    static const QStringList counted = {u"DAYS"_s, u"WEEKS"_s, u"MONTHS"_s, u"QUARTERS"_s,
        u"YEARS"_s, u"FISCAL_QUARTERS"_s, u"FISCAL_YEARS"_s};
    for (const QString &which : {u"LAST_N_"_s, u"NEXT_N_"_s}) {
        if (upper.startsWith(which) && counted.contains(upper.mid(which.size())))
            return true;
    }
    for (const QString &unit : counted) {
        if (upper == QString(u"N_" + unit + u"_AGO"))
            return true;
    }
    return std::nullopt;
}

} // namespace

/// AND and OR may not stand side by side without parentheses.
bool Parser::parseConditions(Condition &condition)
{
    Condition first;
    if (!parseCondition(first))
        return false;
    for (const auto &[word, kind] :
        {std::pair("AND"_L1, Condition::Kind::And), std::pair("OR"_L1, Condition::Kind::Or)}) {
        if (!peek().isWord(word))
            continue;
        condition.kind = kind;
        condition.at = first.at;
        condition.parts.push_back(std::move(first));
        while (takeWord(word)) {
            Condition next;
            if (!parseCondition(next))
                return false;
            condition.parts.push_back(std::move(next));
        }
        if (peek().isWord("AND"_L1) || peek().isWord("OR"_L1))
            return unexpected();
        return true;
    }
    condition = std::move(first);
    return true;
}

bool Parser::parseCondition(Condition &condition)
{
    condition.at = peek().at;
    if (!deeper())
        return false;
    if (takeWord("NOT"_L1)) {
        condition.kind = Condition::Kind::Not;
        condition.parts.emplace_back();
        if (!parseCondition(condition.parts.back()))
            return false;
    } else if (takeSymbol("("_L1)) {
        if (!parseConditions(condition) || !expectSymbol(")"_L1))
            return false;
    } else if (!parseComparison(condition)) {
        return false;
    }
    --m_depth;
    return true;
}

bool Parser::parseComparison(Condition &condition)
{
    if (!parseOperand(condition.left))
        return false;
    condition.opAt = peek().at;
    static constexpr std::pair<QLatin1StringView, Operator> symbols[] = {{"="_L1, Operator::Equal},
        {"!="_L1, Operator::NotEqual}, {"<>"_L1, Operator::NotEqual}, {"<"_L1, Operator::Less},
        {"<="_L1, Operator::LessOrEqual}, {">"_L1, Operator::Greater},
        {">="_L1, Operator::GreaterOrEqual}};
    for (const auto &[symbol, op] : symbols) {
        if (takeSymbol(symbol)) {
            condition.op = op;
            return parseLiteral(condition);
        }
    }
    if (takeWord("LIKE"_L1)) {
        condition.op = Operator::Like;
        return parseLiteral(condition);
    }
    if (takeWord("IN"_L1)) {
        condition.op = Operator::In;
    } else if (peek().isWord("NOT"_L1) && peek(1).isWord("IN"_L1)) {
        take();
        take();
        condition.op = Operator::NotIn;
    } else if (takeWord("INCLUDES"_L1)) {
        condition.op = Operator::Includes;
    } else if (takeWord("EXCLUDES"_L1)) {
        condition.op = Operator::Excludes;
    } else {
        return unexpected();
    }
    return parseList(condition);
}

bool Parser::parseList(Condition &condition)
{
    if (peek().isSymbol(":"_L1))
        return refuse(peek().at, u"Bind variables only allowed in Apex code"_s);
    if (!expectSymbol("("_L1))
        return false;
    const bool semiJoin = condition.op == Operator::In || condition.op == Operator::NotIn;
    if (semiJoin && peek().isWord("SELECT"_L1)) {
        condition.inner = std::make_shared<Query>();
        return parseQuery(*condition.inner) && expectSymbol(")"_L1);
    }
    do {
        if (!parseLiteral(condition))
            return false;
    } while (takeSymbol(","_L1));
    return expectSymbol(")"_L1);
}

bool Parser::parseLiteral(Condition &condition)
{
    const Token &token = peek();
    Literal literal;
    literal.at = token.at;
    literal.text = token.text;
    literal.pattern = token.pattern;
    switch (token.kind) {
    case Token::Kind::Text:
        // "LIKE expression only: \_", "in any other context, an error occurs" (SOQL guide, "Quoted
        // String Escape Sequences"); its words: no source found.
        if (token.hasWildcardEscape && condition.op != Operator::Like)
            return refuse(
                token.at, u"Illegal escape sequence in string literal: %1"_s.arg(token.raw));
        literal.kind = Literal::Kind::Text;
        break;
    case Token::Kind::Number:
        literal.kind = Literal::Kind::Number;
        break;
    case Token::Kind::Date:
        literal.kind = Literal::Kind::Date;
        break;
    case Token::Kind::DateTime:
        literal.kind = Literal::Kind::DateTime;
        break;
    case Token::Kind::Name:
        return parseWordLiteral(condition, literal);
    case Token::Kind::Symbol:
        if (token.text == ":"_L1)
            return refuse(token.at, u"Bind variables only allowed in Apex code"_s);
        return unexpected();
    case Token::Kind::End:
        return unexpected();
    }
    take();
    condition.values.push_back(std::move(literal));
    return true;
}

bool Parser::parseWordLiteral(Condition &condition, Literal &literal)
{
    const Token &token = peek();
    if (token.isWord("NULL"_L1)) {
        literal.kind = Literal::Kind::Null;
    } else if (token.isWord("TRUE"_L1) || token.isWord("FALSE"_L1)) {
        literal.kind = Literal::Kind::Boolean;
        literal.boolean = token.isWord("TRUE"_L1);
    } else if (const std::optional<bool> counted = rangeIsCounted(token.text)) {
        literal.kind = Literal::Kind::Range;
        literal.text = token.text.toUpper();
        take();
        if (*counted) {
            if (!expectSymbol(":"_L1))
                return false;
            bool ok = false;
            literal.days = peek().text.toLongLong(&ok);
            if (peek().kind != Token::Kind::Number || !ok || literal.days < 0
                || literal.days > 100'000)
                return unexpected();
            take();
        }
        condition.values.push_back(std::move(literal));
        return true;
    } else {
        return unexpected();
    }
    take();
    condition.values.push_back(std::move(literal));
    return true;
}

} // namespace practice::soql
