#include "sync/tableuse.h"

#include <algorithm>

using namespace Qt::StringLiterals;

QString sqlText(const QString &value)
{
    QString doubled = value;
    doubled.replace(u'\'', u"''"_s);
    return u"'"_s + doubled + u"'"_s;
}

TableUse::TableUse(const QString &table, const std::vector<Mapping> &all) : m_table(table)
{
    for (const Mapping &mapping : all) {
        if (mapping.table == table)
            m_mappings.push_back(mapping);
        for (const FieldRow &row : mapping.rows) {
            if (row.conversion == Conversion::Lookup && row.lookupTable == table)
                m_references.push_back(
                    {mapping.table, mapping.keyColumn, row.column, row.lookupColumns});
        }
    }
    std::stable_sort(m_mappings.begin(), m_mappings.end(), [](const Mapping &a, const Mapping &b) {
        return a.yieldsTo.isEmpty() && !b.yieldsTo.isEmpty();
    });
    // Task and Event both feed `activities`: the same column is one reference.
    const auto same = [](const Reference &a, const Reference &b) {
        return a.table == b.table && a.column == b.column;
    };
    for (auto it = m_references.begin(); it != m_references.end();) {
        const bool known = std::any_of(
            m_references.begin(), it, [&](const Reference &earlier) { return same(earlier, *it); });
        it = known ? m_references.erase(it) : std::next(it);
    }
    if (!m_mappings.empty()) {
        m_keyColumn = m_mappings.front().keyColumn;
        m_externalIdColumn = m_mappings.front().externalIdColumn;
    }
}

QStringList TableUse::columnsOf(const Mapping &mapping)
{
    QStringList columns;
    for (const FieldRow &row : mapping.rows) {
        if (row.column != mapping.idColumn && row.column != mapping.externalIdColumn
            && row.column != mapping.keyColumn && !columns.contains(row.column))
            columns << row.column;
    }
    return columns;
}

QStringList TableUse::columnsOnlyOf(const Mapping &mapping) const
{
    QStringList columns = columnsOf(mapping);
    for (const Mapping &other : m_mappings) {
        if (other.id == mapping.id)
            continue;
        for (const QString &column : columnsOf(other))
            columns.removeAll(column);
    }
    return columns;
}

bool TableUse::isFed(const QString &column) const
{
    return column == m_keyColumn || column == m_externalIdColumn
        || std::any_of(m_mappings.begin(), m_mappings.end(), [&column](const Mapping &mapping) {
               return column == mapping.idColumn || columnsOf(mapping).contains(column);
           });
}

QString TableUse::externalIdPrefix(const Mapping &mapping)
{
    return sqlText(u"sf_%1_%2_"_s.arg(mapping.connection).arg(mapping.object));
}

QString TableUse::externalIdSql(const Mapping &about) const
{
    QString sql = u"CASE"_s;
    for (const Mapping &mapping : m_mappings) {
        if (mapping.idColumn == about.idColumn && mapping.id != about.id)
            continue;
        const QString link = quoted(mapping.idColumn);
        sql += u" WHEN "_s + link + u" IS NOT NULL THEN "_s + externalIdPrefix(mapping) + u" || "_s
            + link;
    }
    return sql + u" END"_s;
}
