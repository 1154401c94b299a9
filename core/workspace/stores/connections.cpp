#include "workspace/stores/connections.h"

#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

Connection connectionOf(const Row &row)
{
    Reader from(row);
    Connection c;
    c.id = from.integer();
    c.name = from.text();
    c.environment = from.word<Environment>().value_or(Environment::Production);
    c.loginUrl = from.text();
    c.clientId = from.text();
    c.callback = from.text();
    c.instanceUrl = from.text();
    c.orgId = from.text();
    c.orgName = from.text();
    c.userId = from.text();
    c.username = from.text();
    c.apiVersion = from.text();
    c.templateName = from.text();
    c.tablePrefix = from.text();
    c.complete = from.yes();
    c.signedIn = from.yes();
    c.tokenExpired = from.yes();
    c.paused = from.yes();
    c.offline = from.yes();
    c.waitingForQuotaUntil = from.time();
    c.tokenIssuedAt = from.time();
    c.lastSync = from.time();
    c.lastFullSync = from.time();
    c.createdAt = from.time();
    c.apiUsed = optionalInteger(from.next());
    c.apiMaximum = optionalInteger(from.next());
    c.tokenGeneration = from.integer();
    return c;
}

const QString selectConnection =
    u"SELECT id, name, environment, login_url, client_id, callback, instance_url, org_id, "
    "org_name, user_id, username, api_version, template, table_prefix, complete, signed_in, "
    "token_expired, paused, offline, waiting_for_quota_until, token_issued_at, last_sync, "
    "last_full_sync, created_at, api_used, api_maximum, token_generation FROM orgmend_connection"_s;

} // namespace

qint64 Connections::add(const Connection &c, Transaction &work)
{
    const QDateTime createdAt =
        c.createdAt.isValid() ? c.createdAt : work.workspace().clock().now();
    work.run(u"INSERT INTO orgmend_connection (name, environment, login_url, client_id, callback, "
             "instance_url, org_id, org_name, user_id, username, api_version, template, "
             "table_prefix, complete, signed_in, token_expired, paused, offline, "
             "waiting_for_quota_until, token_issued_at, last_sync, last_full_sync, created_at, "
             "api_used, api_maximum, token_generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
             "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        c.name, wordOf(c.environment), c.loginUrl, c.clientId, c.callback, c.instanceUrl, c.orgId,
        c.orgName, c.userId, c.username, c.apiVersion, c.templateName, c.tablePrefix, c.complete,
        c.signedIn, c.tokenExpired, c.paused, c.offline, c.waitingForQuotaUntil, c.tokenIssuedAt,
        c.lastSync, c.lastFullSync, createdAt, orNull(c.apiUsed), orNull(c.apiMaximum),
        c.tokenGeneration);
    return work.lastInsertId();
}

void Connections::update(const Connection &c, Transaction &work)
{
    work.run(u"UPDATE orgmend_connection SET name = ?, environment = ?, login_url = ?, "
             "client_id = ?, callback = ?, instance_url = ?, org_id = ?, org_name = ?, "
             "user_id = ?, username = ?, api_version = ?, template = ?, table_prefix = ?, "
             "complete = ?, signed_in = ?, token_expired = ?, paused = ?, offline = ?, "
             "waiting_for_quota_until = ?, token_issued_at = ?, last_sync = ?, "
             "last_full_sync = ?, created_at = ?, api_used = ?, api_maximum = ?, "
             "token_generation = ? WHERE id = ?"_s,
        c.name, wordOf(c.environment), c.loginUrl, c.clientId, c.callback, c.instanceUrl, c.orgId,
        c.orgName, c.userId, c.username, c.apiVersion, c.templateName, c.tablePrefix, c.complete,
        c.signedIn, c.tokenExpired, c.paused, c.offline, c.waitingForQuotaUntil, c.tokenIssuedAt,
        c.lastSync, c.lastFullSync, c.createdAt, orNull(c.apiUsed), orNull(c.apiMaximum),
        c.tokenGeneration, c.id);
}

std::vector<Connection> Connections::all(Transaction &work)
{
    std::vector<Connection> connections;
    for (const Row &row : work.rows(selectConnection + u" ORDER BY id"_s))
        connections.push_back(connectionOf(row));
    return connections;
}

std::optional<Connection> Connections::find(qint64 id, Transaction &work)
{
    const Row row = work.row(selectConnection + u" WHERE id = ?"_s, id);
    return row.empty() ? std::nullopt : std::optional(connectionOf(row));
}

void Connections::removeIncomplete(qint64 id, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_connection WHERE id = ? AND NOT complete"_s, id);
}
