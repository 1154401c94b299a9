#pragma once

#include "base/secretstore.h"
#include "salesforce/signinlistener.h"
#include "sync/run.h"

#include <QUrl>

#include <functional>
#include <memory>

/// What the engine needs from the program around it. main() is the only place that makes these.
struct EngineParts {
    QString workspace; ///< a path or a postgresql:// address
    std::shared_ptr<SecretStore> secrets;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<Pause> pause;
    std::function<std::unique_ptr<HttpTransport>(const std::stop_token &)> makeTransport;
    std::function<std::unique_ptr<SignInListener>()> makeListener;
    QString origin; ///< `window` or `command line`: who asks, for the log
};

struct ConnectRequest {
    QString clientId;
    QString environment = QStringLiteral("production"); ///< `production`, `sandbox`, `https://HOST`
    QString loginUrl;                                   ///< overrides the host of `environment`
    QString name;                                       ///< empty: the org's name
    quint16 callbackPort = 1717;
    /// Somebody else opens the page, maybe on another machine and later: nothing is asked of the
    /// login host before. Otherwise a login host that doesn't answer is told at once instead of
    /// after the wait for the browser.
    bool pageOpensElsewhere = false;
    QString templateName = QStringLiteral("people");
    QString tablePrefix; ///< empty: as CONTRACT.md, "Prefix", says
    /// Without a browser: a refresh token and the instance it belongs to.
    Secret refreshToken;
    QString instanceUrl;
    /// The admin said production and Salesforce says sandbox (or the other way round), and that is
    /// fine.
    bool acceptOtherEnvironment = false;
    /// Reconnect signed in as somebody else, and that is fine.
    bool acceptOtherUser = false;
};

/// A connection as the card and `status` show it: everything derived is derived here, once, for
/// everybody.
struct ConnectionStatus {
    Connection connection;
    ConnectionState state = ConnectionState::Incomplete;
    bool stale = false;   ///< no successful sync for longer than max(60 min, 2 x interval) (S2-04)
    QDateTime staleAfter; ///< when it becomes so by itself; invalid where no sync is expected
    QDateTime nextSync;   ///< invalid where nothing is scheduled
    bool isDue = false;   ///< nextSync has come
    std::optional<QDateTime> tokenExpiresAt; ///< none: Salesforce does not say
    std::optional<Run> lastRun;
    std::optional<Failure> lastFailure; ///< of the last run, when it failed
    struct ObjectStatus {
        QString object;
        QString table;
        std::optional<qint64> salesforceRecords; ///< as of the last run that counted
        qint64 localRows = 0;                    ///< rows linked to a record of this object
        QDateTime lastSync;
        QString cursorField; ///< SystemModstamp
        QString cursorValue;
        qint64 failed = 0;
        bool syncing = false;
        std::optional<int> percent;
        QStringList leftOut; ///< mapped fields that describe does not show
    };
    std::vector<ObjectStatus> objects;
    std::optional<int> percent; ///< while syncing
    qint64 contactsSynced = 0;
    qint64 contactsFailed = 0;
    qint64 activitiesSynced = 0;
};

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

    static constexpr std::chrono::minutes syncInterval{5};

private:
    class Private;
    std::unique_ptr<Private> d;
};
