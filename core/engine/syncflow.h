#pragma once

#include "connect/engineparts.h"
#include "values/run.h"
#include "workspace/stores/leases.h"
#include "workspace/stores/syncrequests.h"

/// One sync, whoever carries it out. The connection's lease says who may: this program, or another
/// one, whose run is then followed to its end. A program that died is overtaken when its lease has
/// run out, and its unfinished run is closed as interrupted.
class SyncFlow {
public:
    using Progress = std::function<void(const RunReport &)>;

    SyncFlow(const EngineParts &parts, const RunOrder &order, Progress progress,
        const std::stop_token &stop);

    /// Paused, Disconnected (also for a connection that was never completed) and whatever the
    /// workspace says; how a run ended is in its report.
    [[nodiscard]] Result<RunReport> run();

private:
    [[nodiscard]] Result<std::optional<Lease>> takeLease(Workspace &workspace);
    [[nodiscard]] Result<RunReport> runHere(Workspace &workspace, const Lease &lease);
    [[nodiscard]] Result<std::optional<RunReport>> follow(Workspace &workspace);
    [[nodiscard]] Result<std::optional<RunReport>> look(Workspace &workspace, bool *isHeld);
    [[nodiscard]] Result<void> finish(
        Workspace &workspace, const Lease &lease, const RunReport &report);
    [[nodiscard]] bool covers(const SyncRequestRow &request) const;
    [[nodiscard]] RunReport cancelledWhileFollowing(Workspace &workspace) const;

    const EngineParts &m_parts;
    const RunOrder m_order;
    const Progress m_progress;
    const std::stop_token m_stop;
    const QString m_holder;
    qint64 m_request = 0; ///< our row, while somebody else has the lease
};
