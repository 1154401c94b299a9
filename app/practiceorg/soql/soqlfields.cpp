#include "app/practiceorg/soql/soqlparser.h"

#include <algorithm>
#include <array>

/// The SELECT list, and what can stand in place of a field everywhere: functions of one.
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
    NamedFunction{Function::Grouping, "GROUPING"_L1},
    NamedFunction{Function::ToLabel, "TOLABEL"_L1},
    NamedFunction{Function::Format, "FORMAT"_L1},
    NamedFunction{Function::ConvertCurrency, "CONVERTCURRENCY"_L1},
    NamedFunction{Function::CalendarYear, "CALENDAR_YEAR"_L1},
    NamedFunction{Function::CalendarQuarter, "CALENDAR_QUARTER"_L1},
    NamedFunction{Function::CalendarMonth, "CALENDAR_MONTH"_L1},
    NamedFunction{Function::FiscalYear, "FISCAL_YEAR"_L1},
    NamedFunction{Function::FiscalQuarter, "FISCAL_QUARTER"_L1},
    NamedFunction{Function::FiscalMonth, "FISCAL_MONTH"_L1},
    NamedFunction{Function::DayInMonth, "DAY_IN_MONTH"_L1},
    NamedFunction{Function::DayInWeek, "DAY_IN_WEEK"_L1},
    NamedFunction{Function::DayInYear, "DAY_IN_YEAR"_L1},
    NamedFunction{Function::DayOnly, "DAY_ONLY"_L1},
    NamedFunction{Function::HourInDay, "HOUR_IN_DAY"_L1},
    NamedFunction{Function::WeekInMonth, "WEEK_IN_MONTH"_L1},
    NamedFunction{Function::WeekInYear, "WEEK_IN_YEAR"_L1},
};

} // namespace

bool Parser::parseItems(Query &query)
{
    do {
        SelectItem item;
        item.at = peek().at;
        if (takeSymbol("("_L1)) {
            item.kind = SelectItem::Kind::Children;
            item.children = std::make_shared<Query>();
            item.children->isChild = true;
            if (!parseQuery(*item.children) || !expectSymbol(")"_L1))
                return false;
        } else if (peek().isWord("TYPEOF"_L1) && isAlias(1)) {
            item.kind = SelectItem::Kind::TypeOf;
            item.typeOf = std::make_shared<TypeOf>();
            if (!parseTypeOf(*item.typeOf))
                return false;
        } else if (peek().isWord("FIELDS"_L1) && peek(1).isSymbol("("_L1)) {
            if (!parseFields(item))
                return false;
        } else {
            if (!parseOperand(item.operand))
                return false;
            if (isAlias())
                item.alias = take().text;
        }
        query.items.push_back(std::move(item));
    } while (takeSymbol(","_L1));
    return true;
}

bool Parser::parseFields(SelectItem &item)
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

bool Parser::parseTypeOf(TypeOf &typeOf)
{
    take();
    if (!parsePath(typeOf.relationship))
        return false;
    do {
        if (!expectWord("WHEN"_L1))
            return false;
        if (!isName())
            return unexpected();
        TypeOf::Branch branch;
        branch.at = peek().at;
        branch.object = take().text;
        if (!expectWord("THEN"_L1) || !parseBranch(typeOf, std::move(branch)))
            return false;
    } while (peek().isWord("WHEN"_L1));
    if (takeWord("ELSE"_L1) && !parseBranch(typeOf, {}))
        return false;
    return expectWord("END"_L1);
}

bool Parser::parseBranch(TypeOf &typeOf, TypeOf::Branch branch)
{
    do {
        branch.fields.emplace_back();
        if (!parsePath(branch.fields.back()))
            return false;
    } while (takeSymbol(","_L1));
    typeOf.branches.push_back(std::move(branch));
    return true;
}

bool Parser::parsePath(Path &path)
{
    path.at = peek().at;
    do {
        if (!isName())
            return unexpected();
        path.parts.append(take().text);
    } while (takeSymbol("."_L1));
    return true;
}

bool Parser::parseOperand(Operand &operand)
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
        if (isDateFunction(operand.function) && peek().isWord("CONVERTTIMEZONE"_L1)
            && peek(1).isSymbol("("_L1)) {
            take();
            take();
            operand.path.at = peek().at;
            operand.localTime = true;
            if (!parsePath(operand.path) || !expectSymbol(")"_L1))
                return false;
            return expectSymbol(")"_L1);
        }
        return parsePath(operand.path) && expectSymbol(")"_L1);
    }
    return parsePath(operand.path);
}

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

} // namespace practice::soql
