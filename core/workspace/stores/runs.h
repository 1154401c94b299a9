#pragma once

#include "values/run.h"
#include "workspace/workspace.h"

/// The rows of orgmend_run and orgmend_run_object.
class Runs {
public:
    static qint64 begin(const Run &run, Transaction &work);
    static void progress(qint64 run, const RunObject &object, Transaction &work);
    static void end(const Run &run, Transaction &work);
    [[nodiscard]] static std::optional<Run> find(qint64 run, Transaction &work);
    [[nodiscard]] static std::optional<Run> latest(qint64 connection, Transaction &work);
    [[nodiscard]] static std::vector<RunObject> objects(qint64 run, Transaction &work);
    /// Unfinished runs of a connection (at most one is alive; the lease tells).
    [[nodiscard]] static std::vector<Run> unfinished(qint64 connection, Transaction &work);
};
