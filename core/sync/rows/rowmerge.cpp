#include "sync/rows/rowmerge.h"

#include "sync/runlog.h"
#include "workspace/stores/convertedleads.h"
#include "workspace/stores/history.h"
#include "workspace/stores/links.h"
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
        if (mapping.id == about.id || !shareLink(mapping, about))
            found.push_back(&mapping);
    }
    return found;
}

} // namespace

std::vector<RowMerge::Link> RowMerge::linksOf(const RowKey &key)
{
    const std::vector<const Mapping *> mappings = linkMappings(m_use, m_mapping);
    QStringList records;
    for (const Mapping *mapping : mappings)
        records << Links::recordSql(*mapping, u"t"_s);
    const Row row = m_work.row(u"SELECT %1 FROM %2 AS t WHERE t.%3 = ?"_s.arg(records.join(u", "_s),
                                   quoted(m_use.table()), quoted(m_use.keyColumn())),
        key.value());
    std::vector<Link> links;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!row[i].isNull())
            links.push_back({mappings[i], row[i].toString()});
    }
    return links;
}

QVariantHash RowMerge::valuesOf(const RowKey &key)
{
    QVariantHash values;
    const std::vector<Tables::Column> columns = Tables::columns(m_use.table(), m_work);
    QStringList quotedColumns;
    for (const Tables::Column &column : columns)
        quotedColumns << quoted(column.name);
    const Row row = m_work.row(u"SELECT %1 FROM %2 WHERE %3 = ?"_s.arg(quotedColumns.join(u", "_s),
                                   quoted(m_use.table()), quoted(m_use.keyColumn())),
        key.value());
    for (std::size_t i = 0; i < row.size(); ++i)
        values.insert(columns[i].name, row[i]);
    return values;
}

void RowMerge::keepInHistory(const RowKey &key, const QString &operation, const QString &record)
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

void RowMerge::setValues(const RowKey &key, const QVariantHash &values)
{
    if (values.isEmpty())
        return;
    QStringList sets;
    std::vector<QVariant> bound;
    for (auto it = values.begin(); it != values.end(); ++it) {
        sets << quoted(it.key()) + u" = ?"_s;
        bound.push_back(it.value());
    }
    bound.push_back(key.value());
    m_work.runBound(u"UPDATE %1 SET %2 WHERE %3 = ?"_s.arg(
                        quoted(m_use.table()), sets.join(u", "_s), quoted(m_use.keyColumn())),
        bound);
}

/// The row stays for another record: what the gone ones alone had fed says nothing any more.
void RowMerge::clearLinks(const RowKey &key, const QList<const Mapping *> &gone)
{
    QVariantHash values;
    for (const Mapping *mapping : gone) {
        Links::clear(*mapping, key, m_work);
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
            if (mapping->identity.precedence < left.mapping->identity.precedence)
                Rereads::note(left.mapping->id, left.record, m_work);
            if (mapping->identity.convertsInto == left.mapping->object)
                ConvertedLeads::wake(left.record, m_work); // a Lead's place is free
        }
    }
}

void RowMerge::removeRow(const RowKey &key)
{
    PendingLookups::forgetRow(m_use.table(), key, m_work);
    for (const Mapping &mapping : m_use.mappings()) {
        if (mapping.idColumn.isEmpty())
            Links::clear(mapping, key, m_work);
    }
    m_work.run(
        u"DELETE FROM %1 WHERE %2 = ?"_s.arg(quoted(m_use.table()), quoted(m_use.keyColumn())),
        key.value());
}

/// Rows elsewhere that held the key wait for the record again: undeleted, it fills them.
void RowMerge::releaseReferences(const RowKey &key, const QString &record)
{
    for (const TableUse::Reference &reference : m_use.references()) {
        const QString table = quoted(reference.table);
        const QString column = quoted(reference.column);
        const std::vector<Row> holders = m_work.rows(
            u"SELECT %1 FROM %2 WHERE %3 = ?"_s.arg(quoted(reference.keyColumn), table, column),
            key.value());
        if (holders.empty())
            continue;
        for (const Row &holder : holders)
            PendingLookups::note({.connection = m_mark.connection,
                                     .table = reference.table,
                                     .keyColumn = reference.keyColumn,
                                     .rowKey = RowKey(holder[0]),
                                     .column = reference.column,
                                     .targetTable = m_use.table(),
                                     .targetRecord = record},
                m_work);
        m_work.run(u"UPDATE %1 SET %2 = NULL WHERE %2 = ?"_s.arg(table, column), key.value());
    }
}

void RowMerge::moveReferences(const RowKey &from, const RowKey &to)
{
    for (const TableUse::Reference &reference : m_use.references())
        m_work.run(u"UPDATE %1 SET %2 = ? WHERE %2 = ?"_s.arg(
                       quoted(reference.table), quoted(reference.column)),
            to.value(), from.value());
    for (const QString &update : m_use.copyUpdates())
        m_work.run(update, to.value());
}

/// The row was two records' and is one's now. Which of them a Task meant, only Salesforce knows.
void RowMerge::askForReferences(const RowKey &key)
{
    for (const TableUse::Reference &reference : m_use.references()) {
        for (const TableUse::Feeder &feeder : reference.feeders) {
            for (const Row &holder : m_work.rows(feeder.recordsSql, key.value()))
                Rereads::note(feeder.mapping, holder[0].toString(), m_work);
        }
    }
}

