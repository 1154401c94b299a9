#include "workspace/statement.h"

#include "workspace/sqlitevalues.h"
#include "workspace/transaction_p.h"

#include <sqlite3.h>

class Statement::Private {
public:
    Private(Transaction::Private &in, const QString &sql)
        : work(in), prepared(in.spoilt ? nullptr : in.database.lend(sql))
    {
        if (!prepared)
            work.fail();
    }
    ~Private()
    {
        if (prepared)
            work.database.giveBack(prepared);
    }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    /// SQLite takes no new values while a statement is under way.
    sqlite3_stmt *forBinding()
    {
        if (running)
            reset();
        return prepared->statement;
    }
    [[nodiscard]] bool isUsable() const { return prepared && !work.spoilt; }
    void check(int code)
    {
        if (code != SQLITE_OK)
            work.fail();
    }
    void reset()
    {
        sqlite3_reset(prepared->statement);
        running = false;
    }

    Transaction::Private &work;
    Database::Prepared *prepared;
    bool running = false;
    qint64 insertedId = 0;
};

Statement::Statement(Transaction &work, const QString &sql)
    : d(std::make_unique<Private>(*work.d, sql))
{
}

Statement::~Statement() = default;

void Statement::bindNull(int position)
{
    if (d->isUsable())
        d->check(sqlite3_bind_null(d->forBinding(), position));
}

void Statement::bindText(int position, std::string_view text)
{
    if (!d->isUsable())
        return;
    // SQLite takes a null pointer for NULL, and an empty view may well have one.
    const char *bytes = text.data() ? text.data() : "";
    d->check(sqlite3_bind_text64(
        d->forBinding(), position, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bindInteger(int position, qint64 value)
{
    if (d->isUsable())
        d->check(sqlite3_bind_int64(d->forBinding(), position, value));
}

void Statement::bindReal(int position, double value)
{
    if (d->isUsable())
        d->check(sqlite3_bind_double(d->forBinding(), position, value));
}

void Statement::bindKey(int position, const RowKey &key)
{
    if (d->isUsable())
        d->check(sqlitevalues::bind(d->forBinding(), position, key.value()));
}

bool Statement::step()
{
    if (!d->isUsable())
        return false;
    if (!d->running && !d->work.mayRun(d->prepared->statement))
        return false;
    d->running = true;
    const int code = sqlite3_step(d->prepared->statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        d->work.fail();
    d->reset();
    return false;
}

qint64 Statement::execute()
{
    d->insertedId = 0;
    if (!d->isUsable())
        return 0;
    sqlite3 *handle = d->work.database.handle();
    const sqlite3_int64 before = sqlite3_total_changes64(handle);
    sqlite3_set_last_insert_rowid(handle, 0);
    while (step()) { }
    if (d->work.spoilt || sqlite3_total_changes64(handle) == before)
        return 0;
    d->insertedId = sqlite3_last_insert_rowid(handle);
    return sqlite3_changes64(handle);
}

void Statement::reset()
{
    if (d->prepared)
        d->reset();
}

bool Statement::isNull(int column) const
{
    return !d->running || sqlite3_column_type(d->prepared->statement, column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return d->running ? sqlite3_column_int64(d->prepared->statement, column) : 0;
}

double Statement::real(int column) const
{
    return d->running ? sqlite3_column_double(d->prepared->statement, column) : 0;
}

RowKey Statement::key(int column) const
{
    return d->running ? RowKey(sqlitevalues::at(d->prepared->statement, column)) : RowKey();
}

std::string_view Statement::text(int column) const
{
    if (!d->running)
        return {};
    const auto *bytes = reinterpret_cast<const char *>( // NOLINT: SQLite's text is unsigned
        sqlite3_column_text(d->prepared->statement, column));
    return bytes
        ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(d->prepared->statement, column)))
        : std::string_view();
}

qint64 Statement::insertedId() const { return d->insertedId; }
