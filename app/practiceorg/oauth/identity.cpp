#include "app/practiceorg/http/language.h"
#include "app/practiceorg/oauth/oauth.h"
#include "app/practiceorg/oauth/oauthreply.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/org/tokens.h"

#include "base/timestamp.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 newYork = -18'000'000; ///< the user's utcOffset, ms

/// One plain word, status 403 (PROTOCOL.md 1.8).
void refuse(http::ReplySink &reply, const QByteArray &word)
{
    reply.answer(403, "text/plain;charset=UTF-8", word, noStore());
}

QByteArray givenToken(http::Request &request)
{
    QByteArray token = bearerToken(request);
    for (const char *name : {"access_token", "oauth_token"}) {
        if (token.isEmpty())
            token = request.parameter(name);
    }
    return token;
}

bool isAppInstalled(Org &org, http::Request &request)
{
    const auto known = org.tokens().look(givenToken(request));
    const auto app = known ? org.tokens().app(known->clientId) : std::nullopt;
    return app && app->state == ConnectedApp::State::Installed;
}

bool isSignedIn(Org &org, http::Request &request, http::ReplySink &reply)
{
    const QByteArray token = givenToken(request);
    if (token.isEmpty()) {
        refuse(reply, "Missing_OAuth_Token");
        return false;
    }
    if (!org.tokens().useSession(token)) {
        refuse(reply, "Bad_OAuth_Token");
        return false;
    }
    return true;
}

QJsonObject urls(const Org &org, const QString &version)
{
    const QString base = org.instanceUrl();
    const QString org15 = QString::fromLatin1(org.orgId().left(15));
    QJsonObject urls{{u"custom_domain"_s, base},
        {u"profile"_s, QString(base + u'/' + QString::fromLatin1(org.userId()))}};
    const auto soap = [&](const QString &name, const QString &kind) {
        urls.insert(
            name, QString(base + u"/services/Soap/" + kind + u'/' + version + u'/' + org15));
    };
    soap(u"enterprise"_s, u"c"_s);
    soap(u"metadata"_s, u"m"_s);
    soap(u"partner"_s, u"u"_s);
    soap(u"tooling_soap"_s, u"T"_s);
    const auto rest = [&](const QString &name, const QString &path) {
        urls.insert(name, QString(base + u"/services/data/v" + version + u'/' + path));
    };
    rest(u"rest"_s, u""_s);
    rest(u"sobjects"_s, u"sobjects/"_s);
    rest(u"search"_s, u"search/"_s);
    rest(u"query"_s, u"query/"_s);
    rest(u"recent"_s, u"recent/"_s);
    rest(u"tooling_rest"_s, u"tooling/"_s);
    rest(u"feeds"_s, u"chatter/feeds"_s);
    rest(u"groups"_s, u"chatter/groups"_s);
    rest(u"users"_s, u"chatter/users"_s);
    rest(u"feed_items"_s, u"chatter/feed-items"_s);
    rest(u"feed_elements"_s, u"chatter/feed-elements"_s);
    return urls;
}

QString email(const Org &org)
{
    QString address = org.username();
    // A sandbox user's name has a suffix that the address has not.
    return org.isSandbox() ? address.left(address.lastIndexOf(u'.')) : address;
}

QJsonObject photos(const Org &org)
{
    const QString base = org.instanceUrl() + u"/profilephoto/005/"_s;
    return {{u"picture"_s, QString(base + u'F')}, {u"thumbnail"_s, QString(base + u'T')}};
}

QString lastModified(const Org &org)
{
    return isoUtc(org.now().addYears(-1)).left(10) + u"T09:00:00Z"_s;
}

QString nickName(const Org &org) { return org.username().section(u'@', 0, 0); }

QJsonObject identityOf(Org &org, http::Request &request)
{
    const QByteArray asked = request.parameter("version");
    const QString version = asked == "latest" ? u"62.0"_s
        : asked.isEmpty()                     ? u"{version}"_s
                                              : QString::fromLatin1(asked);
    return {{u"id"_s, org.identityUrl()}, {u"asserted_user"_s, true},
        {u"user_id"_s, QString::fromLatin1(org.userId())},
        {u"organization_id"_s, QString::fromLatin1(org.orgId())}, {u"username"_s, org.username()},
        {u"nick_name"_s, nickName(org)}, {u"display_name"_s, org.userFullName()},
        {u"email"_s, email(org)}, {u"email_verified"_s, true},
        {u"first_name"_s, org.userFullName().section(u' ', 0, 0)},
        {u"last_name"_s, org.userFullName().section(u' ', 1)},
        {u"timezone"_s, u"America/New_York"_s}, {u"photos"_s, photos(org)},
        {u"addr_street"_s, u"14 Wharf Street"_s}, {u"addr_city"_s, u"Portland"_s},
        {u"addr_state"_s, u"ME"_s}, {u"addr_country"_s, u"US"_s}, {u"addr_zip"_s, u"04101"_s},
        {u"mobile_phone"_s, QJsonValue()}, {u"mobile_phone_verified"_s, false},
        {u"is_lightning_login_user"_s, false},
        {u"status"_s, QJsonObject{{u"created_date"_s, QJsonValue()}, {u"body"_s, QJsonValue()}}},
        {u"urls"_s, urls(org, version)}, {u"active"_s, true}, {u"user_type"_s, u"STANDARD"_s},
        {u"language"_s, userLanguage(org)}, {u"locale"_s, u"en_US"_s}, {u"utcOffset"_s, newYork},
        {u"last_modified_date"_s, lastModified(org)},
        {u"is_app_installed"_s, isAppInstalled(org, request)}};
}

} // namespace

