#include "salesforce/http/session.h"

#include "base/redact.h"
#include "salesforce/http/answerbody.h"
#include "salesforce/http/apierror.h"
#include "salesforce/http/retry.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 largestAnswer = 64 << 20;
constexpr qint64 largestError = 1 << 20;

bool isGood(int status)
{
    return (status >= 200 && status < 300) || status == 300 || status == 304;
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) {
        return url.port(url.scheme() == "https"_L1 ? 443 : 80);
    };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b)
        && a.userInfo().isEmpty();
}

QString pathOf(const QString &path) { return path.section(u'?', 0, 0); }

/// The answer of /limits (PROTOCOL.md 2).
Result<ApiUsage> apiUsageFrom(const QJsonObject &limits, const QString &what)
{
    const QJsonObject daily = limits["DailyApiRequests"_L1].toObject();
    if (!daily["Max"_L1].isDouble() || !daily["Remaining"_L1].isDouble())
        return failure(Failure::Problem::AnswerUnreadable, {what});
    const qint64 maximum = daily["Max"_L1].toInteger();
    return ApiUsage{maximum - daily["Remaining"_L1].toInteger(), maximum};
}

/// The older of `wanted` and the newest listed; empty where none is listed.
QString versionFrom(const QJsonArray &versions, const QString &wanted)
{
    QString newest;
    for (const QJsonValue &entry : versions) {
        const QString version = entry["version"_L1].toString();
        if (version.toDouble() > newest.toDouble())
            newest = version;
    }
    return newest.toDouble() < wanted.toDouble() ? newest : wanted;
}

} // namespace

std::optional<ApiUsage> apiUsageFrom(const QByteArray &limitInfo)
{
    for (const QByteArray &part : limitInfo.split(';')) {
        const QByteArray entry = part.trimmed();
        if (!entry.startsWith("api-usage="))
            continue; // per-app-api-usage is another quota
        const QList<QByteArray> numbers = entry.mid(10).split('/');
        bool usedIsNumber = false;
        bool maximumIsNumber = false;
        const qint64 used = numbers.value(0).toLongLong(&usedIsNumber);
        const qint64 maximum = numbers.value(1).toLongLong(&maximumIsNumber);
        if (usedIsNumber && maximumIsNumber)
            return ApiUsage{used, maximum};
    }
    return std::nullopt;
}

Result<QJsonDocument> jsonFrom(const HttpAnswer &answer, const QString &host, const QString &what)
{
    QJsonParseError problem;
    QJsonDocument json = QJsonDocument::fromJson(answer.body, &problem);
    if (problem.error == QJsonParseError::NoError)
        return json;
    const QString raw = redact(QString::fromUtf8(answer.body.left(largestError)));
    if (looksLikeWebPage(answer.body))
        return failure(Failure::Problem::NotSalesforce, {host}, raw);
    // Too few bytes in correct framing is something that happens (HTTP_FACTS.md, fact 2).
    if (problem.offset >= answer.body.trimmed().size())
        return failure(Failure::Problem::AnswerTruncated, {what}, raw);
    return failure(Failure::Problem::AnswerUnreadable, {what}, raw);
}

Session::Session(HttpTransport &transport, AccessTokens &tokens, Pause &pause,
    const std::stop_token &stop, const QString &apiVersion, Listener listener)
    : m_transport(transport)
    , m_tokens(tokens)
    , m_pause(pause)
    , m_stop(stop)
    , m_version(apiVersion)
    , m_listener(std::move(listener))
{
}

Result<HttpAnswer> Session::get(const QString &path, const Headers &headers)
{
    HttpAnswer taken;
    const Result<void> done = read(path, headers, [&taken](const HttpAnswer &answer) {
        taken = answer;
        return Result<void>();
    });
    if (!done)
        return done.failure();
    return taken;
}

Result<QJsonDocument> Session::getJson(const QString &path)
{
    const Result<QString> full = absolute(path);
    if (!full)
        return full.failure();
    return json({"GET", *full, {}, nullptr, false});
}

Result<void> Session::read(const QString &path, const Headers &headers,
    const std::function<Result<void>(const HttpAnswer &)> &take)
{
    const Result<QString> full = absolute(path);
    if (!full)
        return full.failure();
    return read({"GET", *full, headers, nullptr, false}, take);
}

