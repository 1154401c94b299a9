#include "workspace/workspace.h"
#include "values/eventmakers.h"

#include "base/timestamp.h"
#include "workspace/migrations.h"
#include "workspace/newfile.h"
#include "workspace/stores/events.h"
#include "workspace/workspace_p.h"

#include <QDir>
#include <QFileInfo>

#include <sqlite3.h>

#include <thread>

using namespace Qt::StringLiterals;

namespace {

using P = Failure::Problem;

/// Switching to WAL needs the file alone for a moment and does not wait for it by itself.
Result<void> switchToWal(Database &database, std::chrono::milliseconds patience)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const Result<QString> mode = database.text("PRAGMA journal_mode = WAL");
        if (mode)
            return {};
        if (mode.failure().problem != P::WorkspaceLocked
            || std::chrono::steady_clock::now() >= deadline)
            return mode.failure();
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

/// What holds for a connection, not for the file.
Result<void> prepareConnection(Database &database)
{
    return database.execute("PRAGMA synchronous = NORMAL;"
                            "PRAGMA temp_store = MEMORY;"
                            "PRAGMA mmap_size = 0;"
                            "PRAGMA cache_size = -24576;"
                            "PRAGMA journal_size_limit = 67108864;"
                            "PRAGMA foreign_keys = ON;");
}

Result<void> prepareFolder(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return failure(P::WorkspaceUnopenable, {path});
    return {};
}

} // namespace

Result<std::unique_ptr<Workspace>> Workspace::open(
    const QString &location, Opening opening, const Clock &clock)
{
    return open(location, opening, clock, OpeningOptions());
}

Result<std::unique_ptr<Workspace>> Workspace::open(
    const QString &location, Opening opening, const Clock &clock, const OpeningOptions &options)
{
    if (location.startsWith("postgresql://"_L1) || location.startsWith("postgres://"_L1))
        return failure(P::PostgresNotHere);
    // SQLite keeps its log beside the file that a link leads to, and so do we look there.
    const QFileInfo info(location);
    const QString path = info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
    const Result<newfile::Found> found = newfile::lookAt(path);
    if (!found)
        return found.failure();
    const bool mayCreate = opening == Opening::CreateIfMissing;
    if (*found == newfile::Found::Nothing) {
        if (!mayCreate)
            return failure(P::WorkspaceMissing, {path});
        if (const Result<void> folder = prepareFolder(path); !folder)
            return folder.failure();
    }

    auto priv = std::make_unique<Private>();
    priv->clock = &clock;
    priv->location = path;
    Result<std::unique_ptr<Database>> database = Database::open(path,
        *found == newfile::Found::Nothing ? Database::Mode::Create : Database::Mode::ReadWrite);
    if (!database)
        return database.failure();
    priv->database = std::move(*database);
    Database &db = *priv->database;
    db.setPatience(options.patience);
    if (sqlite3_db_readonly(db.handle(), "main") == 1)
        return failure(P::WorkspaceReadOnly, {path});
    if (const Result<void> done = newfile::makeOurs(db, mayCreate); !done)
        return done.failure();
    if (const Result<void> done = switchToWal(db, options.patience); !done)
        return done.failure();
    const Result<std::optional<MigrationReport>> migrated = migrate(db, options, clock);
    if (!migrated)
        return migrated.failure();
    if (const Result<void> done = prepareConnection(db); !done)
        return done.failure();
    const Result<QString> id = db.text("SELECT workspace FROM orgmend_meta");
    if (!id)
        return id.failure();
    priv->id = QUuid::fromString(*id);
    std::unique_ptr<Workspace> workspace(new Workspace(std::move(priv)));
    if (*migrated && !(*migrated)->backup.isEmpty()) {
        Transaction work(*workspace);
        Events::add(
            events::workspaceMigrated((*migrated)->from, (*migrated)->to, (*migrated)->backup),
            work);
        if (const Result<void> done = work.commit(); !done)
            return done.failure();
    }
    return workspace;
}

Workspace::Workspace(std::unique_ptr<Private> priv) : d(std::move(priv)) { }

Workspace::~Workspace() { Q_ASSERT(!d->open); }

QUuid Workspace::id() const { return d->id; }

QString Workspace::location() const { return d->location; }

const Clock &Workspace::clock() const { return *d->clock; }

qint64 Workspace::dataVersion()
{
    const Result<qint64> version = d->database->number("PRAGMA data_version");
    // A reader that can't ask takes it for "nothing new": the next look tells.
    return version ? *version : 0;
}

void Workspace::interrupt() { d->database->interrupt(); }

void Workspace::setPatience(std::chrono::milliseconds patience)
{
    d->database->setPatience(patience);
}

void Workspace::failAfter(int count) { d->database->failAfter(count); }

QString quoted(const QString &identifier)
{
    QString inner = identifier;
    inner.replace(u'"', "\"\""_L1);
    return u'"' + inner + u'"';
}
