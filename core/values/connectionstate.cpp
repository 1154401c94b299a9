#include "values/connectionstate.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

const std::array<std::pair<ConnectionState, QLatin1StringView>, 8> names{{
    {ConnectionState::Connected, "connected"_L1},
    {ConnectionState::Syncing, "syncing"_L1},
    {ConnectionState::Paused, "paused"_L1},
    {ConnectionState::TokenExpired, "token_expired"_L1},
    {ConnectionState::Disconnected, "disconnected"_L1},
    {ConnectionState::Incomplete, "incomplete"_L1},
    {ConnectionState::WaitingForQuota, "waiting_for_quota"_L1},
    {ConnectionState::Offline, "offline"_L1},
}};

} // namespace

QString stateName(ConnectionState state)
{
    for (const auto &[known, name] : names) {
        if (known == state)
            return name;
    }
    return {};
}

std::optional<ConnectionState> stateFromName(const QString &name)
{
    for (const auto &[state, known] : names) {
        if (known == name)
            return state;
    }
    return std::nullopt;
}
