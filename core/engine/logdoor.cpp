#include "engine/logdoor.h"

#include "connect/engineparts.h"
#include "workspace/stores/events.h"

namespace {

class WorkspaceLog final : public LogDoor {
public:
    explicit WorkspaceLog(const EngineParts &parts) : m_parts(parts) { }

    Result<std::vector<Event>> events(const EventQuery &query) override
    {
        return read([&](Transaction &work) { return Events::find(query, work); });
    }
    Result<qint64> count(const EventQuery &query) override
    {
        return read([&](Transaction &work) { return Events::count(query, work); });
    }

private:
    template <typename Read>
    auto read(Read what) const -> Result<decltype(what(std::declval<Transaction &>()))>
    {
        const Result<std::unique_ptr<Workspace>> workspace =
            Workspace::open(m_parts.workspace, Workspace::Opening::ExistingOnly, *m_parts.clock);
        if (!workspace)
            return workspace.failure();
        Transaction work(**workspace, Transaction::Access::Read);
        return work.commit(what(work));
    }

    const EngineParts m_parts;
};

} // namespace

std::unique_ptr<LogDoor> makeLogDoor(const EngineParts &parts)
{
    return std::make_unique<WorkspaceLog>(parts);
}
