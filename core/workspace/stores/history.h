#pragma once

#include "values/rowkey.h"
#include "workspace/workspace.h"

#include <QDateTime>
#include <QJsonObject>

#include <vector>

/// What a row was before the engine took it away or a merge put other values in its place.
struct HistoryRow {
    qint64 id = 0;
    QDateTime at; ///< by the workspace's clock unless set
    qint64 connection = 0;
    qint64 run = 0;
    QString operation; ///< `deleted`, `merged`, `unlinked`, `overwritten`
    QString object;
    QString record; ///< the Salesforce Id that it was about
    QString table;
    RowKey rowKey;
    QJsonObject old; ///< column to value
};

/// The rows of orgmend_history.
class History {
public:
    static qint64 add(const HistoryRow &row, Transaction &work);
    /// Reads the row as it is now and keeps it. 0 when there is no such row.
    static qint64 keep(const HistoryRow &about, const QString &keyColumn, Transaction &work);
    /// Oldest first.
    [[nodiscard]] static std::vector<HistoryRow> ofRow(
        const QString &table, const RowKey &rowKey, Transaction &work);
    [[nodiscard]] static std::vector<HistoryRow> ofRecord(const QString &record, Transaction &work);
};
