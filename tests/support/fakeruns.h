#pragma once

#include "engine/runsdoor.h"

#include <QMutex>
#include <QMutexLocker>

#include <atomic>
#include <thread>

/// Runs that only remember what was asked of them, behind the engine's own door. Its calls come
/// from jobs' threads.
class FakeRuns final : public RunsDoor {
public:
    std::atomic_bool lastsUntilStopped = false;
    std::atomic_bool lastsWhateverIsAsked = false; ///< as a run that waits for a dead disk

    [[nodiscard]] std::vector<RunOrder> orders()
    {
        const QMutexLocker lock(&m_mutex);
        return m_orders;
    }
    [[nodiscard]] QList<qint64> cancelled()
    {
        const QMutexLocker lock(&m_mutex);
        return m_cancelled;
    }

    Result<RunReport> sync(
        const RunOrder &order, const Progress &progress, const std::stop_token &stop) override
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_orders.push_back(order);
        }
        progress({});
        while (lastsWhateverIsAsked || (lastsUntilStopped && !stop.stop_requested()))
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return RunReport();
    }
    Result<void> cancel(qint64 connection) override
    {
        const QMutexLocker lock(&m_mutex);
        m_cancelled << connection;
        return {};
    }

private:
    QMutex m_mutex;
    std::vector<RunOrder> m_orders;
    QList<qint64> m_cancelled;
};
