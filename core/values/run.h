#pragma once

#include "base/failure.h"
#include "values/counts.h"
#include "values/runwords.h"

#include <QDateTime>

#include <optional>
#include <vector>

/// One execution of the sync. A run without `endedAt` whose lease is gone was found dead.
struct Run {
    qint64 id = 0; ///< its number, from 1 per workspace
    qint64 connection = 0;
    RunKind kind = RunKind::Incremental;
    Origin origin = Origin::Schedule;
    std::optional<Outcome> outcome; ///< none while it runs
    QDateTime startedAt;
    QDateTime endedAt;
    Counts counts;
    qint64 apiCalls = 0;
    double seconds = 0;
    std::optional<Failure> failure; ///< what stopped it
};

/// What one object of one run did; live while it goes.
struct RunObject {
    QString object;
    QString table;
    Counts counts;
    qint64 read = 0; ///< records looked at so far
    std::optional<qint64> expected;
    bool done = false;
    std::optional<Failure> failure; ///< why it stayed as it was while the others went on
};

/// What is asked of one run.
struct RunOrder {
    qint64 connection = 0;
    bool full = false;            ///< ignores the cursor and reads everything
    QStringList objects;          ///< only these; empty: all that are mapped
    std::optional<Origin> origin; ///< none: the program's own
};

/// How a run ended, whatever ended it: a run that stops is a normal end and still has its report.
struct RunReport {
    qint64 run = 0;
    std::optional<RunKind> kind;    ///< none where it could not begin
    std::optional<Outcome> outcome; ///< none while it runs
    std::vector<RunObject> objects;
    Counts totals;
    qint64 apiCalls = 0;
    double seconds = 0;
    std::optional<Failure> stoppedBy;
};
