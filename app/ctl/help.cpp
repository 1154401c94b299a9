#include "ctl/help.h"

#include "ctl/commandspec.h"
#include "ctl/ctl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString globalHelp()
{
    return Ctl::tr(
        "Options for every command:\n"
        "  --workspace FILE       the workspace (ORGMEND_WORKSPACE; otherwise default.orgmend in\n"
        "                         your data folder)\n"
        "  --connection NAME|ID   may be left out when there is only one\n"
        "  --secrets keychain|file:PATH\n"
        "                         where sign-ins are kept (ORGMEND_SECRETS; otherwise the keychain)\n"
        "  --json                 one JSON document on stdout, always in English\n"
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

QString helpOn(const CommandSpec &command)
{
    const QString details =
        command.details.isEmpty() ? command.summary : command.summary + u' ' + command.details;
    return Ctl::tr("Usage:\n  orgmendctl %1\n\n%2\n\nExamples:\n%3\n\n%4")
        .arg(command.usage, details, command.examples, globalHelp());
}

/// A line a command.
QString listOf(const std::vector<const CommandSpec *> &commands)
{
    qsizetype widest = 0;
    for (const CommandSpec *command : commands)
        widest = std::max(widest, command->name.size());
    QString lines;
    for (const CommandSpec *command : commands)
        lines += u"  "_s + command->name.leftJustified(widest + 3) + command->summary + u'\n';
    return lines;
}

QString helpOnFamily(const QString &name, const std::vector<const CommandSpec *> &family)
{
    return Ctl::tr("Usage: orgmendctl [options] %1 COMMAND\n\nCommands:\n%2\nMore about a "
                   "command: orgmendctl %1 COMMAND --help")
        .arg(name, listOf(family));
}

QString helpOnAll(const CommandTable &commands)
{
    std::vector<const CommandSpec *> all;
    for (const CommandSpec &command : commands)
        all.push_back(&command);
    return Ctl::tr("Keeps a Salesforce org and a SQL database in step, without a window.\n\n"
                   "Usage: orgmendctl [options] COMMAND\n\nCommands:\n%1\n%2\n\n%3\n\nMore about a "
                   "command: orgmendctl COMMAND --help")
        .arg(listOf(all), globalHelp(), exitHelp());
}

} // namespace

QString helpText(const QString &name, const CommandTable &commands)
{
    const CommandSpec *command = findCommand(commands, name);
    const std::vector<const CommandSpec *> family = familyOf(commands, name);
    if (command)
        return helpOn(*command) + u'\n';
    if (!family.empty())
        return helpOnFamily(name, family) + u'\n';
    return helpOnAll(commands) + u'\n';
}
