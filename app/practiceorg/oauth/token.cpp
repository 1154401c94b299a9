#include "app/practiceorg/oauth/oauth.h"
#include "app/practiceorg/oauth/oauthreply.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/org/tokens.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QByteArray urlBase64(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray hmac(const QByteArray &message, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

QString idToken(Org &org, const ConnectedApp &app, const QDateTime &issuedAt)
{
    const QJsonObject header{{u"alg"_s, u"HS256"_s}, {u"typ"_s, u"JWT"_s}};
    const QJsonObject claims{{u"iss"_s, org.loginUrl()}, {u"sub"_s, org.identityUrl()},
        {u"aud"_s, QString::fromLatin1(app.clientId)}, {u"iat"_s, issuedAt.toSecsSinceEpoch()},
        {u"exp"_s, issuedAt.addSecs(120).toSecsSinceEpoch()}};
    const QByteArray text = urlBase64(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.'
        + urlBase64(QJsonDocument(claims).toJson(QJsonDocument::Compact));
    return QString::fromLatin1(text + '.' + urlBase64(hmac(text, app.clientSecret)));
}

QJsonObject tokenBody(Org &org, const ConnectedApp &app, const Tokens::Grant &grant)
{
    const QString id = org.identityUrl();
    const QString issuedAt = QString::number(grant.issuedAt.toMSecsSinceEpoch());
    QJsonObject body{{u"access_token"_s, QString::fromLatin1(grant.accessToken)},
        {u"signature"_s,
            QString::fromLatin1(hmac((id + issuedAt).toUtf8(), app.clientSecret).toBase64())},
        {u"instance_url"_s, org.instanceUrl()}, {u"id"_s, id}, {u"token_type"_s, u"Bearer"_s},
        {u"issued_at"_s, issuedAt}};
    if (!grant.scope.isEmpty())
        body.insert(u"scope"_s, QString::fromLatin1(grant.scope));
    if (!grant.refreshToken.isEmpty())
        body.insert(u"refresh_token"_s, QString::fromLatin1(grant.refreshToken));
    if (grant.scope.split(' ').contains("openid"))
        body.insert(u"id_token"_s, idToken(org, app, grant.issuedAt));
    return body;
}

void answerTokens(Org &org, const ConnectedApp &app, const QByteArray &format,
    const Tokens::Grant &grant, http::ReplySink &reply)
{
    const QJsonObject body = tokenBody(org, app, grant);
    if (format == "urlencoded") {
        QByteArray text;
        for (auto entry = body.begin(); entry != body.end(); ++entry)
            text += (text.isEmpty() ? "" : "&") + entry.key().toLatin1() + '='
                + entry.value().toString().toUtf8().toPercentEncoding();
        reply.answer(200, "application/x-www-form-urlencoded", text, noStore());
    } else if (format == "xml") {
        answerOAuthXml(reply, 200, u"OAuth"_s, body);
    } else {
        answerOAuthJson(reply, 200, body);
    }
}

void refuse(http::ReplySink &reply, const QString &error, const QString &description)
{
    answerOAuthError(reply, 400, error, description);
}

/// True when the app itself may not have tokens.
bool appRefused(const ConnectedApp &app, const QByteArray &form, http::ReplySink &reply)
{
    const QByteArray secret = http::formValue(form, "client_secret");
    if (!secret.isEmpty() && secret != app.clientSecret)
        refuse(reply, u"invalid_client"_s, u"invalid client credentials"_s);
    else if (app.state == ConnectedApp::State::Blocked)
        refuse(reply, u"app_blocked"_s, u"this app is blocked by admin"_s);
    else if (app.state == ConnectedApp::State::NotApproved)
        refuse(reply, u"invalid_app_access"_s, u"user is not admin approved to access this app"_s);
    else if (app.state == ConnectedApp::State::NotInstalled)
        refuse(reply, u"invalid_client"_s, u"app must be installed into org"_s);
    else
        return false;
    return true;
}

void exchangeCode(Org &org, const ConnectedApp &app, const QByteArray &form,
    const QByteArray &format, http::ReplySink &reply)
{
    const auto code = org.tokens().takeCode(http::formValue(form, "code"));
    if (!code || code->clientId != app.clientId) {
        refuse(reply, u"invalid_grant"_s, u"invalid authorization code"_s);
        return;
    }
    if (code->used) {
        refuse(reply, u"invalid_grant"_s, u"expired authorization code"_s);
        return;
    }
    if (code->redirectUri != http::formValue(form, "redirect_uri")) {
        refuse(reply, u"redirect_uri_mismatch"_s, u"redirect_uri must match configuration"_s);
        return;
    }
    const QByteArray verifier = http::formValue(form, "code_verifier");
    if (!code->challenge.isEmpty()
        && urlBase64(QCryptographicHash::hash(verifier, QCryptographicHash::Sha256))
            != code->challenge) {
        refuse(reply, u"invalid_grant"_s,
            verifier.isEmpty() ? u"missing code verifier"_s : u"invalid code verifier"_s);
        return;
    }
    const QByteArrayList scopes = code->scope.split(' ');
    const bool refreshable = scopes.contains("refresh_token") || scopes.contains("offline_access");
    answerTokens(
        org, app, format, org.tokens().approve(app.clientId, code->scope, refreshable), reply);
}

void refreshToken(Org &org, const ConnectedApp &app, const QByteArray &form,
    const QByteArray &format, http::ReplySink &reply)
{
    const QByteArray token = http::formValue(form, "refresh_token");
    const Tokens::Refreshed refreshed = org.tokens().refresh(app.clientId, token);
    if (refreshed.refusal == Tokens::Refusal::AlreadyProcessing) {
        refuse(reply, u"invalid_grant"_s, u"token request is already being processed"_s);
        return;
    }
    if (refreshed.refusal == Tokens::Refusal::Expired) {
        refuse(reply, u"invalid_grant"_s, u"expired access/refresh token"_s);
        return;
    }
    answerTokens(org, app, format, refreshed.grant, reply);
    org.tokens().endRefresh(token);
}

/// Grants that are known and switched off, as they are in a new org.
void refuseGrant(
    Org &org, const QByteArray &grantType, const http::Request &request, http::ReplySink &reply)
{
    const QUrl login(org.loginUrl());
    const bool atLogin = request.headers.value("Host") == login.authority().toUtf8();
    if (grantType == "password")
        refuse(reply, u"invalid_grant"_s, u"authentication failure"_s);
    else if (grantType == "client_credentials" && atLogin)
        refuse(reply, u"invalid_grant"_s, u"request not supported on this domain"_s);
    else if (grantType == "client_credentials")
        refuse(reply, u"invalid_grant"_s, u"no client credentials user enabled"_s);
    else
        refuse(reply, u"unsupported_grant_type"_s, u"grant type not supported"_s);
}

/// Any password is right, as on the sign-in page; it may have the security token behind it. There
/// is nothing to refresh: whoever knows the password signs in again.
void takePassword(Org &org, const ConnectedApp &app, const QByteArray &form,
    const QByteArray &format, http::ReplySink &reply)
{
    const QString username = QString::fromUtf8(http::formValue(form, "username"));
    if (http::formValue(form, "password").isEmpty()
        || username.compare(org.username(), Qt::CaseInsensitive) != 0) {
        // Salesforce doesn't tell a stranger which of them it was.
        refuse(reply, u"invalid_grant"_s, u"authentication failure"_s);
        return;
    }
    Tokens::Grant grant = org.tokens().approve(app.clientId, "api id", false);
    grant.scope.clear(); // this flow's answer has no scope
    answerTokens(org, app, format, grant, reply);
}

} // namespace

void answerToken(Org &org, http::Request &request, http::ReplySink &reply)
{
    if (request.method != "POST") {
        refuse(reply, u"invalid_request"_s, u"must use HTTP POST"_s);
        return;
    }
    const QByteArray form = oauthForm(request);
    const QByteArray grantType = http::formValue(form, "grant_type");
    const bool isPassword = grantType == "password" && org.tokens().app().passwordFlow;
    if (grantType != "authorization_code" && grantType != "refresh_token" && !isPassword) {
        refuseGrant(org, grantType, request, reply);
        return;
    }
    const auto app = org.tokens().app(http::formValue(form, "client_id"));
    if (!app) {
        refuse(reply, u"invalid_client_id"_s, u"client identifier invalid"_s);
        return;
    }
    if (appRefused(*app, form, reply))
        return;
    const QByteArray format = oauthFormat(request, form);
    if (grantType == "refresh_token")
        refreshToken(org, *app, form, format, reply);
    else if (isPassword)
        takePassword(org, *app, form, format, reply);
    else
        exchangeCode(org, *app, form, format, reply);
}

} // namespace practice
