#include "values/eventmakers.h"

#include "base/timestamp.h"

using namespace Qt::StringLiterals;

namespace {

Event make(const QString &name, Level level, const QString &object, const QStringList &arguments)
{
    Event event;
    event.name = name;
    event.level = level;
    event.object = object;
    event.arguments = arguments;
    return event;
}

Event ofFailure(const QString &name, const QString &object, const Failure &why)
{
    Event event = make(name, Level::Error, object, QStringList(why.code()) + why.arguments);
    event.raw = why.raw;
    return event;
}

Event byUser(const QString &name, const QString &user)
{
    return make(name, Level::Info, {}, {user});
}

QString text(qint64 number) { return QString::number(number); }

} // namespace

Event events::syncStarted(RunKind kind, Origin origin)
{
    return make(u"sync_started"_s, Level::Info, {}, {wordOf(kind), wordOf(origin)});
}

Event events::syncCompleted(Outcome outcome)
{
    const Level level = outcome == Outcome::Partial ? Level::Warning : Level::Info;
    return make(u"sync_completed"_s, level, {}, {wordOf(outcome)});
}

Event events::syncFailed(const Failure &why) { return ofFailure(u"sync_failed"_s, {}, why); }

Event events::syncCancelled(Outcome outcome)
{
    return make(u"sync_cancelled"_s, Level::Info, {}, {wordOf(outcome)});
}

Event events::runInterrupted(qint64 run, const Counts &counts)
{
    Event event = make(u"run_interrupted"_s, Level::Warning, {}, {text(run)});
    event.counts = counts;
    return event;
}

Event events::objectSynced(const QString &object, const QString &table, const Counts &counts)
{
    Event event = make(u"object_synced"_s, Level::Info, object, {table});
    event.counts = counts;
    return event;
}

Event events::objectFailed(const QString &object, const Failure &why)
{
    return ofFailure(u"object_failed"_s, object, why);
}

Event events::wayChosen(
    const QString &object, ReadWay way, ReadReason why, std::optional<qint64> expected)
{
    // A run that finds nothing to do every five minutes is no news.
    const bool isNews = why != ReadReason::FewChanged || expected.value_or(1) > 0;
    return make(u"way_chosen"_s, isNews ? Level::Info : Level::Debug, object,
        {wordOf(way), wordOf(why), expected ? text(*expected) : QString()});
}

Event events::pullResumed(const QString &object, qint64 records)
{
    return make(u"pull_resumed"_s, Level::Info, object, {text(records)});
}

Event events::bulkJob(
    const QString &object, const QString &job, const QString &state, qint64 processed)
{
    return make(u"bulk_job"_s, Level::Info, object, {job, state, text(processed)});
}

Event events::fieldLeftOut(const QString &object, const QString &field)
{
    return make(u"field_left_out"_s, Level::Warning, object, {object, field});
}

Event events::notVisible(const QString &object, qint64 records)
{
    return make(u"not_visible"_s, Level::Warning, object, {object, text(records)});
}

Event events::tokenRefreshed() { return make(u"token_refreshed"_s, Level::Info, {}, {}); }

Event events::requestRetried(const Failure &why, std::chrono::milliseconds wait)
{
    const double seconds = static_cast<double>(wait.count()) / 1000;
    Event event = make(
        u"request_retried"_s, Level::Warning, {}, {why.code(), QString::number(seconds, 'f', 1)});
    event.raw = why.raw;
    return event;
}

Event events::apiLimit(qint64 used, qint64 maximum)
{
    return make(u"api_limit"_s, Level::Warning, {}, {text(used), text(maximum)});
}

Event events::possibleDuplicate(
    const QString &object, const QString &record, const QString &match, DuplicateReason why)
{
    return make(
        u"possible_duplicate"_s, Level::Warning, object, {object, record, match, wordOf(why)});
}

Event events::personJoined(const QString &object, const QString &row, const QString &match)
{
    return make(u"person_joined"_s, Level::Debug, object, {row, match});
}

Event events::recordMerged(
    const QString &object, const QString &loser, const QString &master, const QString &row)
{
    return make(u"record_merged"_s, Level::Info, object, {loser, master, row});
}

Event events::recordFailed(const QString &object, const QString &record, const QString &raw)
{
    Event event = make(u"record_failed"_s, Level::Error, object, {object, record});
    event.raw = raw;
    return event;
}

Event events::connected(const QString &user) { return byUser(u"connected"_s, user); }

Event events::reconnected(const QString &user) { return byUser(u"reconnected"_s, user); }

Event events::paused(const QString &user) { return byUser(u"paused"_s, user); }

Event events::resumed(const QString &user) { return byUser(u"resumed"_s, user); }

Event events::disconnected(const QString &user, bool revoked, const QString &raw)
{
    Event event = make(u"disconnected"_s, revoked ? Level::Info : Level::Warning, {},
        {user, revoked ? u"revoked"_s : u"not_revoked"_s});
    event.raw = raw;
    return event;
}

Event events::signInNeeded(const QString &raw)
{
    Event event = make(u"sign_in_needed"_s, Level::Error, {}, {});
    event.raw = raw;
    return event;
}

Event events::workspaceMigrated(int from, int to, const QString &backup)
{
    return make(u"workspace_migrated"_s, Level::Info, {}, {text(from), text(to), backup});
}

Event events::logTrimmed(qint64 lines, const QDateTime &newest)
{
    return make(u"log_trimmed"_s, Level::Info, {}, {text(lines), isoUtc(newest)});
}
