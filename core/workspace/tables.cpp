#include "workspace/tables.h"

using namespace Qt::StringLiterals;

namespace {

QString declaration(const Tables::Column &column)
{
    QString text = quoted(column.name);
    if (!column.type.isEmpty())
        text += u' ' + column.type;
    if (column.notNull)
        text += u" NOT NULL"_s;
    return text;
}

void insertStarterRows(const Tables::Spec &spec, Transaction &work)
{
    QStringList names;
    for (const Tables::Column &column : spec.columns)
        names.append(quoted(column.name));
    const QStringList places(names.size(), u"?"_s);
    for (const std::vector<QVariant> &row : spec.starterRows)
        work.runBound(u"INSERT INTO "_s + quoted(spec.name) + u" ("_s + names.join(u", "_s)
                + u") VALUES ("_s + places.join(u", "_s) + u')',
            row);
}

} // namespace

Tables::Index Tables::Index::on(const QString &table, const QStringList &columns, bool unique)
{
    Index index;
    index.name = table + u'_' + columns.join(u'_');
    for (const QString &column : columns)
        index.expressions.append(quoted(column));
    index.unique = unique;
    return index;
}

bool Tables::exists(const QString &table, Transaction &work)
{
    return work
        .value(u"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? COLLATE NOCASE"_s,
            table)
        .isValid();
}

QStringList Tables::all(Transaction &work)
{
    QStringList names;
    for (const Row &row : work.rows(u"SELECT name FROM sqlite_schema WHERE type = 'table' "
                                    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                                    "AND name NOT LIKE 'orgmend\\_%' ESCAPE '\\' ORDER BY name"_s))
        names.append(row.front().toString());
    return names;
}

std::vector<Tables::Column> Tables::columns(const QString &table, Transaction &work)
{
    std::vector<Column> columns;
    for (const Row &row : work.rows(
             u"SELECT name, type, \"notnull\", pk FROM pragma_table_info(?) ORDER BY cid"_s, table))
        columns.push_back({row.at(0).toString(), row.at(1).toString(), row.at(2).toInt() != 0,
            row.at(3).toInt() != 0});
    return columns;
}

QStringList Tables::indices(const QString &table, Transaction &work)
{
    QStringList names;
    for (const Row &row : work.rows(u"SELECT name FROM sqlite_schema WHERE type = 'index' "
                                    "AND tbl_name = ? COLLATE NOCASE AND sql IS NOT NULL "
                                    "ORDER BY name"_s,
             table))
        names.append(row.front().toString());
    return names;
}

qint64 Tables::rowCount(const QString &table, Transaction &work)
{
    return work.value(u"SELECT COUNT(*) FROM "_s + quoted(table)).toLongLong();
}

bool Tables::isEmpty(const QString &table, Transaction &work)
{
    return !work.value(u"SELECT 1 FROM "_s + quoted(table) + u" LIMIT 1"_s).isValid();
}

void Tables::create(const Spec &spec, Transaction &work)
{
    QStringList declarations{quoted(spec.keyColumn) + u" INTEGER PRIMARY KEY AUTOINCREMENT"_s};
    for (const Column &column : spec.columns)
        declarations.append(declaration(column));
    work.run(u"CREATE TABLE "_s + quoted(spec.name) + u" ("_s + declarations.join(u", "_s) + u')');
    for (const Index &index : spec.indices)
        addIndex(spec.name, index, work);
    insertStarterRows(spec, work);
}

void Tables::complete(const Spec &spec, Transaction &work)
{
    if (!exists(spec.name, work)) {
        create(spec, work);
        return;
    }
    QStringList present;
    bool hasKey = false;
    for (const Column &column : columns(spec.name, work)) {
        present.append(column.name.toLower());
        hasKey = hasKey
            || (column.isKey && column.name.compare(spec.keyColumn, Qt::CaseInsensitive) == 0);
    }
    if (!hasKey) {
        work.spoil(failure(Failure::Problem::DatabaseRefused, {spec.name},
            u"The table is there already and has no key column "_s + quoted(spec.keyColumn)));
        return;
    }
    for (const Column &column : spec.columns) {
        if (!present.contains(column.name.toLower()))
            addColumn(spec.name, column, work);
    }
    const QStringList indexed = indices(spec.name, work);
    for (const Index &index : spec.indices) {
        if (!indexed.contains(index.name, Qt::CaseInsensitive))
            addIndex(spec.name, index, work);
    }
}

void Tables::addColumn(const QString &table, const Column &column, Transaction &work)
{
    work.run(u"ALTER TABLE "_s + quoted(table) + u" ADD COLUMN "_s + declaration(column));
}

void Tables::addIndex(const QString &table, const Index &index, Transaction &work)
{
    const QString create = index.unique ? u"CREATE UNIQUE INDEX "_s : u"CREATE INDEX "_s;
    work.run(create + quoted(index.name) + u" ON "_s + quoted(table) + u" ("_s
        + index.expressions.join(u", "_s) + u')');
}

void Tables::dropIndex(const QString &index, Transaction &work)
{
    work.run(u"DROP INDEX "_s + quoted(index));
}
