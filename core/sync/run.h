#pragma once

#include "sync/runtools.h"
#include "values/run.h"

/// Plan, Pull, Settle for one connection (DESIGN.md, "One run"). Logs its events, keeps its run
/// row, moves cursors only with the rows they stand for. Whatever interrupts it, the next run goes
/// on from the last committed page.
[[nodiscard]] RunReport runSync(const RunOrder &order, RunTools &tools);
