#include "connect/connectflow.h"

#include "connect/naming.h"
#include "connect/templatesetup.h"
#include "connect/tokenkeeper.h"
#include "secrets/secretkeys.h"
#include "wording/wording.h"
#include "workspace/holder.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/syncrequests.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = Failure::Problem;

namespace {

constexpr auto signInLease = 60s;
constexpr auto questionLives = 10min;
constexpr auto patienceWithRun = 10s;
constexpr auto betweenLooks = 200ms;

Result<std::unique_ptr<Workspace>> opened(const EngineParts &parts, Workspace::Opening opening)
{
    return Workspace::open(parts.workspace, opening, *parts.clock);
}

Result<Connection> found(Workspace &workspace, qint64 id)
{
    Transaction work(workspace, Transaction::Access::Read);
    const std::optional<Connection> connection = Connections::find(id, work);
    const Result<void> done = work.commit();
    if (!done)
        return done.failure();
    if (!connection)
        return failure(Problem::ConnectionUnknown, {QString::number(id)});
    return *connection;
}

void takeOver(Connection &connection, const SignIn &signIn)
{
    connection.environment = signIn.environment;
    connection.loginUrl = signIn.loginUrl.toString();
    connection.clientId = signIn.clientId;
    if (!signIn.callback.isEmpty())
        connection.callback = signIn.callback;
    connection.instanceUrl = signIn.grant.instanceUrl;
    connection.orgId = signIn.orgId;
    connection.orgName = signIn.orgName;
    connection.userId = signIn.userId;
    connection.username = signIn.username;
    connection.apiVersion = signIn.apiVersion;
}

void log(Event event, const Connection &connection, const QDateTime &at, Transaction &work)
{
    event.at = at;
    event.connection = connection.id;
    Events::add(event, work);
}

} // namespace

Result<qint64> ConnectFlow::connect(
    const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop)
{
    const Result<SignInTarget> target = signin::targetOf(request.environment, request.loginUrl);
    if (!target)
        return target.failure();
    const Result<std::unique_ptr<Workspace>> workspace =
        opened(m_parts, Workspace::Opening::CreateIfMissing);
    if (!workspace)
        return workspace.failure();
    const Result<void> possible = checkBeforeSignIn(**workspace, request);
    if (!possible)
        return possible.failure();

    const std::optional<SignIn> again = request.acceptOtherEnvironment
        ? remembered(request.clientId, target->loginUrl)
        : std::nullopt;
    const Result<SignIn> signedIn = again
        ? Result<SignIn>(*again)
        : signIn(request, target->loginUrl, request.callbackPort, open, stop);
    if (!signedIn)
        return signedIn.failure();
    if (target->believed && target->believed != signedIn->environment
        && !request.acceptOtherEnvironment) {
        remember(*signedIn, target->loginUrl);
        return failure(Problem::EnvironmentMismatch,
            {wordOf(target->believed), wordOf(signedIn->environment)});
    }

    const Result<Connection> connection = reserve(**workspace, request, *signedIn);
    if (!connection) {
        // Nobody will use this sign-in. It is only courtesy: what the admin has to know is why the
        // connection was not made.
        if (request.refreshToken.isEmpty())
            static_cast<void>(signin::giveBack(m_parts, *signedIn, stop));
        return connection.failure();
    }
    const Result<void> settled =
        settle(**workspace, *connection, *signedIn, events::connected, stop);
    if (!settled) {
        forget(**workspace, connection->id);
        return settled.failure();
    }
    return connection->id;
}

/// What would make a sign-in useless is found before anybody signs in.
Result<void> ConnectFlow::checkBeforeSignIn(
    Workspace &workspace, const ConnectRequest &request) const
{
    if (!templatesetup::isKnown(request.templateName))
        return failure(Problem::UsageWrong, {wording::templateUnknown(request.templateName)});
    Transaction work(workspace, Transaction::Access::Read);
    const std::vector<Connection> others = Connections::all(work);
    const Result<void> done = work.commit();
    if (!done)
        return done;
    for (const Connection &other : others) {
        if (!other.complete)
            continue;
        if (!request.name.isEmpty() && other.name == request.name)
            return failure(Problem::ConnectionNameTaken, {request.name});
        if (!request.tablePrefix.isEmpty() && other.tablePrefix == request.tablePrefix)
            return failure(Problem::PrefixTaken, {request.tablePrefix, other.name});
    }
    const Result<std::optional<Secret>> probe =
        m_parts.secrets->read(secretkeys::accessToken(workspace.id(), 0));
    if (!probe)
        return probe.failure();
    return {};
}

