#pragma once

#include "base/failure.h"
#include "values/event.h"
#include "values/runwords.h"

#include <chrono>

/// Every event that Orgmend writes, with its arguments in their order: what core/wording reads is
/// written here. Whoever logs one adds when, which connection and which run.
namespace events {

/// kind, where asked from
[[nodiscard]] Event syncStarted(RunKind kind, Origin origin);
/// outcome (success or partial); its numbers are the caller's to add, as with the next two
[[nodiscard]] Event syncCompleted(Outcome outcome);
/// failure code, then the failure's own arguments
[[nodiscard]] Event syncFailed(const Failure &why);
/// `cancelled` or `paused`
[[nodiscard]] Event syncCancelled(Outcome outcome);
/// run number; a run found dead
[[nodiscard]] Event runInterrupted(qint64 run, const Counts &counts);

/// table
[[nodiscard]] Event objectSynced(const QString &object, const QString &table, const Counts &counts);
/// failure code, then the failure's own arguments; the other objects went on
[[nodiscard]] Event objectFailed(const QString &object, const Failure &why);
/// way, why, records expected or empty
[[nodiscard]] Event wayChosen(
    const QString &object, ReadWay way, ReadReason why, std::optional<qint64> expected);
/// records already in
[[nodiscard]] Event pullResumed(const QString &object, qint64 records);
/// job Id, state as Salesforce says it, records processed
[[nodiscard]] Event bulkJob(
    const QString &object, const QString &job, const QString &state, qint64 processed);
/// object, field; describe does not show it
[[nodiscard]] Event fieldLeftOut(const QString &object, const QString &field);
/// object, how many; a full sync saw neither the records nor their deletion
[[nodiscard]] Event notVisible(const QString &object, qint64 records);

/// no arguments
[[nodiscard]] Event tokenRefreshed();
/// problem code, wait in seconds
[[nodiscard]] Event requestRetried(const Failure &why, std::chrono::milliseconds wait);
/// used, maximum
[[nodiscard]] Event apiLimit(qint64 used, qint64 maximum);

/// object, record Id, what matched (an email), why
[[nodiscard]] Event possibleDuplicate(
    const QString &object, const QString &record, const QString &match, DuplicateReason why);
/// row, what matched (an email) or empty
[[nodiscard]] Event personJoined(const QString &object, const QString &row, const QString &match);
/// loser Id, master Id, kept row
[[nodiscard]] Event recordMerged(
    const QString &object, const QString &loser, const QString &master, const QString &row);
/// object, record Id
[[nodiscard]] Event recordFailed(const QString &object, const QString &record, const QString &raw);

/// Of the next four.
using MakeUserEvent = Event (*)(const QString &user);
/// user name
[[nodiscard]] Event connected(const QString &user);
[[nodiscard]] Event reconnected(const QString &user);
[[nodiscard]] Event paused(const QString &user);
[[nodiscard]] Event resumed(const QString &user);
/// user name, `revoked` or `not_revoked`; raw: why Salesforce could not be asked to revoke it
[[nodiscard]] Event disconnected(const QString &user, bool revoked, const QString &raw);
/// no arguments
[[nodiscard]] Event signInNeeded(const QString &raw);

/// from version, to version, backup path
[[nodiscard]] Event workspaceMigrated(int from, int to, const QString &backup);
/// how many lines went, the time before which they were written
[[nodiscard]] Event logTrimmed(qint64 lines, const QDateTime &newest);

} // namespace events
