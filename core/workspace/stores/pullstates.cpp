#include "workspace/stores/pullstates.h"

#include "workspace/stores/seenids.h"
#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

PullState PullStates::get(qint64 mapping, Transaction &work)
{
    const Row row = work.row(
        u"SELECT low, under_way, kind, began_low, next_low, resume_stamp, resume_id, bulk_job, "
        "bulk_locator, bulk_complete, bulk_begun_at, rows_in, deletes_low, completed_at, "
        "full_completed_at FROM orgmend_pull WHERE mapping = ?"_s,
        mapping);
    PullState state;
    if (row.empty())
        return state;
    Reader from(row);
    state.low = from.text();
    state.underWay = from.yes();
    state.kind = from.word<PullKind>().value_or(PullKind::Changes);
    state.beganLow = from.text();
    state.nextLow = from.text();
    state.resumeStamp = from.text();
    state.resumeId = from.text();
    state.bulkJob = from.text();
    state.bulkLocator = from.text();
    state.bulkComplete = from.yes();
    state.bulkBegunAt = from.time();
    state.rowsIn = from.integer();
    state.deletesLow = from.text();
    state.completedAt = from.time();
    state.fullCompletedAt = from.time();
    return state;
}

void PullStates::set(qint64 mapping, const PullState &s, Transaction &work)
{
    work.run(
        u"INSERT INTO orgmend_pull (mapping, low, under_way, kind, began_low, next_low, "
        "resume_stamp, resume_id, bulk_job, bulk_locator, bulk_complete, bulk_begun_at, rows_in, "
        "deletes_low, completed_at, full_completed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (mapping) DO UPDATE SET low = excluded.low, under_way = excluded.under_way, "
        "kind = excluded.kind, began_low = excluded.began_low, next_low = excluded.next_low, "
        "resume_stamp = excluded.resume_stamp, resume_id = excluded.resume_id, "
        "bulk_job = excluded.bulk_job, bulk_locator = excluded.bulk_locator, "
        "bulk_complete = excluded.bulk_complete, bulk_begun_at = excluded.bulk_begun_at, "
        "rows_in = excluded.rows_in, deletes_low = excluded.deletes_low, "
        "completed_at = excluded.completed_at, full_completed_at = excluded.full_completed_at"_s,
        mapping, s.low, s.underWay, s.underWay ? wordOf(s.kind) : QString(), s.beganLow, s.nextLow,
        s.resumeStamp, s.resumeId, s.bulkJob, s.bulkLocator, s.bulkComplete, s.bulkBegunAt,
        s.rowsIn, s.deletesLow, s.completedAt, s.fullCompletedAt);
}

void PullStates::clear(qint64 mapping, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_pull WHERE mapping = ?"_s, mapping);
    SeenIds::clear(mapping, work);
}
