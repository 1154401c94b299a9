#pragma once

#include "values/connectionstatus.h"

#include <chrono>
#include <optional>
#include <vector>

/// Everything that is derived about a connection, as plain functions from values to values.
namespace derived {

/// The first that holds: incomplete, disconnected, token expired, paused, syncing, waiting for
/// quota, offline, connected. `running`: somebody holds the connection's lease.
[[nodiscard]] ConnectionState state(
    const Connection &connection, bool running, const QDateTime &now);

/// The last moment at which the last successful sync is recent: it is stale when that was longer
/// ago than max(60 min, 2 x interval) (S2-04), counted from the connection's birth before its
/// first. Invalid for a connection that should not sync.
[[nodiscard]] QDateTime staleAfter(
    const Connection &connection, ConnectionState state, std::chrono::minutes interval);
[[nodiscard]] bool stale(const Connection &connection, ConnectionState state,
    std::chrono::minutes interval, const QDateTime &now);

/// When the next incremental run is due; invalid while nothing is scheduled or one runs.
[[nodiscard]] QDateTime nextSync(const Connection &connection, ConnectionState state,
    const std::optional<Run> &lastRun, std::chrono::minutes interval);

/// 0 to 100, and 100 only when done; none while it is not known how many there are.
[[nodiscard]] std::optional<int> percent(const RunObject &object);
[[nodiscard]] std::optional<int> percent(const std::vector<RunObject> &objects);

} // namespace derived
