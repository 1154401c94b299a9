#include "app/practiceorg/org/tokens.h"
#include "base/timestamp.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

/// What outlives the program: the app, its approvals and sessions.
namespace practice {

namespace {

QString text(const QByteArray &bytes) { return QString::fromLatin1(bytes); }

} // namespace

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
    m_app.passwordFlow = app[u"password_flow"_s].toBool();
    m_app.sessionSeconds = app[u"session_seconds"_s].toInt(m_app.sessionSeconds);
    m_app.maxApprovals = app[u"max_approvals"_s].toInt(m_app.maxApprovals);

    for (const QJsonValue &value : saved[u"approvals"_s].toArray()) {
        Approval approval;
        approval.number = value[u"number"_s].toInt();
        approval.clientId = value[u"client_id"_s].toString(text(m_app.clientId)).toLatin1();
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
            value[u"client_id"_s].toString(text(m_app.clientId)).toLatin1(),
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
        approvals.append(
            QJsonObject{{u"number"_s, approval.number}, {u"client_id"_s, text(approval.clientId)},
                {u"refresh_token"_s, text(approval.refreshToken)}, {u"replaced"_s, replaced},
                {u"scope"_s, text(approval.scope)}, {u"made_at"_s, isoUtc(approval.madeAt)},
                {u"expired"_s, approval.expired}, {u"preset"_s, approval.preset}});
    }
    QJsonArray sessions;
    for (const auto &[token, session] : m_sessions) {
        if (isAlive(session))
            sessions.append(QJsonObject{{u"access_token"_s, text(token)},
                {u"approval"_s, session.approval}, {u"client_id"_s, text(session.clientId)},
                {u"scope"_s, text(session.scope)}, {u"issued_at"_s, isoUtc(session.issuedAt)},
                {u"used_at"_s, isoUtc(session.usedAt)}});
    }
    const QJsonObject app{{u"client_id"_s, text(m_app.clientId)},
        {u"callbacks"_s, QJsonArray::fromStringList(m_app.callbacks)},
        {u"state"_s, appStateName(m_app.state)}, {u"rotation"_s, m_app.rotation},
        {u"pkce_required"_s, m_app.pkceRequired}, {u"password_flow"_s, m_app.passwordFlow},
        {u"session_seconds"_s, m_app.sessionSeconds}, {u"max_approvals"_s, m_app.maxApprovals}};

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
