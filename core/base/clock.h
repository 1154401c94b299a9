#pragma once

#include <QDateTime>

#include <atomic>
#include <chrono>

/// The time, for everything that is not Salesforce's own stamp. Tests set it; nothing else reads
/// the system's.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime now() const = 0; ///< UTC, milliseconds
    /// For durations: never jumps when somebody sets the wall clock.
    [[nodiscard]] virtual std::chrono::milliseconds elapsed() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::chrono::milliseconds elapsed() const override;
};

/// A clock that stands still until it is told. Safe to read from any thread.
class ManualClock final : public Clock {
public:
    explicit ManualClock(const QDateTime &start);
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::chrono::milliseconds elapsed() const override;
    void advance(std::chrono::milliseconds by);

private:
    std::atomic<qint64> m_now; ///< ms since the epoch
    qint64 m_start;
};
