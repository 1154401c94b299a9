#include "ctl/commandtable.h"

#include "ctl/commands/families.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

CommandTable makeTable()
{
    CommandTable table;
    for (const CommandTable &family :
        {families::signIn(), families::connections(), families::sync(), families::log()})
        table.insert(table.end(), family.begin(), family.end());
    return table;
}

} // namespace

const CommandTable &commandTable()
{
    static const CommandTable table = makeTable();
    return table;
}

const CommandSpec *findCommand(const CommandTable &commands, const QString &name)
{
    const auto found = std::find_if(commands.begin(), commands.end(),
        [&name](const CommandSpec &command) { return command.name == name; });
    return found == commands.end() ? nullptr : &*found;
}

std::vector<const CommandSpec *> familyOf(const CommandTable &commands, const QString &word)
{
    std::vector<const CommandSpec *> family;
    for (const CommandSpec &command : commands) {
        if (command.name.startsWith(word + u' '))
            family.push_back(&command);
    }
    return family;
}
