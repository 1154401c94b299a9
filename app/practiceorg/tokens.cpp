#include "app/practiceorg/tokens.h"

#include "base/timestamp.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 codeSeconds = 15 * 60;
constexpr qsizetype replacedKept = 50;

QString stateName(ConnectedApp::State state)
{
    switch (state) {
    case ConnectedApp::State::Installed:
        return u"installed"_s;
    case ConnectedApp::State::NotInstalled:
        return u"not_installed"_s;
    case ConnectedApp::State::Blocked:
        return u"blocked"_s;
    case ConnectedApp::State::NotApproved:
        return u"not_approved"_s;
    }
    Q_UNREACHABLE();
}

QString text(const QByteArray &bytes) { return QString::fromLatin1(bytes); }

} // namespace

ConnectedApp practiceApp()
{
    ConnectedApp app;
    app.clientId =
        "3MVG9pRaCt1ceOrgY0uMayTryEverythingOut.Harborlight_0rgmendPracticeConsumerKey7fQx2";
    app.clientSecret = "8A17C4D5E02B96F3PRACTICE0C2B7D41E6F5A9038B7D6C5E4F3A2B1C0D9E8F71";
    const auto add = [&app](int first, int last) {
        for (int port = first; port <= last; ++port)
            app.callbacks.append(u"http://localhost:%1/OauthRedirect"_s.arg(port));
    };
    add(1717, 1727);
    add(17170, 17180);
    return app;
}

std::optional<ConnectedApp::State> appStateFrom(const QString &name)
{
    using State = ConnectedApp::State;
    for (const State state :
        {State::Installed, State::NotInstalled, State::Blocked, State::NotApproved}) {
        if (stateName(state) == name)
            return state;
    }
    return std::nullopt;
}

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
    m_app = practiceApp();
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
    m_app = app;
    save();
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

Tokens::Grant Tokens::approve(const QByteArray &scope, bool refreshable)
{
    const std::scoped_lock lock(m_mutex);
    if (!refreshable) {
        Grant grant = newSession(nullptr, scope);
        save();
        return grant;
    }
    const Grant grant = newSession(&addApproval(scope), scope);
    save();
    return grant;
}

Tokens::Approval &Tokens::addApproval(const QByteArray &scope)
{
    const auto room = static_cast<std::size_t>(std::max(1, m_app.maxApprovals));
    while (m_approvals.size() >= room)
        endApproval(m_approvals.front().number);
    Approval approval;
    approval.number = m_nextApproval++;
    approval.refreshToken = "5Aep861" + randomText(36) + '.' + randomText(43);
    approval.scope = scope;
    approval.madeAt = m_now();
    return m_approvals.emplace_back(std::move(approval));
}

Tokens::Grant Tokens::newSession(const Approval *approval, const QByteArray &scope)
{
    forgetOld();
    Grant grant;
    grant.issuedAt = m_now();
    grant.scope = scope;
    grant.accessToken = m_orgId.left(15) + "!AQ" + randomText(46) + '.' + randomText(47);
    if (approval)
        grant.refreshToken = approval->refreshToken;
    m_sessions[grant.accessToken] = {
        approval ? approval->number : 0, scope, grant.issuedAt, grant.issuedAt, false};
    return grant;
}

Tokens::Refreshed Tokens::refresh(const QByteArray &refreshToken)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find_if(m_approvals, [&](const Approval &approval) {
        return approval.refreshToken == refreshToken || approval.replaced.contains(refreshToken);
    });
    if (found == m_approvals.end())
        return {Refusal::Expired, {}};
    if (found->processing)
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
    if (m_app.rotation) {
        found->replaced.append(found->refreshToken);
        if (found->replaced.size() > replacedKept)
            found->replaced.removeFirst();
        found->refreshToken = "5Aep861" + randomText(36) + '.' + randomText(43);
    }
    found->processing = true;
    refreshed.grant = newSession(&*found, found->scope);
    if (!m_app.rotation)
        refreshed.grant.refreshToken.clear();
    save();
    return refreshed;
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
    return !session.ended && session.usedAt.secsTo(m_now()) < m_app.sessionSeconds;
}

