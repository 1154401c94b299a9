#include "workspace/stores/unmatchedrecords.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

void UnmatchedRecords::put(qint64 mapping, const QString &record, const QString &email,
    const RecordBatch &batch, std::size_t row, Transaction &work)
{
    QJsonObject cells;
    for (std::size_t column = 0; column < batch.columnCount(); ++column) {
        const std::string_view cell = batch.cell(row, column);
        cells.insert(QString::fromStdString(batch.columns()[column]),
            batch.isNull(row, column)
                ? QJsonValue()
                : QJsonValue(QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size()))));
    }
    work.run(
        u"INSERT INTO orgmend_unmatched_record (mapping, record, email, cells) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (mapping, record) DO UPDATE SET email = excluded.email, cells = excluded.cells"_s,
        mapping, record, email,
        QString::fromUtf8(QJsonDocument(cells).toJson(QJsonDocument::Compact)));
}

void UnmatchedRecords::remove(qint64 mapping, const QString &record, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_unmatched_record WHERE mapping = ? AND record = ?"_s, mapping,
        record);
}

void UnmatchedRecords::clear(qint64 mapping, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_unmatched_record WHERE mapping = ?"_s, mapping);
}

bool UnmatchedRecords::any(qint64 mapping, Transaction &work)
{
    return work
        .value(
            u"SELECT EXISTS (SELECT 1 FROM orgmend_unmatched_record WHERE mapping = ?)"_s, mapping)
        .toBool();
}

std::vector<UnmatchedRecords::Record> UnmatchedRecords::next(
    qint64 mapping, int about, Transaction &work)
{
    const std::vector<Row> rows = work.rows(
        u"SELECT c.record, c.email, c.cells, e.n FROM orgmend_unmatched_record AS c JOIN "
        "(SELECT email, COUNT(*) AS n FROM orgmend_unmatched_record WHERE mapping = ?1 GROUP BY email "
        "ORDER BY email LIMIT ?2) AS e ON e.email = c.email WHERE c.mapping = ?1 "
        "ORDER BY c.email, c.record"_s,
        mapping, about);
    std::vector<Record> records;
    records.reserve(rows.size());
    for (const Row &row : rows)
        records.push_back({row[0].toString(), row[1].toString(),
            QJsonDocument::fromJson(row[2].toString().toUtf8()).object(), row[3].toInt() == 1});
    return records;
}

RecordBatch batchOf(const std::vector<UnmatchedRecords::Record> &records, const QStringList &fields)
{
    std::vector<std::string> names;
    names.reserve(static_cast<std::size_t>(fields.size()));
    for (const QString &field : fields)
        names.push_back(field.toStdString());
    RecordBatch batch(std::make_shared<const std::vector<std::string>>(std::move(names)));
    for (const UnmatchedRecords::Record &record : records) {
        for (const QString &field : fields) {
            const QJsonValue value = record.cells.value(field);
            if (value.isString())
                batch.appendText(value.toString().toStdString());
            else
                batch.appendNull();
        }
    }
    return batch;
}
