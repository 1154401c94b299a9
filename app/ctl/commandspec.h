#pragma once

#include <QString>

#include <vector>

class CommandCall;

/// An option of one command.
struct OptionSpec {
    QString name; ///< without the dashes
    bool takesValue = false;
};

/// A word that stands behind a command, without dashes: the 7 of `errors show 7`.
struct WordSpec {
    enum class Count { One, OneOrNone, Any };

    QString name; ///< as the help has it: `ID`
    Count count = Count::One;
};

/// A row of the table of commands: what a command is called, what it takes, what it says about
/// itself and what it does.
struct CommandSpec {
    QString name = {};                ///< `sync`, or behind the word of its family: `errors show`
    std::vector<WordSpec> words = {}; ///< in order; only the last may be missing or repeated
    std::vector<OptionSpec> options = {};
    QString usage = {}; ///< its name and all that it takes
    QString summary = {};
    QString details = {};
    QString examples = {};
    int (*run)(CommandCall &call) = nullptr; ///< returns the exit status
};

using CommandTable = std::vector<CommandSpec>;

/// Null for a command that is not there (yet).
[[nodiscard]] const CommandSpec *findCommand(const CommandTable &commands, const QString &name);
/// The commands whose first word is `word` and that have a second: `errors list`, `errors show` …
[[nodiscard]] std::vector<const CommandSpec *> familyOf(
    const CommandTable &commands, const QString &word);
