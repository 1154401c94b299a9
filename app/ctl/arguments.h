#pragma once

#include "base/result.h"
#include "ctl/commandspec.h"

#include <QMap>
#include <QSet>
#include <QStringList>

/// A command line, taken apart and checked (CONTRACT.md, "orgmendctl").
struct Arguments {
    const CommandSpec *command = nullptr; ///< null only where `help` or `version` is asked for
    QString commandName; ///< as written: `sync`, `errors show`; with `help` also a family alone
    QStringList words;   ///< what stands behind the command: `7` of `errors show 7`
    QString workspace;   ///< `--workspace`, ORGMEND_WORKSPACE, or the default
    QString connection;  ///< name or id; empty: the only one
    QString secrets;     ///< `keychain` or `file:PATH`
    bool json = false;
    bool progress = true;
    bool help = false;
    bool version = false;
    bool usesDefaultWorkspace = false;
    QMap<QString, QStringList> values; ///< options with values, by name without the dashes
    QSet<QString> flags;               ///< options without

    [[nodiscard]] QString value(const QString &name, const QString &otherwise = {}) const
    {
        const QStringList given = values.value(name);
        return given.isEmpty() ? otherwise : given.last();
    }
    [[nodiscard]] bool has(const QString &name) const
    {
        return flags.contains(name) || values.contains(name);
    }
};

/// `words`: without the program's name. The environment answers for ORGMEND_WORKSPACE,
/// ORGMEND_SECRETS and XDG_DATA_HOME. UsageWrong, with the sentence to show. `commands` is to
/// outlive what is returned.
[[nodiscard]] Result<Arguments> parseArguments(
    const QStringList &words, const CommandTable &commands);
