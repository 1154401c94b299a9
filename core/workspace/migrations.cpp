#include "workspace/migrations.h"

#include "base/timestamp.h"
#include "workspace/database.h"
#include "workspace/migrationfiles.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>
#include <QUuid>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace {

using P = Failure::Problem;

qint64 freeBytesOf(const QString &folder) { return QStorageInfo(folder).bytesAvailable(); }

/// `name.orgmend` -> `name.orgmend.v1-20260131T090500Z.backup`
QString backupPath(const QString &path, qint64 version, const Clock &clock)
{
    return path
        + u".v%1-%2.backup"_s.arg(version).arg(clock.now().toUTC().toString(u"yyyyMMddTHHmmssZ"_s));
}

/// Copies what `path` holds, log included, through a reader of its own.
Result<void> copyDatabase(const Database &database, const QString &to)
{
    // It holds all that the workspace holds, and is nobody else's to read.
    QFile made(to);
    if (!made.open(QIODevice::WriteOnly | QIODevice::NewOnly,
            QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(P::WorkspaceUnopenable, {to}, made.errorString());
    made.close();
    sqlite3 *from = nullptr;
    sqlite3 *into = nullptr;
    const QByteArray source = database.path().toUtf8();
    const QByteArray target = to.toUtf8();
    int code = sqlite3_open_v2(source.constData(), &from, SQLITE_OPEN_READONLY, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_open_v2(target.constData(), &into, SQLITE_OPEN_READWRITE, nullptr);
    QString words = QString::fromUtf8(sqlite3_errstr(code));
    if (code == SQLITE_OK) {
        sqlite3_backup *copy = sqlite3_backup_init(into, "main", from, "main");
        if (copy)
            sqlite3_backup_step(copy, -1);
        sqlite3_backup_finish(copy);
        code = sqlite3_extended_errcode(into);
        words = QString::fromUtf8(sqlite3_errmsg(into));
    }
    sqlite3_close(into);
    sqlite3_close(from);
    if (code != SQLITE_OK)
        return database.failureFor(code, words);
    return {};
}

Result<QString> backUp(
    Database &database, qint64 version, const OpeningOptions &options, const Clock &clock)
{
    const Result<qint64> pages = database.number("PRAGMA page_count");
    const Result<qint64> pageSize = database.number("PRAGMA page_size");
    if (!pages)
        return pages.failure();
    if (!pageSize)
        return pageSize.failure();
    // The copy, and the log that the migration itself may need.
    const qint64 needed = *pages * *pageSize * 2;
    const QString folder = QFileInfo(database.path()).absolutePath();
    const qint64 free = options.freeBytes ? options.freeBytes(folder) : freeBytesOf(folder);
    if (free >= 0 && free < needed)
        return failure(
            P::BackupNoRoom, {database.path(), QString::number(needed), QString::number(free)});

    const QString path = backupPath(database.path(), version, clock);
    const QString partial = path + u".partial"_s;
    QFile::remove(partial);
    const Result<void> copied = copyDatabase(database, partial);
    if (!copied) {
        QFile::remove(partial);
        return copied.failure();
    }
    // Two programs may come within the same second; both copies are the same then.
    QFile::remove(path);
    if (!QFile::rename(partial, path)) {
        QFile::remove(partial);
        return failure(P::WorkspaceUnopenable, {path});
    }
    return path;
}

Result<void> nameNewWorkspace(Database &database, const Clock &clock)
{
    const QString sql =
        u"INSERT INTO orgmend_meta (id, workspace, created_at, program) VALUES (1, '%1', '%2', '%3')"_s
            .arg(QUuid::createUuid().toString(QUuid::WithoutBraces), isoUtc(clock.now()),
                QStringLiteral(ORGMEND_VERSION));
    return database.execute(sql.toUtf8());
}

/// Inside the write lock. Another program may have been faster: then there is nothing left to do.
/// `backup`: the copy, as soon as there is one.
Result<std::optional<MigrationReport>> migrateLocked(
    Database &database, const OpeningOptions &options, const Clock &clock, QString &backup)
{
    const Result<qint64> version = database.number("PRAGMA user_version");
    if (!version)
        return version.failure();
    const int ours = options.migrations.back().version;
    if (*version > ours)
        return failure(
            P::WorkspaceNewer, {database.path(), QString::number(*version), QString::number(ours)});
    if (*version == ours)
        return std::optional<MigrationReport>();

    MigrationReport report{int(*version), ours, {}};
    if (*version > 0) {
        const Result<QString> whole = database.text("PRAGMA integrity_check(1)");
        if (!whole)
            return whole.failure();
        if (*whole != "ok"_L1)
            return failure(P::WorkspaceDamaged, {database.path()}, *whole);
        Result<QString> copied = backUp(database, *version, options, clock);
        if (!copied)
            return copied.failure();
        backup = *std::move(copied);
        report.backup = backup;
    }
    for (const Migration &migration : options.migrations) {
        if (migration.version <= *version)
            continue;
        if (const Result<void> done = database.execute(migration.sql); !done)
            return done.failure();
    }
    if (*version == 0) {
        if (const Result<void> done = nameNewWorkspace(database, clock); !done)
            return done.failure();
    }
    const Result<void> stamped =
        database.execute("PRAGMA user_version = " + QByteArray::number(ours));
    if (!stamped)
        return stamped.failure();
    return std::optional(report);
}

} // namespace

const std::vector<Migration> &ourMigrations()
{
    static const std::vector<Migration> migrations = migrationFiles();
    return migrations;
}

Result<std::optional<MigrationReport>> migrate(
    Database &database, const OpeningOptions &options, const Clock &clock)
{
    const Result<qint64> version = database.number("PRAGMA user_version");
    if (!version)
        return version.failure();
    const int ours = options.migrations.back().version;
    if (*version > ours)
        return failure(
            P::WorkspaceNewer, {database.path(), QString::number(*version), QString::number(ours)});
    if (*version == ours)
        return std::optional<MigrationReport>();

    // Rebuilding a table would otherwise delete what refers to it.
    if (const Result<void> off = database.execute("PRAGMA foreign_keys = OFF"); !off)
        return off.failure();
    // And a renamed table would have to suit every view and trigger of the admin's, of which some
    // speak of the table that is being rebuilt (https://www.sqlite.org/lang_altertable.html).
    if (const Result<void> on = database.execute("PRAGMA legacy_alter_table = ON"); !on)
        return on.failure();
    if (const Result<void> begun = database.execute("BEGIN IMMEDIATE"); !begun)
        return begun.failure();
    QString backup;
    Result<std::optional<MigrationReport>> report = migrateLocked(database, options, clock, backup);
    if (report) {
        if (const Result<void> done = database.execute("COMMIT"); !done)
            report = done.failure();
    }
    if (!report && sqlite3_get_autocommit(database.handle()) == 0)
        sqlite3_exec(database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_exec(database.handle(), "PRAGMA legacy_alter_table = OFF", nullptr, nullptr, nullptr);
    if (!report && !backup.isEmpty())
        QFile::remove(backup); // nothing has changed, and the next try makes its own
    return report;
}
