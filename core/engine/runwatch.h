#pragma once

#include "connect/engineparts.h"
#include "workspace/stores/leases.h"

#include <thread>

/// Beside a run, on a thread of its own: keeps its lease alive while the run waits for Salesforce,
/// and ends it when somebody, in whatever program, asked for that.
class RunWatch {
public:
    RunWatch(const EngineParts &parts, qint64 connection, const Lease &lease,
        const std::stop_source &ending);

private:
    std::jthread m_thread;
};
