#pragma once

#include "values/rowkey.h"
#include "workspace/workspace.h"

#include <QString>

#include <vector>

/// A lookup whose target is not here yet. The cell is NULL until the record arrives, which fills it
/// in its own transaction.
struct PendingLookup {
    qint64 id = 0;
    qint64 connection = 0;
    QString table; ///< the row that waits: table, its key column and key, and the cell's column
    QString keyColumn;
    RowKey rowKey;
    QString column;
    QString targetTable;  ///< where the record will appear
    QString targetRecord; ///< the record's Id, 18 characters
};

/// The rows of orgmend_pending_lookup.
class PendingLookups {
public:
    /// Replaces what the same cell waited for before.
    static void note(const PendingLookup &lookup, Transaction &work);
    /// The cell has a value, or waits no longer.
    static void forget(
        const QString &table, const RowKey &rowKey, const QString &column, Transaction &work);
    /// The row is gone.
    static void forgetRow(const QString &table, const RowKey &rowKey, Transaction &work);
    /// The row that waits is another one now. A cell of `to` that waits already goes on doing so.
    static void moveRow(
        const QString &table, const RowKey &from, const RowKey &to, Transaction &work);
    /// Whether any cell of `table` waits.
    [[nodiscard]] static bool anyIn(const QString &table, Transaction &work);
    /// Whether anything waits for `targetTable` at all: nothing to do for the hot path otherwise.
    [[nodiscard]] static bool anyFor(const QString &targetTable, Transaction &work);
    /// `record` has arrived as row `key` of `targetTable`: fills the cells that waited for it.
    /// Cells filled.
    static qint64 fill(
        const QString &targetTable, const QString &record, const RowKey &key, Transaction &work);
    [[nodiscard]] static std::vector<PendingLookup> waitingFor(
        const QString &targetTable, const QString &record, Transaction &work);
    [[nodiscard]] static qint64 count(qint64 connection, Transaction &work);
};