Result<SignIn> ConnectFlow::signIn(const ConnectRequest &request, const QUrl &loginUrl,
    quint16 port, const OpenPage &open, const std::stop_token &stop)
{
    if (!request.refreshToken.isEmpty())
        return signin::withRefreshToken(
            m_parts, loginUrl, request.clientId, request.instanceUrl, request.refreshToken, stop);
    const auto lookAndOpen = [&](const QUrl &page) -> Result<void> {
        const Result<void> there = signin::lookAt(m_parts, loginUrl, stop);
        return there ? open(page) : there;
    };
    return signin::throughBrowser(m_parts, loginUrl, request.clientId, port,
        request.pageOpensElsewhere ? open : OpenPage(lookAndOpen), stop);
}

void ConnectFlow::remember(const SignIn &signIn, const QUrl &loginUrl)
{
    const std::scoped_lock lock(m_mutex);
    m_question = Question{signIn, loginUrl, m_parts.clock->now()};
}

std::optional<SignIn> ConnectFlow::remembered(const QString &clientId, const QUrl &loginUrl)
{
    const std::scoped_lock lock(m_mutex);
    const std::optional<Question> question = std::exchange(m_question, std::nullopt);
    if (!question || question->loginUrl != loginUrl || question->signIn.clientId != clientId
        || question->askedAt.addDuration(questionLives) < m_parts.clock->now())
        return std::nullopt;
    return question->signIn;
}

/// A row for the connection, incomplete yet. One org has one connection (S1-23), whether it is
/// signed in or not: what was disconnected is reconnected.
Result<Connection> ConnectFlow::reserve(
    Workspace &workspace, const ConnectRequest &request, const SignIn &signIn) const
{
    Transaction work(workspace);
    Connection connection;
    std::vector<Connection> others;
    for (const Connection &other : Connections::all(work)) {
        if (other.orgId != signIn.orgId) {
            others.push_back(other);
        } else if (other.complete) {
            work.spoil(failure(Problem::OrgAlreadyConnected, {signIn.orgId, other.name}));
            return work.failure();
        } else {
            connection = other;
        }
    }
    takeOver(connection, signIn);
    connection.templateName = request.templateName;
    connection.name =
        naming::connectionName(request.name.isEmpty() ? signIn.orgName : request.name, others);
    connection.tablePrefix = request.tablePrefix.isEmpty() ? naming::tablePrefix(connection, others)
                                                           : request.tablePrefix;
    connection.createdAt = m_parts.clock->now();
    if (connection.id == 0)
        connection.id = Connections::add(connection, work);
    else
        Connections::update(connection, work);
    return work.commit(connection);
}

/// Secrets first, then everything the workspace has to know, in one transaction. Under the token
/// lease, so that a refresh of the old sign-in in another program can't write over the new one.
Result<void> ConnectFlow::settle(Workspace &workspace, const Connection &connection,
    const SignIn &signIn, events::MakeUserEvent makeEvent, const std::stop_token &stop) const
{
    Result<templatesetup::Prepared> prepared =
        templatesetup::prepare(m_parts, connection, signIn, stop);
    if (!prepared)
        return prepared.failure();
    const Result<Lease> lease = waitForTokenLease(m_parts, workspace, connection.id, stop);
    if (!lease)
        return lease.failure();
    Result<void> kept = {};
    if (!signIn.grant.refreshToken.isEmpty())
        kept = m_parts.secrets->write(
            secretkeys::refreshToken(workspace.id(), connection.id), signIn.grant.refreshToken);
    if (kept)
        kept = m_parts.secrets->write(
            secretkeys::accessToken(workspace.id(), connection.id), signIn.grant.accessToken);

    Transaction work(workspace);
    Leases::renew(*lease, signInLease, work);
    Leases::release(*lease, work);
    if (!kept) {
        const Result<void> released = work.commit();
        return released ? kept : released;
    }
    std::optional<Connection> now = Connections::find(connection.id, work);
    if (!now) {
        work.spoil(failure(Problem::ConnectionUnknown, {connection.name}));
        return work.commit();
    }
    takeOver(*now, signIn);
    if (!now->complete)
        templatesetup::create(*now, *prepared, work);
    now->complete = true;
    now->signedIn = true;
    now->tokenExpired = false;
    now->offline = false;
    now->tokenGeneration += 1;
    now->tokenIssuedAt =
        signIn.grant.issuedAt.isValid() ? signIn.grant.issuedAt : m_parts.clock->now();
    Connections::update(*now, work);
    log(makeEvent(now->username), *now, m_parts.clock->now(), work);
    return work.commit();
}

