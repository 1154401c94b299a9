#include "engine/syncflow.h"

#include "connect/naming.h"
#include "connect/tokenkeeper.h"
#include "engine/runwatch.h"
#include "engine/trimlog.h"
#include "sync/run.h"
#include "values/eventmakers.h"
#include "workspace/holder.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/runs.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

constexpr auto betweenLooks = 500ms;

RunReport reportOf(const Run &run, std::vector<RunObject> objects)
{
    RunReport report;
    report.run = run.id;
    report.kind = run.kind;
    report.outcome = run.outcome;
    report.objects = std::move(objects);
    report.totals = run.counts;
    report.apiCalls = run.apiCalls;
    report.seconds = run.seconds;
    report.stoppedBy = run.failure;
    return report;
}

/// A run without an end whose program is gone: what it committed stays, and the log says so.
void closeDeadRuns(qint64 connection, const QDateTime &now, Transaction &work)
{
    for (Run &run : Runs::unfinished(connection, work)) {
        run.outcome = Outcome::Interrupted;
        run.endedAt = now;
        run.counts = Counts();
        for (const RunObject &object : Runs::objects(run.id, work))
            run.counts += object.counts;
        Runs::end(run, work);
        Event event = events::runInterrupted(run.id, run.counts);
        event.at = now;
        event.connection = connection;
        event.run = run.id;
        Events::add(event, work);
    }
}

} // namespace

SyncFlow::SyncFlow(
    const EngineParts &parts, const RunOrder &order, Progress progress, const std::stop_token &stop)
    : m_parts(parts)
    , m_order(order)
    , m_progress(std::move(progress))
    , m_stop(stop)
    , m_holder(holder::make())
{
}

Result<RunReport> SyncFlow::run()
{
    const Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_parts.workspace, Workspace::Opening::ExistingOnly, *m_parts.clock);
    if (!workspace)
        return workspace.failure();
    while (true) {
        const Result<std::optional<Lease>> lease = takeLease(**workspace);
        if (!lease)
            return lease.failure();
        if (*lease)
            return runHere(**workspace, **lease);
        const Result<std::optional<RunReport>> report = follow(**workspace);
        if (!report)
            return report.failure();
        if (*report)
            return **report;
        // Whoever had it is gone without an answer to our request: our turn.
    }
}

/// The lease, or none while somebody else has it: then a request row tells what we want.
Result<std::optional<Lease>> SyncFlow::takeLease(Workspace &workspace)
{
    Transaction work(workspace);
    const std::optional<Connection> connection = Connections::find(m_order.connection, work);
    if (!connection)
        work.spoil(failure(Problem::ConnectionUnknown, {QString::number(m_order.connection)}));
    else if (!connection->complete || !connection->signedIn)
        work.spoil(failure(Problem::Disconnected, {connection->name}));
    else if (connection->paused)
        work.spoil(failure(Problem::Paused));
    if (work.isSpoilt())
        return work.failure();

    std::optional<Lease> lease =
        holder::take(naming::syncLease(m_order.connection), m_holder, RunWatch::leaseTime, work);
    if (lease) {
        SyncRequests::clearStop(m_order.connection, work);
        closeDeadRuns(m_order.connection, m_parts.clock->now(), work);
    } else if (m_request == 0) {
        SyncRequestRow request;
        request.connection = m_order.connection;
        request.full = m_order.full;
        request.objects = m_order.objects;
        request.origin = m_order.origin.value_or(m_parts.origin);
        m_request = SyncRequests::add(request, work);
    }
    return work.commit(lease);
}

Result<RunReport> SyncFlow::runHere(Workspace &workspace, const Lease &lease)
{
    std::stop_source ending;
    const std::stop_callback passOn(m_stop, [&ending] { ending.request_stop(); });
    std::optional<RunWatch> watch(std::in_place, m_parts, m_order.connection, lease, ending);

    const std::unique_ptr<HttpTransport> transport = m_parts.makeTransport(ending.get_token());
    TokenKeeper tokens(m_parts, m_order.connection, ending.get_token());
    RunTools tools{workspace, *transport, tokens, *m_parts.pause, m_parts.makeTransport,
        m_progress ? m_progress : [](const RunReport &) { }, ending.get_token(), lease};
    RunReport report = runSync(m_order, tools);
    watch.reset();

    const Result<void> finished = finish(workspace, lease, report);
    if (!finished && !report.stoppedBy)
        return finished.failure();
    // The run is over and its lease free: nobody waits for what is left to do, and what could not
    // be done is done after a later run.
    (void)trimLog(workspace, *m_parts.pause, m_stop);
    return report;
}

