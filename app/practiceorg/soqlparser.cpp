#include "soql.h"
#include "soqllexer.h"

#include <array>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

struct NamedFunction {
    Function function;
    QLatin1StringView name;
};

constexpr std::array functions = {
    NamedFunction{Function::Count, "COUNT"_L1},
    NamedFunction{Function::CountDistinct, "COUNT_DISTINCT"_L1},
    NamedFunction{Function::Sum, "SUM"_L1},
    NamedFunction{Function::Min, "MIN"_L1},
    NamedFunction{Function::Max, "MAX"_L1},
    NamedFunction{Function::Avg, "AVG"_L1},
    NamedFunction{Function::ToLabel, "TOLABEL"_L1},
    NamedFunction{Function::Format, "FORMAT"_L1},
    NamedFunction{Function::CalendarYear, "CALENDAR_YEAR"_L1},
    NamedFunction{Function::CalendarQuarter, "CALENDAR_QUARTER"_L1},
    NamedFunction{Function::CalendarMonth, "CALENDAR_MONTH"_L1},
    NamedFunction{Function::DayInMonth, "DAY_IN_MONTH"_L1},
    NamedFunction{Function::DayInWeek, "DAY_IN_WEEK"_L1},
    NamedFunction{Function::DayInYear, "DAY_IN_YEAR"_L1},
    NamedFunction{Function::DayOnly, "DAY_ONLY"_L1},
    NamedFunction{Function::HourInDay, "HOUR_IN_DAY"_L1},
    NamedFunction{Function::WeekInMonth, "WEEK_IN_MONTH"_L1},
    NamedFunction{Function::WeekInYear, "WEEK_IN_YEAR"_L1},
};

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

class Parser {
public:
    Parser(const QString &text, std::vector<Token> tokens)
        : m_text(text), m_tokens(std::move(tokens))
    {
    }

    Parsed run()
    {
        Query query;
        if (parseQuery(query) && peek().kind != Token::Kind::End)
            unexpected();
        if (m_error)
            return *m_error;
        return query;
    }

private:
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

    bool unexpected() { return refuse(peek().at, u"unexpected token: '%1'"_s.arg(peek().raw)); }
    bool refuse(qsizetype at, const QString &sentence, const QByteArray &code = "MALFORMED_QUERY")
    {
        if (!m_error)
            m_error = errorAt(m_text, at, code, sentence);
        return false;
    }
    bool deeper()
    {
        if (++m_depth <= deepest)
            return true;
        m_error = Error{"QUERY_TOO_COMPLICATED",
            u"Query is either selecting too many fields or the filter conditions are too complicated."_s};
        return false;
    }

    bool parseQuery(Query &query)
    {
        return deeper() && expectWord("SELECT"_L1) && parseItems(query) && expectWord("FROM"_L1)
            && parseFrom(query) && parseScope(query) && parseWhere(query) && parseWith()
            && parseGroupBy(query) && parseOrderBy(query) && parseLimits(query) && parseTail()
            && (--m_depth, true);
    }

    bool parseItems(Query &query)
    {
        do {
            SelectItem item;
            item.at = peek().at;
            if (takeSymbol("("_L1)) {
                item.kind = SelectItem::Kind::Children;
                item.children = std::make_shared<Query>();
                if (!parseQuery(*item.children) || !expectSymbol(")"_L1))
                    return false;
            } else if (peek().isWord("FIELDS"_L1) && peek(1).isSymbol("("_L1)) {
                if (!parseFields(item))
                    return false;
            } else {
                if (!parseOperand(item.operand))
                    return false;
                if (peek().kind == Token::Kind::Name && !isOneOf(peek(), reserved))
                    item.alias = take().text;
            }
            query.items.push_back(std::move(item));
        } while (takeSymbol(","_L1));
        return true;
    }

    bool parseFields(SelectItem &item)
    {
        take();
        take();
        if (takeWord("ALL"_L1))
            item.kind = SelectItem::Kind::AllFields;
        else if (takeWord("STANDARD"_L1))
            item.kind = SelectItem::Kind::StandardFields;
        else if (takeWord("CUSTOM"_L1))
            item.kind = SelectItem::Kind::CustomFields;
        else
            return unexpected();
        return expectSymbol(")"_L1);
    }

    bool parsePath(Path &path)
    {
        path.at = peek().at;
        do {
            if (peek().kind != Token::Kind::Name || isOneOf(peek(), neverNames))
                return unexpected();
            path.parts.append(take().text);
        } while (takeSymbol("."_L1));
        return true;
    }

    bool parseOperand(Operand &operand)
    {
        operand.at = peek().at;
        if (peek().kind == Token::Kind::Name && peek(1).isSymbol("("_L1)) {
            const auto found = std::find_if(functions.begin(), functions.end(),
                [&](const NamedFunction &f) { return peek().isWord(f.name); });
            if (found == functions.end()) {
                take();
                return unexpected();
            }
            take();
            take();
            operand.function = found->function;
            operand.path.at = peek().at;
            if (operand.function == Function::Count && takeSymbol(")"_L1))
                return true;
            return parsePath(operand.path) && expectSymbol(")"_L1);
        }
        return parsePath(operand.path);
    }

