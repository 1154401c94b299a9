#pragma once

#include "base/result.h"
#include "values/run.h"

#include <functional>
#include <memory>
#include <stop_token>

struct EngineParts;

/// The engine's door for whoever starts and ends syncs. Every call opens the workspace for itself
/// and may wait. Thread-safe.
class RunsDoor {
public:
    using Progress = std::function<void(const RunReport &)>;

    virtual ~RunsDoor() = default;

    /// One run, here or, when another program holds the lease, there: then its progress and its end
    /// are followed. A paused connection refuses (Paused) until somebody resumes it, a signed-out
    /// one as well (Disconnected).
    [[nodiscard]] virtual Result<RunReport> sync(
        const RunOrder &order, const Progress &progress, const std::stop_token &stop) = 0;
    /// Asks whoever runs it to end the connection's current run.
    [[nodiscard]] virtual Result<void> cancel(qint64 connection) = 0;
};

/// The real one.
[[nodiscard]] std::unique_ptr<RunsDoor> makeRunsDoor(const EngineParts &parts);
