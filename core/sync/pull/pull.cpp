#include "sync/pull/pull.h"

#include "base/timestamp.h"
#include "salesforce/schema/describe.h"
#include "sync/plan/bulkpagesize.h"
#include "sync/runlog.h"
#include "workspace/stores/events.h"
#include "workspace/stores/leftoutfields.h"
#include "workspace/stores/links.h"
#include "workspace/stores/recordcounts.h"
#include "workspace/stores/recorderrors.h"
#include "workspace/stores/rereads.h"
#include "workspace/stores/schemas.h"
#include "workspace/stores/seenids.h"
#include "workspace/stores/unmatchedrecords.h"

#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A record is stamped inside its transaction and visible at its commit: one with an older stamp
/// can appear after newer ones were read (PROTOCOL.md 8.4).
constexpr qint64 lateCommitSeconds = 600;

} // namespace

ObjectPull::ObjectPull(
    RunContext &run, const Mapping &mapping, const std::vector<Mapping> &all, RunObject &object)
    : m_run(run), m_given(mapping), m_all(all), m_object(object), m_use(mapping.table, all)
{
}

/// A bulk query that an interrupted run had ordered knows nothing of what has changed since: that
/// is asked for at once, so that a run that succeeds has everything from before it began.
ObjectPull::Step ObjectPull::run()
{
    const Step done = pull();
    if (!done || !m_isBehind)
        return done;
    return pull();
}

ObjectPull::Step ObjectPull::pull()
{
    for (const auto step :
        {&ObjectPull::begin, &ObjectPull::rows, &ObjectPull::settleUnmatched, &ObjectPull::deletes,
            &ObjectPull::notSeen, &ObjectPull::readAgain, &ObjectPull::finish}) {
        const Step goOn = m_run.mayGoOn();
        if (!goOn)
            return goOn;
        const Step done = (this->*step)();
        if (!done)
            return done;
    }
    return {};
}

ObjectPull::Step ObjectPull::begin()
{
    const Step described = readSchema();
    if (!described)
        return described;
    Result<AppliedMapping> applied = applySchema(m_given, m_schema);
    if (!applied)
        return applied.failure();
    m_applied = std::move(*applied);
    m_fields = plan::fieldsOf(m_applied.mapping, m_schema, m_applied.cursorField);
    m_pageRecords = bulkpage::records(m_schema, m_fields);
    const Step begun = beginState();
    if (begun)
        makeWriter();
    return begun;
}

/// Kept before anything is made of it: where the mapping no longer fits, it says why.
ObjectPull::Step ObjectPull::readSchema()
{
    Result<Description> read = readDescription(m_run.session(), m_given.object);
    if (!read)
        return read.failure();
    m_schema = std::move(read->schema);
    const StoredSchema schema{read->json, read->etag, read->lastModified, {}};
    {
        Transaction work(m_run.workspace(), Transaction::Access::Read);
        const bool isKept = Schemas::isKept(m_run.order().connection, m_given.object, schema, work);
        if (work.isSpoilt())
            return work.failure();
        if (isKept)
            return {};
    }
    return m_run.write([&](Transaction &work) {
        Schemas::keep(m_run.order().connection, m_given.object, schema, work);
    });
}

