#pragma once

#include <QString>

#include <vector>

struct OptionSpec {
    QString name; ///< without the dashes
    bool takesValue = false;
};

/// A command that orgmendctl knows, and what it says about it.
struct CommandSpec {
    QString name;
    std::vector<OptionSpec> options;
    QString summary;
    QString usage;
    QString details;
    QString examples;
};

[[nodiscard]] const std::vector<CommandSpec> &commandTable();
/// Null for a command that is not there (yet).
[[nodiscard]] const CommandSpec *findCommand(const QString &name);
