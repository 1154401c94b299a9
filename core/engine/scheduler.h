#pragma once

#include "base/backgroundjob.h"
#include "engine/connectionsdoor.h"
#include "engine/runsdoor.h"

#include <QObject>
#include <QTimer>

#include <map>

/// Runs the syncs of a window: an incremental one for each connection that is due, and what
/// somebody asks for in between. One run at a time per connection, each on a thread of its own.
///
/// Due times come from the workspace (ConnectionStatus::isDue), so several windows and programs
/// don't double up; paused, disconnected, expired and incomplete connections are left alone
/// (S2-60), one that waits for API calls goes on by itself when its time has come.
///
/// Lives on the thread that made it and signals there.
class Scheduler : public QObject {
    Q_OBJECT
public:
    /// A run that does not end in time is left behind and keeps `runs` alive; `connections` must
    /// outlive the scheduler.
    Scheduler(
        ConnectionsDoor &connections, std::shared_ptr<RunsDoor> runs, QObject *parent = nullptr);
    /// Asks every run to stop and waits for them up to five seconds in all.
    ~Scheduler() override;

    /// Begins to look for connections that are due, and looks at once.
    void start();
    /// Runs now; `full` reads everything. False when this window already runs that connection.
    bool resyncNow(qint64 connection, bool full);
    /// Asks the run to end, wherever it runs; runFinished still comes.
    void cancel(qint64 connection);
    [[nodiscard]] bool isRunning(qint64 connection) const;
    /// Asks every run to stop and waits up to `patience`; true when all have ended.
    bool stopAll(std::chrono::milliseconds patience = std::chrono::seconds(5));

    /// How often due times are looked at.
    static constexpr std::chrono::seconds glance{5};

Q_SIGNALS:
    void runStarted(qint64 connection);
    void progress(qint64 connection, const RunReport &soFar);
    void runFinished(qint64 connection, const Result<RunReport> &report);

private:
    struct Shared;
    struct Worker;
    void lookForDue();
    void passOnCancels();
    void run(const RunOrder &order);
    void ended(qint64 connection, const Result<RunReport> &report);

    ConnectionsDoor &m_connections;
    std::shared_ptr<RunsDoor> m_runs;
    std::map<qint64, std::unique_ptr<Worker>> m_workers;
    QTimer m_timer;
    QList<qint64> m_toCancel;
    BackgroundJob m_cancelling;
    BackgroundJob m_looking; ///< last: destroyed first
};
