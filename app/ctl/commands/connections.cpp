#include "ctl/commands/families.h"

#include "ctl/commandcall.h"
#include "ctl/ctl.h"
#include "ctl/text.h"
#include "documents/connectiondocument.h"
#include "wording/wording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

namespace {

int changed(CommandCall &call, qint64 connection, const Result<void> &outcome, const QString &done)
{
    if (!outcome)
        return call.failed(outcome.failure());
    const Result<ConnectionStatus> status = call.engine.connections().status(connection);
    if (!status)
        return call.failed(status.failure());
    if (call.console.isJson())
        call.console.document(documents::connection(*status));
    call.console.print(done + u'\n');
    return 0;
}

int disconnect(CommandCall &call)
{
    const Result<qint64> connection = call.connection();
    if (!connection)
        return call.failed(connection.failure());
    const Result<ConnectionStatus> status = call.engine.connections().status(*connection);
    if (!status)
        return call.failed(status.failure());
    if (!call.arguments.has(u"yes"_s)) {
        if (!Console::canAsk())
            return call.failed(
                Ctl::wrong(Ctl::tr("disconnect asks before it signs out. Say --yes where "
                                   "nobody can answer.")));
        const QString question =
            Ctl::tr("\"%1\" stops syncing and its sign-in is revoked. The data stays.")
                .arg(status->connection.name);
        const Result<bool> meant = call.console.ask(question, call.stop);
        if (!meant || !*meant)
            return call.failed(failure(Problem::Cancelled));
    }
    const Result<void> outcome = call.engine.connections().disconnect(*connection, call.stop);
    if (!outcome)
        return call.failed(outcome.failure());
    // What the log says is what happened: Salesforce may have been out of reach.
    EventQuery query;
    query.connection = *connection;
    query.limit = 1;
    const Result<std::vector<Event>> events = call.engine.log().events(query);
    if (!events)
        return call.failed(events.failure());
    return changed(call, *connection, outcome,
        events->empty() ? QString() : wording::sentence(events->front()));
}

int pause(CommandCall &call)
{
    const Result<qint64> connection = call.connection();
    if (!connection)
        return call.failed(connection.failure());
    return changed(call, *connection, call.engine.connections().pause(*connection),
        Ctl::tr("Paused. No sync runs until you resume it: orgmendctl resume"));
}

int resume(CommandCall &call)
{
    const Result<qint64> connection = call.connection();
    if (!connection)
        return call.failed(connection.failure());
    return changed(
        call, *connection, call.engine.connections().resume(*connection), Ctl::tr("Resumed."));
}

int connections(CommandCall &call)
{
    const Result<std::vector<ConnectionStatus>> found = call.engine.connections().list();
    if (!found)
        return call.failed(found.failure());
    if (call.console.isJson()) {
        QJsonArray list;
        for (const ConnectionStatus &status : *found)
            list.append(documents::connection(status));
        call.console.document({{u"connections"_s, list}});
    }
    call.console.print(text::connections(*found));
    return 0;
}

int status(CommandCall &call)
{
    const Result<qint64> connection = call.connection();
    if (!connection)
        return call.failed(connection.failure());
    const Result<ConnectionStatus> found = call.engine.connections().status(*connection);
    if (!found)
        return call.failed(found.failure());
    if (call.console.isJson())
        call.console.document(documents::status(*found, text::sentence));
    call.console.print(text::status(*found, call.clock.now()));
    return 0;
}

/// A command about one connection, which is named before it or is the only one.
CommandSpec aboutOne(
    const QString &name, int (*run)(CommandCall &), const QString &summary, const QString &details)
{
    return {.name = name,
        .usage = name,
        .summary = summary,
        .details = details,
        .examples = u"  orgmendctl "_s + name + u"\n  orgmendctl --connection Sandbox "_s + name,
        .run = run};
}

CommandSpec disconnectCommand()
{
    CommandSpec command =
        aboutOne(u"disconnect"_s, disconnect, Ctl::tr("Sign out; the data stays."),
            Ctl::tr("Stops a running sync, revokes the sign-in in Salesforce and removes it from "
                    "this computer. Asks first, unless --yes is given."));
    command.options = {{u"yes"_s, false}};
    command.usage = u"disconnect [--yes]"_s;
    return command;
}

CommandSpec connectionsCommand()
{
    return {.name = u"connections"_s,
        .usage = u"connections"_s,
        .summary = Ctl::tr("List the connections of the workspace."),
        .examples = u"  orgmendctl connections\n  orgmendctl --json connections"_s,
        .run = connections};
}

} // namespace

CommandTable families::connections()
{
    return {disconnectCommand(),
        aboutOne(u"pause"_s, pause, Ctl::tr("Stop syncing until resumed."),
            Ctl::tr("A sync that runs ends at the next page; nothing is lost.")),
        aboutOne(u"resume"_s, resume, Ctl::tr("Allow syncing again."),
            Ctl::tr("The next sync goes on where the last one stopped.")),
        connectionsCommand(),
        aboutOne(u"status"_s, status, Ctl::tr("Show the state of a connection."),
            Ctl::tr("State, last sync, and a line for each object with its counts."))};
}
