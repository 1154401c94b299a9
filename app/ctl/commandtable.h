#pragma once

#include "ctl/commandspec.h"

/// The commands that orgmendctl has, in the order of its help.
[[nodiscard]] const CommandTable &commandTable();
/// Null for a command that is not there (yet).
[[nodiscard]] const CommandSpec *findCommand(const CommandTable &commands, const QString &name);
/// The commands whose first word is `word` and that have a second: `errors list`, `errors show` …
[[nodiscard]] std::vector<const CommandSpec *> familyOf(
    const CommandTable &commands, const QString &word);
