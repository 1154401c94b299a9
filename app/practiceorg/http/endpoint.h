#pragma once

#include "httphost/message.h"
#include "httphost/router.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

/// How a part of the practice org answers below `/services/data/vXX.0/`, and how it is controlled
/// below `/practice/v1/`.
///
/// An endpoint is a plain function of a Call, registered under a method and a pattern:
///
///     void addRecordEndpoints(Router &router)
///     {
///         router.add("GET", "sobjects/{object}/{id}", readRecord);
///         router.add("GET", "sobjects/{object}/{field}/{value...}", readByExternalId);
///     }
///
/// Everything around it is done before and after: sign-in, counting, limits, the common headers,
/// gzip both ways, faults. What an endpoint writes to `call.reply` is compressed when the client
/// wants that and always travels chunked, so a large answer is just many writes.
namespace practice {

class Org;
class Router;

struct Call {
    http::Request &request; ///< its body is already inflated
    http::ReplySink &reply;
    Org &org;
    const Router &router;
    QByteArray method;  ///< GET for HEAD too
    QByteArray version; ///< "62.0"
    QByteArray path; ///< behind `/services/data/v62.0/`, as sent (still encoded), without the query
    http::PathArguments arguments = {};
    bool inside = false; ///< a part of a composite or batch request

    [[nodiscard]] QByteArray argument(const char *name) const;
    [[nodiscard]] int versionNumber() const; ///< 62
    /// `/services/data/v62.0/` + rest: for `url`, `nextRecordsUrl` and the like.
    [[nodiscard]] QString url(const QString &rest) const;
};

using Endpoint = std::function<void(Call &)>;

/// An endpoint that came with a version of the API: 404 in earlier ones.
[[nodiscard]] Endpoint since(int version, Endpoint endpoint);

class Router {
public:
    /// Patterns as in http::Router. It is for the endpoint to treat object names without regard to
    /// case.
    void add(const QByteArray &method, const QByteArray &pattern, Endpoint endpoint);
    /// Runs the endpoint for `call.method` and `call.path`, or answers 404 NOT_FOUND or 405
    /// METHOD_NOT_ALLOWED.
    void route(Call &call) const;

private:
    http::Router<Endpoint> m_routes;
};

/// What the REST API says when it refuses (PROTOCOL.md 7.1).
struct ApiError {
    int status = 400;
    QByteArray code; ///< "INVALID_FIELD"
    QString message;
    QStringList fields = {};
    bool withFields = false; ///< write `"fields":[]` even when empty, as record calls do
    QJsonObject extra = {};  ///< further keys: `duplicateResult`

    [[nodiscard]] QJsonObject toJson() const;
};

/// JSON is compact unless the request says `X-PrettyPrint: 1`. `headers` are added to the common
/// ones.
void answerJson(Call &call, int status, const QJsonObject &body, const http::Headers &headers = {});
void answerJson(Call &call, int status, const QJsonArray &body, const http::Headers &headers = {});
/// JSON that was made as text: sent as it is.
void answerJsonText(
    Call &call, int status, const QByteArray &json, const http::Headers &headers = {});
/// `[{"message","errorCode","fields"}]`.
void answerError(Call &call, const ApiError &error);
void answerErrors(Call &call, int status, const std::vector<ApiError> &errors);
/// 204, 304 and the like.
void answerEmpty(Call &call, int status, const http::Headers &headers = {});
/// 404 NOT_FOUND "The requested resource does not exist".
void answerNotFound(Call &call);

/// 405 METHOD_NOT_ALLOWED with the header Allow: `HEAD,GET,PATCH,DELETE`, HEAD wherever GET is
/// (omniphx/forrest issues 59, 181 and 287).
void answerNotAllowed(Call &call, const QByteArrayList &allowed);

/// Reads the body as a JSON object. Nothing came of it when it returns false: the refusal
/// (JSON_PARSER_ERROR, 413, 415) has been answered.
[[nodiscard]] bool readObject(Call &call, QJsonObject &body);

/// The answer of a request that never left the process: a part of a composite or batch request.
struct InsideAnswer {
    int status = 0;
    http::Headers headers;
    QByteArray body; ///< never compressed
};
/// Runs a sub-request through the router. `target` is `/services/data/v62.0/…` or `v62.0/…` or
/// `/v62.0/…`, with its query. It is not counted: whoever splits a request counts its parts
/// (Org::countApiCalls).
[[nodiscard]] InsideAnswer callInside(const Call &outer, const QByteArray &method,
    const QByteArray &target, const http::Headers &headers, const QByteArray &body);

/// A control: JSON in, JSON out.
struct ControlCall {
    Org &org;
    const http::Request &request; ///< for parameters of its query
    QJsonObject body;             ///< empty when the body was an array or nothing
    QJsonArray items;             ///< the body when it was an array
    http::PathArguments arguments = {};

    [[nodiscard]] QByteArray argument(const char *name) const;
};
struct ControlAnswer {
    int status = 200;
    QJsonObject body = {};
};
/// A control that was used wrongly: 400 `{"error":{"code":"bad_request","message":…}}`.
[[nodiscard]] ControlAnswer controlRefused(const QString &message, int status = 400);

using ControlEndpoint = std::function<ControlAnswer(ControlCall &)>;

class ControlRouter {
public:
    /// Patterns as in http::Router, below `/practice/v1/`; the first that fits counts.
    void add(const QByteArray &method, const QByteArray &pattern, ControlEndpoint control);
    [[nodiscard]] ControlAnswer route(
        const QByteArray &method, const QByteArray &path, ControlCall &call) const;

private:
    struct Route {
        QByteArray method;
        http::PathPattern pattern;
        ControlEndpoint control;
    };
    std::vector<Route> m_routes;
};

// Each group of endpoints and controls adds itself.
void addRecordEndpoints(
    Router &router);                    ///< sobjects, describe, collections, composite, replication
void addQueryEndpoints(Router &router); ///< query, queryAll
void addSearchEndpoints(Router &router);        ///< search, parameterizedSearch
void addToolingEndpoints(Router &router);       ///< tooling, tooling/sobjects, tooling/query
void addBulkEndpoints(Router &router);          ///< jobs/query, jobs/ingest
void addOrgEndpoints(Router &router);           ///< the resource list, limits
void addRecordControls(ControlRouter &router);  ///< records, fields, objects, permissions, rules
void addFeatureControls(ControlRouter &router); ///< packages and features that change the schema
void addQueryControls(ControlRouter &router);   ///< locators
void addOrgControls(ControlRouter &router); ///< state, app, tokens, limits, faults, clock, reset

} // namespace practice
