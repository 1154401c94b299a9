#include "app/practiceorg/store/store.h"

#include <QDateTime>
#include <QFile>
#include <QTimeZone>

#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

Failure databaseFailure(sqlite3 *db, const QString &path)
{
    return failure(Failure::Problem::Internal, {path},
        db == nullptr ? u"out of memory"_s : QString::fromUtf8(sqlite3_errmsg(db)));
}

bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

/// `local_ms(ms, zone)`: what a clock in the time zone shows, as ms since 1970. SQLite knows no
/// zones.
void localMs(sqlite3_context *context, int, sqlite3_value **arguments)
{
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) {
        sqlite3_result_null(context);
        return;
    }
    const qint64 ms = sqlite3_value_int64(arguments[0]);
    const auto *name = reinterpret_cast<const char *>(sqlite3_value_text(arguments[1]));
    const QTimeZone zone{QByteArray(name)};
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
    const int offset = zone.isValid() ? zone.offsetFromUtc(moment) : 0;
    sqlite3_result_int64(context, ms + offset * qint64(1'000));
}

} // namespace

Store::Reader::Reader(Store *store, sqlite3 *db) : m_store(store), m_db(db) { }

Store::Reader::Reader(Reader &&other) noexcept
    : m_store(std::exchange(other.m_store, nullptr))
    , m_db(std::exchange(other.m_db, nullptr))
    , m_open(std::exchange(other.m_open, false))
{
}

Store::Reader &Store::Reader::operator=(Reader &&other) noexcept
{
    std::swap(m_store, other.m_store);
    std::swap(m_db, other.m_db);
    std::swap(m_open, other.m_open);
    return *this;
}

Store::Reader::~Reader()
{
    end();
    if (m_store != nullptr)
        m_store->giveBack(m_db);
}

void Store::Reader::begin()
{
    if (m_store != nullptr && !m_open)
        m_open = run(m_db, "BEGIN");
}

void Store::Reader::end()
{
    if (m_open)
        run(m_db, "ROLLBACK"); // read only: there is nothing to lose
    m_open = false;
}

// Writer

Store::Writer::Writer(Store *store)
    : m_store(store), m_lock(store->m_writing), m_level(++store->m_depth)
{
    m_store->m_writingThread = std::this_thread::get_id();
    m_open = begin();
}

Store::Writer::Writer(Writer &&other) noexcept
    : m_store(std::exchange(other.m_store, nullptr))
    , m_lock(std::move(other.m_lock))
    , m_level(other.m_level)
    , m_open(std::exchange(other.m_open, false))
{
}

Store::Writer::~Writer()
{
    if (m_store == nullptr)
        return;
    if (m_open && m_level == 1)
        run(db(), "ROLLBACK");
    else if (m_open)
        run(db(), "ROLLBACK TO inner; RELEASE inner");
    if (--m_store->m_depth == 0)
        m_store->m_writingThread = std::thread::id();
}

bool Store::Writer::begin()
{
    return run(db(), m_level == 1 ? "BEGIN IMMEDIATE" : "SAVEPOINT inner");
}

sqlite3 *Store::Writer::db() const { return m_store->m_writer; }

bool Store::Writer::commit()
{
    if (!m_open)
        return false;
    // What fails here the destructor rolls back.
    if (m_level > 1) {
        m_open = !run(db(), "RELEASE inner");
        return !m_open;
    }
    if (!m_store->saveCounters() || !run(db(), "COMMIT"))
        return false;
    m_open = false;
    ++m_store->m_commits;
    return true;
}

bool Store::Writer::commitAndContinue()
{
    if (!commit())
        return false;
    m_open = begin();
    return m_open;
}