    bool parseFrom(Query &query)
    {
        if (peek().kind != Token::Kind::Name || isOneOf(peek(), neverNames))
            return unexpected();
        query.objectAt = peek().at;
        query.object = take().text;
        takeWord("AS"_L1);
        if (peek().kind == Token::Kind::Name && !isOneOf(peek(), reserved))
            query.alias = take().text;
        while (takeSymbol(","_L1)) {
            Path path;
            if (!parsePath(path))
                return false;
            takeWord("AS"_L1);
            if (peek().kind != Token::Kind::Name || isOneOf(peek(), reserved))
                return unexpected();
            query.moreAliases.emplace_back(take().text, path);
        }
        return true;
    }

    bool parseScope(Query &query)
    {
        if (!takeWord("USING"_L1))
            return true;
        if (!expectWord("SCOPE"_L1))
            return false;
        if (takeWord("EVERYTHING"_L1))
            return true;
        query.mine = takeWord("MINE"_L1);
        return query.mine || unexpected();
    }

    bool parseWhere(Query &query)
    {
        if (!takeWord("WHERE"_L1))
            return true;
        query.where.emplace();
        return parseConditions(*query.where);
    }

    /// `WITH SECURITY_ENFORCED` and its kin change nothing: every query runs as the user.
    bool parseWith()
    {
        if (!takeWord("WITH"_L1))
            return true;
        return takeWord("SECURITY_ENFORCED"_L1) || takeWord("USER_MODE"_L1)
            || takeWord("SYSTEM_MODE"_L1) || unexpected();
    }

    /// AND and OR may not stand side by side without parentheses.
    bool parseConditions(Condition &condition)
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

    bool parseCondition(Condition &condition)
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

    bool parseComparison(Condition &condition)
    {
        if (!parseOperand(condition.left))
            return false;
        condition.opAt = peek().at;
        static constexpr std::pair<QLatin1StringView, Operator> symbols[] = {
            {"="_L1, Operator::Equal}, {"!="_L1, Operator::NotEqual}, {"<>"_L1, Operator::NotEqual},
            {"<"_L1, Operator::Less}, {"<="_L1, Operator::LessOrEqual}, {">"_L1, Operator::Greater},
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

    bool parseList(Condition &condition)
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

    bool parseLiteral(Condition &condition)
    {
        const Token &token = peek();
        Literal literal;
        literal.at = token.at;
        literal.text = token.text;
        literal.pattern = token.pattern;
        switch (token.kind) {
        case Token::Kind::Text:
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

    bool parseWordLiteral(Condition &condition, Literal &literal)
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

    /// Whether the word is a date literal, and whether a number belongs to it.
    static std::optional<bool> rangeIsCounted(const QString &word)
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

    bool parseGroupBy(Query &query)
    {
        if (!takeWord("GROUP"_L1))
            return true;
        query.isGrouped = true;
        if (!expectWord("BY"_L1))
            return false;
        do {
            query.groupBy.emplace_back();
            if (!parseOperand(query.groupBy.back()))
                return false;
        } while (takeSymbol(","_L1));
        if (!takeWord("HAVING"_L1))
            return true;
        query.having.emplace();
        return parseConditions(*query.having);
    }

    bool parseOrderBy(Query &query)
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

    bool parseCount(std::optional<qint64> &count)
    {
        bool ok = false;
        const qint64 value = peek().text.toLongLong(&ok);
        if (peek().kind != Token::Kind::Number || !ok || value < 0)
            return unexpected();
        take();
        count = value;
        return true;
    }

    bool parseLimits(Query &query)
    {
        if (takeWord("LIMIT"_L1) && !parseCount(query.limit))
            return false;
        query.offsetAt = peek().at;
        return !takeWord("OFFSET"_L1) || parseCount(query.offset);
    }

    bool parseTail()
    {
        while (takeWord("FOR"_L1)) {
            if (!takeWord("VIEW"_L1) && !takeWord("REFERENCE"_L1))
                return unexpected();
        }
        if (peek().isWord("ALL"_L1) && peek(1).isWord("ROWS"_L1))
            return refuse(peek().at, u"ALL ROWS not allowed in this context"_s);
        return true;
    }

    const QString &m_text;
    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
    int m_depth = 0;
    std::optional<Error> m_error;
};

} // namespace

bool isAggregate(Function function)
{
    return function >= Function::Count && function <= Function::Avg;
}

bool isDateFunction(Function function) { return function >= Function::CalendarYear; }

QString functionName(Function function)
{
    for (const NamedFunction &f : functions) {
        if (f.function == function)
            return f.name;
    }
    return {};
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
