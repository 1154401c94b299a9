#include "soqlfilter.h"

using namespace Qt::StringLiterals;

namespace practice::soql {

std::optional<QByteArray> functionSql(Function function, const Found &found)
{
    const FieldType type = found.field ? found.field->type : FieldType::String;
    const bool number = isNumber(type);
    const bool time = type == FieldType::Date || type == FieldType::DateTime;
    const bool plain = found.field == nullptr || (!found.field->longText && found.field->stored());
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
        return only(plain, "COUNT(" + found.sql + ")");
    case Function::CountDistinct:
        return only(plain, "COUNT(DISTINCT " + found.sql + ")");
    case Function::Sum:
        // Its numbers have so many places; adding them up as doubles brings more.
        return only(number,
            number ? "ROUND(SUM(" + found.sql + "), " + QByteArray::number(found.field->scale) + ')'
                   : QByteArray());
    case Function::Avg:
        return only(number, "AVG(" + found.sql + ")");
    case Function::Min:
    case Function::Max:
        if (!plain || type == FieldType::Boolean || type == FieldType::MultiPicklist)
            return std::nullopt;
        return QByteArray(function == Function::Min ? "MIN(" : "MAX(") + found.sql + ")";
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
