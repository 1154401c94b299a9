#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>

/// What one thread makes and another uses, never more than `capacity` pieces of it at once.
template <typename T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) { }

    /// Waits for room. False when stopped or closed; the value is dropped then.
    bool push(T value, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_room.wait(lock, stop, [this] { return m_closed || m_values.size() < m_capacity; })
            || m_closed)
            return false;
        m_values.push_back(std::move(value));
        m_filled.notify_one();
        return true;
    }

    /// Waits for a value. None when stopped, or when closed and empty.
    std::optional<T> pop(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait(lock, stop, [this] { return m_closed || !m_values.empty(); });
        if (stop.stop_requested() || m_values.empty())
            return std::nullopt;
        T value = std::move(m_values.front());
        m_values.pop_front();
        m_room.notify_one();
        return value;
    }

    /// Nothing more will come: readers take what is left and then get none; writers are refused.
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_room.notify_all();
        m_filled.notify_all();
    }

private:
    const std::size_t m_capacity;
    std::mutex m_mutex;
    std::condition_variable_any m_room;
    std::condition_variable_any m_filled;
    std::deque<T> m_values;
    bool m_closed = false;
};
