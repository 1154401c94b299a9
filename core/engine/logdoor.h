#pragma once

#include "base/result.h"
#include "values/eventquery.h"

#include <memory>
#include <vector>

struct EngineParts;

/// The engine's door for whoever reads the sync log. Every call opens the workspace for itself and
/// may wait. Thread-safe.
class LogDoor {
public:
    virtual ~LogDoor() = default;

    [[nodiscard]] virtual Result<std::vector<Event>> events(const EventQuery &query) = 0;
    [[nodiscard]] virtual Result<qint64> count(const EventQuery &query) = 0;
};

/// The real one.
[[nodiscard]] std::unique_ptr<LogDoor> makeLogDoor(const EngineParts &parts);