/// A pull that is under way goes on; otherwise a new one begins.
ObjectPull::Step ObjectPull::beginState()
{
    PullState state;
    bool shownAgain = false; // its values were never read: that takes all records
    {
        Transaction work(m_run.workspace(), Transaction::Access::Read);
        state = PullStates::get(m_given.id, work);
        for (const QString &field : LeftOutFields::of(m_given.id, work))
            shownAgain = shownAgain || !m_applied.leftOut.contains(field);
        if (!m_newFrom)
            m_newFrom = Links::mark(m_given, work);
        if (work.isSpoilt())
            return work.failure();
    }
    m_state = state;
    const bool resumed = state.underWay && !state.nextLow.isEmpty();
    m_isBehind = resumed && !state.bulkJob.isEmpty();
    if (!resumed) {
        // A run that was asked for everything has said so beforehand; so has a first one.
        const bool full =
            (state.underWay && state.kind == PullKind::Full) || state.low.isEmpty() || shownAgain;
        state.underWay = true;
        state.kind = full ? PullKind::Full : PullKind::Changes;
        state.beganLow = full ? QString() : state.low;
        state.nextLow = orgTimeLessLag();
        state.resumeStamp.clear();
        state.resumeId.clear();
        state.bulkJob.clear();
        state.bulkLocator.clear();
        state.bulkComplete = false;
        state.bulkBegunAt = {};
        state.rowsIn = 0;
        // What was deleted before the first pull began can't be here.
        if (state.deletesLow.isEmpty())
            state.deletesLow = state.nextLow;
    }
    return commit(state, [&](RunObject &object, Transaction &work) {
        object.read = state.rowsIn;
        for (const QString &field : LeftOutFields::replace(m_given.id, m_applied.leftOut, work))
            logEvent(work, m_run.mark(), events::fieldLeftOut(m_given.object, field));
        if (!resumed) {
            SeenIds::clear(m_given.id, work);
            UnmatchedRecords::clear(m_given.id, work);
        } else if (state.rowsIn > 0 || !state.bulkJob.isEmpty()) {
            logEvent(work, m_run.mark(), events::pullResumed(m_given.object, state.rowsIn));
        }
    });
}

void ObjectPull::makeWriter()
{
    RowWriter::Options options;
    options.noteSeen = isFull() && !isFirst();
    options.tellOfDuplicates = !isFirst();
    m_writer = std::make_unique<RowWriter>(
        m_applied.mapping, m_all, m_fields, m_use, m_run.mark(), options);
    Transaction work(m_run.workspace(), Transaction::Access::Read);
    m_writer->prepare(work);
}

QString ObjectPull::orgTimeLessLag() const
{
    const QDateTime orgTime = m_run.session().serverTime();
    return isoUtc((orgTime.isValid() ? orgTime : m_run.clock().now()).addSecs(-lateCommitSeconds));
}

ObjectPull::Step ObjectPull::settleUnmatched()
{
    bool more = m_writer->identity().has_value();
    while (more) {
        const Step done = commit(m_state, [&](RunObject &object, Transaction &work) {
            object.counts += m_writer->settleUnmatched(500, more, work).counts;
        });
        if (!done)
            return done;
        const Step goOn = m_run.mayGoOn();
        if (!goOn)
            return goOn;
    }
    return {};
}

QStringList ObjectPull::deletedFields() const
{
    return m_applied.hasMaster ? QStringList{u"Id"_s, u"MasterRecordId"_s} : QStringList{u"Id"_s};
}

/// After the rows, so that what was deleted while they came in is gone at the end.
ObjectPull::Step ObjectPull::deletes()
{
    m_deletesNext = orgTimeLessLag();
    const QStringList fields = deletedFields();
    const auto pages = restRecords(m_run.session(),
        plan::deletedQuery(m_given.object, fields, m_applied.cursorField, m_state.deletesLow),
        fields, true);
    while (true) {
        const Result<std::optional<RecordPage>> page = pages->next();
        if (!page)
            return page.failure();
        if (!*page)
            return {};
        const Step done = remove((*page)->batch);
        if (!done)
            return done;
        const Step goOn = m_run.mayGoOn();
        if (!goOn)
            return goOn;
    }
}

