#include "sync/rows/tableuse.h"

#include "workspace/stores/links.h"

#include <algorithm>

using namespace Qt::StringLiterals;

QString sqlText(const QString &value)
{
    QString doubled = value;
    doubled.replace(u'\'', u"''"_s);
    return u"'"_s + doubled + u"'"_s;
}

namespace {

const FieldRow *rowOf(const Mapping &mapping, const QString &field)
{
    for (const FieldRow &row : mapping.rows) {
        if (row.field == field)
            return &row;
    }
    return nullptr;
}

/// What keeps columns of `child` in step that hold what `parent` feeds from its own fields.
QStringList copyUpdatesOf(
    const Mapping &parent, const Mapping &child, const std::vector<Mapping> &all)
{
    QStringList updates;
    for (const FieldRow &row : child.rows) {
        const qsizetype dot = row.field.indexOf(u'.');
        if (dot < 0)
            continue;
        const FieldRow *link = rowOf(child, row.field.left(dot) + u"Id"_s);
        const FieldRow *source = rowOf(parent, row.field.mid(dot + 1));
        if (!link || link->lookupTable != parent.table || !source
            || source->conversion != row.conversion)
            continue;
        const QString table = quoted(child.table);
        const QString value = u"(SELECT %1 FROM %2 WHERE %3 = ?1)"_s.arg(
            quoted(source->column), quoted(parent.table), quoted(parent.keyColumn));
        QString sql = u"UPDATE %1 SET %2 = %3 WHERE %4 = ?1 AND %2 IS NOT %3 AND "_s.arg(
                          table, quoted(row.column), value, quoted(link->column))
            + Links::recordSql(child, table) + u" IS NOT NULL"_s;
        const QString free = TableUse::noneOf(TableUse::preceding(child, row.column, all), table);
        if (!free.isEmpty())
            sql += u" AND "_s + free;
        updates << sql;
    }
    return updates;
}

void sortByPrecedence(std::vector<Mapping> &mappings)
{
    std::ranges::stable_sort(
        mappings, {}, [](const Mapping &mapping) { return mapping.identity.precedence; });
}

} // namespace

TableUse::TableUse(const QString &table, const std::vector<Mapping> &all) : m_table(table)
{
    for (const Mapping &mapping : all) {
        if (mapping.table == table)
            m_mappings.push_back(mapping);
        for (const FieldRow &row : mapping.rows) {
            if (row.conversion == Conversion::Lookup && row.lookupTable == table)
                addReference(mapping, row);
        }
    }
    sortByPrecedence(m_mappings);
    if (!m_mappings.empty()) {
        m_keyColumn = m_mappings.front().keyColumn;
        m_externalIdColumn = m_mappings.front().externalIdColumn;
    }
    for (const Mapping &parent : m_mappings) {
        for (const Mapping &child : all)
            m_copyUpdates << copyUpdatesOf(parent, child, all);
    }
    m_copyUpdates.removeDuplicates();
}

void TableUse::addReference(const Mapping &mapping, const FieldRow &row)
{
    Feeder feeder;
    feeder.mapping = mapping.id;
    feeder.recordsSql = u"SELECT %1 FROM %2 AS t WHERE %3 = ? AND %1 IS NOT NULL"_s.arg(
        Links::recordSql(mapping, u"t"_s), quoted(mapping.table), quoted(row.column));
    for (const FieldRow &constant : mapping.rows) {
        if (constant.field.isEmpty())
            feeder.recordsSql +=
                u" AND %1 = %2"_s.arg(quoted(constant.column), sqlText(constant.constant));
    }
    const auto known =
        std::find_if(m_references.begin(), m_references.end(), [&](const Reference &reference) {
            return reference.table == mapping.table && reference.column == row.column;
        });
    if (known != m_references.end())
        known->feeders.push_back(feeder);
    else
        m_references.push_back({mapping.table, mapping.keyColumn, row.column, {feeder}});
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

QStringList TableUse::columnsFirstOf(const Mapping &mapping) const
{
    QStringList columns = columnsOf(mapping);
    columns.removeIf(
        [&](const QString &column) { return !preceding(mapping, column, m_mappings).empty(); });
    return columns;
}

std::vector<const Mapping *> TableUse::preceding(
    const Mapping &mapping, const QString &column, const std::vector<Mapping> &among)
{
    std::vector<const Mapping *> found;
    for (const Mapping &other : among) {
        if (other.table == mapping.table && other.identity.precedence < mapping.identity.precedence
            && (other.externalIdColumn == column || columnsOf(other).contains(column)))
            found.push_back(&other);
    }
    return found;
}

QString TableUse::noneOf(const std::vector<const Mapping *> &mappings, const QString &table)
{
    QStringList parts;
    for (const Mapping *mapping : mappings)
        parts << Links::recordSql(*mapping, table) + u" IS NULL"_s;
    return parts.join(u" AND "_s);
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
        if (mapping.id != about.id && shareLink(mapping, about))
            continue;
        const QString record = Links::recordSql(mapping, quoted(m_table));
        sql += u" WHEN "_s + record + u" IS NOT NULL THEN "_s + externalIdPrefix(mapping)
            + u" || "_s + record;
    }
    return sql + u" END"_s;
}
