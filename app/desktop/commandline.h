#pragma once

#include <QString>
#include <QStringList>

/// What the window was started with.
struct CommandLine {
    enum class Wish { Window, Version, Help, Wrong };

    Wish wish = Wish::Window;
    QString text;      ///< to print, for all but Window
    QString workspace; ///< a path or a postgresql:// address
    QString secrets;   ///< `keychain` or `file:PATH`; empty: as remembered, else the keychain
    bool practice = false;
};

/// `orgmend [FILE.orgmend] [--practice] [--workspace FILE|postgresql://…] [--secrets …]`.
/// `dataFolder` is `$XDG_DATA_HOME/orgmend`. ORGMEND_WORKSPACE and ORGMEND_SECRETS stand in for the
/// options.
[[nodiscard]] CommandLine readCommandLine(const QStringList &arguments, const QString &dataFolder);
