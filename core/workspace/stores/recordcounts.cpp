#include "workspace/stores/recordcounts.h"

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
