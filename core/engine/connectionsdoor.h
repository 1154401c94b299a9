#pragma once

#include "base/result.h"
#include "connect/connectrequest.h"
#include "values/connectionstatus.h"

#include <QUrl>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

struct EngineParts;

/// The engine's door for whoever makes, ends and looks at connections. Every call opens the
/// workspace for itself and may wait, so make it from a BackgroundJob or from a program without a
/// window. Thread-safe.
class ConnectionsDoor {
public:
    /// Told the address of the authorize page, to open it in a browser.
    using OpenPage = std::function<Result<void>(const QUrl &)>;

    virtual ~ConnectionsDoor() = default;

    /// Signs in and keeps the connection; does not sync.
    [[nodiscard]] virtual Result<ConnectionStatus> connect(
        const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop) = 0;
    /// Signs in again; keeps mappings, cursors and data. OtherUser / OtherOrg ask before they
    /// replace anything. Login host, consumer key and port stay those of the connection unless the
    /// request names `loginUrl`, `clientId` or another port; an incomplete connection is completed.
    [[nodiscard]] virtual Result<ConnectionStatus> reconnect(qint64 connection,
        const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop) = 0;
    /// Stops a running sync, revokes the token, keeps the data. Where Salesforce can't be reached
    /// the secrets are removed all the same, and the event `disconnected` says what is left to do.
    [[nodiscard]] virtual Result<void> disconnect(
        qint64 connection, const std::stop_token &stop) = 0;
    [[nodiscard]] virtual Result<void> pause(qint64 connection) = 0;
    [[nodiscard]] virtual Result<void> resume(qint64 connection) = 0;

    /// A workspace that is not there yet has none.
    [[nodiscard]] virtual Result<std::vector<ConnectionStatus>> list() = 0;
    [[nodiscard]] virtual Result<ConnectionStatus> status(qint64 connection) = 0;
    /// By name or id; with an empty text the only one. ConnectionUnknown, ConnectionAmbiguous,
    /// ConnectionMissing.
    [[nodiscard]] virtual Result<qint64> find(const QString &nameOrId) = 0;
};

/// The real one.
[[nodiscard]] std::unique_ptr<ConnectionsDoor> makeConnectionsDoor(const EngineParts &parts);
