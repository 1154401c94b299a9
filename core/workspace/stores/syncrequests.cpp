#include "workspace/stores/syncrequests.h"

#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

const QString selectRequest =
    u"SELECT id, connection, full_sync, objects, origin, run FROM orgmend_sync_request"_s;

SyncRequestRow requestOf(const Row &row)
{
    Reader from(row);
    SyncRequestRow request;
    request.id = from.integer();
    request.connection = from.integer();
    request.full = from.yes();
    request.objects = from.list();
    request.origin = from.word<Origin>().value_or(Origin::Schedule);
    request.run = from.integer();
    return request;
}

} // namespace

qint64 SyncRequests::add(const SyncRequestRow &request, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_sync_request (connection, full_sync, objects, origin, asked_at, "
             "run) VALUES (?, ?, ?, ?, ?, 0)"_s,
        request.connection, request.full, jsonList(request.objects), wordOf(request.origin),
        work.workspace().clock().now());
    return work.lastInsertId();
}

std::vector<SyncRequestRow> SyncRequests::waiting(qint64 connection, Transaction &work)
{
    std::vector<SyncRequestRow> requests;
    for (const Row &row :
        work.rows(selectRequest + u" WHERE connection = ? AND run = 0 ORDER BY id"_s, connection))
        requests.push_back(requestOf(row));
    return requests;
}

void SyncRequests::take(qint64 request, qint64 run, Transaction &work)
{
    work.run(u"UPDATE orgmend_sync_request SET run = ? WHERE id = ? AND run = 0"_s, run, request);
}

std::optional<SyncRequestRow> SyncRequests::find(qint64 request, Transaction &work)
{
    const Row row = work.row(selectRequest + u" WHERE id = ?"_s, request);
    return row.empty() ? std::nullopt : std::optional(requestOf(row));
}

void SyncRequests::askToStop(qint64 connection, StopReason why, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_stop_request (connection, why, asked_at) VALUES (?, ?, ?) "
             "ON CONFLICT (connection) DO UPDATE SET why = excluded.why, "
             "asked_at = excluded.asked_at"_s,
        connection, wordOf(why), work.workspace().clock().now());
}

std::optional<StopReason> SyncRequests::stopAsked(qint64 connection, Transaction &work)
{
    return fromWord<StopReason>(
        work.value(u"SELECT why FROM orgmend_stop_request WHERE connection = ?"_s, connection)
            .toString());
}

void SyncRequests::clearStop(qint64 connection, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_stop_request WHERE connection = ?"_s, connection);
}