ObjectPull::Step ObjectPull::remove(const RecordBatch &batch)
{
    constexpr std::size_t atOnce = 500;
    const auto cell = [&batch](std::size_t row, std::size_t column) {
        const std::string_view text =
            column < batch.columnCount() ? batch.cell(row, column) : std::string_view();
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    };
    for (std::size_t first = 0; first < batch.rowCount(); first += atOnce) {
        const std::size_t end = std::min(first + atOnce, batch.rowCount());
        const Step done = commit(m_state, [&](RunObject &object, Transaction &work) {
            RowMerge rows(m_use, m_given, m_run.mark(), work);
            for (std::size_t row = first; row < end && !work.isSpoilt(); ++row) {
                const QString record = cell(row, 0);
                const QString master = cell(row, 1);
                const RowKey key = Links::keyOf(m_given, record, work);
                if (key.isNull())
                    continue;
                object.counts += master.isEmpty() ? rows.unlink(key, record)
                                                  : rows.merge(key, record, master, *m_newFrom);
                RecordErrors::settle(m_given.id, Direction::Inbound, record, work);
            }
        });
        if (!done)
            return done;
        m_run.letOthersIn();
    }
    return {};
}

/// A full sync has read everything that is visible: rows whose records it did not see are asked
/// for by Id.
ObjectPull::Step ObjectPull::notSeen()
{
    if (!isFull() || isFirst())
        return {};
    qint64 notVisible = 0;
    const int atOnce = plan::idsPerQuery(m_given.object, deletedFields());
    QString after;
    while (true) {
        QStringList ids;
        {
            Transaction work(m_run.workspace(), Transaction::Access::Read);
            ids = SeenIds::unseen(m_given.id, Links::recordsSql(m_given), after, atOnce, work);
            if (work.isSpoilt())
                return work.failure();
        }
        if (ids.isEmpty())
            break;
        after = ids.last();
        // A table may hold several objects' Ids in one column.
        ids.removeIf([this](const QString &id) {
            return !m_schema.keyPrefix.isEmpty() && !id.startsWith(m_schema.keyPrefix);
        });
        QStringList hidden;
        const Step done = ids.isEmpty() ? Step() : askById(ids, hidden);
        if (!done)
            return done;
        notVisible += hidden.size();
        const Step goOn = m_run.mayGoOn();
        if (!goOn)
            return goOn;
    }
    if (notVisible == 0)
        return {};
    return commit(m_state, [&](RunObject &, Transaction &work) {
        logEvent(work, m_run.mark(), events::notVisible(m_given.object, notVisible));
    });
}

ObjectPull::Step ObjectPull::askById(const QStringList &ids, QStringList &notVisible)
{
    QStringList fields = deletedFields();
    fields << u"IsDeleted"_s;
    const auto pages =
        restRecords(m_run.session(), plan::byIdQuery(m_given.object, fields, ids), fields, true);
    QSet<QString> left(ids.begin(), ids.end());
    while (true) {
        const Result<std::optional<RecordPage>> page = pages->next();
        if (!page)
            return page.failure();
        if (!*page)
            break;
        const RecordBatch &batch = (*page)->batch;
        RecordBatch gone(batch.sharedColumns());
        const std::size_t deletedColumn = batch.columnCount() - 1;
        for (std::size_t row = 0; row < batch.rowCount(); ++row) {
            const std::string_view id = batch.cell(row, 0);
            left.remove(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())));
            if (batch.cell(row, deletedColumn) != "true")
                continue;
            gone.appendText(id);
            gone.appendText(m_applied.hasMaster ? batch.cell(row, 1) : std::string_view());
            if (m_applied.hasMaster)
                gone.appendText("true");
        }
        const Step done = remove(gone);
        if (!done)
            return done;
    }
    notVisible = QStringList(left.begin(), left.end());
    return {};
}

