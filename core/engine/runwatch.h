#pragma once

#include "connect/engineparts.h"
#include "workspace/stores/leases.h"

#include <chrono>
#include <thread>

/// Beside a run, on a thread of its own: keeps its lease alive while the run waits for Salesforce,
/// and ends it when somebody, in whatever program, asked for that.
class RunWatch {
public:
    RunWatch(const EngineParts &parts, qint64 connection, const Lease &lease,
        const std::stop_source &ending);

    /// How long the run's lease lasts without being renewed.
    static constexpr std::chrono::seconds leaseTime{30};

private:
    std::jthread m_thread;
};
