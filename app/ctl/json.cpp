#include "ctl/json.h"

#include "ctl/arguments.h"
#include "ctl/text.h"

#include "base/redact.h"
#include "base/timestamp.h"
#include "wording/wording.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

QJsonValue time(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(isoUtc(time)) : QJsonValue();
}

QJsonValue orNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

template <typename Number>
QJsonValue number(const std::optional<Number> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

/// Milliseconds are enough, and 0.30000000000000004 helps nobody.
double seconds(double seconds) { return std::round(seconds * 1000) / 1000; }

QJsonObject counts(const Counts &counts)
{
    return {{u"records_imported"_s, counts.imported}, {u"records_updated"_s, counts.updated},
        {u"records_deleted"_s, counts.deleted}, {u"failed"_s, counts.failed},
        {u"held"_s, counts.held}};
}

QJsonObject object(const ConnectionStatus::ObjectStatus &object)
{
    return {{u"object"_s, object.object}, {u"table"_s, object.table},
        {u"salesforce_records"_s, number(object.salesforceRecords)},
        {u"local_rows"_s, object.localRows}, {u"failed"_s, object.failed},
        {u"last_sync"_s, time(object.lastSync)}, {u"cursor_field"_s, orNull(object.cursorField)},
        {u"cursor_value"_s, orNull(object.cursorValue)}, {u"syncing"_s, object.syncing},
        {u"percent"_s, number(object.percent)},
        {u"left_out"_s, QJsonArray::fromStringList(object.leftOut)}};
}

QJsonValue lastRun(const std::optional<Run> &run)
{
    if (!run)
        return {};
    return QJsonObject{{u"run"_s, run->id}, {u"kind"_s, run->kind},
        {u"outcome"_s, orNull(run->outcome)}, {u"started_at"_s, time(run->startedAt)},
        {u"ended_at"_s, time(run->endedAt)}, {u"counts"_s, counts(run->counts)},
        {u"api_calls"_s, run->apiCalls}, {u"seconds"_s, seconds(run->seconds)}};
}

/// Signed in to an org, whatever it is doing at the moment.
bool isConnected(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Connected:
    case ConnectionState::Syncing:
    case ConnectionState::Paused:
    case ConnectionState::WaitingForQuota:
    case ConnectionState::Offline:
        return true;
    case ConnectionState::TokenExpired:
    case ConnectionState::Disconnected:
    case ConnectionState::Incomplete:
        return false;
    }
    return false;
}

/// `{"code","message","raw"}` as an error has it.
QJsonObject refusal(const Event &event)
{
    return {{u"code"_s, event.arguments.value(0)}, {u"message"_s, wording::sentence(event)},
        {u"raw"_s, orNull(event.raw)}};
}

} // namespace

QJsonObject json::connection(const ConnectionStatus &status)
{
    const Connection &known = status.connection;
    return {{u"id"_s, known.id}, {u"name"_s, known.name}, {u"environment"_s, known.environment},
        {u"state"_s, stateName(status.state)}, {u"instance_url"_s, orNull(known.instanceUrl)},
        {u"org_id"_s, orNull(known.orgId)}, {u"username"_s, orNull(known.username)}};
}

QJsonObject json::status(const ConnectionStatus &status)
{
    const Connection &known = status.connection;
    QJsonObject document = connection(status);
    document[u"connected"_s] = isConnected(status.state);
    document[u"api_version"_s] = orNull(known.apiVersion);
    document[u"token_expires_at"_s] =
        status.tokenExpiresAt ? time(*status.tokenExpiresAt) : QJsonValue();
    if (!status.tokenExpiresAt)
        document[u"token_expires_at_reason"_s] =
            Ctl::tr("Salesforce does not say when a token expires; it is renewed when needed.");
    document[u"last_sync"_s] = time(known.lastSync);
    document[u"next_sync"_s] = time(status.nextSync);
    document[u"stale"_s] = status.stale;
    document[u"percent"_s] = number(status.percent);
    document[u"waiting_until"_s] = time(known.waitingForQuotaUntil);
    document[u"sync_stats"_s] = QJsonObject{{u"contacts_synced"_s, status.contactsSynced},
        {u"contacts_failed"_s, status.contactsFailed},
        {u"activities_synced"_s, status.activitiesSynced},
        {u"last_full_sync"_s, time(known.lastFullSync)}};
    document[u"api_calls"_s] =
        QJsonObject{{u"used"_s, number(known.apiUsed)}, {u"maximum"_s, number(known.apiMaximum)}};
    document[u"last_run"_s] = lastRun(status.lastRun);
    document[u"last_failure"_s] =
        status.lastFailure ? QJsonValue(error(*status.lastFailure)) : QJsonValue();
    QJsonArray objects;
    for (const ConnectionStatus::ObjectStatus &each : status.objects)
        objects.append(object(each));
    document[u"objects"_s] = objects;
    return document;
}

QJsonObject json::run(const RunReport &report, const std::vector<Event> &refused)
{
    QJsonArray objects;
    for (const RunObject &each : report.objects) {
        QJsonObject entry{{u"object"_s, each.object}, {u"table"_s, each.table},
            {u"records_imported"_s, each.counts.imported},
            {u"records_updated"_s, each.counts.updated},
            {u"records_deleted"_s, each.counts.deleted}, {u"pushed_created"_s, 0},
            {u"pushed_updated"_s, 0}, {u"pushed_deleted"_s, 0}, {u"failed"_s, each.counts.failed},
            {u"conflicts"_s, 0}, {u"held"_s, each.counts.held}};
        for (const Event &event : refused) {
            if (event.object == each.object)
                entry[u"error"_s] = refusal(event);
        }
        objects.append(entry);
    }
    QJsonObject document{{u"run"_s, report.run}, {u"kind"_s, orNull(report.kind)},
        {u"outcome"_s, report.outcome}, {u"api_calls"_s, report.apiCalls},
        {u"seconds"_s, seconds(report.seconds)}, {u"objects"_s, objects}};
    if (report.stoppedBy)
        document[u"error"_s] = error(*report.stoppedBy);
    return document;
}

QJsonObject json::event(const Event &event)
{
    return {{u"id"_s, event.id}, {u"at"_s, time(event.at)},
        {u"run"_s, event.run == 0 ? QJsonValue() : QJsonValue(event.run)}, {u"event"_s, event.name},
        {u"level"_s, levelName(event.level)}, {u"object"_s, orNull(event.object)},
        {u"message"_s, wording::sentence(event)}, {u"raw"_s, orNull(event.raw)},
        {u"counts"_s, event.counts ? QJsonValue(counts(*event.counts)) : QJsonValue()},
        {u"api_calls"_s, number(event.apiCalls)},
        {u"seconds"_s, event.seconds ? QJsonValue(::seconds(*event.seconds)) : QJsonValue()}};
}

QJsonObject json::error(const Failure &failure)
{
    return {{u"code"_s, failure.code()}, {u"message"_s, text::sentence(failure)},
        {u"raw"_s, orNull(redact(failure.raw))}};
}
