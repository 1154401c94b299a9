#include "workspace/stores/leftoutfields.h"

using namespace Qt::StringLiterals;

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
