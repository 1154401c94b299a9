#include "workspace/database.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QUuid>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// Statements come from a bounded set of texts; past this many somebody builds them with values
/// inside, or has very many tables, and the oldest are no loss.
constexpr qsizetype statementsKept = 400;

/// `UNIQUE constraint failed: people.email` and `no such table: people` name the table.
QString tableNamedBy(const QString &message)
{
    const qsizetype colon = message.lastIndexOf(": "_L1);
    if (colon < 0
        || !(message.contains("constraint failed"_L1) || message.contains("no such table"_L1)))
        return {};
    QString subject = message.mid(colon + 2).section(u',', 0, 0);
    if (subject.startsWith("main."_L1)) // the database, not a table
        subject.remove(0, 5);
    return subject.section(u'.', 0, 0);
}

/// A value, or a statement, that the database would refuse every time.
bool isRefusal(int code)
{
    constexpr std::array refusals{SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_ERROR,
        SQLITE_RANGE, SQLITE_AUTH, SQLITE_SCHEMA};
    return std::ranges::find(refusals, code) != refusals.end();
}

/// SQLite counts its memory under a lock of the whole process unless told otherwise, before its
/// first use; nobody here asks for the figure.
void countNoMemory()
{
    [[maybe_unused]] static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode)
{
    countNoMemory();
    std::unique_ptr<Database> database(new Database);
    database->m_path = path;
    database->m_connectionName = u"orgmend-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    QSqlDatabase sql = QSqlDatabase::addDatabase(u"QSQLITE"_s, database->m_connectionName);
    if (!sql.isValid())
        return ::failure(Failure::Problem::WorkspaceUnopenable, {path}, sql.lastError().text());
    sql.setDatabaseName(path);
    // Without this a missing file would be created by merely looking.
    if (mode == Mode::ReadWrite && !QFileInfo::exists(path))
        return ::failure(Failure::Problem::WorkspaceMissing, {path});
    if (!sql.open()) {
        const QString words = sql.lastError().databaseText();
        bool isNumber = false;
        const int code = sql.lastError().nativeErrorCode().toInt(&isNumber);
        return database->failureFor(isNumber ? code : SQLITE_CANTOPEN, words);
    }
    const QVariant handle = sql.driver()->handle();
    Q_ASSERT(qstrcmp(handle.typeName(), "sqlite3*") == 0);
    database->m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    sqlite3_extended_result_codes(database->m_handle, 1);
    sqlite3_busy_handler(database->m_handle, &Database::waitForOthers, database.get());
    return database;
}

Database::~Database()
{
    forgetStatements();
    if (m_handle)
        sqlite3_busy_handler(m_handle, nullptr, nullptr);
    {
        QSqlDatabase sql = QSqlDatabase::database(m_connectionName, false);
        sql.close();
    }
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<void> Database::execute(const QByteArray &script)
{
    if (sqlite3_exec(m_handle, script.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure();
    return {};
}

Result<qint64> Database::number(const char *sql)
{
    const Result<QString> found = text(sql);
    if (!found)
        return found.failure();
    return found->toLongLong();
}

Result<QString> Database::text(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr) != SQLITE_OK)
        return failure();
    QString found;
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        found = QString::fromUtf8(
            reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)), // NOLINT
            sqlite3_column_bytes(statement, 0));
    const bool failed = code != SQLITE_ROW && code != SQLITE_DONE;
    const Failure why = failed ? failure() : Failure();
    sqlite3_finalize(statement);
    if (failed)
        return why;
    return found;
}

void Database::interrupt()
{
    m_interrupted = true;
    sqlite3_interrupt(m_handle);
}