Result<HttpAnswer> Session::send(
    const QByteArray &verb, const QString &path, const QByteArray &json)
{
    const Result<QString> full = absolute(path);
    if (!full)
        return full.failure();
    Tries tries;
    const Call call{
        verb, *full, {{"Content-Type", "application/json; charset=UTF-8"}}, &json, false};
    return whole(call, tries);
}

Result<std::unique_ptr<HttpReply>> Session::stream(const QString &path, const Headers &headers)
{
    const Result<QString> full = absolute(path);
    if (!full)
        return full.failure();
    Tries tries;
    return request({"GET", *full, headers, nullptr, false}, tries);
}

Result<QString> Session::apiVersion()
{
    if (!m_version.isEmpty())
        return m_version;
    const Result<QJsonDocument> listed = json({"GET", u"/services/data"_s, {}, nullptr, true});
    if (!listed)
        return listed.failure();
    const QString version = versionFrom(listed->array(), u"62.0"_s);
    if (version.isEmpty())
        return failure(Failure::Problem::NotSalesforce, {m_host},
            redact(QString::fromUtf8(listed->toJson(QJsonDocument::Compact))));
    m_version = version;
    return m_version;
}

Result<ApiUsage> Session::limits()
{
    const QString path = u"limits"_s;
    const Result<QJsonDocument> json = getJson(path);
    if (!json)
        return json.failure();
    return apiUsageFrom(json->object(), path);
}

void Session::add(qint64 calls, const std::optional<ApiUsage> &usage, const QDateTime &serverTime)
{
    m_calls += calls;
    if (usage)
        m_usage = usage;
    if (serverTime.isValid())
        m_serverTime = serverTime;
}

Result<QString> Session::absolute(const QString &path)
{
    if (path.startsWith(u'/') || path.startsWith("http://"_L1) || path.startsWith("https://"_L1))
        return path;
    const Result<QString> version = apiVersion();
    if (!version)
        return version.failure();
    return QString(u"/services/data/v"_s % *version % u'/' % path);
}

/// The request for this moment's token and instance. The token goes to the instance and nowhere
/// else.
Result<HttpRequest> Session::addressed(const Call &call, const Access &access)
{
    const QUrl instance(access.instanceUrl, QUrl::StrictMode);
    if (instance.host().isEmpty())
        return failure(Failure::Problem::HostInvalid, {access.instanceUrl});
    if (instance.scheme() != "https"_L1 && !isLoopback(instance))
        return failure(Failure::Problem::HostInsecure, {access.instanceUrl});
    QString base = access.instanceUrl;
    while (base.endsWith(u'/'))
        base.chop(1);
    const QString address = call.path.startsWith(u'/') ? QString(base % call.path) : call.path;
    HttpRequest request;
    request.verb = call.verb;
    request.url = QUrl(address, QUrl::TolerantMode);
    if (!request.url.isValid() || !isSameOrigin(request.url, instance))
        return failure(Failure::Problem::NotSalesforce, {request.url.host()}, redact(address));
    if (!call.open)
        request.headers.emplace_back("Authorization", "Bearer " + access.token.reveal());
    request.headers.emplace_back("Accept", "application/json");
    for (const auto &[name, value] : call.headers) {
        const auto same = [&name = name](const auto &known) { return known.first == name; };
        std::erase_if(request.headers, same);
        request.headers.emplace_back(name, value);
    }
    m_host = instance.host();
    return request;
}

Result<std::unique_ptr<HttpReply>> Session::open(const HttpRequest &request, const QByteArray *body)
{
    if (!body)
        return m_transport.open(request, nullptr);
    BytesBody source(*body);
    return m_transport.open(request, &source);
}

