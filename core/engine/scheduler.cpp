#include "engine/scheduler.h"

#include <QDateTime>

#include <condition_variable>
#include <mutex>
#include <thread>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;

namespace {

/// A run and the threads that it starts give way to the window that shows it: a frame must not wait
/// for the processor. Where there is only the run, it gets all of it just the same.
void giveWay()
{
#ifdef Q_OS_LINUX
    setpriority(PRIO_PROCESS, 0, 5); // of the calling thread alone, and inherited
#endif
}

} // namespace

/// What a run's thread needs after the scheduler may have gone: it outlives both.
struct Scheduler::Shared {
    std::mutex mutex;
    std::condition_variable changed;
    bool hasEnded = false;
};

struct Scheduler::Worker {
    std::stop_source ending;
    std::shared_ptr<Shared> shared = std::make_shared<Shared>();
    std::thread thread; ///< joined when its run has ended; left behind when it does not in time
};

Scheduler::Scheduler(ConnectionsDoor &connections, std::shared_ptr<RunsDoor> runs, QObject *parent)
    : QObject(parent), m_connections(connections), m_runs(std::move(runs))
{
    m_timer.setInterval(glance);
    QObject::connect(&m_timer, &QTimer::timeout, this, &Scheduler::lookForDue);
}

Scheduler::~Scheduler()
{
    m_timer.stop();
    stopAll();
}

void Scheduler::start()
{
    m_timer.start();
    lookForDue();
}

void Scheduler::lookForDue()
{
    if (m_looking.isRunning())
        return;
    m_looking.start([this](const std::stop_token &) { return m_connections.list(); },
        [this](const Result<std::vector<ConnectionStatus>> &found) {
            // A workspace that can't be read now is looked at again with the next tick; the window
            // shows why through its own reading.
            if (!found)
                return;
            for (const ConnectionStatus &status : *found) {
                if (!status.isDue || isRunning(status.connection.id))
                    continue;
                RunOrder order;
                order.connection = status.connection.id;
                order.origin = Origin::Schedule;
                run(order);
            }
        });
}

bool Scheduler::resyncNow(qint64 connection, bool full)
{
    if (isRunning(connection))
        return false;
    RunOrder order;
    order.connection = connection;
    order.full = full;
    run(order);
    return true;
}

bool Scheduler::isRunning(qint64 connection) const { return m_workers.contains(connection); }

void Scheduler::cancel(qint64 connection)
{
    if (const auto worker = m_workers.find(connection); worker != m_workers.end())
        worker->second->ending.request_stop();
    // Another program may be the one that runs it, and ours only follow.
    m_toCancel.append(connection);
    passOnCancels();
}

void Scheduler::passOnCancels()
{
    if (m_cancelling.isRunning() || m_toCancel.isEmpty())
        return;
    m_cancelling.start([runs = m_runs, connection = m_toCancel.takeFirst()](
                           const std::stop_token &) { return runs->cancel(connection); },
        // Where the workspace can't be written, the run that holds it meets the same trouble.
        [this](const Result<void> &) { passOnCancels(); });
}

void Scheduler::run(const RunOrder &order)
{
    auto worker = std::make_unique<Worker>();
    const qint64 connection = order.connection;
    worker->thread = std::thread(
        [this, runs = m_runs, order, shared = worker->shared, stop = worker->ending.get_token()] {
            giveWay();
            const auto tell = [this, &shared](auto message) {
                // Under the lock: a scheduler that gives up waiting says so first, and is then
                // gone.
                const std::scoped_lock lock(shared->mutex);
                if (!shared->hasEnded)
                    QMetaObject::invokeMethod(this, std::move(message), Qt::QueuedConnection);
            };
            const Result<RunReport> report = runs->sync(
                order,
                [this, &tell, &order](const RunReport &soFar) {
                    tell([this, connection = order.connection, soFar] {
                        Q_EMIT progress(connection, soFar);
                    });
                },
                stop);
            tell([this, connection = order.connection, report] { ended(connection, report); });
            const std::scoped_lock lock(shared->mutex);
            shared->hasEnded = true;
            shared->changed.notify_all();
        });
    m_workers[connection] = std::move(worker);
    Q_EMIT runStarted(connection);
}

void Scheduler::ended(qint64 connection, const Result<RunReport> &report)
{
    const auto found = m_workers.find(connection);
    if (found == m_workers.end())
        return;
    const std::unique_ptr<Worker> worker = std::move(found->second);
    m_workers.erase(found);
    worker->thread.join();
    Q_EMIT runFinished(connection, report);
}

bool Scheduler::stopAll(std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (const auto &[connection, worker] : m_workers)
        worker->ending.request_stop();
    bool all = true;
    for (const auto &[connection, worker] : m_workers) {
        std::unique_lock lock(worker->shared->mutex);
        const bool ended = worker->shared->changed.wait_until(
            lock, deadline, [&shared = worker->shared] { return shared->hasEnded; });
        worker->shared->hasEnded = true; // from here on it must not speak to us
        lock.unlock();
        if (ended)
            worker->thread.join();
        else
            worker->thread.detach(); // being killed is safe by design: the next run goes on
        all = all && ended;
    }
    m_workers.clear();
    return all;
}
