#include "sync/run.h"

#include "sync/pull/pull.h"
#include "sync/runcontext.h"
#include "sync/runlog.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/syncrequests.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Problem = Failure::Problem;

/// What the run found when it began.
struct Plan {
    Connection connection;
    std::vector<Mapping> all;      ///< of the connection
    std::vector<Mapping> selected; ///< of this run, parents before children
    bool initial = false;
};

Result<Plan> makePlan(const RunOrder &order, Workspace &workspace)
{
    Transaction work(workspace, Transaction::Access::Read);
    const std::optional<Connection> connection = Connections::find(order.connection, work);
    Plan plan;
    plan.all = Mappings::ofConnection(order.connection, work);
    if (work.isSpoilt())
        return work.failure();
    if (!connection)
        return failure(Problem::ConnectionUnknown, {QString::number(order.connection)});
    plan.connection = *connection;
    std::stable_sort(plan.all.begin(), plan.all.end(),
        [](const Mapping &a, const Mapping &b) { return a.order < b.order; });

    QStringList wanted = order.objects;
    for (const Mapping &mapping : plan.all) {
        // Named once, all tables of the object are meant.
        wanted.removeIf([&mapping](const QString &object) {
            return object.compare(mapping.object, Qt::CaseInsensitive) == 0;
        });
        if (order.objects.isEmpty() || order.objects.contains(mapping.object, Qt::CaseInsensitive))
            plan.selected.push_back(mapping);
    }
    if (!wanted.isEmpty())
        return failure(Problem::ObjectNotMapped, {wanted.first()});

    plan.initial = order.full || !connection->lastFullSync.isValid();
    for (const Mapping &mapping : plan.selected) {
        const PullState state = PullStates::get(mapping.id, work);
        plan.initial = plan.initial || (state.underWay && state.kind == PullKind::Full);
    }
    if (work.isSpoilt())
        return work.failure();
    return plan;
}

/// Everything is asked for: every object's pull of everything begins here, so that an interrupted
/// run is gone on with by the next, whatever that one was asked for. One that is under way goes on.
void markFull(const std::vector<Mapping> &mappings, Transaction &work)
{
    for (const Mapping &mapping : mappings) {
        PullState state = PullStates::get(mapping.id, work);
        if (state.underWay && state.kind == PullKind::Full)
            continue;
        state.underWay = true;
        state.kind = PullKind::Full;
        state.nextLow.clear(); // begun when its turn comes
        PullStates::set(mapping.id, state, work);
    }
}

Result<void> begin(RunContext &context, const Plan &plan)
{
    RunReport &report = context.report();
    report.kind = plan.initial ? RunKind::Initial : RunKind::Incremental;
    for (const Mapping &mapping : plan.selected) {
        RunObject object;
        object.object = mapping.object;
        object.table = mapping.table;
        report.objects.push_back(object);
    }
    Run run;
    run.connection = context.order().connection;
    run.kind = *report.kind;
    run.origin = context.order().origin.value_or(Origin::Schedule);
    run.startedAt = context.clock().now();
    qint64 number = 0;
    const Result<void> done = context.write([&](Transaction &work) {
        number = Runs::begin(run, work);
        if (context.order().full)
            markFull(plan.selected, work);
        logEvent(work, {run.connection, number}, events::syncStarted(run.kind, run.origin));
    });
    if (done)
        report.run = number;
    return done;
}

/// Whether it is the object's own trouble: the others can go on.
bool concernsObject(const Failure &failure)
{
    switch (failure.problem) {
    case Problem::ObjectNotVisible:
    case Problem::FieldIndispensable:
    case Problem::QueryRefused:
    case Problem::RequestRefused:
    case Problem::BulkJobFailed:
    case Problem::DatabaseRefused: // the admin's table is not what the mapping says
        return true;
    default:
        return false;
    }
}

struct Pulled {
    std::optional<Failure> stoppedBy;
    int failedObjects = 0;
    std::optional<Failure> firstFailure;
};

Pulled pullAll(RunContext &context, const Plan &plan)
{
    Pulled pulled;
    for (std::size_t i = 0; i < plan.selected.size(); ++i) {
        ObjectPull pull(context, plan.selected[i], plan.all, context.report().objects[i]);
        const Result<void> done = pull.run();
        if (done)
            continue;
        Failure why = done.failure();
        if (!concernsObject(why)) {
            // A stopped request says Cancelled, whoever wanted it to stop and why.
            pulled.stoppedBy = why.problem == Problem::Cancelled ? context.stopped() : why;
            return pulled;
        }
        ++pulled.failedObjects;
        if (!pulled.firstFailure)
            pulled.firstFailure = why;
        RunObject &object = context.report().objects[i];
        object.failure = why;
        const Result<void> told = context.write([&](Transaction &work) {
            Runs::progress(context.report().run, object, work);
            logEvent(work, context.mark(), events::objectFailed(object.object, why));
        });
        if (!told) {
            pulled.stoppedBy = told.failure();
            return pulled;
        }
    }
    return pulled;
}

