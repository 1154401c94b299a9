#include "engine/engine.h"

#include "connect/connectflow.h"
#include "connect/naming.h"
#include "engine/statusreport.h"
#include "engine/syncflow.h"
#include "workspace/holder.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

class Engine::Private {
public:
    explicit Private(EngineParts given) : parts(std::move(given)), connecting(parts) { }

    [[nodiscard]] Result<std::unique_ptr<Workspace>> open() const
    {
        return Workspace::open(parts.workspace, Workspace::Opening::ExistingOnly, *parts.clock);
    }
    /// Changes one connection in a transaction of its own and logs it; `change` says whether there
    /// was anything to do.
    template <typename Change>
    Result<void> change(qint64 id, const QString &eventName, Change change) const;

    const EngineParts parts;
    ConnectFlow connecting;
    LocalCounts counts;
};

template <typename Change>
Result<void> Engine::Private::change(qint64 id, const QString &eventName, Change change) const
{
    const Result<std::unique_ptr<Workspace>> workspace = open();
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
        Event event;
        event.at = parts.clock->now();
        event.connection = id;
        event.name = eventName;
        event.arguments = QStringList{connection->username};
        Events::add(event, work);
    }
    return work.commit();
}

Engine::Engine(EngineParts parts) : d(std::make_unique<Private>(std::move(parts))) { }

Engine::~Engine() = default;

Result<void> Engine::prepare()
{
    const Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(d->parts.workspace, Workspace::Opening::CreateIfMissing, *d->parts.clock);
    return workspace ? Result<void>() : Result<void>(workspace.failure());
}

Result<ConnectionStatus> Engine::connect(const ConnectRequest &request,
    const std::function<Result<void>(const QUrl &)> &openAuthorizePage, const std::stop_token &stop)
{
    const Result<qint64> connection = d->connecting.connect(request, openAuthorizePage, stop);
    return connection ? status(*connection) : Result<ConnectionStatus>(connection.failure());
}

Result<ConnectionStatus> Engine::reconnect(qint64 connection, const ConnectRequest &request,
    const std::function<Result<void>(const QUrl &)> &openAuthorizePage, const std::stop_token &stop)
{
    const Result<void> done = d->connecting.reconnect(connection, request, openAuthorizePage, stop);
    return done ? status(connection) : Result<ConnectionStatus>(done.failure());
}

Result<void> Engine::disconnect(qint64 connection, const std::stop_token &stop)
{
    return d->connecting.disconnect(connection, stop);
}

Result<void> Engine::pause(qint64 connection)
{
    return d->change(connection, u"paused"_s, [connection](Connection &known, Transaction &work) {
        if (holder::alive(naming::syncLease(connection), work))
            SyncRequests::askToStop(connection, u"paused"_s, work);
        return !std::exchange(known.paused, true);
    });
}

Result<void> Engine::resume(qint64 connection)
{
    return d->change(connection, u"resumed"_s, [connection](Connection &known, Transaction &work) {
        SyncRequests::clearStop(connection, work);
        return std::exchange(known.paused, false);
    });
}

Result<void> Engine::cancelSync(qint64 connection)
{
    const Result<std::unique_ptr<Workspace>> workspace = d->open();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace);
    if (holder::alive(naming::syncLease(connection), work))
        SyncRequests::askToStop(connection, u"cancelled"_s, work);
    return work.commit();
}

Result<std::vector<ConnectionStatus>> Engine::connections()
{
    const Result<std::unique_ptr<Workspace>> workspace = d->open();
    if (!workspace && workspace.failure().problem == Problem::WorkspaceMissing)
        return std::vector<ConnectionStatus>();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace, Transaction::Access::Read);
    std::vector<ConnectionStatus> found;
    for (const Connection &connection : Connections::all(work))
        found.push_back(readStatus(connection, *d->parts.clock, d->counts, work));
    return work.commit(std::move(found));
}

Result<ConnectionStatus> Engine::status(qint64 connection)
{
    const Result<std::unique_ptr<Workspace>> workspace = d->open();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace, Transaction::Access::Read);
    const std::optional<Connection> known = Connections::find(connection, work);
    if (!known && !work.isSpoilt())
        work.spoil(failure(Problem::ConnectionUnknown, {QString::number(connection)}));
    if (work.isSpoilt())
        return work.failure();
    return work.commit(readStatus(*known, *d->parts.clock, d->counts, work));
}

Result<qint64> Engine::findConnection(const QString &nameOrId)
{
    const Result<std::unique_ptr<Workspace>> workspace = d->open();
    if (!workspace && workspace.failure().problem != Problem::WorkspaceMissing)
        return workspace.failure();
    std::vector<Connection> all;
    if (workspace) {
        Transaction work(**workspace, Transaction::Access::Read);
        all = Connections::all(work);
        const Result<void> done = work.commit();
        if (!done)
            return done.failure();
    }
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

Result<RunReport> Engine::sync(const RunOrder &order,
    const std::function<void(const RunReport &)> &progress, const std::stop_token &stop)
{
    RunOrder complete = order;
    if (complete.origin.isEmpty())
        complete.origin = d->parts.origin;
    return SyncFlow(d->parts, complete, progress, stop).run();
}

Result<std::vector<Event>> Engine::events(const EventQuery &query)
{
    const Result<std::unique_ptr<Workspace>> workspace = d->open();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace, Transaction::Access::Read);
    return work.commit(Events::find(query, work));
}

Result<qint64> Engine::countEvents(const EventQuery &query)
{
    const Result<std::unique_ptr<Workspace>> workspace = d->open();
    if (!workspace)
        return workspace.failure();
    Transaction work(**workspace, Transaction::Access::Read);
    return work.commit(Events::count(query, work));
}
