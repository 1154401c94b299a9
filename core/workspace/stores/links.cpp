#include "workspace/stores/links.h"

using namespace Qt::StringLiterals;

namespace {

bool hasColumn(const Mapping &mapping) { return !mapping.idColumn.isEmpty(); }

} // namespace

QString Links::keySql(const Mapping &mapping)
{
    if (hasColumn(mapping))
        return u"SELECT %1 FROM %2 WHERE %3 = ?1"_s.arg(
            quoted(mapping.keyColumn), quoted(mapping.table), quoted(mapping.idColumn));
    return u"SELECT l.row_key FROM orgmend_link AS l JOIN %1 AS t ON t.%2 = l.row_key "
           "WHERE l.mapping = %3 AND l.record = ?1"_s.arg(
               quoted(mapping.table), quoted(mapping.keyColumn), QString::number(mapping.id));
}

QString Links::recordSql(const Mapping &mapping, const QString &table)
{
    if (hasColumn(mapping))
        return table + u'.' + quoted(mapping.idColumn);
    return u"(SELECT l.record FROM orgmend_link AS l WHERE l.mapping = %1 AND l.row_key = %2.%3)"_s
        .arg(QString::number(mapping.id), table, quoted(mapping.keyColumn));
}

QString Links::recordsSql(const Mapping &mapping)
{
    if (hasColumn(mapping))
        return u"SELECT %1 AS record FROM %2 WHERE %1 IS NOT NULL"_s.arg(
            quoted(mapping.idColumn), quoted(mapping.table));
    return u"SELECT l.record AS record FROM orgmend_link AS l JOIN %1 AS t ON t.%2 = l.row_key "
           "WHERE l.mapping = %3"_s.arg(
               quoted(mapping.table), quoted(mapping.keyColumn), QString::number(mapping.id));
}

RowKey Links::keyOf(const Mapping &mapping, const QString &record, Transaction &work)
{
    return RowKey(work.value(keySql(mapping), record));
}

QString Links::recordOf(const Mapping &mapping, const RowKey &key, Transaction &work)
{
    return work
        .value(u"SELECT %1 FROM %2 AS t WHERE t.%3 = ?"_s.arg(
                   recordSql(mapping, u"t"_s), quoted(mapping.table), quoted(mapping.keyColumn)),
            key.value())
        .toString();
}

void Links::set(
    const Mapping &mapping, const RowKey &key, const QString &record, bool born, Transaction &work)
{
    if (hasColumn(mapping)) {
        work.run(u"UPDATE %1 SET %2 = ? WHERE %3 = ?"_s.arg(
                     quoted(mapping.table), quoted(mapping.idColumn), quoted(mapping.keyColumn)),
            record, key.value());
        return;
    }
    work.run(u"DELETE FROM orgmend_link WHERE mapping = ? AND (record = ? OR row_key = ?)"_s,
        mapping.id, record, key.value());
    work.run(u"INSERT INTO orgmend_link (mapping, record, row_key, born_key) VALUES (?, ?, ?, ?)"_s,
        mapping.id, record, key.value(), born ? key.value() : QVariant());
}

void Links::clear(const Mapping &mapping, const RowKey &key, Transaction &work)
{
    if (hasColumn(mapping))
        work.run(u"UPDATE %1 SET %2 = NULL WHERE %3 = ?"_s.arg(
                     quoted(mapping.table), quoted(mapping.idColumn), quoted(mapping.keyColumn)),
            key.value());
    else
        work.run(u"DELETE FROM orgmend_link WHERE mapping = ? AND row_key = ?"_s, mapping.id,
            key.value());
}

qint64 Links::mark(const Mapping &mapping, Transaction &work)
{
    if (!hasColumn(mapping))
        return work.value(u"SELECT COALESCE(MAX(id), 0) FROM orgmend_link"_s).toLongLong();
    if (mapping.keySource != KeySource::Counted)
        return 0;
    return work
        .value(u"SELECT COALESCE(MAX(%1), 0) FROM %2"_s.arg(
            quoted(mapping.keyColumn), quoted(mapping.table)))
        .toLongLong();
}

bool Links::bornSince(qint64 mark, const Mapping &mapping, const RowKey &key, Transaction &work)
{
    if (!hasColumn(mapping))
        return work
            .value(u"SELECT EXISTS (SELECT 1 FROM orgmend_link WHERE mapping = ? AND row_key = ? "
                   "AND id > ? AND born_key IS NOT NULL)"_s,
                mapping.id, key.value(), mark)
            .toBool();
    return mapping.keySource == KeySource::Counted && key.value().toLongLong() > mark;
}
