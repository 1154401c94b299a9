#include "app/practiceorg/soql/soqlgroupkeys.h"

#include "app/practiceorg/soql/soqlfilter.h"

namespace practice::soql {

QByteArray GroupKeys::isSubtotal(qsizetype key)
{
    return "(keys.mask & " + QByteArray::number(1 << key) + " = 0)";
}

bool GroupKeys::hold(Function function, const Found &found) const
{
    if (isAggregate(function) || function == Function::Grouping)
        return true;
    const std::optional<QByteArray> sql = soql::functionSql(function, found);
    if (sql && m_keys.contains(*sql))
        return true;
    const bool isDate = found.field != nullptr && found.field->type == FieldType::Date;
    return isDate && isDateFunction(function) && m_keys.contains(found.sql);
}

QByteArray GroupKeys::shown(const QByteArray &sql) const
{
    const qsizetype key = m_keys.indexOf(sql);
    if (m_subtotals == Query::Subtotals::None || key < 0)
        return sql;
    return "CASE WHEN " + isSubtotal(key) + " THEN NULL ELSE " + sql + " END";
}

std::optional<QByteArray> GroupKeys::functionSql(Function function, const Found &found) const
{
    if (function != Function::Grouping) {
        const std::optional<QByteArray> sql = soql::functionSql(function, found);
        if (!sql || !isDateFunction(function) || m_keys.contains(*sql))
            return sql ? std::optional(shown(*sql)) : std::nullopt;
        Found date = found; // perhaps a key itself
        date.sql = shown(found.sql);
        return soql::functionSql(function, date);
    }
    const qsizetype key = m_keys.indexOf(found.sql);
    if (m_subtotals == Query::Subtotals::None || key < 0)
        return std::nullopt;
    return isSubtotal(key);
}

/// Grouped so, the subtotal of a key follows its values, and the grand total comes last.
QByteArray GroupKeys::groupBy() const
{
    QList<QByteArray> terms;
    for (qsizetype key = 0; key < m_keys.size(); ++key) {
        if (m_subtotals != Query::Subtotals::None)
            terms.append(isSubtotal(key));
        terms.append(shown(m_keys[key]));
    }
    return terms.isEmpty() ? QByteArray() : " GROUP BY " + terms.join(", ");
}

QByteArray GroupKeys::sets() const
{
    if (m_subtotals == Query::Subtotals::None)
        return {};
    // ROLLUP drops its keys one by one from the right; CUBE has every combination.
    const bool cube = m_subtotals == Query::Subtotals::Cube;
    QList<QByteArray> masks;
    for (int mask = (1 << m_keys.size()) - 1; mask > 0; mask = cube ? mask - 1 : mask / 2)
        masks.append("(" + QByteArray::number(mask) + ")");
    masks.append("(0)");
    return " CROSS JOIN (SELECT column1 AS mask FROM (VALUES " + masks.join(", ") + ")) keys";
}

} // namespace practice::soql
