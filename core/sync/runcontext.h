#pragma once

#include "base/pause.h"
#include "sync/rows/tableuse.h"
#include "sync/runtools.h"
#include "values/connection.h"

#include <thread>

/// Keeps the run's lease alive while it waits for Salesforce: a bulk job may take longer to
/// prepare than a lease lasts. Other threads than the run's only wait.
class LeaseKeepingPause final : public Pause {
public:
    LeaseKeepingPause(Pause &pause, Workspace &workspace, const Lease &lease)
        : m_pause(pause)
        , m_workspace(workspace)
        , m_lease(lease)
        , m_thread(std::this_thread::get_id())
        , m_renewed(workspace.clock().elapsed())
    {
    }
    bool wait(std::chrono::milliseconds time, const std::stop_token &stop) override;
    /// A writing transaction has renewed it.
    void renewed() { m_renewed = m_workspace.clock().elapsed(); }

    static constexpr std::chrono::seconds leaseTime{120};

private:
    Pause &m_pause;
    Workspace &m_workspace;
    Lease m_lease;
    std::thread::id m_thread;
    std::chrono::milliseconds m_renewed;
};

/// What the steps of one run share: its order, its tools, the session with Salesforce, its report
/// so far. Belongs to the run's thread.
class RunContext {
public:
    RunContext(const RunOrder &order, RunTools &tools, const Connection &connection);

    [[nodiscard]] const RunOrder &order() const { return m_order; }
    [[nodiscard]] RunTools &tools() { return m_tools; }
    [[nodiscard]] Workspace &workspace() { return m_tools.workspace; }
    [[nodiscard]] const Clock &clock() const { return m_tools.workspace.clock(); }
    [[nodiscard]] Session &session() { return m_session; }
    [[nodiscard]] Pause &pause() { return m_pause; }
    [[nodiscard]] RunMark mark() const { return {m_order.connection, m_report.run}; }
    [[nodiscard]] RunReport &report() { return m_report; }

    /// One writing transaction of the run: renews the lease first (LeaseLost ends the run), then
    /// does `part`.
    template <typename Part>
    Result<void> write(Part part)
    {
        Transaction work(m_tools.workspace);
        renewLease(work);
        part(work);
        const Result<void> done = work.commit();
        if (done)
            m_pause.renewed();
        return done;
    }

    /// Asked at page borders: Cancelled or Paused when somebody wants the run to end.
    [[nodiscard]] Result<void> mayGoOn();
    /// Why it was asked to end: `paused`, otherwise `cancelled`.
    [[nodiscard]] Failure stopped();
    /// Leaves the write lock free for a moment, so that other programs get in.
    void letOthersIn();

    /// Tells progress: once per page or batch.
    void tell();
    /// Brings totals, calls and time of the report up to date.
    void sumUp();

private:
    void renewLease(Transaction &work) const;
    [[nodiscard]] Session::Listener listener();

    const RunOrder &m_order;
    RunTools &m_tools;
    LeaseKeepingPause m_pause;
    Session m_session;
    RunReport m_report;
    std::chrono::milliseconds m_began;
};
