#pragma once

#include "connect/engineparts.h"
#include "engine/connectionsdoor.h"
#include "engine/logdoor.h"
#include "engine/runsdoor.h"

/// The engine as the window, orgmendctl and the admin API hold it: a door for each kind of asking.
/// A screen or command is given the one it needs, not all of them; a new role is a door and a line
/// here. Thread-safe.
class Engine {
public:
    explicit Engine(const EngineParts &parts);
    ~Engine();

    /// Opens (creating or migrating) the workspace once, so that later calls fail for their own
    /// reasons only.
    [[nodiscard]] Result<void> prepare();
    /// What a workspace that is open needs once a day, whether anything is synced or not: the log
    /// lets go of its old lines. May take a second; ends early when it is stopped.
    [[nodiscard]] Result<void> tidy(const std::stop_token &stop);

    [[nodiscard]] ConnectionsDoor &connections() { return *m_connections; }
    [[nodiscard]] RunsDoor &runs() { return *m_runs; }
    [[nodiscard]] LogDoor &log() { return *m_log; }

private:
    const EngineParts m_parts;
    const std::unique_ptr<ConnectionsDoor> m_connections;
    const std::unique_ptr<RunsDoor> m_runs;
    const std::unique_ptr<LogDoor> m_log;
};
