#pragma once

#include "values/connectionstatus.h"

#include <chrono>
#include <map>

/// The runs of this window: how far each is, ahead of what the workspace says about it, and how
/// fast it goes.
class RunProgress {
public:
    using Moment = std::chrono::steady_clock::time_point;

    void begin(qint64 connection, Moment now);
    void advance(qint64 connection, const RunReport &soFar, Moment now);
    void end(qint64 connection) { m_going.erase(connection); }

    [[nodiscard]] bool isIdle() const { return m_going.empty(); }
    [[nodiscard]] std::vector<qint64> connections() const;

    /// What the workspace says, and on top of it what the run has done since.
    [[nodiscard]] ConnectionStatus onTopOf(ConnectionStatus status) const;
    /// At the pace of the last second; 0 before it is known.
    [[nodiscard]] double rowsPerSecond(qint64 connection) const;
    /// At that pace; none where nobody knows.
    [[nodiscard]] std::optional<qint64> secondsLeft(qint64 connection) const;

private:
    struct Going {
        RunReport report;
        qint64 readBefore = 0;
        double rowsPerSecond = 0;
        Moment since;
    };
    std::map<qint64, Going> m_going;
};
