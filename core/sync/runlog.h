#pragma once

#include "sync/rows/tableuse.h"
#include "values/eventmakers.h"
#include "workspace/workspace.h"

/// One line of the sync log, now and in this run; part of what it tells about.
void logEvent(Transaction &work, const RunMark &mark, Event event);
