#include "app/practiceorg/soql/soqlfilter.h"

using namespace Qt::StringLiterals;

namespace practice::soql {

QByteArray picklistRankSql(const Found &found, const QByteArray &sql)
{
    const bool isSorted = found.field != nullptr && found.field->type == FieldType::Picklist
        && !found.field->picklist.empty();
    if (!isSorted)
        return {};
    QByteArray rank = "CASE " + sql + " COLLATE NOCASE";
    int next = 0;
    for (const PicklistValue &value : found.field->picklist) {
        QByteArray text = value.value.toUtf8();
        rank += " WHEN '" + text.replace("'", "''") + "' THEN " + QByteArray::number(next++);
    }
    // Where values stand that are in no list: no source found.
    return rank + " ELSE iif(" + sql + " IS NULL, NULL, " + QByteArray::number(next) + ") END";
}

namespace {

/// MIN and MAX of a picklist go by its order too (SOQL guide, "Aggregate Functions").
QByteArray extremeSql(const QByteArray &function, const Found &found)
{
    const QByteArray rank = picklistRankSql(found, found.sql);
    if (rank.isEmpty())
        return function + "(" + found.sql + ")";
    return "substr(" + function + "(printf('%06d', " + rank + ") || " + found.sql + "), 7)";
}

} // namespace

std::optional<QByteArray> functionSql(Function function, const Found &found)
{
    const FieldType type = found.field ? found.field->type : FieldType::String;
    const int scale = found.field ? found.field->scale : 0;
    const bool number = isNumber(type);
    const bool time = type == FieldType::Date || type == FieldType::DateTime;
    // SOQL guide, "Support for Field Types in Aggregate Functions".
    const bool countable = found.field == nullptr
        || (!found.field->longText && found.field->stored() && type != FieldType::Boolean
            && type != FieldType::MultiPicklist && type != FieldType::Time);
    const QByteArray day =
        type == FieldType::DateTime ? "date(" + found.sql + " / 1000, 'unixepoch')" : found.sql;
    const auto only = [](bool allowed, const QByteArray &sql) {
        return allowed ? std::optional(sql) : std::nullopt;
    };
    const auto part = [&](const char *format) -> std::optional<QByteArray> {
        if (!time)
            return std::nullopt;
        return "CAST(strftime('" + QByteArray(format) + "', " + day + ") AS INTEGER)";
    };
    switch (function) {
    case Function::None:
    case Function::ToLabel:
    case Function::Format:
        return found.sql;
    case Function::ConvertCurrency:
        return std::nullopt; // in SELECT alone, where convertedSql() has it
    case Function::Count:
        return only(countable, "COUNT(" + found.sql + ")");
    case Function::CountDistinct:
        return only(countable, "COUNT(DISTINCT " + found.sql + ")");
    case Function::Sum:
        // Its numbers have so many places; adding them up as doubles brings more.
        return only(number, "ROUND(SUM(" + found.sql + "), " + QByteArray::number(scale) + ')');
    case Function::Avg:
        return only(number, "AVG(" + found.sql + ")");
    case Function::Min:
    case Function::Max:
        if (!countable)
            return std::nullopt;
        return extremeSql(function == Function::Min ? "MIN" : "MAX", found);
    case Function::Grouping:
        return std::nullopt; // of a group's key alone, and GroupKeys has it
    case Function::CalendarYear:
    case Function::FiscalYear:
        return part("%Y");
    case Function::CalendarMonth:
    case Function::FiscalMonth:
        return part("%m");
    case Function::CalendarQuarter:
    case Function::FiscalQuarter:
        if (const auto month = part("%m"))
            return "((" + *month + " + 2) / 3)";
        return std::nullopt;
    case Function::DayInMonth:
        return part("%d");
    case Function::DayInYear:
        return part("%j");
    case Function::DayInWeek:
        if (const auto weekday = part("%w"))
            return "(" + *weekday + " + 1)";
        return std::nullopt;
    case Function::WeekInMonth:
        if (const auto dayInMonth = part("%d"))
            return "((" + *dayInMonth + " + 6) / 7)";
        return std::nullopt;
    case Function::WeekInYear:
        if (const auto dayInYear = part("%j"))
            return "((" + *dayInYear + " + 6) / 7)";
        return std::nullopt;
    case Function::DayOnly:
        return only(type == FieldType::DateTime, day);
    case Function::HourInDay:
        if (type != FieldType::DateTime)
            return std::nullopt;
        return "CAST(strftime('%H', " + found.sql + " / 1000, 'unixepoch') AS INTEGER)";
    }
    return std::nullopt;
}

std::optional<QByteArray> convertedSql(const Found &found, const QByteArray &userId)
{
    const bool fits = found.field != nullptr && found.field->type == FieldType::Currency
        && found.object->field(u"CurrencyIsoCode"_s) != nullptr
        && found.sql.endsWith(QByteArray('.' + found.field->column));
    if (!fits)
        return std::nullopt;
    const QByteArray own = found.sql.chopped(found.field->column.size()) + "\"CurrencyIsoCode\"";
    const QByteArray rate = "(SELECT ConversionRate FROM CurrencyType WHERE IsoCode = ";
    return '(' + found.sql + " / " + rate + own + ") * " + rate
        + "(SELECT DefaultCurrencyIsoCode FROM User WHERE Id = '" + userId + "')))";
}

} // namespace practice::soql