Statement &Store::Writer::prepared(const QByteArray &sql)
{
    Statement &statement = m_store->m_prepared[sql.toStdString()];
    if (!statement)
        statement = Statement(
            db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    return statement;
}

bool Store::Writer::execute(const QByteArray &sql) { return run(db(), sql.constData()); }

QString Store::Writer::errorText() const { return QString::fromUtf8(sqlite3_errmsg(db())); }

void Store::Writer::savepoint() { run(db(), "SAVEPOINT part"); }

void Store::Writer::release() { run(db(), "RELEASE part"); }

void Store::Writer::rollBack()
{
    run(db(), "ROLLBACK TO part");
    run(db(), "RELEASE part");
}

// Store

Store::Store(QString path, QByteArray instance)
    : m_path(std::move(path)), m_instance(std::move(instance))
{
}

Store::~Store() { close(); }

void Store::close()
{
    m_prepared.clear();
    {
        const std::lock_guard lock(m_poolMutex);
        for (sqlite3 *db : m_pool)
            sqlite3_close_v2(db);
        m_pool.clear();
        ++m_epoch;
    }
    sqlite3_close_v2(std::exchange(m_writer, nullptr));
}

sqlite3 *Store::connect(bool readOnly) const
{
    sqlite3 *db = nullptr;
    const int flags = SQLITE_OPEN_NOMUTEX
        | (readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(QFile::encodeName(m_path).constData(), &db, flags, nullptr) != SQLITE_OK) {
        sqlite3_close_v2(db);
        return nullptr;
    }
    sqlite3_busy_timeout(db, 60'000);
    run(db, "PRAGMA cache_size = -16000");
    addFunctions(db);
    return db;
}

void Store::addFunctions(sqlite3 *db)
{
    sqlite3_create_function(
        db, "local_ms", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, localMs, nullptr, nullptr);
}

Result<void> Store::open()
{
    m_writer = connect(false);
    if (m_writer == nullptr)
        return databaseFailure(nullptr, m_path);
    // The org is a stand-in: a power cut may cost its last second, never its consistency.
    const bool ready = run(m_writer, "PRAGMA page_size = 16384")
        && run(m_writer, "PRAGMA journal_mode = WAL") && run(m_writer, "PRAGMA synchronous = OFF")
        && run(m_writer,
            "CREATE TABLE IF NOT EXISTS practice_counter (prefix TEXT PRIMARY KEY, next INTEGER)")
        && run(m_writer,
            "CREATE TABLE IF NOT EXISTS practice_change (n INTEGER PRIMARY KEY, change TEXT)");
    if (!ready)
        return databaseFailure(m_writer, m_path);

    const std::lock_guard lock(m_idMutex);
    m_nextIds.clear();
    Statement counters(m_writer, "SELECT prefix, next FROM practice_counter");
    while (counters.step()) {
        const std::string_view prefix = counters.text(0);
        m_nextIds.insert(QByteArray(prefix.data(), static_cast<qsizetype>(prefix.size())),
            static_cast<quint64>(counters.integer(1)));
    }
    m_countersChanged = false;
    return {};
}

Result<void> Store::clear()
{
    const std::lock_guard lock(m_writing);
    close();
    for (const char *ending : {"", "-wal", "-shm"}) {
        const QString file = m_path + QLatin1StringView(ending);
        if (QFile::exists(file) && !QFile::remove(file))
            return failure(Failure::Problem::Internal, {file}, u"cannot be removed"_s);
    }
    return open();
}

Store::Reader Store::reader()
{
    if (m_writingThread.load() == std::this_thread::get_id())
        return {nullptr, m_writer};
    {
        const std::lock_guard lock(m_poolMutex);
        if (!m_pool.empty()) {
            sqlite3 *db = m_pool.back();
            m_pool.pop_back();
            m_lent.insert(db, m_epoch);
            return {this, db};
        }
    }
    sqlite3 *db = connect(true);
    const std::lock_guard lock(m_poolMutex);
    m_lent.insert(db, m_epoch);
    return {this, db};
}

void Store::giveBack(sqlite3 *db)
{
    constexpr std::size_t kept = 16;
    const std::lock_guard lock(m_poolMutex);
    // One that was lent before clear() still reads the file of then.
    const bool current = m_lent.take(db) == m_epoch;
    if (current && m_pool.size() < kept)
        m_pool.push_back(db);
    else
        sqlite3_close_v2(db);
}

Store::Writer Store::writer() { return Writer(this); }

QByteArray Store::nextId(const QByteArray &keyPrefix)
{
    const std::lock_guard lock(m_idMutex);
    m_countersChanged = true;
    return idOf(keyPrefix, m_nextIds[keyPrefix]++);
}

quint64 Store::idsGiven(const QByteArray &keyPrefix)
{
    const std::lock_guard lock(m_idMutex);
    return m_nextIds.value(keyPrefix);
}

QByteArray Store::idOf(const QByteArray &keyPrefix, quint64 n) const
{
    static constexpr char digits[] =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    // prefix (3), instance (2), reserved 0, number (9)
    QByteArray id = keyPrefix + m_instance + "0000000000";
    quint64 number = n + 62ULL * 62 * 62 * 37; // an org that has been in use for a while
    for (qsizetype at = 14; number != 0; --at, number /= 62)
        id[at] = digits[number % 62];
    return id18(id);
}

bool Store::saveCounters()
{
    const std::lock_guard lock(m_idMutex);
    if (!m_countersChanged)
        return true;
    Statement save(m_writer, "INSERT OR REPLACE INTO practice_counter VALUES (?, ?)");
    for (auto each = m_nextIds.cbegin(); each != m_nextIds.cend(); ++each) {
        save.bind(1, std::string_view(each.key().constData(), 3));
        save.bind(2, static_cast<qint64>(each.value()));
        if (!save.run())
            return false;
    }
    m_countersChanged = false;
    return true;
}

} // namespace practice
