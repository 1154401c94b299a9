#include "engine/engine.h"

#include "engine/trimlog.h"
#include "workspace/workspace.h"

Engine::Engine(const EngineParts &parts)
    : m_parts(parts)
    , m_connections(makeConnectionsDoor(parts))
    , m_runs(makeRunsDoor(parts))
    , m_log(makeLogDoor(parts))
{
}

Engine::~Engine() = default;

Result<void> Engine::prepare()
{
    const Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_parts.workspace, Workspace::Opening::CreateIfMissing, *m_parts.clock);
    return workspace ? Result<void>() : Result<void>(workspace.failure());
}

Result<void> Engine::tidy(const std::stop_token &stop)
{
    const Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_parts.workspace, Workspace::Opening::ExistingOnly, *m_parts.clock);
    return workspace ? trimLog(**workspace, *m_parts.pause, stop)
                     : Result<void>(workspace.failure());
}
