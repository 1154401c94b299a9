#include "engine/connectionsdoor.h"

#include "connect/connectflow.h"
#include "connect/naming.h"
#include "engine/statusreport.h"
#include "values/eventmakers.h"
#include "workspace/holder.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/syncrequests.h"

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

namespace {

Result<qint64> oneCalled(const QString &nameOrId, const std::vector<Connection> &all)
{
    if (nameOrId.isEmpty()) {
        if (all.empty())
            return failure(Problem::ConnectionMissing);
        if (all.size() == 1)
            return all.front().id;
        QStringList names;
        for (const Connection &connection : all)
            names += connection.name;
        return failure(Problem::ConnectionAmbiguous, names);
    }
    // A name goes first: somebody may have called a connection "2".
    for (const Connection &connection : all) {
        if (connection.name == nameOrId)
            return connection.id;
    }
    for (const Connection &connection : all) {
        if (QString::number(connection.id) == nameOrId)
            return connection.id;
    }
    return failure(Problem::ConnectionUnknown, {nameOrId});
}

class WorkspaceConnections final : public ConnectionsDoor {
public:
    explicit WorkspaceConnections(const EngineParts &parts) : m_parts(parts), m_flow(m_parts) { }

    Result<ConnectionStatus> connect(
        const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop) override;
    Result<ConnectionStatus> reconnect(qint64 connection, const ConnectRequest &request,
        const OpenPage &open, const std::stop_token &stop) override;
    Result<void> disconnect(qint64 connection, const std::stop_token &stop) override;
    Result<void> pause(qint64 connection) override;
    Result<void> resume(qint64 connection) override;
    Result<std::vector<ConnectionStatus>> list() override;
    Result<ConnectionStatus> status(qint64 connection) override;
    Result<qint64> find(const QString &nameOrId) override;

private:
    [[nodiscard]] Result<std::unique_ptr<Workspace>> openWorkspace() const
    {
        return Workspace::open(m_parts.workspace, Workspace::Opening::ExistingOnly, *m_parts.clock);
    }
    /// Changes one connection in a transaction of its own and logs it; `change` says whether there
    /// was anything to do.
    template <typename Change>
    Result<void> change(qint64 id, events::MakeUserEvent makeEvent, Change change) const;
    /// None in a workspace that is not there yet.
    [[nodiscard]] Result<std::vector<Connection>> all() const;

    const EngineParts m_parts;
    ConnectFlow m_flow;
    LocalCounts m_counts;
};

template <typename Change>
Result<void> WorkspaceConnections::change(
    qint64 id, events::MakeUserEvent makeEvent, Change change) const
{
    const Result<std::unique_ptr<Workspace>> workspace = openWorkspace();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace);
    std::optional<Connection> connection = Connections::find(id, work);
    if (!connection) {
        work.spoil(failure(Problem::ConnectionUnknown, {QString::number(id)}));
        return work.commit();
    }
    if (change(*connection, work)) {
        Connections::update(*connection, work);
        Event event = makeEvent(connection->username);
        event.at = m_parts.clock->now();
        event.connection = id;
        Events::add(event, work);
    }
    return work.commit();
}

Result<ConnectionStatus> WorkspaceConnections::connect(
    const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop)
{
    const Result<qint64> connection = m_flow.connect(request, open, stop);
    return connection ? status(*connection) : Result<ConnectionStatus>(connection.failure());
}

Result<ConnectionStatus> WorkspaceConnections::reconnect(qint64 connection,
    const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop)
{
    const Result<void> done = m_flow.reconnect(connection, request, open, stop);
    return done ? status(connection) : Result<ConnectionStatus>(done.failure());
}

Result<void> WorkspaceConnections::disconnect(qint64 connection, const std::stop_token &stop)
{
    return m_flow.disconnect(connection, stop);
}

Result<void> WorkspaceConnections::pause(qint64 connection)
{
    return change(connection, events::paused, [connection](Connection &known, Transaction &work) {
        if (holder::alive(naming::syncLease(connection), work))
            SyncRequests::askToStop(connection, StopReason::Paused, work);
        return !std::exchange(known.paused, true);
    });
}

Result<void> WorkspaceConnections::resume(qint64 connection)
{
    return change(connection, events::resumed, [connection](Connection &known, Transaction &work) {
        SyncRequests::clearStop(connection, work);
        return std::exchange(known.paused, false);
    });
}

Result<std::vector<ConnectionStatus>> WorkspaceConnections::list()
{
    const Result<std::unique_ptr<Workspace>> workspace = openWorkspace();
    if (!workspace && workspace.failure().problem == Problem::WorkspaceMissing)
        return std::vector<ConnectionStatus>();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace, Transaction::Access::Read);
    std::vector<ConnectionStatus> found;
    for (const Connection &connection : Connections::all(work))
        found.push_back(readStatus(connection, *m_parts.clock, m_counts, work));
    return work.commit(std::move(found));
}

Result<ConnectionStatus> WorkspaceConnections::status(qint64 connection)
{
    const Result<std::unique_ptr<Workspace>> workspace = openWorkspace();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace, Transaction::Access::Read);
    const std::optional<Connection> known = Connections::find(connection, work);
    if (!known && !work.isSpoilt())
        work.spoil(failure(Problem::ConnectionUnknown, {QString::number(connection)}));
    if (work.isSpoilt())
        return work.failure();
    return work.commit(readStatus(*known, *m_parts.clock, m_counts, work));
}

Result<qint64> WorkspaceConnections::find(const QString &nameOrId)
{
    const Result<std::vector<Connection>> known = all();
    return known ? oneCalled(nameOrId, *known) : Result<qint64>(known.failure());
}

Result<std::vector<Connection>> WorkspaceConnections::all() const
{
    const Result<std::unique_ptr<Workspace>> workspace = openWorkspace();
    if (!workspace && workspace.failure().problem == Problem::WorkspaceMissing)
        return std::vector<Connection>();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace, Transaction::Access::Read);
    return work.commit(Connections::all(work));
}

} // namespace

std::unique_ptr<ConnectionsDoor> makeConnectionsDoor(const EngineParts &parts)
{
    return std::make_unique<WorkspaceConnections>(parts);
}
