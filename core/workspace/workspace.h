#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QString>
#include <QUuid>
#include <QVariant>

#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <vector>

struct OpeningOptions;
struct MigrationReport;

/// One open connection to a workspace: ONE database that holds the admin's tables and, beside them,
/// everything Orgmend knows (`orgmend_*` tables). Stays on the thread that opened it; open as many
/// as there are threads.
///
/// A new SQLite file gets page_size 16384, auto_vacuum INCREMENTAL, then WAL, an application_id and
/// a UUID before its first table. Opening checks header, application_id and schema version,
/// migrates an older schema after a backup beside the file, and refuses a newer one.
class Workspace {
public:
    enum class Opening { CreateIfMissing, ExistingOnly };

    /// Workspace… and BackupNoRoom failures; `postgresql://` answers PostgresNotHere.
    static Result<std::unique_ptr<Workspace>> open(
        const QString &location, Opening opening, const Clock &clock);
    /// The same with another schema, disk or patience (migrations.h); for tests.
    static Result<std::unique_ptr<Workspace>> open(const QString &location, Opening opening,
        const Clock &clock, const OpeningOptions &options);
    ~Workspace();

    [[nodiscard]] QUuid id() const;
    [[nodiscard]] QString location() const;
    [[nodiscard]] const Clock &clock() const;
    /// Changes when another connection, of this program or another, has written (`PRAGMA
    /// data_version`).
    [[nodiscard]] qint64 dataVersion();
    /// Ends the statement that is running, from any thread; it then fails as Cancelled.
    void interrupt();
    /// Waits this long for another program's write before it says WorkspaceLocked (15 s unless
    /// told).
    void setPatience(std::chrono::milliseconds patience);
    /// Tests: the statement after `count` more ones fails as a full disk would, and so does every
    /// later one that writes; -1 switches it off. Commits count.
    void failAfter(int count);

private:
    friend class Transaction;
    friend class Statement;
    class Private;
    explicit Workspace(std::unique_ptr<Private> priv);
    std::unique_ptr<Private> d;
};

/// A row of a result; values by position.
using Row = std::vector<QVariant>;

/// A unit of work. Statements run with every value bound; the first that fails spoils it, later
/// ones do nothing, and commit() returns that failure: so a unit reads as a list of statements and
/// is checked once, at the end. Destroyed without commit it leaves nothing behind.
///
/// Read: sees one state of the database throughout and takes no lock. Write: takes the write lock
/// at once (BEGIN IMMEDIATE), so that it never fails half-way for want of it. Taking a `Transaction
/// &` says "I am part of something".
class Transaction {
public:
    enum class Access { Read, Write };
    explicit Transaction(Workspace &workspace, Access access = Access::Write);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Rows changed; 0 once spoilt. `run(u"UPDATE … SET a = ?"_s, value)`. Times are bound as ISO
    /// text, and as NULL when they are invalid; so is an invalid QVariant. A null QString is empty
    /// text.
    template <typename... Values>
    qint64 run(const QString &sql, const Values &...values)
    {
        return runBound(sql, {bound(values)...});
    }
    template <typename... Values>
    [[nodiscard]] std::vector<Row> rows(const QString &sql, const Values &...values)
    {
        return rowsBound(sql, {bound(values)...});
    }
    /// The first row, or an empty one.
    template <typename... Values>
    [[nodiscard]] Row row(const QString &sql, const Values &...values)
    {
        std::vector<Row> found = rowsBound(sql, {bound(values)...});
        return found.empty() ? Row() : std::move(found.front());
    }
    /// The first value of the first row; invalid when there is none.
    template <typename... Values>
    [[nodiscard]] QVariant value(const QString &sql, const Values &...values)
    {
        const Row found = row(sql, values...);
        return found.empty() ? QVariant() : found.front();
    }
    qint64 runBound(const QString &sql, const std::vector<QVariant> &values);
    std::vector<Row> rowsBound(const QString &sql, const std::vector<QVariant> &values);
    [[nodiscard]] qint64 lastInsertId() const;

    /// Runs `part` inside a savepoint. False when the database refused a value in it: that part is
    /// undone and the whole goes on; the refusal is in `refusal`. A database in trouble (full,
    /// locked, cancelled) still spoils the whole.
    template <typename Part>
    bool attempt(Part part, Failure *refusal = nullptr)
    {
        if (!beginPart())
            return false;
        part();
        return endPart(refusal);
    }

    [[nodiscard]] bool isSpoilt() const;
    [[nodiscard]] const Failure &failure() const;
    /// Spoils it from outside: nothing of it will stay.
    void spoil(const Failure &why);
    Result<void> commit();
    template <typename T>
    Result<T> commit(T value)
    {
        const Result<void> done = commit();
        if (!done)
            return done.failure();
        return Result<T>(std::move(value));
    }

    [[nodiscard]] Workspace &workspace() { return m_workspace; }

private:
    friend class Statement;
    /// Texts of every make (`a + b` is no QString yet) are one type to the database.
    template <typename Value>
    static QVariant bound(const Value &value)
    {
        if constexpr (std::is_convertible_v<const Value &, QString>)
            return QVariant(QString(value));
        else
            return QVariant::fromValue(value);
    }
    bool beginPart();
    bool endPart(Failure *refusal);
    void end();

    Workspace &m_workspace;
    class Private;
    std::unique_ptr<Private> d;
};

/// `"name"` with quotes doubled: for the admin's own tables and columns.
[[nodiscard]] QString quoted(const QString &identifier);
