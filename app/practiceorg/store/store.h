// Where an org keeps its records: one SQLite file.
#pragma once

#include "app/practiceorg/schema/schema.h"
#include "base/clock.h"
#include "base/result.h"

#include <sqlite3.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace practice {

/// Empty for null. Valid until the next step.
[[nodiscard]] std::string_view columnText(sqlite3_stmt *row, int column);
/// For Statement::bind.
[[nodiscard]] inline std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// A prepared statement. Ends with its scope; a cached one goes back to its connection instead.
class Statement {
public:
    Statement() = default;
    /// An invalid statement (operator bool) where SQLite refuses the text; errorText() has why.
    Statement(sqlite3 *db, std::string_view sql);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;

    [[nodiscard]] explicit operator bool() const { return m_statement != nullptr; }
    [[nodiscard]] sqlite3_stmt *handle() const { return m_statement; }
    void bind(int index, std::string_view utf8); ///< copied
    void bind(int index, const QString &text);
    void bind(int index, qint64 number);
    void bind(int index, double number);
    void bindNull(int index);
    [[nodiscard]] bool step(); ///< true: a row
    /// Runs to its end and makes it ready again. False when SQLite refused.
    bool run();
    void reset();
    [[nodiscard]] std::string_view text(int column) const; ///< valid until the next step
    [[nodiscard]] QString string(int column) const;        ///< null QString for NULL
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement = nullptr;
};

/// One SQLite file an org: a table an object, a column a stored field, both named exactly as in the
/// API. Conventions of the values:
///
/// | type | column |
/// |---|---|
/// | text, picklist, phone, email, url | TEXT COLLATE NOCASE; never empty, Salesforce has NULL for
/// that | | id, reference | TEXT of 18 characters | | boolean | INTEGER 0/1 | | int | INTEGER | |
/// double, currency, percent | REAL | | date | TEXT `2024-09-09` | | time | TEXT `17:30:45.000` |
/// | datetime | INTEGER milliseconds since 1970 UTC |
///
/// Every table has Id (primary key), IsDeleted (deleted rows stay until they are purged),
/// CreatedDate, CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp, as far as the
/// object has these fields.
///
/// One writer at a time; readers see the last commit as of when they began (WAL) and never wait.
class Store {
public:
    /// A connection for reading, from the pool. Snapshot: begin() opens a transaction that lasts
    /// until end() or the Reader's end. Not shared between threads at the same time.
    class Reader {
    public:
        Reader(Reader &&other) noexcept;
        Reader &operator=(Reader &&other) noexcept;
        ~Reader();
        [[nodiscard]] sqlite3 *db() const { return m_db; }
        void begin();
        void end();

    private:
        friend class Store;
        Reader(Store *store, sqlite3 *db);
        Store *m_store = nullptr; ///< null: the writer's connection, not the reader's to give back
        sqlite3 *m_db = nullptr;
        bool m_open = false;
    };

    /// The writing connection with a transaction open. What is not committed is rolled back when
    /// it ends. Holds the org's write lock: never wait for the network while you have one.
    /// A writer taken while this thread has one is a part of its transaction, and reader() then
    /// gives the writing connection, so that all-or-none requests see what they have written.
    class Writer {
    public:
        Writer(Writer &&other) noexcept;
        Writer &operator=(Writer &&) = delete;
        ~Writer();
        [[nodiscard]] sqlite3 *db() const;
        /// False when SQLite refused; nothing is kept then.
        bool commit();
        /// Commits what there is and goes on in a new transaction, with the lock kept.
        bool commitAndContinue();
        /// A statement of this connection that is kept prepared between calls. Finish it with
        /// reset() or run().
        [[nodiscard]] Statement &prepared(const QByteArray &sql);
        bool execute(const QByteArray &sql);
        [[nodiscard]] Store &store() const { return *m_store; }
        [[nodiscard]] QString errorText() const;

        // Savepoints, for all-or-none parts.
        void savepoint();
        void release();  ///< keeps what happened since the savepoint
        void rollBack(); ///< forgets what happened since the savepoint

