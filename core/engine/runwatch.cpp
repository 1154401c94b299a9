#include "engine/runwatch.h"

#include "workspace/stores/syncrequests.h"

using namespace std::chrono_literals;

namespace {

constexpr auto glance = 500ms;
constexpr auto renewal = RunWatch::leaseTime / 3;

/// Failures end the watch, not the run: the run's own next commit meets the same trouble, or finds
/// that its lease is gone, and says so.
void watch(const EngineParts &parts, qint64 connection, const Lease &lease, std::stop_source ending,
    const std::stop_token &stop)
{
    Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(parts.workspace, Workspace::Opening::ExistingOnly, *parts.clock);
    if (!workspace)
        return;
    RealPause pause; // real time: it stands beside the run, whatever clock the run goes by
    auto sinceRenewal = 0ms;
    qint64 seen = -1;
    while (pause.wait(glance, stop)) {
        sinceRenewal += glance;
        if (const qint64 version = (*workspace)->dataVersion(); version != seen) {
            seen = version;
            Transaction work(**workspace, Transaction::Access::Read);
            const bool isAsked = SyncRequests::stopAsked(connection, work).has_value();
            if (work.commit() && isAsked)
                ending.request_stop();
        }
        if (sinceRenewal < renewal)
            continue;
        Transaction work(**workspace);
        Leases::renew(lease, RunWatch::leaseTime, work);
        const Result<void> renewed = work.commit();
        if (!renewed && renewed.failure().problem == Failure::Problem::LeaseLost) {
            ending.request_stop();
            return;
        }
        sinceRenewal = 0ms;
    }
}

} // namespace

RunWatch::RunWatch(
    const EngineParts &parts, qint64 connection, const Lease &lease, const std::stop_source &ending)
    : m_thread([parts, connection, lease, ending](
                   const std::stop_token &stop) { watch(parts, connection, lease, ending, stop); })
{
}