/// A connection that could not be made leaves nothing behind.
void ConnectFlow::forget(Workspace &workspace, qint64 connection) const
{
    // The reason to report is why the connection was not made; what can't be removed now is
    // overwritten by the next attempt, which completes the same row.
    static_cast<void>(m_parts.secrets->remove(secretkeys::accessToken(workspace.id(), connection)));
    static_cast<void>(
        m_parts.secrets->remove(secretkeys::refreshToken(workspace.id(), connection)));
    Transaction work(workspace);
    Connections::removeIncomplete(connection, work);
    static_cast<void>(work.commit());
}

Result<void> ConnectFlow::reconnect(
    qint64 id, const ConnectRequest &request, const OpenPage &open, const std::stop_token &stop)
{
    const Result<std::unique_ptr<Workspace>> workspace =
        opened(m_parts, Workspace::Opening::ExistingOnly);
    if (!workspace)
        return workspace.failure();
    const Result<Connection> connection = found(**workspace, id);
    if (!connection)
        return connection.failure();
    const Result<std::optional<Secret>> old =
        m_parts.secrets->read(secretkeys::refreshToken((*workspace)->id(), id));
    if (!old)
        return old.failure();

    ConnectRequest known = request;
    if (known.clientId.isEmpty())
        known.clientId = connection->clientId;
    const QString host = request.loginUrl.isEmpty() ? connection->loginUrl : request.loginUrl;
    const Result<SignInTarget> target = signin::targetOf({}, host);
    if (!target)
        return target.failure();
    const quint16 port = naming::callbackPort(request.callbackPort, connection->callback);

    const std::optional<SignIn> again =
        request.acceptOtherUser ? remembered(known.clientId, target->loginUrl) : std::nullopt;
    const Result<SignIn> signedIn =
        again ? Result<SignIn>(*again) : signIn(known, target->loginUrl, port, open, stop);
    if (!signedIn)
        return signedIn.failure();
    const Result<void> same = checkSameOwner(*connection, *signedIn, request.acceptOtherUser);
    if (!same) {
        if (same.failure().problem == Problem::OtherUser)
            remember(*signedIn, target->loginUrl);
        else if (request.refreshToken.isEmpty())
            static_cast<void>(
                signin::giveBack(m_parts, *signedIn, stop)); // courtesy, see connect()
        return same;
    }
    const Result<void> settled = settle(**workspace, *connection, *signedIn,
        connection->complete ? events::reconnected : events::connected, stop);
    if (!settled)
        return settled;

    // Salesforce keeps five approvals a user and app: the replaced one should not be one of them.
    // It may be dead or out of reach, and the new sign-in works all the same.
    if (*old && !(**old == signedIn->grant.refreshToken) && !signedIn->grant.refreshToken.isEmpty()
        && connection->signedIn && !connection->tokenExpired) {
        SignIn replaced = *signedIn;
        replaced.grant.refreshToken = **old;
        static_cast<void>(signin::giveBack(m_parts, replaced, stop));
    }
    return {};
}

/// S2-53: nothing is replaced before the admin knows that somebody else signed in.
Result<void> ConnectFlow::checkSameOwner(
    const Connection &connection, const SignIn &signIn, bool acceptOtherUser) const
{
    if (!connection.orgId.isEmpty() && connection.orgId != signIn.orgId)
        return failure(Problem::OtherOrg, {connection.orgId, signIn.orgId});
    if (!connection.userId.isEmpty() && connection.userId != signIn.userId && !acceptOtherUser)
        return failure(Problem::OtherUser, {connection.username, signIn.username});
    return {};
}

