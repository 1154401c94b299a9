#include "sync/rows/rowmerge.h"

#include "sync/runlog.h"
#include "workspace/stores/convertedleads.h"
#include "workspace/stores/history.h"
#include "workspace/stores/pendinglookups.h"
#include "workspace/stores/rereads.h"
#include "workspace/tables.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool isEmpty(const QVariant &value) { return value.isNull() || value.toString().isEmpty(); }

/// All links of a table, one for each column (Task and Event share theirs).
std::vector<const Mapping *> linkMappings(const TableUse &use, const Mapping &about)
{
    std::vector<const Mapping *> found;
    for (const Mapping &mapping : use.mappings()) {
        if (mapping.idColumn != about.idColumn || mapping.id == about.id)
            found.push_back(&mapping);
    }
    return found;
}

} // namespace

std::vector<RowMerge::Link> RowMerge::linksOf(qint64 key)
{
    const std::vector<const Mapping *> mappings = linkMappings(m_use, m_mapping);
    QStringList columns;
    for (const Mapping *mapping : mappings)
        columns << quoted(mapping->idColumn);
    const Row row = m_work.row(u"SELECT %1 FROM %2 WHERE %3 = ?"_s.arg(columns.join(u", "_s),
                                   quoted(m_use.table()), quoted(m_use.keyColumn())),
        key);
    std::vector<Link> links;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!row[i].isNull())
            links.push_back({mappings[i], row[i].toString()});
    }
    return links;
}

QVariantHash RowMerge::valuesOf(qint64 key)
{
    QVariantHash values;
    const std::vector<Tables::Column> columns = Tables::columns(m_use.table(), m_work);
    QStringList quotedColumns;
    for (const Tables::Column &column : columns)
        quotedColumns << quoted(column.name);
    const Row row = m_work.row(u"SELECT %1 FROM %2 WHERE %3 = ?"_s.arg(quotedColumns.join(u", "_s),
                                   quoted(m_use.table()), quoted(m_use.keyColumn())),
        key);
    for (std::size_t i = 0; i < row.size(); ++i)
        values.insert(columns[i].name, row[i]);
    return values;
}

void RowMerge::keepInHistory(qint64 key, const QString &operation, const QString &record)
{
    HistoryRow row;
    row.connection = m_mark.connection;
    row.run = m_mark.run;
    row.operation = operation;
    row.object = m_mapping.object;
    row.record = record;
    row.table = m_use.table();
    row.rowKey = key;
    History::keep(row, m_use.keyColumn(), m_work);
}

void RowMerge::setValues(qint64 key, const QVariantHash &values)
{
    if (values.isEmpty())
        return;
    QStringList sets;
    std::vector<QVariant> bound;
    for (auto it = values.begin(); it != values.end(); ++it) {
        sets << quoted(it.key()) + u" = ?"_s;
        bound.push_back(it.value());
    }
    bound.emplace_back(key);
    m_work.runBound(u"UPDATE %1 SET %2 WHERE %3 = ?"_s.arg(
                        quoted(m_use.table()), sets.join(u", "_s), quoted(m_use.keyColumn())),
        bound);
}

/// The row stays for another record: what the gone ones alone had fed says nothing any more.
void RowMerge::clearLinks(qint64 key, const QList<const Mapping *> &gone)
{
    QVariantHash values;
    for (const Mapping *mapping : gone) {
        values.insert(mapping->idColumn, QVariant());
        for (const QString &column : m_use.columnsOnlyOf(*mapping)) {
            values.insert(column, QVariant());
            PendingLookups::forget(m_use.table(), key, column, m_work);
        }
    }
    setValues(key, values);
    refreshExternalId(key);
    askForReferences(key);
    for (const Link &left : linksOf(key)) {
        for (const Mapping *mapping : gone) {
            if (left.mapping->yieldsTo == mapping->idColumn)
                Rereads::note(left.mapping->id, left.record, m_work);
            if (mapping->yieldsTo == left.mapping->idColumn)
                ConvertedLeads::wake(left.record, m_work); // a Lead's place is free
        }
    }
}

