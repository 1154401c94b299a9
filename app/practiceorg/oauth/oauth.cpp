#include "app/practiceorg/oauth/oauth.h"

#include "app/practiceorg/oauth/oauthreply.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/org/tokens.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

void answerRevoke(Org &org, http::Request &request, http::ReplySink &reply)
{
    const QByteArray token = http::formValue(oauthForm(request), "token");
    if (org.tokens().revoke(token))
        reply.answer(200, "", "", noStore());
    else
        answerOAuthError(
            reply, 400, u"unsupported_token_type"_s, u"this token type is not supported"_s);
}

void answerIntrospect(Org &org, http::Request &request, http::ReplySink &reply)
{
    const QByteArray form = oauthForm(request);
    const auto app = org.tokens().app(http::formValue(form, "client_id"));
    if (!app) {
        answerOAuthError(reply, 401, u"invalid_client"_s, u"invalid client credentials"_s);
        return;
    }
    const auto known = org.tokens().look(http::formValue(form, "token"));
    if (!known) {
        answerOAuthError(
            reply, 400, u"unsupported_token_type"_s, u"this token type is not supported"_s);
        return;
    }
    if (!known->active || known->clientId != app->clientId) {
        answerOAuthJson(reply, 200, {{u"active"_s, false}});
        return;
    }
    QJsonObject body{{u"active"_s, true}, {u"scope"_s, QString::fromLatin1(known->scope)},
        {u"client_id"_s, QString::fromLatin1(app->clientId)}, {u"username"_s, org.username()},
        {u"sub"_s, org.identityUrl()},
        {u"token_type"_s, known->isRefreshToken ? u"refresh_token"_s : u"access_token"_s},
        {u"iat"_s, known->issuedAt.toSecsSinceEpoch()},
        {u"nbf"_s, known->issuedAt.toSecsSinceEpoch()}};
    if (!known->isRefreshToken)
        body.insert(u"exp"_s, known->expiresAt.toSecsSinceEpoch());
    answerOAuthJson(reply, 200, body);
}

/// `Basic base64(client_id:client_secret)`, for what the form leaves out: "If the client_id and
/// client_secret are sent in the POST's body, the authorization header is ignored" (Salesforce
/// Help, "OAuth 2.0 Web Server Flow"; "OpenID Connect Token Introspection" has it too).
void addBasicClient(const http::Request &request, QByteArray &form)
{
    const QByteArray header = request.headers.value("Authorization");
    constexpr QByteArrayView scheme = "Basic ";
    if (header.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return;
    const QByteArray client = QByteArray::fromBase64(header.mid(scheme.size()).trimmed());
    const qsizetype colon = client.indexOf(':');
    const auto add = [&form](const char *name, const QByteArray &value) {
        if (!value.isEmpty() && http::formValue(form, name).isEmpty())
            form +=
                (form.isEmpty() ? "" : "&") + QByteArray(name) + '=' + value.toPercentEncoding();
    };
    add("client_id", colon < 0 ? client : client.left(colon));
    add("client_secret", colon < 0 ? QByteArray() : client.mid(colon + 1));
}

} // namespace

bool answerOAuth(Org &org, bool autoApprove, const QByteArray &path, http::Request &request,
    http::ReplySink &reply)
{
    if (path == "/services/oauth2/authorize")
        answerAuthorize(org, autoApprove, request, reply);
    else if (path == "/services/oauth2/token")
        answerToken(org, request, reply);
    else if (path == "/services/oauth2/revoke")
        answerRevoke(org, request, reply);
    else if (path == "/services/oauth2/introspect")
        answerIntrospect(org, request, reply);
    else if (path == "/services/oauth2/userinfo")
        answerUserInfo(org, request, reply);
    else if (path.startsWith("/id/"))
        answerIdentity(org, path, request, reply);
    else if (path == "/.well-known/openid-configuration")
        answerDiscovery(org, reply);
    else
        return false;
    return true;
}

QByteArray bearerToken(const http::Request &request)
{
    const QByteArray header = request.headers.value("Authorization");
    for (const QByteArrayView scheme : {QByteArrayView("Bearer "), QByteArrayView("OAuth ")}) {
        if (header.size() > scheme.size()
            && header.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0)
            return header.mid(scheme.size()).trimmed();
    }
    return {};
}

QByteArray oauthForm(http::Request &request)
{
    if (request.method == "GET")
        return request.query();
    constexpr qint64 longest = 64 << 10;
    QByteArray form = request.body->readAll(longest);
    // Some clients put part of it into the address.
    if (!request.query().isEmpty())
        form += (form.isEmpty() ? "" : "&") + request.query();
    addBasicClient(request, form);
    return form;
}

QByteArray oauthFormat(const http::Request &request, const QByteArray &form)
{
    const QByteArray wanted = http::formValue(form, "format");
    if (!wanted.isEmpty())
        return wanted;
    // "A list of values, which is checked left to right" (Mobile SDK guide, "Using Identity URLs").
    for (const QByteArray &each : request.headers.value("Accept").split(',')) {
        const QByteArray type = each.split(';').first().trimmed().toLower();
        if (type == "application/json" || type == "*/*")
            return "json";
        if (type == "application/xml")
            return "xml";
        if (type == "application/x-www-form-urlencoded")
            return "urlencoded";
    }
    return "json";
}

} // namespace practice