Result<void> ConnectFlow::disconnect(qint64 id, const std::stop_token &stop)
{
    const Result<std::unique_ptr<Workspace>> workspace =
        opened(m_parts, Workspace::Opening::ExistingOnly);
    if (!workspace)
        return workspace.failure();
    {
        // From here on nobody starts a run, and one that runs is asked to end.
        Transaction work(**workspace);
        std::optional<Connection> connection = Connections::find(id, work);
        if (!connection) {
            work.spoil(failure(Problem::ConnectionUnknown, {QString::number(id)}));
            return work.commit();
        }
        connection->signedIn = false;
        Connections::update(*connection, work);
        if (holder::alive(naming::syncLease(id), work))
            SyncRequests::askToStop(id, StopReason::Cancelled, work);
        const Result<void> done = work.commit();
        if (!done)
            return done;
    }
    const Result<void> ended = waitForRunToEnd(**workspace, id, stop);
    if (!ended)
        return ended;
    const Result<Connection> connection = found(**workspace, id);
    if (!connection)
        return connection.failure();
    const Result<Lease> lease = waitForTokenLease(m_parts, **workspace, id, stop);
    if (!lease)
        return lease.failure();
    return revokeAndRemove(**workspace, *connection, *lease, stop);
}

/// A run that does not end in time (its program hangs) is left behind: without secrets it can do no
/// more than fail.
Result<void> ConnectFlow::waitForRunToEnd(
    Workspace &workspace, qint64 connection, const std::stop_token &stop) const
{
    const auto begun = m_parts.clock->elapsed();
    while (m_parts.clock->elapsed() - begun < patienceWithRun) {
        Transaction work(workspace, Transaction::Access::Read);
        const bool runs = holder::alive(naming::syncLease(connection), work).has_value();
        const Result<void> done = work.commit();
        if (!done)
            return done;
        if (!runs)
            return {};
        if (!m_parts.pause->wait(betweenLooks, stop))
            return failure(Problem::Cancelled);
    }
    return {};
}

/// Revokes what is there and forgets it here in any case: an admin who disconnects does not want
/// this computer to keep a key. Where Salesforce was out of reach the log says what is left to do.
Result<void> ConnectFlow::revokeAndRemove(Workspace &workspace, const Connection &connection,
    const Lease &lease, const std::stop_token &stop) const
{
    const QString accessKey = secretkeys::accessToken(workspace.id(), connection.id);
    const QString refreshKey = secretkeys::refreshToken(workspace.id(), connection.id);
    std::optional<Failure> notRevoked;
    Result<std::optional<Secret>> token = m_parts.secrets->read(refreshKey);
    if (token && !*token)
        token = m_parts.secrets->read(accessKey);
    Result<void> removed = {};
    if (!token) {
        removed = token.failure();
    } else {
        if (*token) {
            const std::unique_ptr<HttpTransport> transport = m_parts.makeTransport(stop);
            const oauth::Client client{
                QUrl(connection.loginUrl), connection.clientId, connection.callback};
            const Result<void> revoked = oauth::revoke(*transport, client, **token);
            if (!revoked)
                notRevoked = revoked.failure();
        }
        removed = m_parts.secrets->remove(accessKey);
        if (removed)
            removed = m_parts.secrets->remove(refreshKey);
    }

    Transaction work(workspace);
    Leases::renew(lease, signInLease, work);
    Leases::release(lease, work);
    SyncRequests::clearStop(connection.id, work);
    std::optional<Connection> now = Connections::find(connection.id, work);
    if (now && removed) {
        now->tokenExpired = false;
        now->waitingForQuotaUntil = {};
        now->tokenGeneration += 1;
        Connections::update(*now, work);
        log(events::disconnected(now->username, !notRevoked,
                notRevoked ? wording::sentence(*notRevoked) : QString()),
            *now, m_parts.clock->now(), work);
    }
    const Result<void> done = work.commit();
    return removed ? done : removed;
}
