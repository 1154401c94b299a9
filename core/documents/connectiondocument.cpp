#include "documents/connectiondocument.h"

#include "documents/jsonvalues.h"
#include "wording/wording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace jsonvalues;

namespace {

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
    return QJsonObject{{u"run"_s, run->id}, {u"kind"_s, wordOf(run->kind)},
        {u"outcome"_s, word(run->outcome)}, {u"started_at"_s, time(run->startedAt)},
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

} // namespace

QJsonObject documents::connection(const ConnectionStatus &status)
{
    const Connection &known = status.connection;
    return {{u"id"_s, known.id}, {u"name"_s, known.name},
        {u"environment"_s, wordOf(known.environment)}, {u"state"_s, wordOf(status.state)},
        {u"instance_url"_s, orNull(known.instanceUrl)}, {u"org_id"_s, orNull(known.orgId)},
        {u"username"_s, orNull(known.username)}};
}

QJsonObject documents::status(const ConnectionStatus &status, const Tell &tell)
{
    const Connection &known = status.connection;
    QJsonObject document = connection(status);
    document[u"connected"_s] = isConnected(status.state);
    document[u"api_version"_s] = orNull(known.apiVersion);
    document[u"token_expires_at"_s] = QJsonValue(); // S0-46: null, with the reason
    document[u"token_expires_at_reason"_s] = wording::tokenExpiryUnknown();
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
        status.lastFailure ? QJsonValue(error(*status.lastFailure, tell)) : QJsonValue();
    QJsonArray objects;
    for (const ConnectionStatus::ObjectStatus &each : status.objects)
        objects.append(object(each));
    document[u"objects"_s] = objects;
    return document;
}