void RowMerge::refreshExternalId(const RowKey &key)
{
    if (m_use.externalIdColumn().isEmpty())
        return;
    m_work.run(u"UPDATE %1 SET %2 = %3 WHERE %4 = ?"_s.arg(quoted(m_use.table()),
                   quoted(m_use.externalIdColumn()), m_use.externalIdSql(m_mapping),
                   quoted(m_use.keyColumn())),
        key.value());
}

/// What Salesforce does not feed fills the empty columns of the row that stays.
QVariantHash RowMerge::unfed(const QVariantHash &from, const QVariantHash &to) const
{
    QVariantHash values;
    for (auto it = from.begin(); it != from.end(); ++it) {
        if (!m_use.isFed(it.key()) && isEmpty(to.value(it.key())) && !isEmpty(it.value()))
            values.insert(it.key(), it.value());
    }
    return values;
}

Counts RowMerge::unlink(const RowKey &key, const QString &record)
{
    const bool isLast = linksOf(key).size() <= 1;
    if (isLast && m_mapping.keepsRows) {
        keepInHistory(key, u"unlinked"_s, record);
        Links::clear(m_mapping, key, m_work);
        refreshExternalId(key);
    } else if (isLast) {
        keepInHistory(key, u"deleted"_s, record);
        releaseReferences(key, record);
        removeRow(key);
    } else {
        keepInHistory(key, u"unlinked"_s, record);
        clearLinks(key, {&m_mapping});
    }
    return {.deleted = 1};
}

Counts RowMerge::merge(
    const RowKey &loserKey, const QString &loser, const QString &master, qint64 newFrom)
{
    const RowKey masterKey = Links::keyOf(m_mapping, master, m_work);
    const auto tell = [&](const RowKey &kept) {
        logEvent(
            m_work, m_mark, events::recordMerged(m_mapping.object, loser, master, kept.text()));
    };
    if (masterKey.isNull()) {
        keepInHistory(loserKey, u"merged"_s, loser);
        Links::set(m_mapping, loserKey, master, false, m_work);
        refreshExternalId(loserKey);
        Rereads::note(m_mapping.id, master, m_work);
        ConvertedLeads::wake(master, m_work);
        tell(loserKey);
        return {.updated = 1};
    }
    if (!Links::bornSince(newFrom, m_mapping, masterKey, m_work)
        || Links::bornSince(newFrom, m_mapping, loserKey, m_work)) {
        const Counts counts = becomeOne(masterKey, loserKey, loser);
        tell(masterKey);
        return counts;
    }
    takeOver(loserKey, masterKey, loser, master);
    tell(loserKey);
    return {.deleted = 1};
}

/// The master arrived in this very run: the admin knows the person as the loser's row.
void RowMerge::takeOver(
    const RowKey &older, const RowKey &newer, const QString &loser, const QString &master)
{
    keepInHistory(older, u"merged"_s, loser);
    QVariantHash values = valuesOf(newer);
    // A record of the older row whose values go first keeps what both feed.
    const std::vector<Link> known = linksOf(older);
    const bool yields = std::ranges::any_of(known, [this](const Link &link) {
        return link.mapping->identity.precedence < m_mapping.identity.precedence;
    });
    const QStringList fed =
        yields ? m_use.columnsOnlyOf(m_mapping) : TableUse::columnsOf(m_mapping);
    for (auto it = values.begin(); it != values.end();)
        it = fed.contains(it.key()) ? std::next(it) : values.erase(it);
    PendingLookups::moveRow(m_use.table(), newer, older, m_work);
    if (linksOf(newer).size() > 1) {
        clearLinks(newer, {&m_mapping});
    } else {
        moveReferences(newer, older);
        removeRow(newer);
    }
    setValues(older, values);
    Links::set(m_mapping, older, master, false, m_work);
    refreshExternalId(older);
}

/// The loser's row goes, unless it holds a record of another object for which the master's row has
/// no place.
Counts RowMerge::becomeOne(const RowKey &keep, const RowKey &gone, const QString &loser)
{
    const QVariantHash old = valuesOf(gone);
    const std::vector<Link> places = linksOf(keep);
    QVariantHash moved;
    std::vector<Link> movedLinks;
    QList<const Mapping *> leaving = {&m_mapping};
    bool stays = false;
    for (const Link &link : linksOf(gone)) {
        if (shareLink(*link.mapping, m_mapping))
            continue;
        if (std::ranges::any_of(places,
                [&link](const Link &place) { return shareLink(*place.mapping, *link.mapping); })) {
            stays = true;
            continue;
        }
        leaving << link.mapping;
        movedLinks.push_back(link);
        for (const QString &column : m_use.columnsFirstOf(*link.mapping))
            moved.insert(column, old.value(column));
    }

    keepInHistory(gone, u"merged"_s, loser);
    if (stays) {
        clearLinks(gone, leaving);
    } else {
        moved.insert(unfed(old, valuesOf(keep)));
        moveReferences(gone, keep);
        removeRow(gone);
    }
    setValues(keep, moved);
    for (const Link &link : movedLinks)
        Links::set(*link.mapping, keep, link.record, false, m_work);
    refreshExternalId(keep);
    return {.deleted = 1};
}

void RowMerge::moveLink(const RowKey &from, const RowKey &to, const QString &record)
{
    QVariantHash moved;
    keepInHistory(from, u"merged"_s, record);
    if (linksOf(from).size() > 1) {
        clearLinks(from, {&m_mapping});
    } else {
        moved = unfed(valuesOf(from), valuesOf(to));
        moveReferences(from, to);
        removeRow(from);
    }
    setValues(to, moved);
    Links::set(m_mapping, to, record, false, m_work);
    refreshExternalId(to);
}