/// A record that does not answer is gone or not visible: asked for by Id, Salesforce says which,
/// and a merge names the master, which is then read in its turn. A row that is moved to a record
/// that was asked for before it is why one may be asked for again, but never for ever.
ObjectPull::Step ObjectPull::readAgain()
{
    constexpr int mostTimes = 5;
    const int atOnce = plan::idsPerQuery(m_given.object, m_fields);
    QHash<QString, int> asked;
    while (true) {
        QStringList ids;
        {
            Transaction work(m_run.workspace(), Transaction::Access::Read);
            ids = Rereads::next(m_given.id, atOnce, work);
            if (work.isSpoilt())
                return work.failure();
        }
        if (ids.isEmpty())
            return {};
        QStringList silent;
        const Step read = readByIds(ids, silent);
        if (!read)
            return read;
        QStringList hidden; // a full sync is where they are told of
        const Step known = silent.isEmpty() ? Step() : askById(silent, hidden);
        if (!known)
            return known;
        QStringList settled = hidden;
        for (const QString &id : std::as_const(silent)) {
            if (++asked[id] == mostTimes)
                settled << id;
        }
        const Step done = silent.isEmpty() ? Step() : settleReread(silent, settled);
        if (!done)
            return done;
        const Step goOn = m_run.mayGoOn();
        if (!goOn)
            return goOn;
    }
}

/// Of the records that did not answer, those are done with that have no row any more, and
/// `settled`.
ObjectPull::Step ObjectPull::settleReread(const QStringList &silent, const QStringList &settled)
{
    return commit(m_state, [&](RunObject &, Transaction &work) {
        for (const QString &id : silent) {
            if (settled.contains(id) || Links::keyOf(m_given, id, work).isNull())
                Rereads::done(m_given.id, id, work);
        }
    });
}

/// `silent`: those that did not answer.
ObjectPull::Step ObjectPull::readByIds(const QStringList &ids, QStringList &silent)
{
    const auto pages =
        restRecords(m_run.session(), plan::byIdQuery(m_given.object, m_fields, ids), m_fields);
    const auto idField = static_cast<std::size_t>(m_fields.indexOf(u"Id"_s));
    std::vector<RecordBatch> batches;
    silent = ids;
    while (true) {
        Result<std::optional<RecordPage>> page = pages->next();
        if (!page)
            return page.failure();
        if (!*page)
            break;
        const RecordBatch &batch = (*page)->batch;
        for (std::size_t row = 0; row < batch.rowCount(); ++row) {
            const std::string_view id = batch.cell(row, idField);
            silent.removeOne(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())));
        }
        batches.push_back(std::move((*page)->batch));
    }
    return commit(m_state, [&](RunObject &object, Transaction &work) {
        for (const RecordBatch &batch : batches)
            object.counts += m_writer->write(batch, 0, batch.rowCount(), work).counts;
        for (const QString &id : ids) {
            if (!silent.contains(id))
                Rereads::done(m_given.id, id, work);
        }
    });
}

ObjectPull::Step ObjectPull::finish()
{
    std::optional<qint64> records;
    const bool changed = m_object.counts.imported > 0 || m_object.counts.deleted > 0;
    if (isFull() || changed) {
        const Result<qint64> counted = countRecords(
            m_run.session(), plan::countQuery(m_given.object, m_applied.cursorField, {}));
        if (!counted)
            return counted.failure();
        records = *counted;
    }

    PullState state = m_state;
    state.low = m_state.nextLow;
    state.underWay = false;
    state.kind = PullKind::Changes;
    state.beganLow.clear();
    state.nextLow.clear();
    state.resumeStamp.clear();
    state.resumeId.clear();
    state.bulkJob.clear();
    state.bulkLocator.clear();
    state.bulkComplete = false;
    state.bulkBegunAt = {};
    state.rowsIn = 0;
    state.deletesLow = m_deletesNext;
    state.completedAt = m_run.clock().now();
    if (isFull())
        state.fullCompletedAt = state.completedAt;
    const bool tellAll = isFirst() && m_writer->identity();
    return commit(state, [&](RunObject &object, Transaction &work) {
        if (tellAll)
            tellOfAllDuplicates(*m_writer->identity(), m_run.mark(), work);
        SeenIds::clear(m_given.id, work);
        if (records)
            RecordCounts::set(m_given.id, *records, work);
        if (m_isBehind)
            return; // its last pull tells of both
        object.done = true;
        logEvent(
            work, m_run.mark(), events::objectSynced(m_given.object, m_given.table, object.counts));
    });
}
