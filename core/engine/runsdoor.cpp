#include "engine/runsdoor.h"

#include "connect/naming.h"
#include "engine/syncflow.h"
#include "workspace/holder.h"
#include "workspace/stores/syncrequests.h"

using namespace Qt::StringLiterals;

namespace {

class SyncRuns final : public RunsDoor {
public:
    explicit SyncRuns(const EngineParts &parts) : m_parts(parts) { }

    Result<RunReport> sync(
        const RunOrder &order, const Progress &progress, const std::stop_token &stop) override
    {
        RunOrder complete = order;
        if (!complete.origin)
            complete.origin = m_parts.origin;
        return SyncFlow(m_parts, complete, progress, stop).run();
    }
    Result<void> cancel(qint64 connection) override
    {
        const Result<std::unique_ptr<Workspace>> workspace =
            Workspace::open(m_parts.workspace, Workspace::Opening::ExistingOnly, *m_parts.clock);
        if (!workspace)
            return workspace.failure();
        Transaction work(**workspace);
        if (holder::alive(naming::syncLease(connection), work))
            SyncRequests::askToStop(connection, StopReason::Cancelled, work);
        return work.commit();
    }

private:
    const EngineParts m_parts;
};

} // namespace

std::unique_ptr<RunsDoor> makeRunsDoor(const EngineParts &parts)
{
    return std::make_unique<SyncRuns>(parts);
}
