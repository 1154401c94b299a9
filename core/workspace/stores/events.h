#pragma once

#include "values/eventquery.h"
#include "workspace/workspace.h"

#include <chrono>

/// How long the log keeps its lines. A failure (Level::Error) goes by its own time alone.
struct LogRetention {
    std::chrono::days kept{90};
    std::chrono::days failuresKept{365};
    qint64 lines = 1'000'000; ///< the newest
};

/// Which lines of the log have had their time.
struct ExpiredEvents {
    QDateTime before;         ///< all but failures
    QDateTime failuresBefore; ///< failures
    qint64 beforeId = 0;      ///< all but failures: what is older than the newest so many
    QDateTime newest;         ///< from before this time all of them are
};

/// The rows of orgmend_event.
class Events {
public:
    static qint64 add(const Event &event, Transaction &work); ///< redacts `raw`
    [[nodiscard]] static std::vector<Event> find(const EventQuery &query, Transaction &work);
    /// As find() would show without a place in it and without a limit.
    [[nodiscard]] static qint64 count(const EventQuery &query, Transaction &work);

    [[nodiscard]] static ExpiredEvents expired(const LogRetention &retention, Transaction &work);
    /// Removes `atMost` of them, the oldest first. Lines that went; fewer only when none is left.
    static qint64 trim(const ExpiredEvents &expired, qint64 atMost, Transaction &work);
};
