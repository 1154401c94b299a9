#include "engine/trimlog.h"

#include "values/eventmakers.h"
#include "workspace/stores/logtrims.h"

using namespace Qt::StringLiterals;

namespace {

/// What is to go; none while the last look is less than a day old.
Result<std::optional<ExpiredEvents>> whatIsDue(Workspace &workspace, const LogRetention &retention)
{
    Transaction work(workspace, Transaction::Access::Read);
    std::optional<ExpiredEvents> expired;
    if (LogTrims::isDue(work))
        expired = Events::expired(retention, work);
    return work.commit(expired);
}

/// The last bite tells what all of them took.
void complete(const ExpiredEvents &expired, Transaction &work)
{
    const qint64 removed = LogTrims::complete(work);
    if (removed == 0)
        return;
    Events::add(events::logTrimmed(removed, expired.newest), work);
}

} // namespace

Result<void> trimLog(
    Workspace &workspace, Pause &pause, const std::stop_token &stop, const LogTrimming &trimming)
{
    const Result<std::optional<ExpiredEvents>> due = whatIsDue(workspace, trimming.retention);
    if (!due)
        return due.failure();
    if (!*due)
        return {};
    for (qint64 left = trimming.atOnce; left > 0; left -= trimming.bite) {
        if (stop.stop_requested())
            return {};
        Transaction work(workspace);
        const qint64 removed = Events::trim(**due, trimming.bite, work);
        LogTrims::count(removed, work);
        const bool isLast = removed < trimming.bite;
        if (isLast)
            complete(**due, work);
        const Result<void> done = work.commit();
        if (!done || isLast)
            return done;
        pause.wait(trimming.breath, stop);
    }
    return {};
}
