#pragma once

#include "base/secret.h"
#include "salesforce/http/transport.h"

/// What a sign-in or a refresh brings home (PROTOCOL.md 1.3).
struct TokenGrant {
    Secret accessToken;
    Secret refreshToken; ///< empty where the answer had none: keep the old one
    QString instanceUrl; ///< `https://name.my.salesforce.com`; can change on refresh
    QString identityUrl; ///< `…/id/<org Id>/<user Id>`
    QString scope;
    QDateTime issuedAt;
};

/// The OAuth 2.0 endpoints (PROTOCOL.md 1): authorize address with PKCE S256, code exchange,
/// refresh, revoke. A public client: no secret is ever sent.
namespace oauth {

struct Pkce {
    Secret verifier;
    QByteArray challenge;             ///< base64url(SHA-256(verifier)) without `=`
    [[nodiscard]] static Pkce make(); ///< from the system's random source
    [[nodiscard]] static QByteArray challengeFor(const Secret &verifier);
};

struct Client {
    QUrl loginUrl; ///< `https://login.salesforce.com`, `https://test.salesforce.com`, a My Domain,
                   ///< or a loopback host
    QString clientId;
    QString callback; ///< `http://localhost:1717/OauthRedirect`
};

/// Turns what an admin typed or chose (`production`, `sandbox`, `https://HOST`,
/// `name.my.salesforce.com`) into the login host. HostInvalid, or HostInsecure for plain http
/// elsewhere than on loopback hosts.
[[nodiscard]] Result<QUrl> loginUrlFor(const QString &environment);

[[nodiscard]] QUrl authorizeUrl(const Client &client, const Pkce &pkce, const QByteArray &state);

[[nodiscard]] Result<TokenGrant> exchangeCode(
    HttpTransport &transport, const Client &client, const Pkce &pkce, const Secret &code);
/// SignInNeeded for a dead refresh token. "token request is already being processed" comes back as
/// TimedOut-like ServerUnavailable: wait, read the store again, try again.
[[nodiscard]] Result<TokenGrant> refresh(
    HttpTransport &transport, const Client &client, const Secret &refreshToken);
/// A token that Salesforce no longer knows counts as revoked.
[[nodiscard]] Result<void> revoke(
    HttpTransport &transport, const Client &client, const Secret &token);

/// An `error`/`error_description` pair from the callback or a token endpoint, as the problem it is.
[[nodiscard]] Failure failureFor(
    const QString &error, const QString &description, const Client &client);

} // namespace oauth
