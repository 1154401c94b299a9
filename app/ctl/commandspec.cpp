#include "ctl/commandspec.h"

#include <algorithm>

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
