#pragma once

#include "base/clock.h"

#include <chrono>
#include <stop_token>

/// The wait before another try. One of the few places that may block.
class Pause {
public:
    virtual ~Pause() = default;
    /// False when `stop` ended it early.
    virtual bool wait(std::chrono::milliseconds time, const std::stop_token &stop) = 0;
};

class RealPause final : public Pause {
public:
    bool wait(std::chrono::milliseconds time, const std::stop_token &stop) override;
};

/// For tests: passes at once and moves the clock on.
class InstantPause final : public Pause {
public:
    explicit InstantPause(ManualClock &clock) : m_clock(clock) { }
    bool wait(std::chrono::milliseconds time, const std::stop_token &stop) override;
    [[nodiscard]] std::chrono::milliseconds total() const { return m_total; }

private:
    ManualClock &m_clock;
    std::chrono::milliseconds m_total{0};
};