Result<std::unique_ptr<HttpReply>> Session::request(const Call &call, Tries &tries)
{
    while (true) {
        if (m_stop.stop_requested())
            return failure(Failure::Problem::Cancelled);
        const Result<Access> access = m_tokens.current();
        if (!access)
            return access.failure();
        const Result<HttpRequest> request = addressed(call, *access);
        if (!request)
            return request.failure();
        Result<std::unique_ptr<HttpReply>> reply = open(*request, call.body);
        if (!reply) {
            if (!call.isRepeatable() || !again(reply.failure(), tries))
                return ended(reply.failure());
            continue;
        }
        note(**reply, call);
        const int status = (*reply)->status();
        if (isGood(status))
            return reply;

        const Result<HttpAnswer> words =
            wholeAnswer(**reply, m_host, pathOf(call.path), largestError);
        if (!words && words.failure().problem == Failure::Problem::Cancelled)
            return words.failure();
        // A refusal whose words were lost is still a refusal.
        const ApiError error = ApiError::fromAnswer(status, words ? words->body : QByteArray());
        if (error.isExpiredSession() && !tries.renewed && !call.open) {
            tries.renewed = true; // once a call: never a loop
            const Result<Access> renewed = m_tokens.renewed(access->token);
            if (!renewed)
                return renewed.failure();
            if (m_listener.tokenRefreshed)
                m_listener.tokenRefreshed();
            continue;
        }
        const Failure failed = failureFor(error, m_host, m_usage);
        if (!error.isTransient(call.isRepeatable()) || !again(failed, tries, retry::after(**reply)))
            return ended(failed);
    }
}

Result<HttpAnswer> Session::whole(const Call &call, Tries &tries)
{
    while (true) {
        const Result<std::unique_ptr<HttpReply>> reply = request(call, tries);
        if (!reply)
            return reply.failure();
        Result<HttpAnswer> answer = wholeAnswer(**reply, m_host, pathOf(call.path), largestAnswer);
        if (answer)
            return answer;
        if (!call.isRepeatable() || !retry::isLostOnTheWay(answer.failure())
            || !again(answer.failure(), tries))
            return ended(answer.failure());
    }
}

Result<void> Session::read(
    const Call &call, const std::function<Result<void>(const HttpAnswer &)> &take)
{
    Tries tries;
    while (true) {
        const Result<HttpAnswer> answer = whole(call, tries);
        if (!answer)
            return answer.failure();
        Result<void> taken = take(*answer);
        if (taken)
            return taken;
        if (!retry::isLostOnTheWay(taken.failure()) || !again(taken.failure(), tries))
            return ended(taken.failure());
    }
}

Result<QJsonDocument> Session::json(const Call &call)
{
    QJsonDocument document;
    const Result<void> done = read(call, [&](const HttpAnswer &answer) -> Result<void> {
        Result<QJsonDocument> read = jsonFrom(answer, m_host, pathOf(call.path));
        if (!read)
            return read.failure();
        document = *std::move(read);
        return {};
    });
    if (!done)
        return done.failure();
    return document;
}

/// Waits before another try. False where none is left, where waiting would take too long, or when
/// stopped meanwhile.
bool Session::again(const Failure &why, Tries &tries, std::chrono::milliseconds atLeast)
{
    const bool lost = retry::isLostOnTheWay(why);
    const bool refused = why.kind() == Failure::Kind::Limit
        || why.problem == Failure::Problem::ServerUnavailable
        || why.problem == Failure::Problem::RequestRefused;
    // Minutes have passed already when time runs out: once more, and no third time.
    const int most = why.problem == Failure::Problem::TimedOut ? 2 : retry::mostTries;
    if ((!lost && !refused) || ++tries.failed >= most || atLeast > retry::longestWait)
        return false;
    const std::chrono::milliseconds wait = std::max(retry::backoff(tries.failed), atLeast);
    if (m_listener.retried)
        m_listener.retried(why, wait);
    return m_pause.wait(wait, m_stop);
}

/// Being stopped while waiting for another try is being stopped, not the failure before it.
Failure Session::ended(const Failure &why) const
{
    return m_stop.stop_requested() ? failure(Failure::Problem::Cancelled) : why;
}

void Session::note(const HttpReply &reply, const Call &call)
{
    if (!call.open)
        ++m_calls;
    if (const QDateTime date = httpDate(reply.header("Date")); date.isValid())
        m_serverTime = date;
    if (const std::optional<ApiUsage> usage = apiUsageFrom(reply.header("Sforce-Limit-Info")))
        m_usage = usage;
}