void RowMerge::removeRow(qint64 key)
{
    PendingLookups::forgetRow(m_use.table(), key, m_work);
    m_work.run(
        u"DELETE FROM %1 WHERE %2 = ?"_s.arg(quoted(m_use.table()), quoted(m_use.keyColumn())),
        key);
}

/// Rows elsewhere that held the key wait for the record again: undeleted, it fills them.
void RowMerge::releaseReferences(qint64 key, const QStringList &records)
{
    for (const TableUse::Reference &reference : m_use.references()) {
        const QString table = quoted(reference.table);
        const QString column = quoted(reference.column);
        const std::vector<Row> holders = m_work.rows(
            u"SELECT %1 FROM %2 WHERE %3 = ?"_s.arg(quoted(reference.keyColumn), table, column),
            key);
        if (holders.empty())
            continue;
        for (const Row &holder : holders)
            PendingLookups::note({.connection = m_mark.connection,
                                     .table = reference.table,
                                     .keyColumn = reference.keyColumn,
                                     .rowKey = holder[0].toLongLong(),
                                     .column = reference.column,
                                     .targetTable = m_use.table(),
                                     .targetColumns = reference.targetColumns,
                                     .targetRecord = records.first()},
                m_work);
        m_work.run(u"UPDATE %1 SET %2 = NULL WHERE %2 = ?"_s.arg(table, column), key);
    }
}

void RowMerge::moveReferences(qint64 from, qint64 to)
{
    for (const TableUse::Reference &reference : m_use.references())
        m_work.run(u"UPDATE %1 SET %2 = ? WHERE %2 = ?"_s.arg(
                       quoted(reference.table), quoted(reference.column)),
            to, from);
    for (const QString &follower : m_use.followers())
        m_work.run(follower, to);
}

/// The row was two records' and is one's now. Which of them a Task meant, only Salesforce knows.
void RowMerge::askForReferences(qint64 key)
{
    for (const TableUse::Reference &reference : m_use.references()) {
        for (const TableUse::Feeder &feeder : reference.feeders) {
            for (const Row &holder : m_work.rows(feeder.recordsSql, key))
                Rereads::note(feeder.mapping, holder[0].toString(), m_work);
        }
    }
}

void RowMerge::refreshExternalId(qint64 key)
{
    if (m_use.externalIdColumn().isEmpty())
        return;
    m_work.run(u"UPDATE %1 SET %2 = %3 WHERE %4 = ?"_s.arg(quoted(m_use.table()),
                   quoted(m_use.externalIdColumn()), m_use.externalIdSql(m_mapping),
                   quoted(m_use.keyColumn())),
        key);
}

Counts RowMerge::unlink(qint64 key, const QString &record)
{
    const std::vector<Link> links = linksOf(key);
    if (links.size() > 1) {
        keepInHistory(key, u"unlinked"_s, record);
        clearLinks(key, {&m_mapping});
    } else {
        keepInHistory(key, u"deleted"_s, record);
        releaseReferences(key, {record});
        removeRow(key);
    }
    return {.deleted = 1};
}