/// SQLite asks this whenever somebody else holds the lock it needs; 0 gives up. Waits a little
/// longer each time, so that a short write is not missed and a long one is not hammered at.
int Database::waitForOthers(void *database, int attempts)
{
    using namespace std::chrono_literals;
    auto *self = static_cast<Database *>(database);
    const auto now = std::chrono::steady_clock::now();
    if (attempts == 0)
        self->m_waitingSince = now;
    if (self->m_interrupted || now - self->m_waitingSince >= self->m_patience)
        return 0;
    constexpr std::array naps{1ms, 2ms, 3ms, 5ms, 8ms, 12ms, 18ms, 25ms};
    std::this_thread::sleep_for(
        naps.at(std::min<std::size_t>(std::size_t(attempts), naps.size() - 1)));
    return 1;
}

Failure Database::failure() const
{
    return failureFor(
        sqlite3_extended_errcode(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)));
}

Failure Database::failureFor(int extendedCode, const QString &message) const
{
    using P = Failure::Problem;
    const auto because = [&](P problem) { return ::failure(problem, {m_path}, message); };
    const QFileInfo file(m_path);
    switch (extendedCode & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return m_interrupted ? ::failure(P::Cancelled) : because(P::WorkspaceLocked);
    case SQLITE_INTERRUPT:
        return ::failure(P::Cancelled);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return because(P::WorkspaceDamaged);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return because(P::WorkspaceReadOnly);
    case SQLITE_FULL:
        return because(P::WorkspaceDiskFull);
    case SQLITE_IOERR: {
        const int reason = m_handle ? sqlite3_system_errno(m_handle) : 0;
        return because(
            reason == ENOSPC || reason == EDQUOT ? P::WorkspaceDiskFull : P::WorkspaceUnopenable);
    }
    case SQLITE_CANTOPEN:
        // The log beside the file needs a folder that can be written.
        return because(file.exists() && !QFileInfo(file.absolutePath()).isWritable()
                ? P::WorkspaceReadOnly
                : P::WorkspaceUnopenable);
    default:
        break;
    }
    if (isRefusal(extendedCode & 0xFF))
        return ::failure(P::DatabaseRefused, {tableNamedBy(message)}, message);
    return ::failure(P::Internal, {}, message);
}

Database::Prepared *Database::lend(const QString &sql)
{
    Prepared *kept = m_kept.value(sql);
    if (kept && !kept->lent) {
        kept->lent = true;
        return kept;
    }
    const QByteArray text = sql.toUtf8();
    sqlite3_stmt *statement = nullptr;
    const char *rest = nullptr;
    if (sqlite3_prepare_v3(m_handle, text.constData(), int(text.size()), SQLITE_PREPARE_PERSISTENT,
            &statement, &rest)
            != SQLITE_OK
        || !statement)
        return nullptr;
    // Only the first would ever run.
    Q_ASSERT_X(QByteArrayView(rest).trimmed().isEmpty(), "Database", "several statements at once");
    auto *prepared = new Prepared;
    prepared->statement = statement;
    prepared->lent = true;
    prepared->kept = kept == nullptr;
    if (prepared->kept) {
        if (m_kept.size() >= statementsKept)
            forgetStatements();
        m_kept.insert(sql, prepared);
    }
    return prepared;
}

void Database::giveBack(Prepared *prepared)
{
    sqlite3_reset(prepared->statement);
    sqlite3_clear_bindings(prepared->statement);
    prepared->lent = false;
    if (!prepared->kept) {
        sqlite3_finalize(prepared->statement);
        delete prepared;
    }
}

/// Statements that are lent out stay with their users, who finalise them when they come back.
void Database::forgetStatements()
{
    for (Prepared *prepared : std::as_const(m_kept)) {
        if (prepared->lent) {
            prepared->kept = false;
            continue;
        }
        sqlite3_finalize(prepared->statement);
        delete prepared;
    }
    m_kept.clear();
}

bool Database::isFaultDue(bool writes)
{
    if (m_faultIn < 0) {
        m_faulty = false;
        return false;
    }
    if (m_faultIn > 0) {
        --m_faultIn;
        return false;
    }
    // The disk stays full for whoever writes.
    const bool first = !m_faulty;
    m_faulty = true;
    return first || writes;
}
