#include "sync/runcontext.h"

#include "sync/runlog.h"
#include "workspace/stores/syncrequests.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

bool LeaseKeepingPause::wait(std::chrono::milliseconds time, const std::stop_token &stop)
{
    const auto now = m_workspace.clock().elapsed();
    const bool due = now - m_renewed + time > leaseTime / 3;
    if (due && !m_lease.name.isEmpty() && std::this_thread::get_id() == m_thread) {
        Transaction work(m_workspace);
        Leases::renew(m_lease, leaseTime, work);
        // A lease that was lost shows at the next commit, which ends the run.
        if (work.commit())
            m_renewed = now;
    }
    return m_pause.wait(time, stop);
}

RunContext::RunContext(const RunOrder &order, RunTools &tools, const Connection &connection)
    : m_order(order)
    , m_tools(tools)
    , m_pause(tools.pause, tools.workspace, tools.lease)
    , m_session(
          tools.transport, tools.tokens, m_pause, tools.stop, connection.apiVersion, listener())
    , m_began(tools.workspace.clock().elapsed())
{
}

Session::Listener RunContext::listener()
{
    // The log is a record of what happened, not a condition for going on: a line that could not be
    // written shows as the failure of the next page's transaction.
    const auto note = [this](const Event &event) {
        Transaction work(m_tools.workspace);
        logEvent(work, mark(), event);
        (void)work.commit();
    };
    return {
        .tokenRefreshed = [note] { note(events::tokenRefreshed()); },
        .retried = [note](const Failure &why,
                       std::chrono::milliseconds wait) { note(events::requestRetried(why, wait)); },
    };
}

void RunContext::renewLease(Transaction &work) const
{
    if (!m_tools.lease.name.isEmpty())
        Leases::renew(m_tools.lease, LeaseKeepingPause::leaseTime, work);
}

Failure RunContext::stopped()
{
    Transaction work(m_tools.workspace, Transaction::Access::Read);
    return SyncRequests::stopAsked(m_order.connection, work) == StopReason::Paused
        ? failure(Failure::Problem::Paused)
        : failure(Failure::Problem::Cancelled);
}

Result<void> RunContext::mayGoOn()
{
    if (m_tools.stop.stop_requested())
        return stopped();
    Transaction work(m_tools.workspace, Transaction::Access::Read);
    const std::optional<StopReason> why = SyncRequests::stopAsked(m_order.connection, work);
    if (work.isSpoilt())
        return work.failure();
    if (!why)
        return {};
    return failure(
        why == StopReason::Paused ? Failure::Problem::Paused : Failure::Problem::Cancelled);
}

void RunContext::letOthersIn() { m_pause.wait(5ms, m_tools.stop); }

void RunContext::sumUp()
{
    m_report.totals = {};
    for (const RunObject &object : m_report.objects)
        m_report.totals += object.counts;
    m_report.apiCalls = m_session.calls();
    m_report.seconds =
        std::chrono::duration<double>(m_tools.workspace.clock().elapsed() - m_began).count();
}

void RunContext::tell()
{
    sumUp();
    if (m_tools.progress)
        m_tools.progress(m_report);
}