/// Answers whoever waits for what this run did, and lets go of the lease.
Result<void> SyncFlow::finish(Workspace &workspace, const Lease &lease, const RunReport &report)
{
    Transaction work(workspace);
    for (const SyncRequestRow &request : SyncRequests::waiting(m_order.connection, work)) {
        if (request.id == m_request || covers(request))
            SyncRequests::take(request.id, report.run, work);
    }
    SyncRequests::clearStop(m_order.connection, work);
    Leases::release(lease, work);
    return work.commit();
}

/// Whether our run did everything that a request asks for.
bool SyncFlow::covers(const SyncRequestRow &request) const
{
    if (request.full && !m_order.full)
        return false;
    if (m_order.objects.isEmpty())
        return true;
    if (request.objects.isEmpty())
        return false;
    return std::all_of(
        request.objects.begin(), request.objects.end(), [this](const QString &object) {
            return m_order.objects.contains(object, Qt::CaseInsensitive);
        });
}

/// The report of the run that answered our request; none when the lease is free again and it was
/// not answered.
Result<std::optional<RunReport>> SyncFlow::follow(Workspace &workspace)
{
    qint64 seen = -1;
    int quiet = 0;
    while (true) {
        const qint64 version = workspace.dataVersion();
        // Now and then without a change as well: a program that died changes nothing any more.
        if (version != seen || ++quiet >= 4) {
            seen = version;
            quiet = 0;
            bool isHeld = true;
            Result<std::optional<RunReport>> report = look(workspace, &isHeld);
            if (!report || *report || !isHeld)
                return report;
        }
        if (!m_parts.pause->wait(betweenLooks, m_stop))
            return std::optional<RunReport>(cancelledWhileFollowing(workspace));
    }
}

Result<std::optional<RunReport>> SyncFlow::look(Workspace &workspace, bool *isHeld)
{
    Transaction work(workspace, Transaction::Access::Read);
    const std::optional<SyncRequestRow> request = SyncRequests::find(m_request, work);
    const std::vector<Run> running = Runs::unfinished(m_order.connection, work);
    std::optional<Run> answered;
    if (request && request->run != 0)
        answered = Runs::find(request->run, work);
    RunReport report;
    if (answered)
        report = reportOf(*answered, Runs::objects(answered->id, work));
    else if (!running.empty())
        report = reportOf(running.back(), Runs::objects(running.back().id, work));
    *isHeld = holder::alive(naming::syncLease(m_order.connection), work).has_value();
    const Result<void> done = work.commit();
    if (!done)
        return done.failure();

    if (answered && answered->endedAt.isValid())
        return std::optional<RunReport>(report);
    if (report.run != 0 && m_progress) {
        for (const RunObject &object : report.objects)
            report.totals += object.counts;
        m_progress(report);
    }
    return std::optional<RunReport>();
}

/// We stop looking on; the run belongs to the other program and goes on.
RunReport SyncFlow::cancelledWhileFollowing(Workspace &workspace) const
{
    RunReport report;
    report.outcome = Outcome::Cancelled;
    report.stoppedBy = failure(Problem::Cancelled);
    Transaction work(workspace);
    if (const std::vector<Run> running = Runs::unfinished(m_order.connection, work);
        !running.empty()) {
        report = reportOf(running.back(), Runs::objects(running.back().id, work));
        report.outcome = Outcome::Cancelled;
        report.stoppedBy = failure(Problem::Cancelled);
        SyncRequests::take(m_request, report.run, work);
    }
    const Result<void> withdrawn = work.commit();
    if (!withdrawn)
        report.stoppedBy = withdrawn.failure();
    return report;
}
