#include "workspace/stores/seenids.h"

using namespace Qt::StringLiterals;

QString SeenIds::noteSql()
{
    return u"INSERT INTO orgmend_seen_id (mapping, record) VALUES (?, ?) "
           "ON CONFLICT (mapping, record) DO NOTHING"_s;
}

void SeenIds::note(qint64 mapping, const QString &record, Transaction &work)
{
    work.run(noteSql(), mapping, record);
}

qint64 SeenIds::count(qint64 mapping, Transaction &work)
{
    return work.value(u"SELECT COUNT(*) FROM orgmend_seen_id WHERE mapping = ?"_s, mapping)
        .toLongLong();
}

QStringList SeenIds::unseen(
    qint64 mapping, const QString &recordsSql, const QString &after, int limit, Transaction &work)
{
    QStringList records;
    for (const Row &row : work.rows(u"SELECT t.record FROM ("_s + recordsSql
                 + u") AS t WHERE t.record > ? AND NOT EXISTS (SELECT 1 FROM orgmend_seen_id AS s "
                   "WHERE s.mapping = ? AND s.record = t.record) ORDER BY t.record LIMIT ?"_s,
             after, mapping, limit))
        records.append(row.front().toString());
    return records;
}

void SeenIds::clear(qint64 mapping, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_seen_id WHERE mapping = ?"_s, mapping);
}
