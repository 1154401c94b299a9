#pragma once

#include "values/mapping.h"
#include "values/rowkey.h"
#include "workspace/workspace.h"

#include <QStringList>

/// Which row a record has. A mapping keeps it in a column of the table (`idColumn`), or, where the
/// table is the admin's own and has none, as rows of orgmend_link: everybody asks here, and need
/// not know which.
class Links {
public:
    /// SQL (record) -> key of its row; no row where the record has none, or where somebody deleted
    /// it.
    [[nodiscard]] static QString keySql(const Mapping &mapping);
    /// An expression: the record of the row that `table` (a table's name or alias, quoted) stands
    /// at, or NULL.
    [[nodiscard]] static QString recordSql(const Mapping &mapping, const QString &table);
    /// SQL: the records that have rows, in a column `record`.
    [[nodiscard]] static QString recordsSql(const Mapping &mapping);

    [[nodiscard]] static RowKey keyOf(
        const Mapping &mapping, const QString &record, Transaction &work);
    /// Empty where the row has none.
    [[nodiscard]] static QString recordOf(
        const Mapping &mapping, const RowKey &key, Transaction &work);

    /// The row is the record's from now on, and whatever row it had before is not. `born`: the row
    /// was made for it.
    static void set(const Mapping &mapping, const RowKey &key, const QString &record, bool born,
        Transaction &work);
    static void clear(const Mapping &mapping, const RowKey &key, Transaction &work);

    /// What newRow() compares with, taken before a pull writes its first row.
    [[nodiscard]] static qint64 mark(const Mapping &mapping, Transaction &work);
    /// Whether the row was made for a record since the mark was taken.
    [[nodiscard]] static bool bornSince(
        qint64 mark, const Mapping &mapping, const RowKey &key, Transaction &work);
};
