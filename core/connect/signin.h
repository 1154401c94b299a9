#pragma once

#include "connect/engineparts.h"
#include "salesforce/http/accesstokens.h"
#include "salesforce/oauth/oauth.h"
#include "values/connection.h"

#include <optional>

/// Who signed in where, and with what: read from Salesforce, kept nowhere yet.
struct SignIn {
    TokenGrant grant;
    QUrl loginUrl;
    QString clientId;
    QString callback;
    QString orgId;
    QString orgName;
    QString userId;
    QString username;
    Environment environment = Environment::Production;
    QString apiVersion; ///< min(62.0, newest)
};

/// Where a sign-in goes. `believed` is none where the admin only named a host.
struct SignInTarget {
    QUrl loginUrl;
    std::optional<Environment> believed;
};

/// The token as it was granted: a sign-in that needs a refresh within its first seconds has failed.
class GrantedToken final : public AccessTokens {
public:
    explicit GrantedToken(const TokenGrant &grant) : m_grant(grant) { }
    Result<Access> current() override { return Access{m_grant.accessToken, m_grant.instanceUrl}; }
    Result<Access> renewed(const Secret &) override
    {
        return failure(Failure::Problem::SignInNeeded);
    }

private:
    const TokenGrant &m_grant;
};

using OpenPage = std::function<Result<void>(const QUrl &)>;

namespace signin {

/// The login host and what the admin believes about it; HostInvalid, HostInsecure.
[[nodiscard]] Result<SignInTarget> targetOf(const QString &environment, const QString &loginUrl);

/// Whether anything answers at the login host, as `open` is about to send a browser there.
/// HostNotFound, ConnectionRefused, TlsFailed and the like.
[[nodiscard]] Result<void> lookAt(
    const EngineParts &parts, const QUrl &loginUrl, const std::stop_token &stop);

/// Through the browser: listener first, so that a taken port is known before the page opens; two
/// minutes at most; PKCE.
[[nodiscard]] Result<SignIn> throughBrowser(const EngineParts &parts, const QUrl &loginUrl,
    const QString &clientId, quint16 port, const OpenPage &open, const std::stop_token &stop);

/// With a refresh token that somebody made elsewhere.
[[nodiscard]] Result<SignIn> withRefreshToken(const EngineParts &parts, const QUrl &loginUrl,
    const QString &clientId, const QString &instanceUrl, const Secret &refreshToken,
    const std::stop_token &stop);

/// Gives a sign-in back that nobody will use.
[[nodiscard]] Result<void> giveBack(
    const EngineParts &parts, const SignIn &signIn, const std::stop_token &stop);

constexpr std::chrono::minutes patience{2};

} // namespace signin