Counts RowMerge::merge(
    qint64 loserKey, const QString &loser, const QString &master, qint64 firstNew)
{
    const qint64 masterKey =
        m_work
            .value(u"SELECT %1 FROM %2 WHERE %3 = ?"_s.arg(quoted(m_use.keyColumn()),
                       quoted(m_use.table()), quoted(m_mapping.idColumn)),
                master)
            .toLongLong();
    const auto tell = [&](qint64 kept) {
        logEvent(m_work, m_mark, u"record_merged"_s, Level::Info, m_mapping.object,
            {loser, master, QString::number(kept)});
    };
    if (masterKey == 0) {
        keepInHistory(loserKey, u"merged"_s, loser);
        setValues(loserKey, {{m_mapping.idColumn, master}});
        refreshExternalId(loserKey);
        Rereads::note(m_mapping.id, master, m_work);
        ConvertedLeads::wake(master, m_work);
        tell(loserKey);
        return {.updated = 1};
    }
    if (masterKey < firstNew || loserKey >= firstNew) {
        const Counts counts = becomeOne(masterKey, loserKey, loser);
        tell(masterKey);
        return counts;
    }

    // The master arrived in this very run: the admin knows the person as the loser's row.
    keepInHistory(loserKey, u"merged"_s, loser);
    QVariantHash values = valuesOf(masterKey);
    // A Contact on the loser's row keeps the columns that both objects feed.
    const bool yields =
        !m_mapping.yieldsTo.isEmpty() && !valuesOf(loserKey).value(m_mapping.yieldsTo).isNull();
    const QStringList fed =
        yields ? m_use.columnsOnlyOf(m_mapping) : TableUse::columnsOf(m_mapping);
    for (auto it = values.begin(); it != values.end();) {
        const bool mapped = it.key() == m_mapping.idColumn || fed.contains(it.key());
        it = mapped ? std::next(it) : values.erase(it);
    }
    PendingLookups::moveRow(m_use.table(), masterKey, loserKey, m_work);
    const std::vector<Link> others = linksOf(masterKey);
    if (others.size() > 1) {
        clearLinks(masterKey, {&m_mapping});
    } else {
        moveReferences(masterKey, loserKey);
        removeRow(masterKey);
    }
    setValues(loserKey, values);
    refreshExternalId(loserKey);
    tell(loserKey);
    return {.deleted = 1};
}

/// The loser's row goes, unless it holds a record of another object for which the master's row has
/// no place. What Salesforce does not feed fills the master's empty columns.
Counts RowMerge::becomeOne(qint64 keep, qint64 gone, const QString &loser)
{
    const QVariantHash old = valuesOf(gone);
    const QVariantHash kept = valuesOf(keep);
    QVariantHash moved;
    QList<const Mapping *> leaving = {&m_mapping};
    bool stays = false;
    for (const Link &link : linksOf(gone)) {
        if (link.mapping->idColumn == m_mapping.idColumn)
            continue;
        if (!kept.value(link.mapping->idColumn).isNull()) {
            stays = true;
            continue;
        }
        leaving << link.mapping;
        moved.insert(link.mapping->idColumn, link.record);
        // A Contact brings the shared columns along, a Lead only what it alone feeds.
        const QStringList columns = link.mapping->yieldsTo.isEmpty()
            ? TableUse::columnsOf(*link.mapping)
            : m_use.columnsOnlyOf(*link.mapping);
        for (const QString &column : columns)
            moved.insert(column, old.value(column));
    }

    keepInHistory(gone, u"merged"_s, loser);
    if (stays) {
        clearLinks(gone, leaving);
    } else {
        for (auto it = old.begin(); it != old.end(); ++it) {
            if (!m_use.isFed(it.key()) && isEmpty(kept.value(it.key())) && !isEmpty(it.value()))
                moved.insert(it.key(), it.value());
        }
        moveReferences(gone, keep);
        removeRow(gone);
    }
    setValues(keep, moved);
    refreshExternalId(keep);
    return {.deleted = 1};
}

void RowMerge::moveLink(qint64 from, qint64 to, const QString &record)
{
    const QVariantHash old = valuesOf(from);
    const QVariantHash there = valuesOf(to);
    const bool stays = linksOf(from).size() > 1;
    QVariantHash moved = {{m_mapping.idColumn, record}};
    keepInHistory(from, u"merged"_s, record);
    if (stays) {
        clearLinks(from, {&m_mapping});
    } else {
        for (auto it = old.begin(); it != old.end(); ++it) {
            if (!m_use.isFed(it.key()) && isEmpty(there.value(it.key())) && !isEmpty(it.value()))
                moved.insert(it.key(), it.value());
        }
        moveReferences(from, to);
        removeRow(from);
    }
    setValues(to, moved);
    refreshExternalId(to);
}