    private:
        friend class Store;
        explicit Writer(Store *store);
        Store *m_store = nullptr;
        std::unique_lock<std::recursive_mutex> m_lock;
        int m_level = 0; ///< 1: the transaction itself, 2 and more: a part of it
        bool m_open = false;

        bool begin();
    };

    /// `instance`: two characters of the ids made here (8.2), different for each org.
    Store(QString path, QByteArray instance);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    /// Opens or makes the file. Tables come with createTable().
    [[nodiscard]] Result<void> open();
    /// Forgets everything: a new, empty file. Readers lent before go on with the old one.
    [[nodiscard]] Result<void> clear();
    [[nodiscard]] QString path() const { return m_path; }

    [[nodiscard]] Reader reader();
    [[nodiscard]] Writer writer();

    /// The next Id of an object, 18 characters.
    [[nodiscard]] QByteArray nextId(const QByteArray &keyPrefix);
    /// The Id that nextId() gave, or will give, as number `n` from 0.
    [[nodiscard]] QByteArray idOf(const QByteArray &keyPrefix, quint64 n) const;
    [[nodiscard]] quint64 idsGiven(const QByteArray &keyPrefix);
    /// Counts the commits: equal numbers mean that nothing was written in between.
    [[nodiscard]] quint64 commits() const { return m_commits; }

    /// What the SQL of queries needs beyond SQLite's own functions.
    static void addFunctions(sqlite3 *db);
    [[nodiscard]] static QByteArray createTableSql(const Object &object);
    [[nodiscard]] static QByteArray columnSql(const Field &field); ///< `"Name" TEXT COLLATE NOCASE`
    [[nodiscard]] static QList<QByteArray> indexSql(const Object &object);
    /// Empty when the field needs none.
    [[nodiscard]] static QByteArray indexSql(const Object &object, const Field &field);

private:
    QString m_path;
    QByteArray m_instance;
    sqlite3 *m_writer = nullptr;
    std::recursive_mutex m_writing;
    int m_depth = 0;                              ///< of writers, guarded by m_writing
    std::atomic<std::thread::id> m_writingThread; ///< while there is a writer
    std::unordered_map<std::string, Statement> m_prepared;
    std::mutex m_poolMutex;
    std::vector<sqlite3 *> m_pool;
    std::atomic<quint64> m_commits = 0;
    std::mutex m_idMutex;
    QHash<QByteArray, quint64> m_nextIds;
    bool m_countersChanged = false;
    QHash<sqlite3 *, quint64> m_lent; ///< with the epoch in which it was lent
    quint64 m_epoch = 0;              ///< counts the files there have been

    [[nodiscard]] sqlite3 *connect(bool readOnly) const;
    void giveBack(sqlite3 *db);
    void close();
    bool saveCounters();
};

/// 18 characters from 15 (8.1); what is no Id comes back unchanged.
[[nodiscard]] QByteArray id18(QByteArrayView id);
/// 15 or 18 characters of base 62 with a right checksum (any case-mangled 18 is refused).
[[nodiscard]] bool isWellFormedId(QByteArrayView id);
/// `2024-09-09T13:08:34.000+0000` (REST) from the stored milliseconds.
[[nodiscard]] QByteArray restDateTime(qint64 ms);
/// `2024-09-09T13:08:34.000` appended: REST adds `+0000`, Bulk CSV `Z`.
void appendDateTime(QByteArray &out, qint64 ms);
/// Milliseconds from what clients send (8.3); nothing when it is no datetime.
[[nodiscard]] std::optional<qint64> parseDateTime(QByteArrayView text);
/// `2024-09-09` checked; nothing when it is no date.
[[nodiscard]] std::optional<QByteArray> parseDate(QByteArrayView text);

/// SQLite did not take a statement.
[[nodiscard]] inline Failure refusedBy(const Store::Writer &writer)
{
    return failure(Failure::Problem::Internal, {}, writer.errorText());
}

} // namespace practice
