#include "ctl/commandtable.h"

#include "ctl/arguments.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

CommandSpec connectCommand()
{
    return {u"connect"_s,
        {{u"client-id"_s, true}, {u"environment"_s, true}, {u"login-url"_s, true},
            {u"name"_s, true}, {u"callback-port"_s, true}, {u"print-url"_s, false},
            {u"template"_s, true}, {u"prefix"_s, true}, {u"refresh-token-stdin"_s, false},
            {u"instance-url"_s, true}},
        Ctl::tr("Sign in to an org and keep the connection."),
        u"connect --client-id KEY [--environment production|sandbox|https://HOST]\n"
        "          [--login-url URL] [--name NAME] [--callback-port 1717] [--print-url]\n"
        "          [--template people|mirror|empty] [--prefix PREFIX]\n"
        "  orgmendctl connect --client-id KEY --refresh-token-stdin --instance-url URL"_s,
        Ctl::tr(
            "Opens Salesforce's sign-in page in the browser and waits two minutes for the answer. "
            "The app in Salesforce needs the callback http://localhost:1717/OauthRedirect and the "
            "scopes api and refresh_token. Does not sync; the first sync does."),
        u"  orgmendctl connect --client-id 3MVG9… --environment sandbox --name Sandbox\n"
        "  orgmendctl connect --client-id 3MVG9… --environment https://acme.my.salesforce.com\n"
        "  pass show sf-token | orgmendctl connect --client-id 3MVG9… --refresh-token-stdin \\\n"
        "      --instance-url https://acme.my.salesforce.com"_s};
}

CommandSpec reconnectCommand()
{
    return {u"reconnect"_s,
        {{u"client-id"_s, true}, {u"login-url"_s, true}, {u"callback-port"_s, true},
            {u"print-url"_s, false}, {u"refresh-token-stdin"_s, false},
            {u"accept-other-user"_s, false}},
        Ctl::tr("Sign in again; mappings, cursors and data stay."),
        u"reconnect [--client-id KEY] [--login-url URL] [--callback-port PORT] [--print-url]\n"
        "            [--refresh-token-stdin] [--accept-other-user]"_s,
        Ctl::tr("Sign in as the same user of the same org. Another user is refused unless "
                "--accept-other-user says that this is meant."),
        u"  orgmendctl reconnect\n  orgmendctl --connection Sandbox reconnect --print-url"_s};
}

CommandSpec syncCommand()
{
    return {u"sync"_s, {{u"full"_s, false}, {u"object"_s, true}},
        Ctl::tr("Bring the tables up to date, once."), u"sync [--full] [--object NAME]..."_s,
        Ctl::tr("Reads what changed since the last sync; --full reads everything. When another "
                "program is syncing the same connection, its run is followed instead. A paused "
                "connection is not synced until it is resumed."),
        u"  orgmendctl sync\n  orgmendctl sync --full --object Contact --object Account\n"
        "  orgmendctl --json sync"_s};
}

CommandSpec logCommand()
{
    return {u"log"_s,
        {{u"follow"_s, false}, {u"since"_s, true}, {u"level"_s, true}, {u"object"_s, true},
            {u"text"_s, true}, {u"limit"_s, true}},
        Ctl::tr("Show the sync log."),
        u"log [--follow] [--since TIME] [--level debug|info|warning|error] [--object NAME]\n"
        "      [--text TEXT] [--limit 100]"_s,
        Ctl::tr(
            "The newest lines come last. TIME is a date and time, or how long ago: 30m, 12h, "
            "7d. --follow goes on until Ctrl+C. --level debug has single records too, as --json "
            "has without --level."),
        u"  orgmendctl log --level warning --since 24h\n  orgmendctl log --follow"_s};
}

CommandSpec plain(const QString &name, const QString &summary, const QString &details,
    std::vector<OptionSpec> options = {}, const QString &usage = {})
{
    return {name, std::move(options), summary, usage.isEmpty() ? name : usage, details,
        u"  orgmendctl "_s + name + u"\n  orgmendctl --connection Sandbox "_s + name};
}

std::vector<CommandSpec> makeTable()
{
    return {
        connectCommand(),
        reconnectCommand(),
        plain(u"disconnect"_s, Ctl::tr("Sign out; the data stays."),
            Ctl::tr("Stops a running sync, revokes the sign-in in Salesforce and removes it from "
                    "this computer. Asks first, unless --yes is given."),
            {{u"yes"_s, false}}, u"disconnect [--yes]"_s),
        plain(u"pause"_s, Ctl::tr("Stop syncing until resumed."),
            Ctl::tr("A sync that runs ends at the next page; nothing is lost.")),
        plain(u"resume"_s, Ctl::tr("Allow syncing again."),
            Ctl::tr("The next sync goes on where the last one stopped.")),
        {u"connections"_s, {}, Ctl::tr("List the connections of the workspace."), u"connections"_s,
            {}, u"  orgmendctl connections\n  orgmendctl --json connections"_s},
        plain(u"status"_s, Ctl::tr("Show the state of a connection."),
            Ctl::tr("State, last sync, and a line for each object with its counts.")),
        syncCommand(),
        logCommand(),
    };
}

QString globalHelp()
{
    return Ctl::tr(
        "Options for every command:\n"
        "  --workspace FILE       the workspace (ORGMEND_WORKSPACE; otherwise default.orgmend in\n"
        "                         your data folder)\n"
        "  --connection NAME|ID   may be left out when there is only one\n"
        "  --secrets keychain|file:PATH\n"
        "                         where sign-ins are kept (ORGMEND_SECRETS; otherwise the keychain)\n"
        "  --json                 one JSON document on stdout\n"
        "  --no-progress          no progress on stderr\n"
        "  --version, --help");
}

QString exitHelp()
{
    return Ctl::tr("Exit status:\n"
                   "  0    done\n"
                   "  1    done, but some records failed, or the output could not be written\n"
                   "  2    wrong usage, or the connection is paused\n"
                   "  3    sign-in needed, or refused by Salesforce\n"
                   "  4    a Salesforce limit\n"
                   "  5    Salesforce or the network can't be reached\n"
                   "  6    the workspace can't be used\n"
                   "  70   our fault\n"
                   "  130  stopped before the end: Ctrl+C, or cancelled or paused elsewhere");
}

} // namespace

const std::vector<CommandSpec> &commandTable()
{
    static const std::vector<CommandSpec> table = makeTable();
    return table;
}

const CommandSpec *findCommand(const QString &name)
{
    const std::vector<CommandSpec> &table = commandTable();
    const auto found = std::find_if(table.begin(), table.end(),
        [&name](const CommandSpec &command) { return command.name == name; });
    return found == table.end() ? nullptr : &*found;
}

QString helpText(const QString &command)
{
    if (const CommandSpec *spec = findCommand(command)) {
        const QString details =
            spec->details.isEmpty() ? spec->summary : spec->summary + u' ' + spec->details;
        return Ctl::tr("Usage:\n  orgmendctl %1\n\n%2\n\nExamples:\n%3\n\n%4\n")
            .arg(spec->usage, details, spec->examples, globalHelp());
    }
    QString commands;
    for (const CommandSpec &spec : commandTable())
        commands += u"  "_s + spec.name.leftJustified(14) + spec.summary + u'\n';
    return Ctl::tr("Keeps a Salesforce org and a SQL database in step, without a window.\n\n"
                   "Usage: orgmendctl [options] COMMAND\n\nCommands:\n%1\n%2\n\n%3\n\nMore about a "
                   "command: orgmendctl COMMAND --help\n")
        .arg(commands, globalHelp(), exitHelp());
}
