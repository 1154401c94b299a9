#include "app/practiceorg/org/tokens.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 codeSeconds = 15 * 60;
constexpr qsizetype replacedKept = 50;

} // namespace

QByteArray randomText(int length)
{
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray random(length, '\0');
    for (char &c : random)
        c = letters[QRandomGenerator::system()->bounded(static_cast<quint32>(letters.size()))];
    return random;
}

Tokens::Tokens(QByteArray orgId, QString path, std::function<QDateTime()> now)
    : m_orgId(std::move(orgId))
    , m_path(std::move(path))
    , m_now(std::move(now))
    , m_app(practiceApp())
{
}

void Tokens::reset()
{
    const std::scoped_lock lock(m_mutex);
    replaceApp(practiceApp());
    m_codes.clear();
    // Reset puts the data back to the seed. Whoever is signed in stays so, or every test would have
    // to sign in again.
    save();
}

ConnectedApp Tokens::app() const
{
    const std::scoped_lock lock(m_mutex);
    return m_app;
}

void Tokens::setApp(const ConnectedApp &app)
{
    const std::scoped_lock lock(m_mutex);
    replaceApp(app);
    save();
}

void Tokens::replaceApp(const ConnectedApp &app)
{
    // An app may be given another key; what was approved for it stays approved.
    for (Approval &approval : m_approvals) {
        if (approval.clientId == m_app.clientId)
            approval.clientId = app.clientId;
    }
    for (auto &[token, session] : m_sessions) {
        if (session.clientId == m_app.clientId)
            session.clientId = app.clientId;
    }
    m_app = app;
}

std::optional<ConnectedApp> Tokens::app(const QByteArray &clientId) const
{
    const std::scoped_lock lock(m_mutex);
    const ConnectedApp &app = appOf(clientId);
    return app.clientId == clientId ? std::optional(app) : std::nullopt;
}

const ConnectedApp &Tokens::appOf(const QByteArray &clientId) const
{
    return clientId == m_cli.clientId && clientId != m_app.clientId ? m_cli : m_app;
}

QByteArray Tokens::makeCode(const Code &code)
{
    const std::scoped_lock lock(m_mutex);
    forgetOld();
    // Salesforce's codes end in "==", which has to survive the way through an address.
    const QByteArray value = "aPrx" + randomText(60) + "==";
    m_codes[value] = code;
    m_codes[value].madeAt = m_now();
    return value;
}

std::optional<Tokens::Code> Tokens::takeCode(const QByteArray &code)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_codes.find(code);
    if (found == m_codes.end())
        return std::nullopt;
    Code taken = found->second;
    found->second.used = true;
    if (taken.madeAt.secsTo(m_now()) > codeSeconds)
        taken.used = true;
    return taken;
}

Tokens::Grant Tokens::approve(const QByteArray &clientId, const QByteArray &scope, bool refreshable)
{
    const std::scoped_lock lock(m_mutex);
    const Grant grant =
        newSession(clientId, refreshable ? &addApproval(clientId, scope) : nullptr, scope);
    save();
    return grant;
}

Tokens::Approval &Tokens::addApproval(const QByteArray &clientId, const QByteArray &scope)
{
    const auto ofTheApp = [&clientId](
                              const Approval &approval) { return approval.clientId == clientId; };
    const int room = std::max(1, appOf(clientId).maxApprovals);
    while (std::ranges::count_if(m_approvals, ofTheApp) >= room)
        endApproval(std::ranges::find_if(m_approvals, ofTheApp)->number);
    Approval approval;
    approval.number = m_nextApproval++;
    approval.clientId = clientId;
    approval.refreshToken = "5Aep861" + randomText(36) + '.' + randomText(43);
    approval.scope = scope;
    approval.madeAt = m_now();
    return m_approvals.emplace_back(std::move(approval));
}

Tokens::Grant Tokens::newSession(
    const QByteArray &clientId, const Approval *approval, const QByteArray &scope)
{
    forgetOld();
    Grant grant;
    grant.issuedAt = m_now();
    grant.scope = scope;
    grant.accessToken = m_orgId.left(15) + "!AQ" + randomText(46) + '.' + randomText(47);
    if (approval)
        grant.refreshToken = approval->refreshToken;
    m_sessions[grant.accessToken] = {
        approval ? approval->number : 0, clientId, scope, grant.issuedAt, grant.issuedAt, false};
    return grant;
}

Tokens::Refreshed Tokens::refresh(const QByteArray &clientId, const QByteArray &refreshToken)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find_if(m_approvals, [&](const Approval &approval) {
        return approval.refreshToken == refreshToken || approval.replaced.contains(refreshToken);
    });
    if (found == m_approvals.end() || found->clientId != clientId)
        return {Refusal::Expired, {}};
    if (m_refreshesToRefuse > 0) {
        --m_refreshesToRefuse;
        return {Refusal::AlreadyProcessing, {}};
    }
    if (found->processing && m_refusesOverlap)
        return {Refusal::AlreadyProcessing, {}};
    if (found->refreshToken != refreshToken) {
        // Somebody uses a token that was rotated away: it may have been stolen, so all of it ends.
        endApproval(found->number);
        save();
        return {Refusal::Expired, {}};
    }
    if (found->expired)
        return {Refusal::Expired, {}};

    Refreshed refreshed;
    const bool rotates = appOf(clientId).rotation;
    if (rotates) {
        found->replaced.append(found->refreshToken);
        if (found->replaced.size() > replacedKept)
            found->replaced.removeFirst();
        found->refreshToken = "5Aep861" + randomText(36) + '.' + randomText(43);
    }
    found->processing = true;
    refreshed.grant = newSession(clientId, &*found, found->scope);
    if (!rotates)
        refreshed.grant.refreshToken.clear();
    save();
    return refreshed;
}

