#pragma once

#include "base/result.h"

#include <QHash>
#include <QString>

#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

/// One SQLite connection: opened by QSqlDatabase, used through its native handle, which binds
/// values at almost twice the speed (PERFORMANCE.md). Knows how to wait for other programs, how to
/// be interrupted, and which of our failures an SQLite error is. Knows nothing of Orgmend's tables.
class Database {
public:
    enum class Mode { ReadWrite, Create };

    /// WorkspaceUnopenable and its kin. The file may not have been looked at yet: SQLite is lazy.
    static Result<std::unique_ptr<Database>> open(const QString &path, Mode mode);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    [[nodiscard]] sqlite3 *handle() const { return m_handle; }
    [[nodiscard]] const QString &path() const { return m_path; }

    /// Runs any number of statements without values. The first that fails ends it.
    Result<void> execute(const QByteArray &script);
    /// The first value of the first row, as a number or text; for pragmas.
    Result<qint64> number(const char *sql);
    Result<QString> text(const char *sql);

    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    /// From any thread: ends the statement that is running, or waiting for a lock.
    void interrupt();
    /// A new unit of work begins: an interruption of the one before is over.
    void forgetInterruption() { m_interrupted = false; }
    [[nodiscard]] bool isInterrupted() const { return m_interrupted; }

    /// What went wrong last, as the failure it is.
    [[nodiscard]] Failure failure() const;
    [[nodiscard]] Failure failureFor(int extendedCode, const QString &message) const;

    /// A statement kept by its text. Each is lent to one user at a time.
    struct Prepared {
        sqlite3_stmt *statement = nullptr;
        bool lent = false;
        bool kept = true; ///< false: a second copy, finalised when it comes back
    };
    /// Null when SQLite can't make sense of it; failure() tells why.
    Prepared *lend(const QString &sql);
    void giveBack(Prepared *prepared);

    /// Tests: see Workspace::failAfter.
    void failAfter(int count) { m_faultIn = count; }
    /// Counts a statement; true when it is to fail as on a full disk.
    [[nodiscard]] bool isFaultDue(bool writes);

private:
    Database() = default;
    static int waitForOthers(void *database, int attempts);
    void forgetStatements();

    QString m_path;
    QString m_connectionName;
    sqlite3 *m_handle = nullptr;
    QHash<QString, Prepared *> m_kept;
    std::chrono::milliseconds m_patience{15'000};
    std::chrono::steady_clock::time_point m_waitingSince;
    std::atomic<bool> m_interrupted = false;
    int m_faultIn = -1;
    bool m_faulty = false;
};
