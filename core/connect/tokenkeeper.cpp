#include "connect/tokenkeeper.h"

#include "salesforce/oauth/oauth.h"
#include "secrets/secretkeys.h"
#include "values/eventmakers.h"
#include "workspace/holder.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

constexpr auto leaseTime = 60s;
constexpr auto glance = 250ms; ///< between two looks at what another program is doing
constexpr int triesWhileProcessed = 6;

QString leaseName(qint64 connection) { return u"token:"_s + QString::number(connection); }

bool isBeingProcessed(const Failure &why)
{
    return why.raw.contains(u"already being processed"_s, Qt::CaseInsensitive);
}

} // namespace

Result<Lease> waitForTokenLease(
    const EngineParts &parts, Workspace &workspace, qint64 connection, const std::stop_token &stop)
{
    const QString name = holder::make();
    while (true) {
        Transaction work(workspace);
        const std::optional<Lease> lease =
            holder::take(leaseName(connection), name, leaseTime, work);
        const Result<void> done = work.commit();
        if (!done)
            return done.failure();
        if (lease)
            return *lease;
        if (!parts.pause->wait(glance, stop))
            return failure(Problem::Cancelled);
    }
}

TokenKeeper::TokenKeeper(const EngineParts &parts, qint64 connection, const std::stop_token &stop)
    : m_parts(parts), m_connection(connection), m_stop(stop)
{
}

Result<Access> TokenKeeper::current()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_known)
            return *m_known;
    }
    Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_parts.workspace, Workspace::Opening::ExistingOnly, *m_parts.clock);
    if (!workspace)
        return workspace.failure();
    const Result<Connection> known = connection(**workspace);
    if (!known)
        return known.failure();
    const Result<std::optional<Secret>> token =
        stored(secretkeys::accessToken((*workspace)->id(), m_connection));
    if (!token)
        return token.failure();
    if (!*token)
        return renewed(Secret());
    const std::scoped_lock lock(m_mutex);
    m_known = Access{**token, known->instanceUrl};
    return *m_known;
}

Result<Access> TokenKeeper::renewed(const Secret &failed)
{
    // One of our threads at a time; the other then finds the new token here.
    const std::scoped_lock lock(m_mutex);
    if (m_known && !(m_known->token == failed))
        return *m_known;
    m_known.reset();

    Result<std::unique_ptr<Workspace>> workspace =
        Workspace::open(m_parts.workspace, Workspace::Opening::ExistingOnly, *m_parts.clock);
    if (!workspace)
        return workspace.failure();
    Result<Access> access = renew(**workspace, failed);
    if (access)
        m_known = *access;
    return access;
}

/// Takes the lease or waits for whoever has it: when that one is done, the stored token is another
/// than the failed one, and holding the lease ourselves ends at once.
Result<Access> TokenKeeper::renew(Workspace &workspace, const Secret &failed)
{
    while (true) {
        const Result<Lease> lease = waitForTokenLease(m_parts, workspace, m_connection, m_stop);
        if (!lease)
            return lease.failure();
        Result<std::optional<Access>> access = renewHolding(workspace, *lease, failed);
        Transaction work(workspace);
        Leases::release(*lease, work);
        const Result<void> released = work.commit();
        if (!access)
            return access.failure();
        if (*access)
            return **access;
        if (!released)
            return released.failure();
    }
}

