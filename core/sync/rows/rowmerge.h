#pragma once

#include "sync/rows/tableuse.h"
#include "values/event.h"
#include "workspace/workspace.h"

/// What becomes of rows whose records go, merge or change hands in Salesforce (CONTRACT.md, "Who
/// is one person"). Part of a transaction; the old values of whatever goes are kept in history.
class RowMerge {
public:
    /// `mapping`: the object that it is about. `use` and `mapping` must outlive it.
    RowMerge(const TableUse &use, const Mapping &mapping, const RunMark &mark, Transaction &work)
        : m_use(use), m_mapping(mapping), m_mark(mark), m_work(work)
    {
    }

    /// Salesforce deleted the record: its link is cleared, and the row goes when that was its last.
    /// A Lead that stays behind gets its own values back: it is noted in orgmend_reread.
    Counts unlink(qint64 key, const QString &record);

    /// Salesforce merged `loser` into `master`. Without a row for the master the link moves;
    /// with two rows they become one. Rows with keys from `firstNew` on were made by this run:
    /// such a row gives way to the loser's older one.
    Counts merge(qint64 loserKey, const QString &loser, const QString &master, qint64 firstNew);

    /// The record of this object moves from its row to row `to`, whose place is free: a Lead that
    /// was converted into the Contact there. Nothing stays behind unless `from` has another record.
    void moveLink(qint64 from, qint64 to, const QString &record);

private:
    struct Link {
        const Mapping *mapping;
        QString record;
    };
    [[nodiscard]] std::vector<Link> linksOf(qint64 key);
    [[nodiscard]] QVariantHash valuesOf(qint64 key);
    void keepInHistory(qint64 key, const QString &operation, const QString &record);
    void setValues(qint64 key, const QVariantHash &values);
    void clearLinks(qint64 key, const QList<const Mapping *> &gone);
    void removeRow(qint64 key);
    void releaseReferences(qint64 key, const QStringList &records);
    void moveReferences(qint64 from, qint64 to);
    void askForReferences(qint64 key);
    void refreshExternalId(qint64 key);
    Counts becomeOne(qint64 keep, qint64 gone, const QString &loser);

    const TableUse &m_use;
    const Mapping &m_mapping;
    RunMark m_mark;
    Transaction &m_work;
};
