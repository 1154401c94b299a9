#include "workspace/sqlitevalues.h"
#include "workspace/transaction_p.h"
#include "workspace/workspace_p.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace {

using P = Failure::Problem;

Row rowAt(sqlite3_stmt *statement)
{
    Row row;
    const int columns = sqlite3_column_count(statement);
    row.reserve(std::size_t(columns));
    for (int column = 0; column < columns; ++column)
        row.push_back(sqlitevalues::at(statement, column));
    return row;
}

} // namespace

Transaction::Transaction(Workspace &workspace, Access access)
    : m_workspace(workspace), d(std::make_unique<Private>(*workspace.d->database, access))
{
    Q_ASSERT(workspace.d->thread == std::this_thread::get_id());
    Q_ASSERT(!workspace.d->open);
    d->database.forgetInterruption();
    d->control(access == Access::Write ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s);
    if (!d->spoilt) {
        d->begun = true;
        workspace.d->open = this;
    }
}

Transaction::~Transaction() { end(); }

void Transaction::end()
{
    if (!d->begun)
        return;
    d->begun = false;
    m_workspace.d->open = nullptr;
    // Some failures have ended it already, on SQLite's own account.
    if (sqlite3_get_autocommit(d->database.handle()) == 0)
        sqlite3_exec(d->database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::Private::control(const QString &sql)
{
    Database::Prepared *prepared = database.lend(sql);
    if (!prepared) {
        fail();
        return;
    }
    if (sqlite3_step(prepared->statement) != SQLITE_DONE)
        fail();
    database.giveBack(prepared);
}

/// Counts the statement, and refuses what must not run.
bool Transaction::Private::mayRun(sqlite3_stmt *statement)
{
    const bool writes = sqlite3_stmt_readonly(statement) == 0;
    if (database.isInterrupted()) {
        spoil(::failure(P::Cancelled));
    } else if (database.isFaultDue(writes)) {
        spoil(::failure(P::WorkspaceDiskFull, {database.path()}, u"as asked by a test"_s));
    } else if (writes && access == Access::Read) {
        Q_ASSERT_X(false, "Transaction", "a read transaction writes");
        spoil(::failure(P::Internal, {}, u"A read transaction writes."_s));
    }
    return !spoilt;
}

std::vector<Row> Transaction::Private::perform(
    const QString &sql, const std::vector<QVariant> &values, qint64 *changed)
{
    std::vector<Row> rows;
    if (spoilt)
        return rows;
    Database::Prepared *prepared = database.lend(sql);
    if (!prepared) {
        fail();
        return rows;
    }
    sqlite3_stmt *statement = prepared->statement;
    int code =
        sqlite3_bind_parameter_count(statement) == int(values.size()) ? SQLITE_OK : SQLITE_MISUSE;
    for (int i = 0; code == SQLITE_OK && i < int(values.size()); ++i)
        code = sqlitevalues::bind(statement, i + 1, values.at(std::size_t(i)));
    if (code != SQLITE_OK) {
        Q_ASSERT_X(code != SQLITE_MISUSE, "Transaction", qPrintable(sql));
        spoil(database.failureFor(code, u"Values do not fit: "_s + sql));
    } else if (mayRun(statement)) {
        const sqlite3_int64 before = sqlite3_total_changes64(database.handle());
        while ((code = sqlite3_step(statement)) == SQLITE_ROW)
            rows.push_back(rowAt(statement));
        if (code != SQLITE_DONE)
            fail();
        else if (changed && sqlite3_total_changes64(database.handle()) != before)
            *changed = sqlite3_changes64(database.handle());
    }
    database.giveBack(prepared);
    return rows;
}

qint64 Transaction::runBound(const QString &sql, const std::vector<QVariant> &values)
{
    qint64 changed = 0;
    d->perform(sql, values, &changed);
    return changed;
}

std::vector<Row> Transaction::rowsBound(const QString &sql, const std::vector<QVariant> &values)
{
    std::vector<Row> rows = d->perform(sql, values, nullptr);
    if (d->spoilt)
        rows.clear();
    return rows;
}

qint64 Transaction::lastInsertId() const
{
    return d->spoilt ? 0 : sqlite3_last_insert_rowid(d->database.handle());
}

bool Transaction::isSpoilt() const { return d->spoilt; }

const Failure &Transaction::failure() const { return d->why; }

void Transaction::spoil(const Failure &why) { d->spoil(why); }

Result<void> Transaction::commit()
{
    Q_ASSERT(d->parts == 0);
    Q_ASSERT(d->begun || d->spoilt);
    if (!d->spoilt && d->access == Access::Write && d->database.isFaultDue(true))
        d->spoil(::failure(P::WorkspaceDiskFull, {d->database.path()}, u"as asked by a test"_s));
    if (!d->spoilt)
        d->control(u"COMMIT"_s);
    end();
    if (d->spoilt)
        return d->why;
    return {};
}

bool Transaction::beginPart()
{
    if (d->spoilt)
        return false;
    ++d->parts;
    d->control(u"SAVEPOINT part%1"_s.arg(d->parts));
    if (d->spoilt)
        --d->parts;
    return !d->spoilt;
}

bool Transaction::endPart(Failure *refusal)
{
    const QString name = u"part%1"_s.arg(d->parts);
    --d->parts;
    if (!d->spoilt) {
        d->control(u"RELEASE "_s + name);
        return !d->spoilt;
    }
    const bool wholeIsGone = sqlite3_get_autocommit(d->database.handle()) != 0;
    if (d->why.problem != P::DatabaseRefused || wholeIsGone)
        return false;
    const Failure refused = std::exchange(d->why, {});
    d->spoilt = false;
    d->control(u"ROLLBACK TO "_s + name);
    if (!d->spoilt)
        d->control(u"RELEASE "_s + name);
    if (refusal)
        *refusal = refused;
    return false;
}
