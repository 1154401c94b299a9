#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

/// One step of the schema: what brings a workspace from the version before to `version`. A shipped
/// one stays as it is.
struct Migration {
    int version = 0;
    QByteArray sql; ///< any number of statements
};

/// The steps of this program, in order: the files in migrations/sqlite.
[[nodiscard]] const std::vector<Migration> &ourMigrations();

/// How a workspace is opened. Programs leave it alone; tests bring their own schema, disk and
/// patience.
struct OpeningOptions {
    std::vector<Migration> migrations = ourMigrations();
    /// Bytes free in a folder; -1 where nobody can say.
    std::function<qint64(const QString &folder)> freeBytes;
    /// How long to wait for another program's write or migration.
    std::chrono::milliseconds patience = std::chrono::seconds(15);
};

/// What a migration did, for the log.
struct MigrationReport {
    int from = 0;
    int to = 0;
    QString backup; ///< empty: the workspace was new
};

class Database;

/// Brings the schema up to the last of `options.migrations`, in one transaction, after a full check
/// and a backup beside the file. None when there was nothing to do. WorkspaceNewer,
/// WorkspaceDamaged, BackupNoRoom, or what the database said; the workspace is then as it was.
[[nodiscard]] Result<std::optional<MigrationReport>> migrate(
    Database &database, const OpeningOptions &options, const Clock &clock);
