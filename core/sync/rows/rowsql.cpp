#include "sync/rows/rowsql.h"

#include "sync/rows/tableuse.h"
#include "workspace/workspace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// What the upsert writes into one column, and whether another object may keep it.
struct Target {
    QString column;
    QString value;
    bool shared = false;
};

QString joined(const std::vector<Target> &targets, QString (*part)(const Target &))
{
    QStringList parts;
    parts.reserve(static_cast<qsizetype>(targets.size()));
    for (const Target &target : targets)
        parts << part(target);
    return parts.join(u", "_s);
}

/// `(t.a, t.b) IS NOT (excluded.a, excluded.b)`
QString differ(const QStringList &columns)
{
    QStringList here;
    QStringList there;
    for (const QString &column : columns) {
        here << u"t."_s + column;
        there << u"excluded."_s + column;
    }
    if (columns.size() == 1)
        return here.first() + u" IS NOT "_s + there.first();
    return u"("_s + here.join(u", "_s) + u") IS NOT ("_s + there.join(u", "_s) + u")"_s;
}

QString conflictPart(const Mapping &mapping, const std::vector<Target> &targets)
{
    if (targets.empty())
        return u"DO NOTHING"_s;

    const QString kept = u"t."_s + quoted(mapping.yieldsTo) + u" IS NULL"_s;
    QStringList sets;
    QStringList always;
    QStringList whereFree;
    for (const Target &target : targets) {
        const QString column = quoted(target.column);
        const bool yields = target.shared && !mapping.yieldsTo.isEmpty();
        (yields ? whereFree : always) << column;
        sets << (yields ? u"%1 = CASE WHEN %2 THEN excluded.%1 ELSE t.%1 END"_s.arg(column, kept)
                        : u"%1 = excluded.%1"_s.arg(column));
    }
    QStringList conditions;
    if (!always.isEmpty())
        conditions << differ(always);
    if (!whereFree.isEmpty())
        conditions << u"("_s + kept + u" AND "_s + differ(whereFree) + u")"_s;
    return u"DO UPDATE SET "_s + sets.join(u", "_s) + u" WHERE "_s + conditions.join(u" OR "_s);
}

/// Empty when nothing fills the table it looks in.
QString lookupSql(const FieldRow &row, const std::vector<Mapping> &all)
{
    const auto target = std::find_if(all.begin(), all.end(),
        [&row](const Mapping &mapping) { return mapping.table == row.lookupTable; });
    if (target == all.end() || row.lookupColumns.isEmpty())
        return {};
    const QString &keyColumn = target->keyColumn;
    QStringList found;
    for (const QString &column : row.lookupColumns)
        found << u"(SELECT %1 FROM %2 WHERE %3 = ?1)"_s.arg(
            quoted(keyColumn), quoted(row.lookupTable), quoted(column));
    if (found.size() == 1)
        return u"SELECT "_s + found.first();
    return u"SELECT COALESCE("_s + found.join(u", "_s) + u")"_s;
}

} // namespace

RowSql makeRowSql(
    const Mapping &mapping, const std::vector<Mapping> &all, const QStringList &fields)
{
    RowSql sql;
    std::vector<Target> targets;
    QStringList taken = {mapping.idColumn, mapping.keyColumn};
    if (!mapping.externalIdColumn.isEmpty()) {
        targets.push_back(
            {mapping.externalIdColumn, TableUse::externalIdPrefix(mapping) + u" || ?1"_s, true});
        taken << mapping.externalIdColumn;
    }
    for (const FieldRow &row : mapping.rows) {
        if (taken.contains(row.column))
            continue;
        if (row.field.isEmpty()) {
            targets.push_back({row.column, sqlText(row.constant), row.shared});
            taken << row.column;
            continue;
        }
        const auto at = static_cast<int>(fields.indexOf(row.field));
        if (at < 0)
            continue;
        RowSql::Value value{.batchColumn = at, .row = row};
        if (row.conversion == Conversion::Lookup) {
            const QString lookup = lookupSql(row, all);
            if (lookup.isEmpty())
                continue;
            value.lookup = static_cast<int>(sql.lookups.size());
            sql.lookups << lookup;
        }
        sql.values.push_back(value);
        targets.push_back({row.column, u"?%1"_s.arg(sql.values.size() + 1), row.shared});
        taken << row.column;
    }

    const QString idColumn = quoted(mapping.idColumn);
    const QString table = quoted(mapping.table);
    QString columns = joined(targets, [](const Target &target) { return quoted(target.column); });
    QString values = joined(targets, [](const Target &target) { return target.value; });
    if (!targets.empty()) {
        columns.prepend(u", "_s);
        values.prepend(u", "_s);
    }
    sql.upsert = u"INSERT INTO %1 AS t (%2%3) VALUES (?1%4) ON CONFLICT (%2) "_s.arg(
                     table, idColumn, columns, values)
        + conflictPart(mapping, targets);
    sql.keyOfRecord =
        u"SELECT %1 FROM %2 WHERE %3 = ?1"_s.arg(quoted(mapping.keyColumn), table, idColumn);
    return sql;
}