/// None: the stored refresh token changed under us, begin again.
Result<std::optional<Access>> TokenKeeper::renewHolding(
    Workspace &workspace, const Lease &lease, const Secret &failed)
{
    const QString refreshKey = secretkeys::refreshToken(workspace.id(), m_connection);
    for (int attempt = 1;; ++attempt) {
        const Result<Connection> known = connection(workspace);
        if (!known)
            return known.failure();
        const Result<std::optional<Secret>> token =
            stored(secretkeys::accessToken(workspace.id(), m_connection));
        if (!token)
            return token.failure();
        if (*token && !(**token == failed))
            return std::optional<Access>(Access{**token, known->instanceUrl});

        const Result<std::optional<Secret>> refresh = stored(refreshKey);
        if (!refresh)
            return refresh.failure();
        if (!*refresh)
            return signInNeeded(workspace, lease, failure(Problem::SignInNeeded));

        const std::unique_ptr<HttpTransport> transport = m_parts.makeTransport(m_stop);
        const oauth::Client client{QUrl(known->loginUrl), known->clientId, known->callback};
        const Result<TokenGrant> grant = oauth::refresh(*transport, client, **refresh);
        if (grant) {
            const Result<Access> access = keep(workspace, lease, *grant);
            if (!access)
                return access.failure();
            return std::optional<Access>(*access);
        }
        if (isBeingProcessed(grant.failure()) && attempt < triesWhileProcessed) {
            // Somebody beyond our lease (another workspace with the same sign-in) is at it.
            if (!m_parts.pause->wait(attempt * 500ms, m_stop))
                return failure(Problem::Cancelled);
            continue;
        }
        if (grant.failure().problem != Problem::SignInNeeded)
            return grant.failure();
        const Result<std::optional<Secret>> now = stored(refreshKey);
        if (!now)
            return now.failure();
        if (*now && !(**now == **refresh))
            return std::optional<Access>();
        return signInNeeded(workspace, lease, grant.failure());
    }
}

/// New secrets are stored before anybody uses them. A rotated refresh token goes first: the old one
/// is worth nothing any more, while a lost access token only costs another refresh.
Result<Access> TokenKeeper::keep(Workspace &workspace, const Lease &lease, const TokenGrant &grant)
{
    if (!grant.refreshToken.isEmpty()) {
        const Result<void> kept = m_parts.secrets->write(
            secretkeys::refreshToken(workspace.id(), m_connection), grant.refreshToken);
        if (!kept)
            return kept.failure();
    }
    const Result<void> kept = m_parts.secrets->write(
        secretkeys::accessToken(workspace.id(), m_connection), grant.accessToken);
    if (!kept)
        return kept.failure();

    Transaction work(workspace);
    Leases::renew(lease, leaseTime, work);
    std::optional<Connection> known = Connections::find(m_connection, work);
    if (!known) {
        work.spoil(failure(Problem::ConnectionUnknown, {QString::number(m_connection)}));
        return work.failure();
    }
    known->tokenGeneration += 1;
    known->tokenExpired = false;
    known->tokenIssuedAt = grant.issuedAt.isValid() ? grant.issuedAt : m_parts.clock->now();
    if (!grant.instanceUrl.isEmpty())
        known->instanceUrl = grant.instanceUrl;
    Connections::update(*known, work);
    return work.commit(Access{grant.accessToken, known->instanceUrl});
}

Failure TokenKeeper::signInNeeded(Workspace &workspace, const Lease &lease, const Failure &why)
{
    Transaction work(workspace);
    Leases::renew(lease, leaseTime, work);
    if (std::optional<Connection> known = Connections::find(m_connection, work);
        known && !known->tokenExpired) {
        known->tokenExpired = true;
        Connections::update(*known, work);
        Event event = events::signInNeeded(why.raw);
        event.at = m_parts.clock->now();
        event.connection = m_connection;
        Events::add(event, work);
    }
    const Result<void> done = work.commit();
    return done ? why : done.failure();
}

Result<std::optional<Secret>> TokenKeeper::stored(const QString &key)
{
    return m_parts.secrets->read(key);
}

Result<Connection> TokenKeeper::connection(Workspace &workspace) const
{
    Transaction work(workspace, Transaction::Access::Read);
    const std::optional<Connection> found = Connections::find(m_connection, work);
    const Result<void> done = work.commit();
    if (!done)
        return done.failure();
    if (!found)
        return failure(Problem::ConnectionUnknown, {QString::number(m_connection)});
    if (!found->signedIn)
        return failure(Problem::Disconnected, {found->name});
    return *found;
}
