#pragma once

#include "values/runwords.h"
#include "workspace/workspace.h"

#include <QDateTime>

#include <optional>

/// Where the pull of one mapping stands (DESIGN.md, "The cursor"). Committed with the rows that it
/// stands for. Stamps are Salesforce's own text (`2024-09-09T13:08:34.000Z`) and compared with each
/// other only.
struct PullState {
    /// L: the next pull asks for `SystemModstamp >= low`. Empty: no pull was ever completed, read
    /// everything.
    QString low;

    /// A pull has begun and not ended. The rest of this block belongs to it and is empty otherwise.
    bool underWay = false;
    PullKind kind = PullKind::Changes;
    QString beganLow;    ///< the L that it asks from; empty for everything
    QString nextLow;     ///< what `low` becomes when it completes
    QString resumeStamp; ///< REST: the position of the last committed record, stamp and Id
    QString resumeId;
    QString bulkJob; ///< Bulk: the job, the locator of its next page, whether every page is in
    QString bulkLocator;
    bool bulkComplete = false;
    QDateTime bulkBegunAt; ///< after 24 h the job is abandoned and asked again
    qint64 rowsIn = 0;     ///< records of this pull that are already committed

    QString deletesLow;        ///< deletes have a watermark of their own
    QDateTime completedAt;     ///< the last completed pull, by our clock
    QDateTime fullCompletedAt; ///< the last completed full pull, by our clock

    friend bool operator==(const PullState &, const PullState &) = default;
};

/// The rows of orgmend_pull.
class PullStates {
public:
    /// A fresh state for a mapping that was never pulled.
    [[nodiscard]] static PullState get(qint64 mapping, Transaction &work);
    static void set(qint64 mapping, const PullState &state, Transaction &work);
    /// Forgets everything: the next pull reads everything.
    static void clear(qint64 mapping, Transaction &work);
};
