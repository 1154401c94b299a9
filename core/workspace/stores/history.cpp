#include "workspace/stores/history.h"

#include "workspace/stores/storing.h"
#include "workspace/tables.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

std::vector<HistoryRow> readAll(const std::vector<Row> &rows)
{
    std::vector<HistoryRow> history;
    for (const Row &row : rows) {
        Reader from(row);
        HistoryRow entry;
        entry.id = from.integer();
        entry.at = from.time();
        entry.connection = from.integer();
        entry.run = from.integer();
        entry.operation = from.text();
        entry.object = from.text();
        entry.record = from.text();
        entry.table = from.text();
        entry.rowKey = RowKey(from.next());
        entry.old = QJsonDocument::fromJson(from.text().toUtf8()).object();
        history.push_back(entry);
    }
    return history;
}

const QString selectHistory =
    u"SELECT id, at, connection, run, operation, object, record, table_name, row_key, old "
    "FROM orgmend_history"_s;

} // namespace

qint64 History::add(const HistoryRow &row, Transaction &work)
{
    const QDateTime at = row.at.isValid() ? row.at : work.workspace().clock().now();
    work.run(u"INSERT INTO orgmend_history (at, connection, run, operation, object, record, "
             "table_name, row_key, old) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        at, row.connection, row.run, row.operation, row.object, row.record, row.table,
        row.rowKey.value(),
        QString::fromUtf8(QJsonDocument(row.old).toJson(QJsonDocument::Compact)));
    return work.lastInsertId();
}

qint64 History::keep(const HistoryRow &about, const QString &keyColumn, Transaction &work)
{
    const std::vector<Tables::Column> columns = Tables::columns(about.table, work);
    QStringList names;
    for (const Tables::Column &column : columns)
        names.append(quoted(column.name));
    const Row row = work.row(u"SELECT "_s + names.join(u", "_s) + u" FROM "_s + quoted(about.table)
            + u" WHERE "_s + quoted(keyColumn) + u" = ?"_s,
        about.rowKey.value());
    if (row.empty())
        return 0;
    HistoryRow kept = about;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        // JSON knows no bytes.
        const QVariant &value = row.at(i);
        kept.old.insert(columns.at(i).name,
            value.typeId() == QMetaType::QByteArray ? QJsonValue(RowKey(value).text())
                                                    : QJsonValue::fromVariant(value));
    }
    return add(kept, work);
}

std::vector<HistoryRow> History::ofRow(
    const QString &table, const RowKey &rowKey, Transaction &work)
{
    return readAll(work.rows(selectHistory + u" WHERE table_name = ? AND row_key = ? ORDER BY id"_s,
        table, rowKey.value()));
}

std::vector<HistoryRow> History::ofRecord(const QString &record, Transaction &work)
{
    return readAll(work.rows(selectHistory + u" WHERE record = ? ORDER BY id"_s, record));
}
