#pragma once

#include "base/pause.h"
#include "workspace/stores/events.h"

/// How much of the log is removed, and in what bites.
struct LogTrimming {
    LogRetention retention;
    qint64 bite = 2'000;     ///< lines a transaction: other writers wait some 10 ms for one
    qint64 atOnce = 100'000; ///< lines; what is more than that goes the next time
    std::chrono::milliseconds breath{5}; ///< between bites, for the others
};

/// Removes the lines of the log that have had their time: once a day, otherwise it does nothing.
/// Says how many went in an event of its own, and nothing where none did. Ended by `stop`, or with
/// the program, it goes on where it was the next time.
[[nodiscard]] Result<void> trimLog(Workspace &workspace, Pause &pause, const std::stop_token &stop,
    const LogTrimming &trimming = {});
