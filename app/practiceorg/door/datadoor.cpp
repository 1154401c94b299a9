#include "app/practiceorg/door/datadoor.h"

#include "app/practiceorg/http/language.h"
#include "app/practiceorg/oauth/oauth.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/org/tokens.h"

#include <array>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

const QByteArray root = "/services/data";

bool isBelow(const QByteArray &folder, const QByteArray &path)
{
    return path.startsWith(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

/// Three releases a year; 62 was Winter '25.
QString releaseName(int version)
{
    constexpr std::array<const char16_t *, 3> seasons{u"Winter", u"Spring", u"Summer"};
    const int since = version - 32; // Winter '15
    const auto season = static_cast<std::size_t>((since + 3) % 3);
    const int year = since < 0 ? 14 : 15 + since / 3;
    return QString::fromUtf16(seasons[season]) + u" '" + QString::number(year);
}

void answerVersions(Call &call)
{
    QJsonArray versions;
    for (int version = oldestVersion; version <= newestVersion; ++version) {
        const QString number = QString::number(version) + u".0"_s;
        const QString url = u"/services/data/v"_s + number;
        versions.append(QJsonObject{
            {u"label"_s, releaseName(version)}, {u"url"_s, url}, {u"version"_s, number}});
    }
    answerJson(call, 200, versions);
}

void answerResources(Call &call)
{
    QJsonObject resources;
    for (const auto *name : {u"composite", u"jobs", u"limits", u"parameterizedSearch", u"query",
             u"queryAll", u"recent", u"search", u"sobjects", u"tooling"})
        resources.insert(QString::fromUtf16(name), call.url(QString::fromUtf16(name)));
    resources.insert(u"identity"_s, call.org.identityUrl());
    answerJson(call, 200, resources);
}

void answerLimits(Call &call) { answerJson(call, 200, call.org.limits()); }

/// A snapshot of how many records there are. Unknown objects are silently missing; of all objects
/// when none are named (REST API Guide, Record Count: "the resource returns record counts for all
/// objects in the org"), be it by `?sObjects` without a value, as Salesforce's command line asks.
void answerRecordCount(Call &call)
{
    const QJsonObject counts = call.org.part(Part::Records).state()[u"records"_s].toObject();
    const QString names = QString::fromUtf8(call.request.parameter("sObjects"));
    const QStringList wanted = names.split(u',', Qt::SkipEmptyParts);
    QJsonArray found;
    const auto add = [&found](const QString &name, const QJsonValue &count) {
        found.append(QJsonObject{{u"count"_s, count}, {u"name"_s, name}});
    };
    for (auto object = counts.begin(); wanted.isEmpty() && object != counts.end(); ++object)
        add(object.key(), object.value());
    for (const QString &each : wanted) {
        for (auto object = counts.begin(); object != counts.end(); ++object) {
            if (object.key().compare(each.trimmed(), Qt::CaseInsensitive) == 0)
                add(object.key(), object.value());
        }
    }
    answerJson(call, 200, QJsonObject{{u"sObjects"_s, found}});
}

/// "62.0" of `v62.0/sobjects`; empty when there is no version in front.
QByteArray versionOf(const QByteArray &rest)
{
    const QByteArray first = rest.left(rest.contains('/') ? rest.indexOf('/') : rest.size());
    bool isNumber = false;
    first.mid(1, first.size() - 3).toInt(&isNumber);
    return first.startsWith('v') && first.endsWith(".0") && isNumber ? first.mid(1) : QByteArray();
}

/// What calls are counted under: `query`, `sobjects`, `jobs/ingest`, `composite/batch`.
QByteArray endpointName(const QByteArray &path)
{
    const QByteArrayList segments = path.split('/');
    if (segments.size() > 1 && (segments[0] == "jobs" || segments[0] == "composite"))
        return segments[0] + '/' + segments[1];
    return segments[0].isEmpty() ? QByteArray("resources") : segments[0];
}

/// Salesforce lets clients that can't send PATCH say so in the address.
QByteArray methodOf(const http::Request &request)
{
    if (request.method == "HEAD")
        return "GET";
    const QByteArray override = request.parameter("_HttpMethod");
    return request.method == "POST" && !override.isEmpty() ? override.toUpper() : request.method;
}

void refuseSession(Call &call, const QString &message)
{
    const ApiError error{401, "INVALID_SESSION_ID", told(call.org, message)};
    answerJson(call, 401, QJsonArray{error.toJson()}, {{"WWW-Authenticate", "Token"}});
}

bool reachesData(const QByteArray &scopes)
{
    const QByteArrayList granted = scopes.split(' ');
    return granted.contains("api") || granted.contains("full");
}

/// False when the call ends here: no session, no permission, no quota.
bool mayCall(Call &call)
{
    const std::optional<QByteArray> scopes =
        call.org.tokens().useSession(bearerToken(call.request));
    if (!scopes) {
        refuseSession(call, u"Session expired or invalid"_s);
        return false;
    }
    // Refreshing does not help here: the app asked for too little.
    if (!reachesData(*scopes)) {
        refuseSession(call, u"This session is not valid for use with the REST API"_s);
        return false;
    }
    if (!call.org.permission(u"ApiEnabled"_s)) {
        answerError(call, {403, "API_CURRENTLY_DISABLED", u"API is disabled for this User"_s});
        return false;
    }
    if (!call.org.hasApiCallsLeft()) {
        answerError(call, {403, "REQUEST_LIMIT_EXCEEDED", u"TotalRequests Limit exceeded."_s});
        return false;
    }
    return true;
}

} // namespace

bool isDataPath(const QByteArray &path) { return isBelow(root, path); }

bool isApexRestPath(const QByteArray &path) { return isBelow("/services/apexrest", path); }

void answerApexRest(Org &org, const Router &router, http::Request &request, http::ReplySink &reply)
{
    Call call{request, reply, org, router, methodOf(request), "62.0", {}};
    if (!mayCall(call))
        return;
    org.countApiCalls(1, "apexrest");
    // Real orgs without a class of that name: public clients and their tests know this answer.
    answerError(call, {404, "NOT_FOUND", u"Could not find a match for URL"_s});
}

bool isVersionList(const QByteArray &path)
{
    return path == root || (path.size() == root.size() + 1 && isDataPath(path));
}

void answerData(Org &org, const Router &router, const QByteArray &path, http::Request &request,
    http::ReplySink &reply)
{
    QByteArray rest = path.mid(root.size());
    while (rest.startsWith('/'))
        rest.remove(0, 1);
    Call call{request, reply, org, router, methodOf(request), "62.0", {}};
    if (rest.isEmpty()) {
        answerVersions(call);
        return;
    }
    call.version = versionOf(rest);
    if (call.version.isEmpty() || call.versionNumber() > newestVersion) {
        answerNotFound(call);
        return;
    }
    if (call.versionNumber() < oldestVersion) {
        answerError(call,
            {410, "UNSUPPORTED_API_VERSION",
                u"The requested API version has been retired. Use version %1.0 or later."_s.arg(
                    oldestVersion)});
        return;
    }
    call.path = rest.mid(call.version.size() + 1);
    while (call.path.startsWith('/'))
        call.path.remove(0, 1);
    if (!mayCall(call))
        return;
    org.countApiCalls(1, endpointName(call.path));
    router.route(call);
}

void addOrgEndpoints(Router &router)
{
    router.add("GET", "", answerResources);
    router.add("GET", "limits", answerLimits);
    router.add("GET", "limits/recordCount", since(40, answerRecordCount)); // came with 40.0
}

} // namespace practice
