#pragma once

#include "app/practiceorg/org/connectedapp.h"
#include "base/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace practice {

/// Codes, approvals and sessions of one org, kept in its folder. Safe to use from many threads.
///
/// An approval is what a user's Allow leaves behind: a refresh token, and the sessions (access
/// tokens) that came from it. What ends an approval ends its sessions.
class Tokens {
public:
    /// `now` is the org's time.
    Tokens(QByteArray orgId, QString path, std::function<QDateTime()> now);

    /// Reads what an earlier process kept.
    Result<void> open();
    void reset();

    /// The org's own app.
    [[nodiscard]] ConnectedApp app() const;
    void setApp(const ConnectedApp &app);
    /// The app with this consumer key: the org's own, or one that every org has.
    [[nodiscard]] std::optional<ConnectedApp> app(const QByteArray &clientId) const;

    /// What the authorize page agreed to. Good once, for 15 minutes.
    struct Code {
        QByteArray clientId;
        QByteArray redirectUri;
        QByteArray challenge; ///< empty: none was sent
        QByteArray scope;
        QDateTime madeAt;
        bool used = false;
    };
    [[nodiscard]] QByteArray makeCode(const Code &code);
    /// The code, and from then on it is used. None when it was never made; `used` when it was used
    /// or is too old.
    [[nodiscard]] std::optional<Code> takeCode(const QByteArray &code);

    struct Grant {
        QByteArray accessToken;
        QByteArray refreshToken; ///< empty: none is given
        QByteArray scope;
        QDateTime issuedAt;
    };
    /// A new approval of an app (its oldest goes when there are too many) with its first session.
    /// Without `refreshable` a session alone.
    [[nodiscard]] Grant approve(
        const QByteArray &clientId, const QByteArray &scope, bool refreshable);

    enum class Refusal { None, Expired, AlreadyProcessing };
    struct Refreshed {
        Refusal refusal = Refusal::None;
        Grant grant;
    };
    /// For the app that the token was given to. Another request with the same token is refused
    /// until endRefresh(): call it when the answer has been sent.
    [[nodiscard]] Refreshed refresh(const QByteArray &clientId, const QByteArray &refreshToken);
    void endRefresh(const QByteArray &refreshToken);
    /// When a second refresh of one token is refused: while the first one runs (at first), never,
    /// or the next `count` refreshes whoever else is there.
    void refuseConcurrentRefreshes(bool whenTheyOverlap);
    void refuseRefreshes(int count);

    /// What a token is, alive or not. None when it is no token of this org.
    struct Known {
        bool active = false;
        bool isRefreshToken = false;
        QByteArray clientId;
        QByteArray scope;
        QDateTime issuedAt;
        QDateTime expiresAt; ///< of a session
    };
    [[nodiscard]] std::optional<Known> look(const QByteArray &token) const;
    /// The scopes of an access token that is good; using it keeps the session alive.
    [[nodiscard]] std::optional<QByteArray> useSession(const QByteArray &accessToken);
    /// False when it was not known or already ended.
    [[nodiscard]] bool revoke(const QByteArray &token);

    void expireSessions();
    void expireRefreshTokens();
    void revokeEverything();

    /// The tokens that the practice org hands out by itself, alive: the same approval as long as it
    /// lives.
    [[nodiscard]] Grant preset();
    /// `{"access":2,"refresh":1}`: those that are alive.
    [[nodiscard]] QJsonObject state() const;

private:
    struct Approval {
        int number = 0;
        QByteArray clientId;
        QByteArray refreshToken;
        QByteArrayList replaced; ///< by rotation: using one again ends the approval
        QByteArray scope;
        QDateTime madeAt;
        bool expired = false; ///< its sessions live on
        bool preset = false;
        bool processing = false;
    };
    struct Session {
        int approval = 0; ///< 0: none
        QByteArray clientId;
        QByteArray scope;
        QDateTime issuedAt;
        QDateTime usedAt;
        bool ended = false;
    };

    // Called with the mutex held.
    void replaceApp(const ConnectedApp &app);
    [[nodiscard]] const ConnectedApp &appOf(const QByteArray &clientId) const;
    Grant newSession(const QByteArray &clientId, const Approval *approval, const QByteArray &scope);
    void endApproval(int number);
    [[nodiscard]] bool isAlive(const Session &session) const;
    Approval &addApproval(const QByteArray &clientId, const QByteArray &scope);
    void forgetOld();
    void save() const;

    const QByteArray m_orgId;
    const QString m_path;
    const std::function<QDateTime()> m_now;

    mutable std::mutex m_mutex;
    ConnectedApp m_app;
    const ConnectedApp m_cli = platformCli();
    std::map<QByteArray, Code> m_codes;
    std::vector<Approval> m_approvals;        ///< oldest first
    std::map<QByteArray, Session> m_sessions; ///< by access token
    bool m_refusesOverlap = true;
    int m_refreshesToRefuse = 0;
    int m_nextApproval = 1;
};

/// Letters and digits of the system's random source, as many as `length`.
[[nodiscard]] QByteArray randomText(int length);

} // namespace practice
