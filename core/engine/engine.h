#pragma once

#include "base/result.h"
#include "connect/connectrequest.h"
#include "connect/engineparts.h"
#include "values/connectionstatus.h"
#include "values/eventquery.h"

#include <QUrl>

#include <functional>
#include <memory>

/// The one door: what the window, orgmendctl and the admin API may ask for. Every call opens the
/// workspace for itself and may wait, so make it from a BackgroundJob or from a program without a
/// window. Thread-safe.
class Engine {
public:
    explicit Engine(EngineParts parts);
    ~Engine();

    /// Opens (creating or migrating) the workspace once, so that later calls fail for their own
    /// reasons only.
    [[nodiscard]] Result<void> prepare();

    /// Signs in and keeps the connection; does not sync. `openAuthorizePage` is told the address to
    /// open in a browser.
    [[nodiscard]] Result<ConnectionStatus> connect(const ConnectRequest &request,
        const std::function<Result<void>(const QUrl &)> &openAuthorizePage,
        const std::stop_token &stop);
    /// Signs in again; keeps mappings, cursors and data. OtherUser / OtherOrg ask before they
    /// replace anything. Login host, consumer key and port stay those of the connection unless the
    /// request names `loginUrl`, `clientId` or another port; an incomplete connection is completed.
    [[nodiscard]] Result<ConnectionStatus> reconnect(qint64 connection,
        const ConnectRequest &request,
        const std::function<Result<void>(const QUrl &)> &openAuthorizePage,
        const std::stop_token &stop);
    /// Stops a running sync, revokes the token, keeps the data. Where Salesforce can't be reached
    /// the secrets are removed all the same, and the event `disconnected` says what is left to do.
    [[nodiscard]] Result<void> disconnect(qint64 connection, const std::stop_token &stop);
    [[nodiscard]] Result<void> pause(qint64 connection);
    [[nodiscard]] Result<void> resume(qint64 connection);
    /// Asks whoever runs it to end the current run.
    [[nodiscard]] Result<void> cancelSync(qint64 connection);

    /// A workspace that is not there yet has none.
    [[nodiscard]] Result<std::vector<ConnectionStatus>> connections();
    [[nodiscard]] Result<ConnectionStatus> status(qint64 connection);
    /// By name or id; with an empty text the only one. ConnectionUnknown, ConnectionAmbiguous,
    /// ConnectionMissing.
    [[nodiscard]] Result<qint64> findConnection(const QString &nameOrId);

    /// One run, here or, when another program holds the lease, there: then its progress and its end
    /// are followed. A paused connection refuses (Paused) until somebody resumes it, a signed-out
    /// one as well (Disconnected).
    [[nodiscard]] Result<RunReport> sync(const RunOrder &order,
        const std::function<void(const RunReport &)> &progress, const std::stop_token &stop);

    [[nodiscard]] Result<std::vector<Event>> events(const EventQuery &query);
    [[nodiscard]] Result<qint64> countEvents(const EventQuery &query);

private:
    class Private;
    std::unique_ptr<Private> d;
};
