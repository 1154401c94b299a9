#pragma once

#include "httphost/message.h"

namespace practice {

class Org;

/// `/services/oauth2/…`, `/id/…` and `/.well-known/openid-configuration` (PROTOCOL.md 1). Served by
/// login and instance alike. False when `path` (leading slashes folded) is none of them.
[[nodiscard]] bool answerOAuth(Org &org, bool autoApprove, const QByteArray &path,
    http::Request &request, http::ReplySink &reply);

/// The token of an Authorization header, `Bearer` or `OAuth`; empty when there is none.
[[nodiscard]] QByteArray bearerToken(const http::Request &request);

/// The body of a form request, or the query of a GET: what OAuth endpoints read. Null when the body
/// broke off or is too long. An app that names itself in the header (`Basic`) stands there too.
[[nodiscard]] QByteArray oauthForm(http::Request &request);

/// `json`, `xml` or `urlencoded`: as the parameter `format` of the form asks, or else the header
/// Accept.
[[nodiscard]] QByteArray oauthFormat(const http::Request &request, const QByteArray &form);

// The endpoints, by file.
void answerAuthorize(
    Org &org, bool autoApprove, http::Request &request, http::ReplySink &reply); // authorize.cpp
void answerToken(Org &org, http::Request &request, http::ReplySink &reply);      // token.cpp
void answerIdentity(Org &org, const QByteArray &path, http::Request &request,
    http::ReplySink &reply); // identity.cpp
void answerUserInfo(Org &org, http::Request &request, http::ReplySink &reply);
void answerDiscovery(Org &org, http::ReplySink &reply);

} // namespace practice
