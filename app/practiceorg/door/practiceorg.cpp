#include "app/practiceorg/door/practiceorg.h"

#include "app/practiceorg/door/datadoor.h"
#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/http/reply.h"
#include "app/practiceorg/oauth/oauth.h"
#include "app/practiceorg/org/faults.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/org/tokens.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <thread>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// `//services/data` is `/services/data`: Salesforce folds what clients join carelessly.
QByteArray foldedPath(const http::Request &request)
{
    QByteArray path = request.path();
    while (path.startsWith("//"))
        path.remove(0, 1);
    return path;
}

QString folderName(Environment environment)
{
    return environment == Environment::Production ? u"production"_s : u"sandbox"_s;
}

/// "Content-Encoding: gzip or Content-Encoding: deflate" (REST API Guide, "Compression Headers").
bool isCompressed(const http::Request &request)
{
    const QByteArray coding = request.headers.value("Content-Encoding").toLower();
    return coding == "gzip" || coding == "deflate";
}

/// 414 or 431 when the address, or it and the headers, are longer than 16,384 bytes (REST API
/// Guide, "Status Codes and Error Responses").
std::optional<int> tooLong(const http::Request &request)
{
    constexpr qsizetype most = 16'384;
    qsizetype size = request.target.size();
    if (size > most)
        return 414;
    for (const auto &[name, value] : request.headers.all())
        size += name.size() + value.size() + 4; // `: ` and the line's end
    return size > most ? std::optional(431) : std::nullopt;
}

/// The web server in front of Salesforce says it, not the API: `ERROR_HTTP_414: <h1>Bad Message
/// 414</h1><pre>reason: URI Too Long</pre>` (jsforce issue 1134, simple-salesforce issue 271); 431
/// of Salesforce in the same words (Stitch's documentation). The media type is Jetty's.
void answerTooLong(int status, http::ReplySink &reply)
{
    const QByteArray reason = status == 414 ? "URI Too Long" : "Request Header Fields Too Large";
    reply.answer(status, "text/html;charset=iso-8859-1",
        "<h1>Bad Message " + QByteArray::number(status) + "</h1><pre>reason: " + reason + "</pre>",
        {{"Connection", "close"}});
}

} // namespace

class PracticeOrg::Private {
public:
    explicit Private(const Settings &given) : settings(given) { }

    Result<void> makeFolders();
    Org &org(Environment environment)
    {
        return environment == Environment::Production ? *production : *sandbox;
    }
    void answerControl(const QByteArray &path, http::Request &request, http::ReplySink &reply);
    void answerSalesforce(Door door, Org &org, const QByteArray &path, http::Request &request,
        http::ReplySink &reply);

    const Settings settings;
    std::unique_ptr<QTemporaryDir> temporary;
    QString folder;
    QString controlUrl;
    Router router;
    ControlRouter controls;
    std::unique_ptr<Org> production;
    std::unique_ptr<Org> sandbox;
};

PracticeOrg::PracticeOrg(const Settings &settings) : d(std::make_unique<Private>(settings))
{
    addOrgEndpoints(d->router);
    addRecordEndpoints(d->router);
    addQueryEndpoints(d->router);
    addSearchEndpoints(d->router);
    addBulkEndpoints(d->router);
    addOrgControls(d->controls);
    addRecordControls(d->controls);
    addFeatureControls(d->controls);
    addQueryControls(d->controls);
}

PracticeOrg::~PracticeOrg() { stop(); }

Result<void> PracticeOrg::Private::makeFolders()
{
    folder = settings.dataDir;
    if (folder.isEmpty()) {
        temporary = std::make_unique<QTemporaryDir>();
        if (!temporary->isValid())
            return failure(Failure::Problem::WorkspaceUnopenable, {temporary->path()},
                temporary->errorString());
        folder = temporary->path();
    }
    for (const Environment environment : {Environment::Production, Environment::Sandbox}) {
        if (!QDir().mkpath(folder + u'/' + folderName(environment)))
            return failure(
                Failure::Problem::WorkspaceUnopenable, {folder}, u"The folder can't be made."_s);
    }
    return {};
}

Result<void> PracticeOrg::open()
{
    if (Result<void> made = d->makeFolders(); !made)
        return made;
    const auto make = [this](Environment environment) {
        return std::make_unique<Org>(
            environment, d->settings, d->folder + u'/' + folderName(environment));
    };
    d->production = make(Environment::Production);
    d->sandbox = make(Environment::Sandbox);
    Result<void> sandboxOpened;
    {
        // Seeding takes a while; the two share nothing.
        const std::jthread other([&] { sandboxOpened = d->sandbox->open(); });
        if (Result<void> opened = d->production->open(); !opened)
            return opened;
    }
    return sandboxOpened;
}

void PracticeOrg::setAddresses(const Addresses &addresses)
{
    d->production->setUrls(addresses.productionLogin, addresses.productionInstance);
    d->sandbox->setUrls(addresses.sandboxLogin, addresses.sandboxInstance);
    d->controlUrl = addresses.control;
}

void PracticeOrg::stop()
{
    for (Org *org : {d->production.get(), d->sandbox.get()}) {
        if (org)
            org->stopWaiting();
    }
}

