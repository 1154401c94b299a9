// The rows of a pull: which way they come, and how they are stored page by page.

#include "salesforce/bulk/bulkrecords.h"
#include "sync/plan/bulkpagesize.h"
#include "sync/pull/pull.h"
#include "sync/runlog.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Incremental runs give other programs a chance to write this often.
constexpr std::size_t rowsPerCommit = 5'000;
constexpr auto timePerCommit = 100ms;
constexpr std::size_t rowsPerSavepoint = 500;
constexpr std::size_t batchBytes = 8 << 20; ///< a third of a page: the next one is read meanwhile
constexpr qint64 jobLifeSeconds = 24 * 3600;

QString cellText(const RecordBatch &batch, std::size_t row, const QString &column)
{
    const int at = batch.columnIndex(column.toStdString());
    if (at < 0)
        return {};
    const std::string_view cell = batch.cell(row, static_cast<std::size_t>(at));
    return QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size()));
}

bool isLocatorLost(const Failure &failure)
{
    return failure.kind() == Failure::Kind::Refused
        && failure.arguments.contains(u"INVALID_QUERY_LOCATOR"_s);
}

} // namespace

QString ObjectPull::rowsQuery(bool inOrder) const
{
    plan::Position position;
    position.low = m_state.beganLow;
    if (inOrder) {
        position.stamp = m_state.resumeStamp;
        position.id = m_state.resumeId;
    }
    return plan::rowsQuery(m_given.object, m_fields, m_applied.cursorField, position, inOrder);
}

void ObjectPull::choose(
    const plan::Choice &choice, std::optional<qint64> expected, Transaction &work)
{
    logEvent(
        work, m_run.mark(), events::wayChosen(m_given.object, choice.way, choice.why, expected));
}

ObjectPull::Step ObjectPull::rows()
{
    if (m_state.bulkComplete)
        return {};
    const bool tooOld = m_state.bulkBegunAt.isValid()
        && m_state.bulkBegunAt.secsTo(m_run.clock().now()) > jobLifeSeconds;
    if (!m_state.bulkJob.isEmpty() && !tooOld) {
        const Step told = commit(m_state, [&](RunObject &, Transaction &work) {
            choose({ReadWay::Bulk, ReadReason::Resumed}, std::nullopt, work);
        });
        return told ? readBulk() : told;
    }
    if (!m_state.bulkJob.isEmpty()) {
        const Step forgotten = forgetJob();
        if (!forgotten)
            return forgotten;
        m_isBehind = false;
    }
    // Fields that were mapped meanwhile may have made the query too long to go on with.
    if (!m_state.resumeStamp.isEmpty() && plan::fitsAddress(rowsQuery(true))) {
        const Step told = commit(m_state, [&](RunObject &, Transaction &work) {
            choose({ReadWay::Rest, ReadReason::Resumed}, std::nullopt, work);
        });
        return told ? readRestFromPosition() : told;
    }
    return chooseAndRead();
}

/// How much there is, Salesforce says: with a count before everything is read, and where there are
/// too many fields for REST; with the first page of changes otherwise, which costs no call of its
/// own.
ObjectPull::Step ObjectPull::chooseAndRead()
{
    const bool fitsRest = plan::fitsAddress(rowsQuery(true));
    if (!isFull() && fitsRest)
        return readRest(
            restRecords(m_run.session(), rowsQuery(true), m_fields), /*undecided*/ true);

    const Result<qint64> expected = countRecords(
        m_run.session(), plan::countQuery(m_given.object, m_applied.cursorField, m_state.beganLow));
    if (!expected)
        return expected.failure();
    const plan::Choice choice =
        plan::chooseWay(isFull(), isFirst(), *expected, m_run.tools().restLimit, fitsRest);
    const Step told = commit(m_state, [&](RunObject &object, Transaction &work) {
        object.expected = *expected;
        choose(choice, *expected, work);
    });
    if (!told)
        return told;
    if (choice.way == ReadWay::Bulk)
        return orderBulk(*expected);
    return fitsRest ? readRestFromPosition() : told; // otherwise there is nothing to read
}

ObjectPull::Step ObjectPull::readRestFromPosition()
{
    return readRest(restRecords(m_run.session(), rowsQuery(true), m_fields), /*undecided*/ false);
}

