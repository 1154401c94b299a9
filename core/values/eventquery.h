#pragma once

#include "values/event.h"

/// Which lines of the sync log are asked for.
struct EventQuery {
    qint64 connection = 0; ///< 0: all
    std::optional<Level> atLeast = {};
    QString object = {};
    QString text = {}; ///< in name, object, arguments and raw text, without regard to case
    QDateTime since = {};
    qint64 before = 0; ///< ids below this one, newest first; 0: from the newest
    qint64 after = 0;  ///< ids above this one, oldest first (follow)
    int limit = 100;
};
