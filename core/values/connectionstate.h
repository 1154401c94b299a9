#pragma once

#include <QString>

#include <optional>

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

/// `connected`, `token_expired` …
[[nodiscard]] QString stateName(ConnectionState state);
[[nodiscard]] std::optional<ConnectionState> stateFromName(const QString &name);
