#pragma once

#include "base/clock.h"
#include "values/connectionstatus.h"
#include "values/mapping.h"
#include "workspace/workspace.h"

#include <map>
#include <mutex>

/// How many rows of a table belong to an object. Exact, except that while a run is changing them a
/// count that took long is not taken again at every look. Thread-safe.
class LocalCounts {
public:
    [[nodiscard]] qint64 count(const Mapping &mapping, bool running, Transaction &work);

private:
    struct Known {
        qint64 rows = 0;
        std::chrono::steady_clock::time_point at;
        std::chrono::steady_clock::duration took{};
    };
    std::mutex m_mutex;
    std::map<qint64, Known> m_known;
};

/// The status of one connection, read in one transaction.
[[nodiscard]] ConnectionStatus readStatus(
    const Connection &connection, const Clock &clock, LocalCounts &counts, Transaction &work);
