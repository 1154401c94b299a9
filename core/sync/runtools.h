#pragma once

#include "base/pause.h"
#include "salesforce/http/transport.h"
#include "salesforce/query/records.h"
#include "values/run.h"
#include "workspace/stores/leases.h"

#include <functional>
#include <memory>
#include <stop_token>

/// What a run works with. Everything here belongs to the thread that runs it.
struct RunTools {
    Workspace &workspace;
    HttpTransport &transport;
    AccessTokens &tokens;
    Pause &pause;
    /// Transports for the thread that receives a big pull; none: everything on the calling thread.
    std::function<std::unique_ptr<HttpTransport>(const std::stop_token &)> makeTransport;
    /// Called once per page or batch, on the run's thread.
    std::function<void(const RunReport &soFar)> progress;
    std::stop_token stop;
    Lease lease;           ///< `sync:<connection>`, renewed with every commit
    int restLimit = 2'000; ///< more changed records than this are read through Bulk API 2.0
};
