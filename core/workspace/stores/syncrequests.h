#pragma once

#include "values/runwords.h"
#include "workspace/workspace.h"

/// *Resync now* while another engine holds the lease: a row that the holder answers with the run
/// that took it.
struct SyncRequestRow {
    qint64 id = 0;
    qint64 connection = 0;
    bool full = false;
    QStringList objects;
    Origin origin = Origin::Schedule;
    qint64 run = 0; ///< the run that does it; 0 while it waits
};

/// The rows of orgmend_sync_request and orgmend_stop_request.
class SyncRequests {
public:
    static qint64 add(const SyncRequestRow &request, Transaction &work);
    /// Waiting ones of a connection.
    [[nodiscard]] static std::vector<SyncRequestRow> waiting(qint64 connection, Transaction &work);
    static void take(qint64 request, qint64 run, Transaction &work);
    [[nodiscard]] static std::optional<SyncRequestRow> find(qint64 request, Transaction &work);
    /// Asks the engine that holds the connection to end its run.
    static void askToStop(qint64 connection, StopReason why, Transaction &work);
    [[nodiscard]] static std::optional<StopReason> stopAsked(qint64 connection, Transaction &work);
    static void clearStop(qint64 connection, Transaction &work);
};
