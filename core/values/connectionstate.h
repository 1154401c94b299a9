#pragma once

#include "values/enumwords.h"

/// The state of a connection, as the card, `status` and the admin API say it (CONTRACT.md, "Words
/// that programs compare"). Whether a connection is stale is a separate yes or no beside it.
enum class ConnectionState {
    Connected,
    Syncing,
    Paused,
    TokenExpired,
    Disconnected,
    Incomplete, ///< sign-in began and did not end, or something indispensable is missing
    WaitingForQuota,
    Offline,
};
template <>
struct EnumWords<ConnectionState> {
    static constexpr EnumWordList<ConnectionState, 8> all{{
        {ConnectionState::Connected, QLatin1StringView("connected")},
        {ConnectionState::Syncing, QLatin1StringView("syncing")},
        {ConnectionState::Paused, QLatin1StringView("paused")},
        {ConnectionState::TokenExpired, QLatin1StringView("token_expired")},
        {ConnectionState::Disconnected, QLatin1StringView("disconnected")},
        {ConnectionState::Incomplete, QLatin1StringView("incomplete")},
        {ConnectionState::WaitingForQuota, QLatin1StringView("waiting_for_quota")},
        {ConnectionState::Offline, QLatin1StringView("offline")},
    }};
};
