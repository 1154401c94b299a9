#include "workspace/stores/rereads.h"

using namespace Qt::StringLiterals;

void Rereads::note(qint64 mapping, const QString &record, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_reread (mapping, record) VALUES (?, ?) "
             "ON CONFLICT (mapping, record) DO NOTHING"_s,
        mapping, record);
}

void Rereads::done(qint64 mapping, const QString &record, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_reread WHERE mapping = ? AND record = ?"_s, mapping, record);
}

QStringList Rereads::next(qint64 mapping, int limit, Transaction &work)
{
    QStringList records;
    for (const Row &row :
        work.rows(u"SELECT record FROM orgmend_reread WHERE mapping = ? ORDER BY record LIMIT ?"_s,
            mapping, limit))
        records << row[0].toString();
    return records;
}