std::optional<Tokens::Known> Tokens::look(const QByteArray &token) const
{
    const std::scoped_lock lock(m_mutex);
    if (const auto session = m_sessions.find(token); session != m_sessions.end())
        return Known{isAlive(session->second), false, session->second.scope,
            session->second.issuedAt, session->second.usedAt.addSecs(m_app.sessionSeconds)};
    for (const Approval &approval : m_approvals) {
        if (approval.refreshToken == token || approval.replaced.contains(token))
            return Known{approval.refreshToken == token && !approval.expired, true, approval.scope,
                approval.madeAt, {}};
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
        addApproval("refresh_token api").preset = true;
        approval = std::prev(m_approvals.end());
    }
    for (const auto &[token, session] : m_sessions) {
        if (session.approval == approval->number && isAlive(session))
            return {token, approval->refreshToken, session.scope, session.issuedAt};
    }
    const Grant grant = newSession(&*approval, approval->scope);
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

Result<void> Tokens::open()
{
    const std::scoped_lock lock(m_mutex);
    QFile file(m_path);
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return failure(Failure::Problem::WorkspaceUnopenable, {m_path}, file.errorString());
    QJsonParseError problem;
    const QJsonObject saved = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return failure(Failure::Problem::WorkspaceDamaged, {m_path}, problem.errorString());

    const QJsonObject app = saved[u"app"_s].toObject();
    m_app.clientId = app[u"client_id"_s].toString().toLatin1();
    m_app.callbacks.clear();
    for (const QJsonValue &callback : app[u"callbacks"_s].toArray())
        m_app.callbacks.append(callback.toString());
    m_app.state = appStateFrom(app[u"state"_s].toString()).value_or(m_app.state);
    m_app.rotation = app[u"rotation"_s].toBool();
    m_app.pkceRequired = app[u"pkce_required"_s].toBool();
    m_app.sessionSeconds = app[u"session_seconds"_s].toInt(m_app.sessionSeconds);
    m_app.maxApprovals = app[u"max_approvals"_s].toInt(m_app.maxApprovals);

    for (const QJsonValue &value : saved[u"approvals"_s].toArray()) {
        Approval approval;
        approval.number = value[u"number"_s].toInt();
        approval.refreshToken = value[u"refresh_token"_s].toString().toLatin1();
        for (const QJsonValue &old : value[u"replaced"_s].toArray())
            approval.replaced.append(old.toString().toLatin1());
        approval.scope = value[u"scope"_s].toString().toLatin1();
        approval.madeAt = fromIso(value[u"made_at"_s].toString());
        approval.expired = value[u"expired"_s].toBool();
        approval.preset = value[u"preset"_s].toBool();
        m_nextApproval = std::max(m_nextApproval, approval.number + 1);
        m_approvals.push_back(std::move(approval));
    }
    for (const QJsonValue &value : saved[u"sessions"_s].toArray()) {
        m_sessions[value[u"access_token"_s].toString().toLatin1()] = {value[u"approval"_s].toInt(),
            value[u"scope"_s].toString().toLatin1(), fromIso(value[u"issued_at"_s].toString()),
            fromIso(value[u"used_at"_s].toString()), false};
    }
    return {};
}

/// A practice org that was started again still knows who was signed in. A file that can't be
/// written costs only that, and the terminal says so.
void Tokens::save() const
{
    QJsonArray approvals;
    for (const Approval &approval : m_approvals) {
        QJsonArray replaced;
        for (const QByteArray &old : approval.replaced)
            replaced.append(text(old));
        approvals.append(QJsonObject{{u"number"_s, approval.number},
            {u"refresh_token"_s, text(approval.refreshToken)}, {u"replaced"_s, replaced},
            {u"scope"_s, text(approval.scope)}, {u"made_at"_s, isoUtc(approval.madeAt)},
            {u"expired"_s, approval.expired}, {u"preset"_s, approval.preset}});
    }
    QJsonArray sessions;
    for (const auto &[token, session] : m_sessions) {
        if (isAlive(session))
            sessions.append(
                QJsonObject{{u"access_token"_s, text(token)}, {u"approval"_s, session.approval},
                    {u"scope"_s, text(session.scope)}, {u"issued_at"_s, isoUtc(session.issuedAt)},
                    {u"used_at"_s, isoUtc(session.usedAt)}});
    }
    const QJsonObject app{{u"client_id"_s, text(m_app.clientId)},
        {u"callbacks"_s, QJsonArray::fromStringList(m_app.callbacks)},
        {u"state"_s, stateName(m_app.state)}, {u"rotation"_s, m_app.rotation},
        {u"pkce_required"_s, m_app.pkceRequired}, {u"session_seconds"_s, m_app.sessionSeconds},
        {u"max_approvals"_s, m_app.maxApprovals}};

    QSaveFile file(m_path);
    file.setDirectWriteFallback(false);
    const QByteArray whole = QJsonDocument(
        QJsonObject{{u"app"_s, app}, {u"approvals"_s, approvals},
            {u"sessions"_s,
                sessions}}).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(whole) != whole.size() || !file.commit())
        qWarning("The practice org can't keep its tokens in %s: %s", qUtf8Printable(m_path),
            qUtf8Printable(file.errorString()));
}

} // namespace practice