void PracticeOrg::answer(
    Door door, Environment environment, http::Request &request, http::ReplySink &reply)
{
    const QByteArray path = foldedPath(request);
    if (door == Door::Control) {
        d->answerControl(path, request, reply);
        return;
    }
    if (const std::optional<int> status = tooLong(request)) {
        answerTooLong(*status, reply);
        return;
    }
    Org &org = d->org(environment);
    if (d->settings.latencyMs > 0)
        org.wait(d->settings.latencyMs);

    const FaultAction action =
        org.faults().next(request.method, request.target).value_or(FaultAction{});
    FaultyReply faulty(reply, action, [&org](int ms) { org.wait(ms); });
    if (action.answersItself()) {
        const QByteArray body = action.body.value_or(QByteArray());
        const char first = body.isEmpty() ? ' ' : body.front();
        const QByteArray type = first == '[' || first == '{' ? "application/json;charset=UTF-8"
            : first == '<'                                   ? "text/html;charset=UTF-8"
                                                             : "text/plain;charset=UTF-8";
        faulty.answer(action.status.value_or(200), type, body, {{"Date", httpDate(org.now())}});
        faulty.finish();
        return;
    }

    using Kind = OrgReply::Kind;
    const bool isData = door == Door::Instance && (isDataPath(path) || isApexRestPath(path));
    OrgReply own(org, request, faulty,
        !isData                   ? Kind::SignIn
            : isVersionList(path) ? Kind::DataWithoutLimits
                                  : Kind::Data);
    if (action.corrupt != FaultAction::Corrupt::Nothing
        && action.corrupt != FaultAction::Corrupt::Gzip)
        own.sendPlain();

    http::BodyReader *const sent = request.body;
    InflatingReader inflated(*sent);
    if (isCompressed(request))
        request.body = &inflated;
    d->answerSalesforce(door, org, path, request, own);
    request.body = sent;
    own.finish();
    faulty.finish();
}

void PracticeOrg::Private::answerSalesforce(
    Door door, Org &org, const QByteArray &path, http::Request &request, http::ReplySink &reply)
{
    if (answerOAuth(org, settings.autoApprove, path, request, reply))
        return;
    if (door == Door::Instance && isDataPath(path)) {
        answerData(org, router, path, request, reply);
        return;
    }
    if (door == Door::Instance && isApexRestPath(path)) {
        answerApexRest(org, router, request, reply);
        return;
    }
    // What Salesforce shows for an address that leads nowhere is a page for people.
    reply.answer(404, "text/html;charset=UTF-8",
        "<!DOCTYPE html>\n<html><head><title>Page not found</title></head><body><h1>URL No Longer "
        "Exists</h1><p>You have attempted to reach a URL that no longer exists.</p></body></html>\n");
}

void PracticeOrg::Private::answerControl(
    const QByteArray &path, http::Request &request, http::ReplySink &reply)
{
    const QByteArray root = "/practice/v1/";
    const auto send = [&reply](const ControlAnswer &answer) {
        reply.answer(answer.status, "application/json;charset=UTF-8",
            QJsonDocument(answer.body).toJson(QJsonDocument::Compact));
    };
    if (!path.startsWith(root)) {
        send(controlRefused(u"The controls are below %1."_s.arg(QString::fromLatin1(root)), 404));
        return;
    }
    const QByteArray wanted = request.parameter("environment");
    if (!wanted.isNull() && wanted != "production" && wanted != "sandbox") {
        send(controlRefused(u"\"environment\" is production or sandbox."_s));
        return;
    }
    ControlCall call{
        org(wanted == "sandbox" ? Environment::Sandbox : Environment::Production), request, {}, {}};
    bool whole = false;
    const QByteArray body = request.body->readAll(8 << 20, &whole);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (!whole || (!body.trimmed().isEmpty() && problem.error != QJsonParseError::NoError)) {
        send(controlRefused(u"The body is no JSON: %1."_s.arg(problem.errorString())));
        return;
    }
    call.body = document.object();
    call.items = document.array();
    send(controls.route(request.method, path.mid(root.size()), call));
}

QJsonObject PracticeOrg::announcement() const
{
    QJsonArray orgs;
    for (Org *org : {d->production.get(), d->sandbox.get()}) {
        const Tokens::Grant grant = org->tokens().preset();
        orgs.append(QJsonObject{
            {u"environment"_s, org->isSandbox() ? u"sandbox"_s : u"production"_s},
            {u"instance_url"_s, org->instanceUrl()},
            {u"org_id"_s, QString::fromLatin1(org->orgId())},
            {u"user_id"_s, QString::fromLatin1(org->userId())}, {u"username"_s, org->username()},
            {u"client_id"_s, QString::fromLatin1(org->tokens().app().clientId)},
            {u"access_token"_s, QString::fromLatin1(grant.accessToken)},
            {u"refresh_token"_s, QString::fromLatin1(grant.refreshToken)}});
    }
    return {{u"login_url"_s, d->production->loginUrl()},
        {u"sandbox_login_url"_s, d->sandbox->loginUrl()}, {u"control_url"_s, d->controlUrl},
        {u"orgs"_s, orgs}};
}

} // namespace practice