Outcome outcomeOf(const RunReport &report, const Pulled &pulled)
{
    if (report.stoppedBy) {
        if (report.stoppedBy->problem == Problem::Paused)
            return Outcome::Paused;
        return report.stoppedBy->problem == Problem::Cancelled ? Outcome::Cancelled
                                                               : Outcome::Failed;
    }
    return pulled.failedObjects > 0 || report.totals.failed > 0 ? Outcome::Partial
                                                                : Outcome::Success;
}

/// The last call did not get through to Salesforce.
bool isOffline(const Failure &failure)
{
    return failure.kind() == Failure::Kind::Unreachable
        && failure.problem != Problem::AnswerTruncated
        && failure.problem != Problem::AnswerUnreadable;
}

/// The quota is one of 24 rolling hours and says nothing of its end: asking once an hour is little.
constexpr qint64 quotaPauseSeconds = 3600;

void settleConnection(
    RunContext &context, const Plan &plan, const Pulled &pulled, Transaction &work)
{
    std::optional<Connection> found = Connections::find(context.order().connection, work);
    if (!found)
        return;
    Connection &connection = *found;
    const RunReport &report = context.report();
    const QDateTime now = context.clock().now();
    if (isCompleted(*report.outcome)) {
        connection.lastSync = now;
        connection.offline = false;
        connection.tokenExpired = false;
        connection.waitingForQuotaUntil = {};
        const bool everything =
            std::all_of(plan.all.begin(), plan.all.end(), [&](const Mapping &mapping) {
                const bool selected = std::any_of(plan.selected.begin(), plan.selected.end(),
                    [&mapping](const Mapping &other) { return other.id == mapping.id; });
                // An object that fails for good does not make every run a first one.
                return (selected && pulled.failedObjects > 0)
                    || PullStates::get(mapping.id, work).fullCompletedAt.isValid();
            });
        if (report.kind == RunKind::Initial && everything)
            connection.lastFullSync = now;
    } else if (report.stoppedBy) {
        const Failure &why = *report.stoppedBy;
        connection.offline = isOffline(why);
        if (why.problem == Problem::SignInNeeded)
            connection.tokenExpired = true;
        if (why.problem == Problem::DailyLimitReached)
            connection.waitingForQuotaUntil = now.addSecs(quotaPauseSeconds);
    }
    if (const std::optional<ApiUsage> usage = context.session().usage()) {
        connection.apiUsed = usage->used;
        connection.apiMaximum = usage->maximum;
        if (usage->maximum > 0 && usage->used * 10 >= usage->maximum * 8)
            logEvent(work, context.mark(), events::apiLimit(usage->used, usage->maximum));
    }
    Connections::update(connection, work);
}

Event closingEvent(const RunReport &report)
{
    Event event = report.outcome == Outcome::Failed ? events::syncFailed(*report.stoppedBy)
        : isCompleted(*report.outcome)              ? events::syncCompleted(*report.outcome)
                                                    : events::syncCancelled(*report.outcome);
    event.counts = report.totals;
    event.apiCalls = report.apiCalls;
    event.seconds = report.seconds;
    return event;
}

void end(RunContext &context, const Plan &plan, const Pulled &pulled)
{
    RunReport &report = context.report();
    report.stoppedBy = pulled.stoppedBy;
    // Nothing worked: that is no part of a success.
    if (!report.stoppedBy && pulled.firstFailure
        && pulled.failedObjects == static_cast<int>(report.objects.size()))
        report.stoppedBy = pulled.firstFailure;
    context.sumUp();
    report.outcome = outcomeOf(report, pulled);
    if (report.stoppedBy && report.stoppedBy->problem == Problem::LeaseLost)
        return; // the run belongs to whoever took over, and so does its last word

    Run run;
    run.id = report.run;
    run.outcome = report.outcome;
    run.endedAt = context.clock().now();
    run.counts = report.totals;
    run.apiCalls = report.apiCalls;
    run.seconds = report.seconds;
    run.failure = report.stoppedBy;
    const Result<void> ended = context.write([&](Transaction &work) {
        settleConnection(context, plan, pulled, work);
        SyncRequests::clearStop(context.order().connection, work);
        Runs::end(run, work);
        logEvent(work, context.mark(), closingEvent(report));
    });
    if (!ended) {
        // The run row stays unfinished; the next engine finds it dead and says so.
        report.outcome = Outcome::Failed;
        if (!report.stoppedBy)
            report.stoppedBy = ended.failure();
    }
    if (context.tools().progress)
        context.tools().progress(report);
}

} // namespace

RunReport runSync(const RunOrder &order, RunTools &tools)
{
    const Result<Plan> plan = makePlan(order, tools.workspace);
    if (!plan) {
        RunReport report;
        report.outcome = Outcome::Failed;
        report.stoppedBy = plan.failure();
        return report;
    }
    RunContext context(order, tools, plan->connection);
    const Result<void> begun = begin(context, *plan);
    if (!begun) {
        RunReport report = context.report();
        report.outcome = Outcome::Failed;
        report.stoppedBy = begun.failure();
        return report;
    }
    context.tell();
    end(context, *plan, pullAll(context, *plan));
    return context.report();
}
