#pragma once

#include "workspace/workspace.h"

#include <QStringList>

/// Records to read again by Id, because their row shows values that are no longer theirs: a Lead
/// whose row lost its Contact, the master of a merge that took over a row, a Task whose person was
/// one of two records that no longer share a row. Noted in the transaction
/// that made it so; it stays noted until the record has been read.
class Rereads {
public:
    static void note(qint64 mapping, const QString &record, Transaction &work)
    {
        work.run(QStringLiteral("INSERT INTO orgmend_reread (mapping, record) VALUES (?, ?) "
                                "ON CONFLICT (mapping, record) DO NOTHING"),
            mapping, record);
    }
    static void done(qint64 mapping, const QString &record, Transaction &work)
    {
        work.run(QStringLiteral("DELETE FROM orgmend_reread WHERE mapping = ? AND record = ?"),
            mapping, record);
    }
    [[nodiscard]] static QStringList next(qint64 mapping, int limit, Transaction &work)
    {
        QStringList records;
        for (const Row &row : work.rows(
                 QStringLiteral(
                     "SELECT record FROM orgmend_reread WHERE mapping = ? ORDER BY record LIMIT ?"),
                 mapping, limit))
            records << row[0].toString();
        return records;
    }
};
