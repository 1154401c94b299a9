#pragma once

#include "workspace/workspace.h"

#include <QStringList>

/// The Ids that a full pull has seen, so that it can ask for the others by Id at its end. Survives
/// an interruption, like the pull itself.
class SeenIds {
public:
    /// For the hot path: a Statement of this takes mapping and record Id; an Id seen twice is fine.
    [[nodiscard]] static QString noteSql();
    static void note(qint64 mapping, const QString &record, Transaction &work);
    [[nodiscard]] static qint64 count(qint64 mapping, Transaction &work);
    /// Records of `recordsSql` (Links::recordsSql) above `after` that were not seen, in order,
    /// `limit` at most.
    [[nodiscard]] static QStringList unseen(qint64 mapping, const QString &recordsSql,
        const QString &after, int limit, Transaction &work);
    static void clear(qint64 mapping, Transaction &work);
};
