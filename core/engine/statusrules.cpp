#include "engine/statusrules.h"

#include <algorithm>

ConnectionState derived::state(const Connection &connection, bool running, const QDateTime &now)
{
    if (!connection.complete)
        return ConnectionState::Incomplete;
    if (!connection.signedIn)
        return ConnectionState::Disconnected;
    if (connection.tokenExpired)
        return ConnectionState::TokenExpired;
    if (connection.paused)
        return ConnectionState::Paused;
    if (running)
        return ConnectionState::Syncing;
    if (connection.waitingForQuotaUntil.isValid() && connection.waitingForQuotaUntil > now)
        return ConnectionState::WaitingForQuota;
    if (connection.offline)
        return ConnectionState::Offline;
    return ConnectionState::Connected;
}

QDateTime derived::staleAfter(
    const Connection &connection, ConnectionState state, std::chrono::minutes interval)
{
    switch (state) {
    case ConnectionState::Incomplete:
    case ConnectionState::Disconnected:
    case ConnectionState::TokenExpired:
    case ConnectionState::Paused:
        return {};
    case ConnectionState::Connected:
    case ConnectionState::Syncing:
    case ConnectionState::WaitingForQuota:
    case ConnectionState::Offline:
        break;
    }
    const QDateTime since =
        connection.lastSync.isValid() ? connection.lastSync : connection.createdAt;
    return since.isValid() ? since.addDuration(std::max(std::chrono::minutes(60), 2 * interval))
                           : QDateTime();
}

bool derived::stale(const Connection &connection, ConnectionState state,
    std::chrono::minutes interval, const QDateTime &now)
{
    const QDateTime after = staleAfter(connection, state, interval);
    return after.isValid() && now > after;
}

QDateTime derived::nextSync(const Connection &connection, ConnectionState state,
    const std::optional<Run> &lastRun, std::chrono::minutes interval)
{
    switch (state) {
    case ConnectionState::Incomplete:
    case ConnectionState::Disconnected:
    case ConnectionState::TokenExpired:
    case ConnectionState::Paused:
    case ConnectionState::Syncing:
        return {};
    case ConnectionState::WaitingForQuota:
        return connection.waitingForQuotaUntil;
    case ConnectionState::Connected:
    case ConnectionState::Offline:
        break;
    }
    if (!lastRun)
        return connection.createdAt;
    const QDateTime ended = lastRun->endedAt.isValid() ? lastRun->endedAt : lastRun->startedAt;
    return ended.addDuration(interval);
}

std::optional<int> derived::percent(const RunObject &object)
{
    if (object.done)
        return 100;
    if (!object.expected)
        return std::nullopt;
    if (*object.expected <= 0)
        return 0;
    return static_cast<int>(std::clamp<qint64>(object.read * 100 / *object.expected, 0, 99));
}

std::optional<int> derived::percent(const std::vector<RunObject> &objects)
{
    qint64 read = 0;
    qint64 expected = 0;
    bool allDone = !objects.empty();
    for (const RunObject &object : objects) {
        if (!object.done && !object.expected)
            return std::nullopt;
        allDone = allDone && object.done;
        const qint64 whole = object.done ? object.read : std::max(*object.expected, object.read);
        read += object.read;
        expected += whole;
    }
    if (allDone)
        return 100;
    if (expected == 0)
        return std::nullopt;
    return static_cast<int>(std::clamp<qint64>(read * 100 / expected, 0, 99));
}
