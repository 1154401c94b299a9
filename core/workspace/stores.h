#pragma once

#include "base/connectionstate.h"
#include "base/event.h"
#include "workspace/workspace.h"

#include <QDateTime>

#include <optional>

/// One sign-in to one org, as the workspace keeps it. No secret is in here.
struct Connection {
    qint64 id = 0;
    QString name;
    QString environment; ///< `production` or `sandbox`, as Organization.IsSandbox said
    QString loginUrl;
    QString clientId;
    QString callback;
    QString instanceUrl;
    QString orgId; ///< 18 characters
    QString orgName;
    QString userId;
    QString username;
    QString apiVersion;   ///< `62.0`
    QString templateName; ///< `people`, `mirror`, `empty`
    QString tablePrefix;
    bool complete = false; ///< sign-in went through to the end
    bool signedIn = false;
    bool tokenExpired = false;
    bool paused = false;
    bool offline = false; ///< the last call did not reach Salesforce
    QDateTime waitingForQuotaUntil;
    QDateTime tokenIssuedAt;
    QDateTime lastSync; ///< end of the last run with outcome success or partial
    QDateTime lastFullSync;
    QDateTime createdAt;
    std::optional<qint64> apiUsed;
    std::optional<qint64> apiMaximum;
    qint64 tokenGeneration = 0;
};

/// The rows of orgmend_connection.
class Connections {
public:
    static qint64 add(const Connection &connection, Transaction &work);
    static void update(const Connection &connection, Transaction &work);
    [[nodiscard]] static std::vector<Connection> all(Transaction &work);
    [[nodiscard]] static std::optional<Connection> find(qint64 id, Transaction &work);
};

/// One execution of the sync. A run without `endedAt` whose lease is gone was found dead.
struct Run {
    qint64 id = 0; ///< its number, from 1 per workspace
    qint64 connection = 0;
    QString kind;    ///< `initial`, `incremental`, `retry`
    QString origin;  ///< `schedule`, `window`, `command line`
    QString outcome; ///< empty while it runs; `success`, `partial`, `failed`, `cancelled`,
                     ///< `paused`, `interrupted`
    QDateTime startedAt;
    QDateTime endedAt;
    Counts counts;
    qint64 apiCalls = 0;
    double seconds = 0;
    QString failureCode;
    QStringList failureArguments;
    QString failureRaw;
};

/// What one object of one run did; live while it goes.
struct RunObject {
    QString object;
    QString table;
    Counts counts;
    qint64 read = 0; ///< records looked at so far
    std::optional<qint64> expected;
    bool done = false;
};

class Runs {
public:
    static qint64 begin(const Run &run, Transaction &work);
    static void progress(qint64 run, const RunObject &object, Transaction &work);
    static void end(const Run &run, Transaction &work);
    [[nodiscard]] static std::optional<Run> find(qint64 run, Transaction &work);
    [[nodiscard]] static std::optional<Run> latest(qint64 connection, Transaction &work);
    [[nodiscard]] static std::vector<RunObject> objects(qint64 run, Transaction &work);
    /// Unfinished runs of a connection (at most one is alive; the lease tells).
    [[nodiscard]] static std::vector<Run> unfinished(qint64 connection, Transaction &work);
};

struct EventQuery {
    qint64 connection = 0; ///< 0: all
    std::optional<Level> atLeast = {};
    QString object = {};
    QString text = {}; ///< in name, object, arguments and raw text, without regard to case
    QDateTime since = {};
    qint64 before = 0; ///< ids below this one, newest first; 0: from the newest
    qint64 after = 0;  ///< ids above this one, oldest first (follow)
    int limit = 100;
};

class Events {
public:
    static qint64 add(const Event &event, Transaction &work); ///< redacts `raw`
    [[nodiscard]] static std::vector<Event> find(const EventQuery &query, Transaction &work);
    /// As find() would show without a place in it and without a limit.
    [[nodiscard]] static qint64 count(const EventQuery &query, Transaction &work);
    /// Keeps the newest `keep` lines, about. Lines that went.
    static qint64 trim(qint64 keep, Transaction &work);
};

/// A lease row with an expiry and a fencing number: whoever holds `sync:<connection>` may run it,
/// whoever holds `token:<connection>` may refresh. A holder that died is overtaken when the expiry
/// has passed; its fencing number is then too low, and its next commit fails as LeaseLost.
struct Lease {
    QString name;
    QString holder;
    qint64 fence = 0;
    QDateTime expiresAt;
};

class Leases {
public:
    /// The lease, or none while somebody else holds it. Expiry by the workspace's clock. A holder
    /// that takes its own lease again gets it with a new number: let `holder` name one taker (a
    /// process and a purpose), not one program.
    [[nodiscard]] static std::optional<Lease> take(
        const QString &name, const QString &holder, std::chrono::seconds time, Transaction &work);
    /// Extends it; spoils the transaction with LeaseLost when it is no longer ours. Call in every
    /// writing transaction.
    static void renew(const Lease &lease, std::chrono::seconds time, Transaction &work);
    static void release(const Lease &lease, Transaction &work);
    [[nodiscard]] static std::optional<Lease> held(const QString &name, Transaction &work);
};

/// *Resync now* while another engine holds the lease: a row that the holder answers with the run
/// that took it.
struct SyncRequestRow {
    qint64 id = 0;
    qint64 connection = 0;
    bool full = false;
    QStringList objects;
    QString origin;
    qint64 run = 0; ///< the run that does it; 0 while it waits
};

class SyncRequests {
public:
    static qint64 add(const SyncRequestRow &request, Transaction &work);
    /// Waiting ones of a connection.
    [[nodiscard]] static std::vector<SyncRequestRow> waiting(qint64 connection, Transaction &work);
    static void take(qint64 request, qint64 run, Transaction &work);
    [[nodiscard]] static std::optional<SyncRequestRow> find(qint64 request, Transaction &work);
    /// Asks the engine that holds the connection to end its run (`cancelled` or `paused`).
    static void askToStop(qint64 connection, const QString &why, Transaction &work);
    [[nodiscard]] static QString stopAsked(qint64 connection, Transaction &work);
    static void clearStop(qint64 connection, Transaction &work);
};
