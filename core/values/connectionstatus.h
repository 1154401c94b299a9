#pragma once

#include "values/connection.h"
#include "values/connectionstate.h"
#include "values/run.h"

#include <chrono>

/// How often a connection is synced.
constexpr std::chrono::minutes syncInterval{5};

/// A connection as the card and `status` show it: everything derived is derived here, once, for
/// everybody.
struct ConnectionStatus {
    Connection connection;
    ConnectionState state = ConnectionState::Incomplete;
    bool stale = false;   ///< no successful sync for longer than max(60 min, 2 x interval) (S2-04)
    QDateTime staleAfter; ///< when it becomes so by itself; invalid where no sync is expected
    QDateTime nextSync;   ///< invalid where nothing is scheduled
    bool isDue = false;   ///< nextSync has come
    std::optional<Run> lastRun;
    std::optional<Failure> lastFailure; ///< of the last run, when it failed
    struct ObjectStatus {
        QString object;
        QString table;
        std::optional<qint64> salesforceRecords; ///< as of the last run that counted
        qint64 localRows = 0;                    ///< rows linked to a record of this object
        QDateTime lastSync;
        QString cursorField; ///< SystemModstamp
        QString cursorValue;
        qint64 failed = 0;
        bool syncing = false;
        std::optional<int> percent;
        QStringList leftOut; ///< mapped fields that describe does not show
    };
    std::vector<ObjectStatus> objects;
    std::optional<int> percent; ///< while syncing
    qint64 contactsSynced = 0;
    qint64 contactsFailed = 0;
    qint64 activitiesSynced = 0;
};