void answerIdentity(
    Org &org, const QByteArray &path, http::Request &request, http::ReplySink &reply)
{
    if (!isSignedIn(org, request, reply))
        return;
    const QByteArrayList parts = path.mid(4).split('/');
    const auto same = [](const QByteArray &given, const QByteArray &id) {
        return given == id || given == id.left(15);
    };
    if (parts.size() < 2 || !same(parts[0], org.orgId())) {
        refuse(reply, "Wrong_Org");
        return;
    }
    if (!same(parts[1], org.userId())) {
        reply.answer(404, "text/plain;charset=UTF-8", "Bad_Id", noStore());
        return;
    }
    const QJsonObject identity = identityOf(org, request);
    if (oauthFormat(request, request.query()) == "xml")
        answerOAuthXml(reply, 200,
            u"user xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""_s, identity);
    else
        answerOAuthJson(reply, 200, identity);
}

void answerUserInfo(Org &org, http::Request &request, http::ReplySink &reply)
{
    if (!isSignedIn(org, request, reply))
        return;
    answerOAuthJson(reply, 200,
        {{u"sub"_s, org.identityUrl()}, {u"user_id"_s, QString::fromLatin1(org.userId())},
            {u"organization_id"_s, QString::fromLatin1(org.orgId())},
            {u"preferred_username"_s, org.username()}, {u"nickname"_s, nickName(org)},
            {u"name"_s, org.userFullName()}, {u"email"_s, email(org)}, {u"email_verified"_s, true},
            {u"given_name"_s, org.userFullName().section(u' ', 0, 0)},
            {u"family_name"_s, org.userFullName().section(u' ', 1)},
            {u"zoneinfo"_s, u"America/New_York"_s}, {u"photos"_s, photos(org)},
            {u"profile"_s, QString(org.instanceUrl() + u'/' + QString::fromLatin1(org.userId()))},
            {u"picture"_s, photos(org)[u"picture"_s]},
            {u"address"_s,
                QJsonObject{{u"street_address"_s, u"14 Wharf Street"_s},
                    {u"locality"_s, u"Portland"_s}, {u"region"_s, u"ME"_s},
                    {u"postal_code"_s, u"04101"_s}, {u"country"_s, u"US"_s}}},
            {u"urls"_s, urls(org, u"{version}"_s)}, {u"active"_s, true},
            {u"user_type"_s, u"STANDARD"_s}, {u"language"_s, userLanguage(org)},
            {u"locale"_s, u"en_US"_s}, {u"utcOffset"_s, newYork},
            {u"updated_at"_s, lastModified(org)},
            {u"is_app_installed"_s, isAppInstalled(org, request)}});
}

void answerDiscovery(Org &org, http::ReplySink &reply)
{
    const QString base = org.loginUrl() + u"/services/oauth2/"_s;
    answerOAuthJson(reply, 200,
        {{u"issuer"_s, org.loginUrl()},
            {u"authorization_endpoint"_s, QString(base + u"authorize"_s)},
            {u"token_endpoint"_s, QString(base + u"token"_s)},
            {u"revocation_endpoint"_s, QString(base + u"revoke"_s)},
            {u"introspection_endpoint"_s, QString(base + u"introspect"_s)},
            {u"userinfo_endpoint"_s, QString(base + u"userinfo"_s)},
            {u"scopes_supported"_s,
                QJsonArray{u"api"_s, u"refresh_token"_s, u"offline_access"_s, u"openid"_s, u"id"_s,
                    u"profile"_s, u"email"_s, u"address"_s, u"phone"_s, u"web"_s, u"full"_s}},
            {u"response_types_supported"_s, QJsonArray{u"code"_s}},
            {u"grant_types_supported"_s, QJsonArray{u"authorization_code"_s, u"refresh_token"_s}},
            {u"code_challenge_methods_supported"_s, QJsonArray{u"S256"_s}},
            {u"subject_types_supported"_s, QJsonArray{u"public"_s}},
            {u"id_token_signing_alg_values_supported"_s, QJsonArray{u"HS256"_s}},
            {u"display_values_supported"_s, QJsonArray{u"page"_s, u"popup"_s, u"touch"_s}},
            {u"token_endpoint_auth_methods_supported"_s,
                QJsonArray{u"none"_s, u"client_secret_post"_s, u"client_secret_basic"_s}}});
}

} // namespace practice
