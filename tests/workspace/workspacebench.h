#pragma once

#include "workspace/migrations.h"
#include "workspace/workspace.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <sqlite3.h>

/// A folder of its own, a clock that stands still, and workspaces in it.
struct WorkspaceBench {
    QTemporaryDir folder;
    ManualClock clock{QDateTime(QDate(2026, 1, 31), QTime(9, 5), QTimeZone::utc())};
    QString path = folder.filePath(QStringLiteral("test.orgmend"));
    OpeningOptions options;

    WorkspaceBench() { options.patience = std::chrono::milliseconds(80); }

    Result<std::unique_ptr<Workspace>> tryOpen(
        Workspace::Opening opening = Workspace::Opening::CreateIfMissing)
    {
        return Workspace::open(path, opening, clock, options);
    }
    std::unique_ptr<Workspace> open(
        Workspace::Opening opening = Workspace::Opening::CreateIfMissing)
    {
        Result<std::unique_ptr<Workspace>> workspace = tryOpen(opening);
        if (!workspace) {
            qCritical() << workspace.failure().code() << workspace.failure().raw;
            return nullptr;
        }
        return std::move(*workspace);
    }
    [[nodiscard]] QByteArray bytes() const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

/// Another program that uses the same file, without a line of ours.
class OtherProgram {
public:
    explicit OtherProgram(const QString &path)
    {
        sqlite3_open(path.toUtf8().constData(), &m_handle);
    }
    ~OtherProgram() { sqlite3_close(m_handle); }
    OtherProgram(const OtherProgram &) = delete;
    OtherProgram &operator=(const OtherProgram &) = delete;

    bool run(const char *sql)
    {
        return sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    QString ask(const char *sql)
    {
        sqlite3_stmt *statement = nullptr;
        sqlite3_prepare_v2(m_handle, sql, -1, &statement, nullptr);
        QString answer;
        if (sqlite3_step(statement) == SQLITE_ROW)
            answer = QString::fromUtf8(
                reinterpret_cast<const char *>(sqlite3_column_text(statement, 0))); // NOLINT
        sqlite3_finalize(statement);
        return answer;
    }

private:
    sqlite3 *m_handle = nullptr;
};

#define COMMITTED(work)                                                                            \
    do {                                                                                           \
        const Result<void> committed = (work).commit();                                            \
        QVERIFY2(committed, committed ? "" : qPrintable(committed.failure().raw));                 \
    } while (false)
