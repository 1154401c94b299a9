#include "sync/recordcounts.h"

#include "base/timestamp.h"

using namespace Qt::StringLiterals;

void RecordCounts::set(qint64 mapping, qint64 records, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_record_count (mapping, records, counted_at) VALUES (?, ?, ?) "
             "ON CONFLICT (mapping) DO UPDATE SET records = excluded.records, "
             "counted_at = excluded.counted_at"_s,
        mapping, records, work.workspace().clock().now());
}

std::optional<RecordCounts::Count> RecordCounts::of(qint64 mapping, Transaction &work)
{
    const Row row = work.row(
        u"SELECT records, counted_at FROM orgmend_record_count WHERE mapping = ?"_s, mapping);
    if (row.empty())
        return std::nullopt;
    return Count{row[0].toLongLong(), fromIso(row[1].toString())};
}

QStringList LeftOutFields::of(qint64 mapping, Transaction &work)
{
    QStringList fields;
    for (const Row &row : work.rows(
             u"SELECT field FROM orgmend_left_out WHERE mapping = ? ORDER BY field"_s, mapping))
        fields << row[0].toString();
    return fields;
}

QStringList LeftOutFields::replace(qint64 mapping, const QStringList &fields, Transaction &work)
{
    const QStringList before = of(mapping, work);
    QStringList fresh;
    for (const QString &field : fields) {
        if (before.contains(field) || fresh.contains(field))
            continue;
        work.run(u"INSERT INTO orgmend_left_out (mapping, field) VALUES (?, ?)"_s, mapping, field);
        fresh << field;
    }
    for (const QString &field : before) {
        if (!fields.contains(field))
            work.run(
                u"DELETE FROM orgmend_left_out WHERE mapping = ? AND field = ?"_s, mapping, field);
    }
    return fresh;
}
