#pragma once

#include "workspace/workspace.h"

/// The row of orgmend_log_trim: when the log was last looked through for lines that have had their
/// time, and how many went that it has not told of yet. A trimming that is cut short goes on with
/// the next, which tells of both.
class LogTrims {
public:
    /// A day has passed since the last one that came to its end, or the clock was set back.
    [[nodiscard]] static bool isDue(Transaction &work);
    static void count(qint64 removed, Transaction &work);
    /// It came to its end. Lines that went since the last end.
    static qint64 complete(Transaction &work);
};
