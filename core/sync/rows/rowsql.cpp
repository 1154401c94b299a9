#include "sync/rows/rowsql.h"

#include "sync/rows/tableuse.h"
#include "workspace/stores/links.h"
#include "workspace/workspace.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// What is written into one column.
struct Target {
    QString column; ///< quoted
    QString value;
    QString free;       ///< true for a row in which nobody's value goes first; empty: always
    bool isKey = false; ///< given once, to a new row
};

QString joined(const std::vector<Target> &targets, QString (*part)(const Target &))
{
    QString parts;
    for (const Target &target : targets)
        parts += u", "_s + part(target);
    return parts;
}

/// `(t.a, t.b) IS NOT (x, y)`
QString differ(const std::vector<const Target *> &targets, QString (*wanted)(const Target &))
{
    QStringList here;
    QStringList there;
    for (const Target *target : targets) {
        here << u"t."_s + target->column;
        there << wanted(*target);
    }
    if (targets.size() == 1)
        return here.first() + u" IS NOT "_s + there.first();
    return u"("_s + here.join(u", "_s) + u") IS NOT ("_s + there.join(u", "_s) + u")"_s;
}

/// `SET a = …, b = …`, and when: only where a value differs that may be written. `wanted` is how
/// the new value is called there.
struct Update {
    QString set;
    QString when;
};
Update updateOf(const std::vector<Target> &targets, QString (*wanted)(const Target &))
{
    QStringList sets;
    QStringList conditions;
    QStringList frees;
    for (const Target &target : targets) {
        sets << (target.free.isEmpty() ? target.column + u" = "_s + wanted(target)
                                       : u"%1 = CASE WHEN %2 THEN %3 ELSE t.%1 END"_s.arg(
                                             target.column, target.free, wanted(target)));
        if (!frees.contains(target.free))
            frees << target.free;
    }
    frees.sort(); // those that are always written first
    for (const QString &free : std::as_const(frees)) {
        std::vector<const Target *> same;
        for (const Target &target : targets) {
            if (target.free == free)
                same.push_back(&target);
        }
        const QString differs = differ(same, wanted);
        conditions << (free.isEmpty() ? differs : u"("_s + free + u" AND "_s + differs + u")"_s);
    }
    return {sets.join(u", "_s), conditions.join(u" OR "_s)};
}

/// Empty when nothing fills the table it looks in.
QString lookupSql(const FieldRow &row, const std::vector<Mapping> &all)
{
    const TableUse use(row.lookupTable, all);
    QStringList found;
    for (const Mapping &mapping : use.mappings()) {
        const QString sql = u"("_s + Links::keySql(mapping) + u")"_s;
        if (!found.contains(sql))
            found << sql;
    }
    if (found.size() > 1)
        return u"SELECT COALESCE("_s + found.join(u", "_s) + u")"_s;
    return found.isEmpty() ? QString() : QString(u"SELECT "_s + found.first());
}

/// Fills `sql` with values and lookups on the way.
std::vector<Target> targetsOf(
    const Mapping &mapping, const std::vector<Mapping> &all, const QStringList &fields, RowSql &sql)
{
    std::vector<Target> targets;
    QStringList taken = {mapping.idColumn};
    const auto add = [&](const QString &column, const QString &value) {
        targets.push_back({quoted(column), value,
            TableUse::noneOf(TableUse::preceding(mapping, column, all), u"t"_s),
            column == mapping.keyColumn});
        taken << column;
    };
    if (!mapping.externalIdColumn.isEmpty())
        add(mapping.externalIdColumn, TableUse::externalIdPrefix(mapping) + u" || ?1"_s);
    for (const FieldRow &row : mapping.rows) {
        const bool isKey = row.column == mapping.keyColumn;
        if (taken.contains(row.column) || (isKey && mapping.keySource != KeySource::Field))
            continue;
        if (row.field.isEmpty()) {
            add(row.column, sqlText(row.constant));
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
        add(row.column, u"?%1"_s.arg(sql.values.size() + 1));
    }
    return targets;
}

void makeUpsert(const Mapping &mapping, const std::vector<Target> &targets, RowSql &sql)
{
    const QString idColumn = quoted(mapping.idColumn);
    const QString columns = joined(targets, [](const Target &target) { return target.column; });
    const QString values = joined(targets, [](const Target &target) { return target.value; });
    std::vector<Target> kept = targets;
    std::erase_if(kept, [](const Target &target) { return target.isKey; });
    sql.upsert = u"INSERT INTO %1 AS t (%2%3) VALUES (?1%4) ON CONFLICT (%2) "_s.arg(
        quoted(mapping.table), idColumn, columns, values);
    if (kept.empty()) {
        sql.upsert += u"DO NOTHING"_s;
        return;
    }
    const Update update = updateOf(
        kept, [](const Target &target) { return QString(u"excluded."_s + target.column); });
    sql.upsert += u"DO UPDATE SET "_s + update.set + u" WHERE "_s + update.when;
}

void makeUpdateAndInsert(const Mapping &mapping, std::vector<Target> targets, RowSql &sql)
{
    const QString table = quoted(mapping.table);
    const QString key = quoted(mapping.keyColumn);
    sql.keyParameter = static_cast<int>(sql.values.size()) + 2;
    std::vector<Target> kept = targets;
    std::erase_if(kept, [](const Target &target) { return target.isKey; });
    if (!kept.empty()) {
        const Update update = updateOf(kept, [](const Target &target) { return target.value; });
        sql.update = u"UPDATE %1 AS t SET %2 WHERE t.%3 = ?%4 AND (%5)"_s.arg(
            table, update.set, key, QString::number(sql.keyParameter), update.when);
    }
    if (mapping.keySource == KeySource::Uuid)
        targets.push_back({key, u"?%1"_s.arg(sql.keyParameter), {}, true});
    if (!mapping.idColumn.isEmpty())
        targets.push_back({quoted(mapping.idColumn), u"?1"_s, {}, true});
    if (targets.empty()) {
        sql.insert = u"INSERT INTO %1 DEFAULT VALUES RETURNING %2"_s.arg(table, key);
        return;
    }
    const QString columns = joined(targets, [](const Target &target) { return target.column; });
    const QString values = joined(targets, [](const Target &target) { return target.value; });
    sql.insert = u"INSERT INTO %1 (%2) VALUES (%3) RETURNING %4"_s.arg(
        table, columns.mid(2), values.mid(2), key);
}

} // namespace

RowSql makeRowSql(
    const Mapping &mapping, const std::vector<Mapping> &all, const QStringList &fields)
{
    RowSql sql;
    std::vector<Target> targets = targetsOf(mapping, all, fields, sql);
    sql.keyOfRecord = Links::keySql(mapping);
    if (!mapping.idColumn.isEmpty() && mapping.keySource == KeySource::Counted)
        makeUpsert(mapping, targets, sql);
    else
        makeUpdateAndInsert(mapping, std::move(targets), sql);
    return sql;
}