ObjectPull::Step ObjectPull::readRest(std::unique_ptr<RecordPages> pages, bool undecided)
{
    int lost = 0;
    while (true) {
        const Result<std::optional<RecordPage>> page = pages->next();
        if (!page && isLocatorLost(page.failure()) && ++lost <= 3) {
            pages = restRecords(m_run.session(), rowsQuery(true), m_fields);
            continue;
        }
        if (!page)
            return page.failure();
        if (!*page)
            return {};
        lost = 0;
        if (undecided) {
            undecided = false;
            const qint64 changed = (*page)->expectedTotal.value_or(0);
            const plan::Choice choice =
                plan::chooseWay(false, false, changed, m_run.tools().restLimit, true);
            const Step told = commit(m_state, [&](RunObject &object, Transaction &work) {
                object.expected = changed;
                choose(choice, changed, work);
            });
            if (!told)
                return told;
            if (choice.way == ReadWay::Bulk)
                return orderBulk(changed);
        }
        const Step stored = storeInOrder((*page)->batch);
        if (!stored)
            return stored;
        const Step goOn = m_run.mayGoOn();
        if (!goOn)
            return goOn;
    }
}

/// One commit's share of a batch, by rows or by time. The row after the last one stored: `first`
/// itself when the lease was lost, or the database in trouble, before it.
std::size_t ObjectPull::storeShare(
    const RecordBatch &batch, std::size_t first, RunObject &object, Transaction &work)
{
    std::size_t next = first;
    const auto began = m_run.clock().elapsed();
    while (next < batch.rowCount() && next - first < rowsPerCommit
        && (next == first || m_run.clock().elapsed() - began < timePerCommit) && !work.isSpoilt()) {
        const std::size_t count = std::min(rowsPerSavepoint, batch.rowCount() - next);
        object.counts += m_writer->write(batch, next, count, work).counts;
        next += count;
    }
    object.read += static_cast<qint64>(next - first);
    return next;
}

/// Records in the order of (stamp, Id): wherever a commit ends, the last record's position says
/// where to go on.
ObjectPull::Step ObjectPull::storeInOrder(const RecordBatch &batch)
{
    std::size_t next = 0;
    while (next < batch.rowCount()) {
        PullState after = m_state;
        const Step done = commit(after, [&](RunObject &object, Transaction &work) {
            const std::size_t first = std::exchange(next, storeShare(batch, next, object, work));
            if (next == first)
                return;
            after.rowsIn += static_cast<qint64>(next - first);
            after.resumeStamp = cellText(batch, next - 1, m_applied.cursorField);
            after.resumeId = cellText(batch, next - 1, u"Id"_s);
        });
        if (!done)
            return done;
        m_run.letOthersIn();
    }
    return {};
}

/// The job's Id is committed before any of its results is read: whatever interrupts the run, the
/// next one goes on with the same job.
ObjectPull::Step ObjectPull::orderBulk(qint64 expected)
{
    const Result<QString> job = createBulkQuery(m_run.session(), rowsQuery(false));
    if (!job && job.failure().kind() == Failure::Kind::Refused)
        return readRestFromPosition(); // some objects and orgs know no bulk queries
    if (!job)
        return job.failure();
    PullState after = m_state;
    after.bulkJob = *job;
    after.bulkBegunAt = m_run.clock().now();
    m_jobIsOurs = true;
    const Step noted =
        commit(after, [&](RunObject &object, Transaction &) { object.expected = expected; });
    return noted ? readBulk() : noted;
}

ObjectPull::Step ObjectPull::readBulk()
{
    bool again = true;
    while (again) {
        again = false;
        const Step done = readBulkPages(again);
        if (!done)
            return done;
    }
    return {};
}

