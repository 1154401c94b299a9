#pragma once

#include "workspace/workspace.h"

#include <QStringList>

/// Records to read again by Id, because their row shows values that are no longer theirs: a Lead
/// whose row lost its Contact, the master of a merge that took over a row, a Task whose person was
/// one of two records that no longer share a row. Noted in the transaction
/// that made it so; it stays noted until the record has been read.
class Rereads {
public:
    static void note(qint64 mapping, const QString &record, Transaction &work);
    static void done(qint64 mapping, const QString &record, Transaction &work);
    [[nodiscard]] static QStringList next(qint64 mapping, int limit, Transaction &work);
};
