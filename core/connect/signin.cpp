#include "connect/signin.h"

#include "salesforce/http/session.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

namespace {

QByteArray randomState()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// Tokens travel to the instance from now on: over https, or to this machine when the login was
/// here too.
Result<void> checkInstance(const QUrl &login, const QString &instance)
{
    const QUrl url(instance);
    if (!url.isValid() || url.host().isEmpty())
        return failure(Problem::HostInvalid, {instance});
    if (isLoopback(login) != isLoopback(url))
        return failure(Problem::HostInvalid, {instance});
    if (url.scheme() != u"https" && !isLoopback(url))
        return failure(Problem::HostInsecure, {instance});
    return {};
}

/// `…/id/<org Id>/<user Id>`
Result<void> readIdentityUrl(SignIn &signIn)
{
    const QStringList parts = QUrl(signIn.grant.identityUrl).path().split(u'/', Qt::SkipEmptyParts);
    if (parts.size() < 3 || parts.at(parts.size() - 3) != u"id")
        return failure(Problem::AnswerUnreadable, {u"id"_s});
    signIn.orgId = parts.at(parts.size() - 2);
    signIn.userId = parts.last();
    return {};
}

Result<QJsonObject> firstRecord(Session &session, const QString &soql, const QString &object)
{
    const Result<QJsonDocument> answer =
        session.getJson(u"query?q="_s + QString::fromLatin1(QUrl::toPercentEncoding(soql)));
    if (!answer)
        return answer.failure();
    const QJsonArray records = answer->object().value(u"records"_s).toArray();
    if (records.isEmpty() || !records.first().isObject())
        return failure(Problem::ObjectNotVisible, {object});
    return records.first().toObject();
}

/// Who and where: asked of the org itself, so that nothing depends on what the admin believes.
Result<SignIn> completed(
    const EngineParts &parts, HttpTransport &transport, SignIn signIn, const std::stop_token &stop)
{
    const Result<void> instance = checkInstance(signIn.loginUrl, signIn.grant.instanceUrl);
    if (!instance)
        return instance.failure();
    const Result<void> identity = readIdentityUrl(signIn);
    if (!identity)
        return identity.failure();

    GrantedToken tokens(signIn.grant);
    Session session(transport, tokens, *parts.pause, stop);
    const Result<QString> version = session.apiVersion();
    if (!version)
        return version.failure();
    signIn.apiVersion = *version;
    const Result<QJsonObject> org =
        firstRecord(session, u"SELECT Id, Name, IsSandbox FROM Organization"_s, u"Organization"_s);
    if (!org)
        return org.failure();
    const Result<QJsonObject> user = firstRecord(
        session, u"SELECT Id, Username FROM User WHERE Id = '%1'"_s.arg(signIn.userId), u"User"_s);
    if (!user)
        return user.failure();

    signIn.orgId = org->value(u"Id"_s).toString();
    signIn.orgName = org->value(u"Name"_s).toString();
    signIn.userId = user->value(u"Id"_s).toString();
    signIn.username = user->value(u"Username"_s).toString();
    signIn.environment =
        org->value(u"IsSandbox"_s).toBool() ? Environment::Sandbox : Environment::Production;
    if (signIn.orgId.size() != 18 || signIn.userId.size() != 18)
        return failure(Problem::AnswerUnreadable, {u"Organization"_s});
    return signIn;
}

} // namespace

Result<SignInTarget> signin::targetOf(const QString &environment, const QString &loginUrl)
{
    const Result<QUrl> url = oauth::loginUrlFor(loginUrl.isEmpty() ? environment : loginUrl);
    if (!url)
        return url.failure();
    SignInTarget target{*url, {}};
    target.believed = fromWord<Environment>(environment);
    if (!target.believed && url->host().endsWith(u".sandbox.my.salesforce.com"))
        target.believed = Environment::Sandbox;
    return target;
}

Result<void> signin::lookAt(
    const EngineParts &parts, const QUrl &loginUrl, const std::stop_token &stop)
{
    // Small, public and there on every login host (PROTOCOL.md 1.8). Any answer will do.
    QUrl address = loginUrl;
    address.setPath(u"/.well-known/openid-configuration"_s);
    const std::unique_ptr<HttpTransport> transport = parts.makeTransport(stop);
    const Result<std::unique_ptr<HttpReply>> reply = transport->open({"HEAD", address, {}});
    if (!reply)
        return reply.failure();
    return {};
}

Result<SignIn> signin::throughBrowser(const EngineParts &parts, const QUrl &loginUrl,
    const QString &clientId, quint16 port, const OpenPage &open, const std::stop_token &stop)
{
    const std::unique_ptr<SignInListener> listener = parts.makeListener();
    const Result<void> listening = listener->listen(port);
    if (!listening)
        return listening.failure();

    const oauth::Client client{loginUrl, clientId, listener->callback()};
    const oauth::Pkce pkce = oauth::Pkce::make();
    const QByteArray state = randomState();
    const Result<void> opened = open(oauth::authorizeUrl(client, pkce, state));
    if (!opened)
        return opened.failure();

    const Result<SignInListener::Answer> answer = listener->wait(state, patience, stop);
    if (!answer)
        return answer.failure();
    if (!answer->error.isEmpty())
        return oauth::failureFor(answer->error, answer->errorDescription, client);

    const std::unique_ptr<HttpTransport> transport = parts.makeTransport(stop);
    Result<TokenGrant> grant = oauth::exchangeCode(*transport, client, pkce, answer->code);
    if (!grant)
        return grant.failure();
    SignIn signIn;
    signIn.grant = *std::move(grant);
    signIn.loginUrl = loginUrl;
    signIn.clientId = clientId;
    signIn.callback = client.callback;
    return completed(parts, *transport, std::move(signIn), stop);
}

Result<SignIn> signin::withRefreshToken(const EngineParts &parts, const QUrl &loginUrl,
    const QString &clientId, const QString &instanceUrl, const Secret &refreshToken,
    const std::stop_token &stop)
{
    const oauth::Client client{loginUrl, clientId, {}};
    const std::unique_ptr<HttpTransport> transport = parts.makeTransport(stop);
    Result<TokenGrant> grant = oauth::refresh(*transport, client, refreshToken);
    if (!grant)
        return grant.failure();
    SignIn signIn;
    signIn.grant = *std::move(grant);
    if (signIn.grant.refreshToken.isEmpty())
        signIn.grant.refreshToken = refreshToken;
    if (signIn.grant.instanceUrl.isEmpty())
        signIn.grant.instanceUrl = instanceUrl;
    signIn.loginUrl = loginUrl;
    signIn.clientId = clientId;
    return completed(parts, *transport, std::move(signIn), stop);
}

Result<void> signin::giveBack(
    const EngineParts &parts, const SignIn &signIn, const std::stop_token &stop)
{
    const std::unique_ptr<HttpTransport> transport = parts.makeTransport(stop);
    const oauth::Client client{signIn.loginUrl, signIn.clientId, signIn.callback};
    return oauth::revoke(*transport, client,
        signIn.grant.refreshToken.isEmpty() ? signIn.grant.accessToken : signIn.grant.refreshToken);
}
