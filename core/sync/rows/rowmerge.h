#pragma once

#include "sync/rows/tableuse.h"
#include "values/event.h"
#include "values/rowkey.h"
#include "workspace/workspace.h"

#include <QVariantHash>

/// What becomes of rows whose records go, merge or change hands in Salesforce (CONTRACT.md, "Who
/// is one person"). Part of a transaction; the old values of whatever goes are kept in history.
class RowMerge {
public:
    /// `mapping`: the object that it is about. `use` and `mapping` must outlive it.
    RowMerge(const TableUse &use, const Mapping &mapping, const RunMark &mark, Transaction &work)
        : m_use(use), m_mapping(mapping), m_mark(mark), m_work(work)
    {
    }

    /// Salesforce deleted the record: its link is cleared, and the row goes when that was its last,
    /// unless the mapping keeps rows. A record of another object that stays behind gets its own
    /// values back: it is noted in orgmend_reread.
    Counts unlink(const RowKey &key, const QString &record);

    /// Salesforce merged `loser` into `master`. Without a row for the master the link moves;
    /// with two rows they become one. A row that was made since `newFrom` (Links::mark) gives way
    /// to the loser's older one.
    Counts merge(
        const RowKey &loserKey, const QString &loser, const QString &master, qint64 newFrom);

    /// The record of this object moves from its row to row `to`, whose place is free: a Lead that
    /// was converted into the Contact there. Nothing stays behind unless `from` has another record.
    void moveLink(const RowKey &from, const RowKey &to, const QString &record);

private:
    struct Link {
        const Mapping *mapping;
        QString record;
    };
    [[nodiscard]] std::vector<Link> linksOf(const RowKey &key);
    [[nodiscard]] QVariantHash valuesOf(const RowKey &key);
    void keepInHistory(const RowKey &key, const QString &operation, const QString &record);
    void setValues(const RowKey &key, const QVariantHash &values);
    void clearLinks(const RowKey &key, const QList<const Mapping *> &gone);
    void removeRow(const RowKey &key);
    void releaseReferences(const RowKey &key, const QString &record);
    void moveReferences(const RowKey &from, const RowKey &to);
    void askForReferences(const RowKey &key);
    void refreshExternalId(const RowKey &key);
    [[nodiscard]] QVariantHash unfed(const QVariantHash &from, const QVariantHash &to) const;
    Counts becomeOne(const RowKey &keep, const RowKey &gone, const QString &loser);
    void takeOver(
        const RowKey &older, const RowKey &newer, const QString &loser, const QString &master);

    const TableUse &m_use;
    const Mapping &m_mapping;
    RunMark m_mark;
    Transaction &m_work;
};
