#pragma once

#include "mapping/applyschema.h"
#include "sync/plan/plan.h"
#include "sync/rows/rowmerge.h"
#include "sync/rows/rowwriter.h"
#include "sync/runcontext.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/runs.h"

#include <memory>

/// The pull of one object (DESIGN.md, "One run"): its rows, then records that are unmatched, then
/// deletes and merges, then what a full sync did not see, then records to read again. Every step
/// commits where it got to with the rows that it stands for; whatever interrupts it, the next pull
/// goes on there.
class ObjectPull {
public:
    /// `object` is the run's line about it. All of these outlive the pull.
    ObjectPull(RunContext &run, const Mapping &mapping, const std::vector<Mapping> &all,
        RunObject &object);

    [[nodiscard]] Result<void> run();

private:
    using Step = Result<void>;

    Step pull();
    Step begin();
    Step readSchema();
    Step beginState();
    void makeWriter();

    Step rows();
    Step chooseAndRead();
    Step readRest(std::unique_ptr<RecordPages> pages, bool undecided);
    Step readRestFromPosition();
    std::size_t storeShare(
        const RecordBatch &batch, std::size_t first, RunObject &object, Transaction &work);
    Step storeInOrder(const RecordBatch &batch);
    Step orderBulk(qint64 expected);
    Step readBulk();
    Step readBulkPages(bool &again);
    Step storeBulk(std::vector<RecordBatch> &page, const PullState &after);
    Step storeBulkInParts(const RecordBatch &batch);
    Step jobLost(const Failure &why);
    Step forgetJob();
    void noteBulkState(const QString &job, const QString &state, qint64 processed);

    Step settleUnmatched();
    Step deletes();
    Step remove(const RecordBatch &batch);
    Step notSeen();
    Step askById(const QStringList &ids, QStringList &notVisible);
    Step readAgain();
    Step readByIds(const QStringList &ids, QStringList &silent);
    Step settleReread(const QStringList &silent, const QStringList &settled);
    Step finish();

    [[nodiscard]] bool isFull() const { return m_state.kind == PullKind::Full; }
    [[nodiscard]] bool isFirst() const { return isFull() && !m_state.fullCompletedAt.isValid(); }
    [[nodiscard]] QString rowsQuery(bool inOrder) const;
    [[nodiscard]] QString orgTimeLessLag() const;
    [[nodiscard]] QStringList deletedFields() const;
    void choose(const plan::Choice &choice, std::optional<qint64> expected, Transaction &work);
    /// Commits `part` with the object's progress and `after`, which `part` may still complete; only
    /// then the counts and the new state are true.
    template <typename Part>
    Step commit(const PullState &after, Part part);

    RunContext &m_run;
    const Mapping &m_given;
    const std::vector<Mapping> &m_all;
    RunObject &m_object;
    TableUse m_use;

    ObjectSchema m_schema;
    AppliedMapping m_applied;
    QStringList m_fields;
    std::unique_ptr<RowWriter> m_writer;
    PullState m_state;
    QString m_deletesNext;           ///< the deletes' watermark once they are all in
    std::optional<qint64> m_newFrom; ///< Links::mark() when the run began
    bool m_jobIsOurs = false;        ///< made by this run, not by an interrupted one
    bool m_isBehind = false;         ///< goes on with results that are older than this run
    QString m_bulkTold;
    int m_pageRecords = 0;
};

template <typename Part>
ObjectPull::Step ObjectPull::commit(const PullState &after, Part part)
{
    RunObject object = m_object;
    const Step done = m_run.write([&](Transaction &work) {
        part(object, work);
        if (!(after == m_state))
            PullStates::set(m_given.id, after, work);
        Runs::progress(m_run.mark().run, object, work);
    });
    if (!done)
        return done;
    m_object = object;
    m_state = after;
    m_run.tell();
    return {};
}