/// `again`: pages are to be asked for in another size.
ObjectPull::Step ObjectPull::readBulkPages(bool &again)
{
    BulkOptions options;
    options.maxRecords = m_pageRecords;
    options.batchBytes = batchBytes;
    options.makeTransport = m_run.tools().makeTransport;
    options.listener = [this](const QString &job, const QString &state, qint64 processed) {
        noteBulkState(job, state, processed);
    };
    const auto pages = bulkRecords(m_run.session(), m_run.tools().tokens, m_run.pause(),
        {m_state.bulkJob, m_state.bulkLocator, m_state.bulkComplete}, m_fields, options,
        m_run.tools().stop);

    std::vector<RecordBatch> batches;
    qint64 bytes = 0;
    qint64 rows = 0;
    while (true) {
        Result<std::optional<RecordPage>> page = pages->next();
        if (!page && page.failure().kind() == Failure::Kind::Refused)
            return jobLost(page.failure());
        if (!page)
            return page.failure();
        if (!*page)
            return {};
        bytes += static_cast<qint64>((*page)->batch.byteSize());
        rows += static_cast<qint64>((*page)->batch.rowCount());
        batches.push_back(std::move((*page)->batch));
        if (!(*page)->endOfPage && bytes < bulkpage::aimedBytes)
            continue; // a page is one transaction, and the network is waited for outside of it

        PullState after = m_state;
        if ((*page)->endOfPage) {
            after.bulkLocator = (*page)->resumeAt;
            after.bulkComplete = (*page)->resumeAt.isEmpty();
        }
        const Step stored = storeBulk(batches, after);
        if (!stored)
            return stored;
        const Step goOn = m_run.mayGoOn();
        if (!goOn)
            return goOn;
        if ((*page)->endOfPage && rows > 0 && !after.bulkComplete) {
            const int better = bulkpage::correctedRecords(
                m_pageRecords, static_cast<double>(bytes) / static_cast<double>(rows));
            again = better != m_pageRecords;
            m_pageRecords = better;
            if (again)
                return {};
        }
        bytes = 0;
        rows = 0;
    }
}

/// The page that `after` stands for. Everything is stored page by page; changes in smaller parts,
/// so that other programs get in: their locator is done with the last.
ObjectPull::Step ObjectPull::storeBulk(std::vector<RecordBatch> &page, const PullState &after)
{
    PullState state = after;
    if (!isFull()) {
        for (const RecordBatch &batch : page) {
            const Step done = storeBulkInParts(batch);
            if (!done)
                return done;
        }
        page.clear();
        state.rowsIn = m_state.rowsIn;
        return commit(state, [](RunObject &, Transaction &) { });
    }
    for (const RecordBatch &batch : page)
        state.rowsIn += static_cast<qint64>(batch.rowCount());
    const Step done = commit(state, [&](RunObject &object, Transaction &work) {
        for (RecordBatch &batch : page) {
            object.counts += m_writer->write(batch, 0, batch.rowCount(), work).counts;
            object.read += static_cast<qint64>(batch.rowCount());
            batch = RecordBatch(); // its memory is wanted for the next page
        }
    });
    page.clear();
    if (done)
        m_run.letOthersIn();
    return done;
}

ObjectPull::Step ObjectPull::storeBulkInParts(const RecordBatch &batch)
{
    std::size_t next = 0;
    while (next < batch.rowCount()) {
        const std::size_t first = next;
        PullState state = m_state;
        const Step done = commit(state, [&](RunObject &object, Transaction &work) {
            next = storeShare(batch, first, object, work);
        });
        if (!done)
            return done;
        m_state.rowsIn += static_cast<qint64>(next - first);
        m_run.letOthersIn();
    }
    return {};
}

/// A job of an earlier run that is gone is asked for anew; what came in of it stays and is
/// compared. One that fails right after it was made is the object's failure.
ObjectPull::Step ObjectPull::jobLost(const Failure &why)
{
    const Step forgotten = forgetJob();
    if (!forgotten)
        return forgotten;
    if (!m_jobIsOurs) {
        m_isBehind = false;
        return chooseAndRead();
    }
    Failure named = why;
    if (named.problem == Failure::Problem::BulkJobFailed && !named.arguments.isEmpty())
        named.arguments[0] = m_given.object;
    return named;
}

ObjectPull::Step ObjectPull::forgetJob()
{
    const QString job = m_state.bulkJob;
    PullState after = m_state;
    after.bulkJob.clear();
    after.bulkLocator.clear();
    after.bulkComplete = false;
    after.bulkBegunAt = {};
    after.rowsIn = 0;
    const Step forgotten = commit(after, [](RunObject &object, Transaction &) { object.read = 0; });
    // Whether it can still be removed does not matter: Salesforce does it after a week.
    if (forgotten)
        (void)discardBulkQuery(m_run.session(), job);
    return forgotten;
}

void ObjectPull::noteBulkState(const QString &job, const QString &state, qint64 processed)
{
    if (state == m_bulkTold)
        return;
    m_bulkTold = state;
    Transaction work(m_run.workspace());
    logEvent(work, m_run.mark(), events::bulkJob(m_given.object, job, state, processed));
    (void)work.commit(); // a line of the log is no condition for going on
}
