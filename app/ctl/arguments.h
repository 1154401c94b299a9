#pragma once

#include "base/result.h"

#include <QCoreApplication>
#include <QMap>
#include <QSet>
#include <QStringList>

/// Translation context of everything that orgmendctl says by itself.
struct Ctl {
    Q_DECLARE_TR_FUNCTIONS(Ctl)
};

/// A command line, taken apart and checked (CONTRACT.md, "orgmendctl").
struct Arguments {
    QString command;
    QString workspace;  ///< `--workspace`, ORGMEND_WORKSPACE, or the default
    QString connection; ///< name or id; empty: the only one
    QString secrets;    ///< `keychain` or `file:PATH`
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

/// `words`: without the program's name. `environment` answers for ORGMEND_WORKSPACE,
/// ORGMEND_SECRETS and XDG_DATA_HOME. UsageWrong, with the sentence to show.
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &words);

/// What `--help` prints; for one command when it is known, otherwise for all.
[[nodiscard]] QString helpText(const QString &command);