void Tokens::refuseConcurrentRefreshes(bool whenTheyOverlap)
{
    const std::scoped_lock lock(m_mutex);
    m_refusesOverlap = whenTheyOverlap;
}

void Tokens::refuseRefreshes(int count)
{
    const std::scoped_lock lock(m_mutex);
    m_refreshesToRefuse = count;
}

void Tokens::endRefresh(const QByteArray &refreshToken)
{
    const std::scoped_lock lock(m_mutex);
    for (Approval &approval : m_approvals) {
        if (approval.refreshToken == refreshToken || approval.replaced.contains(refreshToken))
            approval.processing = false;
    }
}

bool Tokens::isAlive(const Session &session) const
{
    return !session.ended
        && session.usedAt.secsTo(m_now()) < appOf(session.clientId).sessionSeconds;
}

std::optional<Tokens::Known> Tokens::look(const QByteArray &token) const
{
    const std::scoped_lock lock(m_mutex);
    if (const auto session = m_sessions.find(token); session != m_sessions.end())
        return Known{isAlive(session->second), false, session->second.clientId,
            session->second.scope, session->second.issuedAt,
            session->second.usedAt.addSecs(appOf(session->second.clientId).sessionSeconds)};
    for (const Approval &approval : m_approvals) {
        if (approval.refreshToken == token || approval.replaced.contains(token))
            return Known{approval.refreshToken == token && !approval.expired, true,
                approval.clientId, approval.scope, approval.madeAt, {}};
    }
    return std::nullopt;
}

std::optional<QByteArray> Tokens::useSession(const QByteArray &accessToken)
{
    const std::scoped_lock lock(m_mutex);
    const auto session = m_sessions.find(accessToken);
    if (session == m_sessions.end() || !isAlive(session->second))
        return std::nullopt;
    session->second.usedAt = m_now();
    return session->second.scope;
}

bool Tokens::revoke(const QByteArray &token)
{
    const std::scoped_lock lock(m_mutex);
    if (const auto session = m_sessions.find(token);
        session != m_sessions.end() && isAlive(session->second)) {
        session->second.ended = true;
        save();
        return true;
    }
    const auto approval = std::ranges::find(m_approvals, token, &Approval::refreshToken);
    if (approval == m_approvals.end())
        return false;
    endApproval(approval->number);
    save();
    return true;
}

void Tokens::endApproval(int number)
{
    for (auto &[token, session] : m_sessions) {
        if (session.approval == number)
            session.ended = true;
    }
    std::erase_if(
        m_approvals, [number](const Approval &approval) { return approval.number == number; });
}

void Tokens::expireSessions()
{
    const std::scoped_lock lock(m_mutex);
    for (auto &[token, session] : m_sessions)
        session.ended = true;
    save();
}

void Tokens::expireRefreshTokens()
{
    const std::scoped_lock lock(m_mutex);
    for (Approval &approval : m_approvals)
        approval.expired = true;
    save();
}

void Tokens::revokeEverything()
{
    const std::scoped_lock lock(m_mutex);
    while (!m_approvals.empty())
        endApproval(m_approvals.front().number);
    for (auto &[token, session] : m_sessions)
        session.ended = true;
    save();
}

Tokens::Grant Tokens::preset()
{
    const std::scoped_lock lock(m_mutex);
    auto approval = std::ranges::find_if(m_approvals,
        [](const Approval &candidate) { return candidate.preset && !candidate.expired; });
    if (approval == m_approvals.end()) {
        addApproval(m_app.clientId, "refresh_token api").preset = true;
        approval = std::prev(m_approvals.end());
    }
    for (const auto &[token, session] : m_sessions) {
        if (session.approval == approval->number && isAlive(session))
            return {token, approval->refreshToken, session.scope, session.issuedAt};
    }
    const Grant grant = newSession(approval->clientId, &*approval, approval->scope);
    save();
    return grant;
}

QJsonObject Tokens::state() const
{
    const std::scoped_lock lock(m_mutex);
    const auto access = std::ranges::count_if(
        m_sessions, [this](const auto &session) { return isAlive(session.second); });
    const auto refresh = std::ranges::count_if(
        m_approvals, [](const Approval &approval) { return !approval.expired; });
    return {
        {u"access"_s, static_cast<qint64>(access)}, {u"refresh"_s, static_cast<qint64>(refresh)}};
}

/// Codes and sessions that ended long ago would pile up for ever.
void Tokens::forgetOld()
{
    const QDateTime now = m_now();
    std::erase_if(m_codes,
        [&](const auto &code) { return code.second.madeAt.secsTo(now) > 4 * codeSeconds; });
    std::erase_if(m_sessions, [&](const auto &entry) {
        return !isAlive(entry.second) && entry.second.usedAt.secsTo(now) > 86'400;
    });
}

} // namespace practice
