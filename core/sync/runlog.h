#pragma once

#include "sync/rows/tableuse.h"
#include "values/event.h"
#include "workspace/workspace.h"

/// One line of the sync log, about an object of a run; part of what it tells about.
void logEvent(Transaction &work, const RunMark &mark, const QString &name, Level level,
    const QString &object, const QStringList &arguments = {}, const QString &raw = {});
