#include "workspace/stores/pendinglookups.h"

#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

const QString selectLookup =
    u"SELECT id, connection, table_name, key_column, row_key, column_name, target_table, "
    "target_record FROM orgmend_pending_lookup"_s;

PendingLookup lookupOf(const Row &row)
{
    Reader from(row);
    PendingLookup lookup;
    lookup.id = from.integer();
    lookup.connection = from.integer();
    lookup.table = from.text();
    lookup.keyColumn = from.text();
    lookup.rowKey = RowKey(from.next());
    lookup.column = from.text();
    lookup.targetTable = from.text();
    lookup.targetRecord = from.text();
    return lookup;
}

void settle(const PendingLookup &lookup, const RowKey &key, Transaction &work)
{
    work.run(u"UPDATE "_s + quoted(lookup.table) + u" SET "_s + quoted(lookup.column)
            + u" = ? WHERE "_s + quoted(lookup.keyColumn) + u" = ?"_s,
        key.value(), lookup.rowKey.value());
    work.run(u"DELETE FROM orgmend_pending_lookup WHERE id = ?"_s, lookup.id);
}

} // namespace

void PendingLookups::note(const PendingLookup &lookup, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_pending_lookup (connection, table_name, key_column, row_key, "
             "column_name, target_table, target_record) "
             "VALUES (?, ?, ?, ?, ?, ?, ?) "
             "ON CONFLICT (table_name, row_key, column_name) DO UPDATE SET "
             "connection = excluded.connection, key_column = excluded.key_column, "
             "target_table = excluded.target_table, "
             "target_record = excluded.target_record"_s,
        lookup.connection, lookup.table, lookup.keyColumn, lookup.rowKey.value(), lookup.column,
        lookup.targetTable, lookup.targetRecord);
}

void PendingLookups::forget(
    const QString &table, const RowKey &rowKey, const QString &column, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_pending_lookup "
             "WHERE table_name = ? AND row_key = ? AND column_name = ?"_s,
        table, rowKey.value(), column);
}

void PendingLookups::forgetRow(const QString &table, const RowKey &rowKey, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_pending_lookup WHERE table_name = ? AND row_key = ?"_s, table,
        rowKey.value());
}

void PendingLookups::moveRow(
    const QString &table, const RowKey &from, const RowKey &to, Transaction &work)
{
    work.run(u"UPDATE orgmend_pending_lookup SET row_key = ? WHERE table_name = ? AND row_key = ? "
             "AND column_name NOT IN (SELECT column_name FROM orgmend_pending_lookup "
             "WHERE table_name = ? AND row_key = ?)"_s,
        to.value(), table, from.value(), table, to.value());
}

bool PendingLookups::anyIn(const QString &table, Transaction &work)
{
    return work
        .value(
            u"SELECT EXISTS (SELECT 1 FROM orgmend_pending_lookup WHERE table_name = ?)"_s, table)
        .toBool();
}

bool PendingLookups::anyFor(const QString &targetTable, Transaction &work)
{
    return work
        .value(
            u"SELECT 1 FROM orgmend_pending_lookup WHERE target_table = ? LIMIT 1"_s, targetTable)
        .isValid();
}

std::vector<PendingLookup> PendingLookups::waitingFor(
    const QString &targetTable, const QString &record, Transaction &work)
{
    std::vector<PendingLookup> lookups;
    for (const Row &row :
        work.rows(selectLookup + u" WHERE target_record = ? AND target_table = ? ORDER BY id"_s,
            record, targetTable))
        lookups.push_back(lookupOf(row));
    return lookups;
}

qint64 PendingLookups::fill(
    const QString &targetTable, const QString &record, const RowKey &key, Transaction &work)
{
    const std::vector<PendingLookup> lookups = waitingFor(targetTable, record, work);
    for (const PendingLookup &lookup : lookups)
        settle(lookup, key, work);
    return work.isSpoilt() ? 0 : qint64(lookups.size());
}

qint64 PendingLookups::count(qint64 connection, Transaction &work)
{
    return work
        .value(u"SELECT COUNT(*) FROM orgmend_pending_lookup WHERE connection = ?"_s, connection)
        .toLongLong();
}
