#include "salesforce/oauth/oauth.h"
#include "salesforce/http/answerbody.h"

#include "base/redact.h"
#include "salesforce/http/apierror.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTimeZone>

#include <array>

using namespace Qt::StringLiterals;

namespace {

using Problem = Failure::Problem;
using Form = std::vector<std::pair<QByteArray, QByteArray>>;

constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray encoded(const Form &form)
{
    QByteArray text;
    for (const auto &[name, value] : form) {
        if (!text.isEmpty())
            text += '&';
        text += name + '=' + value.toPercentEncoding();
    }
    return text;
}

QUrl endpoint(const oauth::Client &client, const QString &name)
{
    QUrl url = client.loginUrl;
    url.setPath(u"/services/oauth2/"_s % name);
    return url;
}

Result<HttpAnswer> post(
    HttpTransport &transport, const oauth::Client &client, const QString &name, const Form &form)
{
    HttpRequest request;
    request.verb = "POST";
    request.url = endpoint(client, name);
    request.headers = {
        {"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    return sendWhole(transport, request, encoded(form));
}

/// An answer that is no success, as the problem it is.
Failure refusal(const HttpAnswer &answer, const oauth::Client &client)
{
    const ApiError error = ApiError::fromAnswer(answer.status, answer.body);
    const QString host = client.loginUrl.host();
    if (answer.status >= 500 || answer.status == 429 || answer.status == 420)
        return failure(
            Problem::ServerUnavailable, {host, QString::number(answer.status)}, error.raw);
    // An OAuth endpoint answers in JSON; whatever has no error code is another server's.
    if (error.isWebPage || error.code.isEmpty())
        return failure(Problem::NotSalesforce, {host}, error.raw);
    Failure failed = oauth::failureFor(error.code, error.message, client);
    failed.raw = error.raw;
    return failed;
}

/// Where tokens will be sent from now on: https, or, where the login host is this machine, this
/// machine too.
std::optional<Failure> distrust(const QUrl &instance, const oauth::Client &client)
{
    if (instance.host().isEmpty() || !instance.isValid())
        return failure(Problem::AnswerUnreadable, {u"/services/oauth2/token"_s});
    if (isLoopback(client.loginUrl) != isLoopback(instance))
        return failure(Problem::NotSalesforce, {instance.host()});
    if (instance.scheme() != "https"_L1 && !isLoopback(instance))
        return failure(Problem::HostInsecure, {instance.toString()});
    return std::nullopt;
}

Result<TokenGrant> grantFrom(const HttpAnswer &answer, const oauth::Client &client)
{
    if (answer.status != 200)
        return refusal(answer, client);
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (!document.isObject()) {
        const QString raw = redact(QString::fromUtf8(answer.body.left(64 << 10)));
        return looksLikeWebPage(answer.body)
            ? failure(Problem::NotSalesforce, {client.loginUrl.host()}, raw)
            : failure(Problem::AnswerUnreadable, {u"/services/oauth2/token"_s}, raw);
    }
    const QJsonObject json = document.object();
    TokenGrant grant;
    grant.accessToken = Secret(json["access_token"_L1].toString().toUtf8());
    grant.refreshToken = Secret(json["refresh_token"_L1].toString().toUtf8());
    grant.instanceUrl = json["instance_url"_L1].toString();
    while (grant.instanceUrl.endsWith(u'/'))
        grant.instanceUrl.chop(1);
    grant.identityUrl = json["id"_L1].toString();
    grant.scope = json["scope"_L1].toString();
    // A string of milliseconds (PROTOCOL.md 1.3).
    const qint64 issued = json["issued_at"_L1].toVariant().toLongLong();
    if (issued > 0)
        grant.issuedAt = QDateTime::fromMSecsSinceEpoch(issued, QTimeZone::utc());
    if (grant.accessToken.isEmpty())
        return failure(Problem::AnswerUnreadable, {u"/services/oauth2/token"_s},
            redact(QString::fromUtf8(answer.body)));
    if (const std::optional<Failure> problem = distrust(QUrl(grant.instanceUrl), client))
        return *problem;
    return grant;
}

template <std::size_t size>
bool isOneOf(const QString &error, const std::array<QLatin1StringView, size> &names)
{
    return std::any_of(names.begin(), names.end(),
        [&error](QLatin1StringView name) { return error.compare(name, Qt::CaseInsensitive) == 0; });
}

/// What `invalid_grant` means stands in its description alone (PROTOCOL.md 1.6).
Failure grantFailure(const QString &error, const QString &description, const oauth::Client &client,
    const QString &raw)
{
    const auto says = [&description](QLatin1StringView words) {
        return description.contains(words, Qt::CaseInsensitive);
    };
    if (says("already being processed"_L1))
        return failure(Problem::ServerUnavailable, {client.loginUrl.host(), u"400"_s}, raw);
    if (says("authorization code"_L1))
        return failure(Problem::SignInCodeExpired, {}, raw);
    if (says("access/refresh token"_L1))
        return failure(Problem::SignInNeeded, {}, raw);
    if (says("approved this consumer"_L1))
        return failure(Problem::AppNotApproved, {}, raw);
    return failure(Problem::SignInRefused, {error, description}, raw);
}

/// People copy what the browser shows: the pages live on hosts of their own beside the My Domain.
QString apiHost(const QString &host)
{
    static constexpr std::array pages{".lightning.force.com"_L1, ".my.salesforce-setup.com"_L1};
    for (const QLatin1StringView page : pages) {
        if (host.endsWith(page))
            return host.chopped(page.size()) % u".my.salesforce.com"_s;
    }
    return host;
}

} // namespace

namespace oauth {

Pkce Pkce::make()
{
    std::array<quint32, 12> random{}; // 48 bytes make 64 characters
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    const QByteArray bytes(
        reinterpret_cast<const char *>(random.data()), static_cast<qsizetype>(sizeof random));
    Pkce pkce;
    pkce.verifier = Secret(bytes.toBase64(base64Url));
    pkce.challenge = challengeFor(pkce.verifier);
    return pkce;
}

QByteArray Pkce::challengeFor(const Secret &verifier)
{
    return QCryptographicHash::hash(verifier.reveal(), QCryptographicHash::Sha256)
        .toBase64(base64Url);
}

Result<QUrl> loginUrlFor(const QString &environment)
{
    static const QRegularExpression name(u"^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
                                         "(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$"_s);
    const QString typed = environment.trimmed();
    if (typed.compare("production"_L1, Qt::CaseInsensitive) == 0)
        return QUrl(u"https://login.salesforce.com"_s);
    if (typed.compare("sandbox"_L1, Qt::CaseInsensitive) == 0)
        return QUrl(u"https://test.salesforce.com"_s);

    const bool hasScheme = typed.contains("://"_L1);
    QUrl given(hasScheme ? typed : QString(u"https://"_s % typed), QUrl::StrictMode);
    if (!hasScheme && isLoopback(given))
        given.setScheme(u"http"_s);
    const bool isSecure = given.scheme() == "https"_L1;
    if (!given.isValid() || (!isSecure && given.scheme() != "http"_L1)
        || !given.userInfo().isEmpty())
        return failure(Problem::HostInvalid, {typed});
    if (!isLoopback(given)) {
        // A My Domain is a whole host name: `name.my.salesforce.com`, not `name`.
        if (!name.match(given.host()).hasMatch())
            return failure(Problem::HostInvalid, {typed});
        if (!isSecure)
            return failure(Problem::HostInsecure, {typed});
    }
    QUrl login;
    login.setScheme(given.scheme());
    login.setHost(apiHost(given.host()));
    login.setPort(given.port());
    return login;
}

QUrl authorizeUrl(const Client &client, const Pkce &pkce, const QByteArray &state)
{
    QUrl url = endpoint(client, u"authorize"_s);
    const Form form{{"response_type", "code"}, {"client_id", client.clientId.toUtf8()},
        {"redirect_uri", client.callback.toUtf8()}, {"code_challenge", pkce.challenge},
        {"code_challenge_method", "S256"}, {"scope", "api refresh_token"}, {"state", state},
        // Whoever is signed in to some org in this browser may not be the one who is meant.
        {"prompt", "login"}};
    url.setQuery(QString::fromLatin1(encoded(form)), QUrl::StrictMode);
    return url;
}

Result<TokenGrant> exchangeCode(
    HttpTransport &transport, const Client &client, const Pkce &pkce, const Secret &code)
{
    const Result<HttpAnswer> answer = post(transport, client, u"token"_s,
        {{"grant_type", "authorization_code"}, {"code", code.reveal()},
            {"client_id", client.clientId.toUtf8()}, {"redirect_uri", client.callback.toUtf8()},
            {"code_verifier", pkce.verifier.reveal()}});
    if (!answer)
        return answer.failure();
    return grantFrom(*answer, client);
}

Result<TokenGrant> refresh(
    HttpTransport &transport, const Client &client, const Secret &refreshToken)
{
    const Result<HttpAnswer> answer = post(transport, client, u"token"_s,
        {{"grant_type", "refresh_token"}, {"refresh_token", refreshToken.reveal()},
            {"client_id", client.clientId.toUtf8()}});
    if (!answer)
        return answer.failure();
    Result<TokenGrant> grant = grantFrom(*answer, client);
    if (grant)
        return grant;
    // Whatever words `invalid_grant` comes with (before autumn 2024 "expired authorization code"
    // stood for a race as well), this refresh token has had its day.
    const Failure &failed = grant.failure();
    const ApiError error = ApiError::fromAnswer(answer->status, answer->body);
    if (error.code == "invalid_grant"_L1 && failed.problem != Problem::ServerUnavailable)
        return failure(Problem::SignInNeeded, {}, failed.raw);
    return failed;
}

Result<void> revoke(HttpTransport &transport, const Client &client, const Secret &token)
{
    const Result<HttpAnswer> answer =
        post(transport, client, u"revoke"_s, {{"token", token.reveal()}});
    if (!answer)
        return answer.failure();
    if (answer->status >= 200 && answer->status < 300)
        return {};
    const ApiError error = ApiError::fromAnswer(answer->status, answer->body);
    static constexpr std::array unknown{
        "invalid_token"_L1, "unsupported_token_type"_L1, "invalid_grant"_L1};
    if (answer->status == 400 && isOneOf(error.code, unknown))
        return {};
    return refusal(*answer, client);
}

Failure failureFor(const QString &error, const QString &told, const Client &client)
{
    const QString description = redact(told); // part of a sentence, and the browser's word
    static constexpr std::array blocked{"OAUTH_APP_BLOCKED"_L1, "OAUTH_AUTHORIZATION_BLOCKED"_L1,
        "app_blocked"_L1, "fail_close_app_blocked"_L1};
    static constexpr std::array missing{"OAUTH_EC_APP_NOT_FOUND"_L1,
        "OAUTH_APPROVAL_ERROR_GENERIC"_L1, "app_not_found"_L1, "oauth_policy_not_found"_L1,
        "ecapp_policy_not_found"_L1};
    static constexpr std::array notApproved{"invalid_app_access"_L1, "OAUTH_APP_ACCESS_DENIED"_L1};
    static constexpr std::array later{"server_error"_L1, "service_unavailable"_L1, "system_down"_L1,
        "unknown_error"_L1, "login_error"_L1, "rate_limit_exceeded"_L1};
    const QString raw =
        description.isEmpty() ? redact(error) : QString(redact(error) % u": "_s % description);
    if (isOneOf(error, std::array{"access_denied"_L1}))
        return failure(Problem::ConsentDenied, {}, raw);
    if (isOneOf(error, blocked))
        return failure(Problem::AppBlocked, {}, raw);
    if (isOneOf(error, missing)
        || (isOneOf(error, std::array{"invalid_client"_L1})
            && description.contains("must be installed"_L1, Qt::CaseInsensitive)))
        return failure(Problem::AppNotInstalled, {}, raw);
    if (isOneOf(error, notApproved))
        return failure(Problem::AppNotApproved, {}, raw);
    if (isOneOf(error, std::array{"invalid_client_id"_L1}))
        return failure(Problem::ClientIdUnknown, {client.clientId}, raw);
    if (isOneOf(error, std::array{"redirect_uri_mismatch"_L1}))
        return failure(Problem::CallbackMismatch, {client.callback}, raw);
    if (isOneOf(error, later))
        return failure(Problem::ServerUnavailable, {client.loginUrl.host(), u"400"_s}, raw);
    if (isOneOf(error, std::array{"invalid_grant"_L1}))
        return grantFailure(error, description, client, raw);
    return failure(Problem::SignInRefused, {error, description}, raw);
}

} // namespace oauth
