#pragma once

#include "tests/support/gatedtransport.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

/// Holds requests back until the test lets them through, or until their job is stopped.
class Gate {
public:
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_open = false;
    }
    void open()
    {
        const std::scoped_lock lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
    }
    /// False when stopped.
    bool pass(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        ++m_arrived;
        m_changed.notify_all();
        return m_changed.wait(lock, stop, [this] { return m_open; });
    }
    /// Waits until somebody stands at the gate.
    bool waitForArrival()
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(20), [this] { return m_arrived > 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_open = true;
    int m_arrived = 0;
};
