#pragma once

#include "base/failure.h"
#include "values/event.h"

#include <optional>
#include <vector>

/// One execution of the sync. A run without `endedAt` whose lease is gone was found dead.
struct Run {
    qint64 id = 0; ///< its number, from 1 per workspace
    qint64 connection = 0;
    QString kind;    ///< `initial`, `incremental`, `retry`
    QString origin;  ///< `schedule`, `window`, `command line`
    QString outcome; ///< empty while it runs; `success`, `partial`, `failed`, `cancelled`,
                     ///< `paused`, `interrupted`
    QDateTime startedAt;
    QDateTime endedAt;
    Counts counts;
    qint64 apiCalls = 0;
    double seconds = 0;
    QString failureCode;
    QStringList failureArguments;
    QString failureRaw;
};

/// What one object of one run did; live while it goes.
struct RunObject {
    QString object;
    QString table;
    Counts counts;
    qint64 read = 0; ///< records looked at so far
    std::optional<qint64> expected;
    bool done = false;
};

/// What is asked of one run.
struct RunOrder {
    qint64 connection = 0;
    bool full = false;   ///< ignores the cursor and reads everything
    QStringList objects; ///< only these; empty: all that are mapped
    QString origin;      ///< `schedule`, `window`, `command line`
};

/// How a run ended, whatever ended it: a run that stops is a normal end and still has its report.
struct RunReport {
    qint64 run = 0;
    QString kind;
    QString outcome; ///< `success`, `partial`, `failed`, `cancelled`, `paused`
    std::vector<RunObject> objects;
    Counts totals;
    qint64 apiCalls = 0;
    double seconds = 0;
    std::optional<Failure> stoppedBy;
};
