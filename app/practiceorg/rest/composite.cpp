#include "app/practiceorg/rest/compositereferences.h"
#include "app/practiceorg/rest/recordsendpoints.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cctype>
#include <optional>

using namespace Qt::StringLiterals;

/// Several requests in one: composite and composite/batch (PROTOCOL 4.3 and 4.4).
namespace practice {

namespace {

constexpr qsizetype mostParts = 25;
constexpr int mostQueries = 5;

QJsonValue bodyOf(const InsideAnswer &answer)
{
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (document.isArray())
        return document.array();
    if (document.isObject())
        return document.object();
    return QJsonValue::Null;
}

QJsonArray haltedBecause(const QString &message)
{
    return {QJsonObject{{u"errorCode"_s, u"PROCESSING_HALTED"_s}, {u"message"_s, message}}};
}

QJsonArray halted()
{
    return haltedBecause(
        u"The transaction was rolled back since another operation in the same transaction failed."_s);
}

QByteArray jsonText(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    return {};
}

QJsonObject partAnswer(
    const QString &reference, int status, const QJsonValue &body, const QJsonObject &headers = {})
{
    return {{u"body"_s, body}, {u"httpHeaders"_s, headers}, {u"httpStatusCode"_s, status},
        {u"referenceId"_s, reference}};
}

/// A part's address as it goes over the wire. What is encoded stays so (the guide: "The query
/// string must be URL-encoded"); blanks and the like, which clients leave, are encoded.
QByteArray targetOf(const QString &url)
{
    constexpr QByteArrayView plain = "/?&=:@!$'()*+,;~#[]{}-._%";
    const auto isHex = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    const QByteArray text = url.toUtf8();
    QByteArray target;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool loose =
            c == '%' && !(i + 2 < text.size() && isHex(text[i + 1]) && isHex(text[i + 2]));
        const bool stays = std::isalnum(static_cast<unsigned char>(c)) != 0 || plain.contains(c);
        if (stays && !loose)
            target += c;
        else
            target += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return target;
}

bool isQueryOrCollection(const QString &url)
{
    return url.contains("/query"_L1) || url.contains("/composite/sobjects"_L1);
}

/// From version 52.0 on one name that may not be refuses the whole call; before, the parts that
/// refer to it fail (the guide's "Behavior and Responses If There Are Illegal Characters in
/// Reference IDs").
QString illegalName(const Call &call, const QJsonArray &parts)
{
    for (const QJsonValue &part : parts) {
        const QString name = part[u"referenceId"_s].toString();
        if (name.isEmpty() || (call.versionNumber() >= 52 && !isReferenceId(name)))
            return illegalReferenceId(name);
    }
    return {};
}

/// Why the whole call is refused; empty when it is not.
QString problemOf(const QJsonArray &parts)
{
    if (parts.size() > mostParts)
        return u"The composite request can contain at most 25 subrequests."_s;
    QSet<QString> seen;
    int queries = 0;
    for (const QJsonValue &part : parts) {
        const QString reference = part[u"referenceId"_s].toString();
        if (seen.contains(reference))
            return u"The referenceId '%1' is used more than once."_s.arg(reference);
        seen.insert(reference);
        queries += isQueryOrCollection(part[u"url"_s].toString()) ? 1 : 0;
        const QJsonObject headers = part[u"httpHeaders"_s].toObject();
        for (const QString &each : headers.keys()) {
            for (const QString &refused : {u"Accept"_s, u"Authorization"_s, u"Content-Type"_s}) {
                if (each.compare(refused, Qt::CaseInsensitive) == 0)
                    return u"The header '%1' is not allowed in a subrequest."_s.arg(each);
            }
        }
    }
    if (queries > mostQueries)
        return u"At most 5 subrequests can be queries or sObject Collections operations."_s;
    return {};
}

/// One record by its Id or an external one: `sobjects/Contact/003…`.
bool readsRecord(const QString &method, const QString &url)
{
    static const QRegularExpression rows(u"/sobjects/\\w+/[^/?]+(/[^/?]+)?(\\?|$)"_s);
    return method == "GET"_L1 && rows.match(url).hasMatch();
}

/// With `allOrNone` one row of a collection fails the part, whatever the collection's own allOrNone
/// (the guide's "allOrNone Parameters in Composite and Collections Requests").
bool hasFailed(const InsideAnswer &answer, const QJsonValue &body, bool allOrNone)
{
    if (answer.status >= 300 && answer.status != 304)
        return true;
    const QJsonArray rows = body.toArray();
    return allOrNone && std::any_of(rows.begin(), rows.end(), [](const QJsonValue &row) {
        return row[u"success"] == QJsonValue(false);
    });
}

QJsonObject runPart(
    Call &call, const QJsonObject &part, References &references, bool allOrNone, bool &failed)
{
    const QString reference = part[u"referenceId"_s].toString();
    const QString method = part[u"method"_s].toString();
    failed = references.needsFailed(part[u"url"_s]) || references.needsFailed(part[u"body"_s]);
    const std::optional<QJsonValue> url = references.resolved(part[u"url"_s]);
    const std::optional<QJsonValue> partBody = url ? references.resolved(part[u"body"_s]) : url;
    if (failed || !partBody) {
        references.add(reference, {}, true, false);
        const QJsonArray why = failed ? halted() : haltedBecause(references.problem());
        failed = true;
        return partAnswer(reference, 400, why);
    }
    http::Headers headers;
    const QJsonObject given = part[u"httpHeaders"_s].toObject();
    for (auto each = given.begin(); each != given.end(); ++each)
        headers.add(each.key().toLatin1(), each.value().toString().toUtf8());
    const InsideAnswer answer = callInside(
        call, method.toLatin1(), targetOf(url->toString()), headers, jsonText(*partBody));
    const QJsonValue body = bodyOf(answer);
    failed = hasFailed(answer, body, allOrNone);
    references.add(reference, body, failed, readsRecord(method, url->toString()));

    QJsonObject shown;
    for (const char *name : {"Location", "ETag", "Last-Modified"}) {
        if (answer.headers.contains(name))
            shown.insert(
                QString::fromLatin1(name), QString::fromLatin1(answer.headers.value(name)));
    }
    return partAnswer(reference, answer.status, body, shown);
}

void composite(Call &call)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    const QJsonArray parts = body[u"compositeRequest"_s].toArray();
    if (const QString illegal = illegalName(call, parts); !illegal.isEmpty()) {
        answerError(call, {400, "JSON_PARSER_ERROR", illegal});
        return;
    }
    const QString problem = problemOf(parts);
    if (!problem.isEmpty()) {
        answerError(call, {400, "INVALID_INPUT", problem});
        return;
    }
    const bool allOrNone = body[u"allOrNone"_s].toBool();
    // Parts of this thread write into the outer transaction while there is one.
    std::optional<Store::Writer> transaction;
    if (allOrNone)
        transaction.emplace(recordsOf(call.org).store().writer());

    References references(call.versionNumber());
    QJsonArray answers;
    qsizetype firstFailed = -1;
    for (const QJsonValue &part : parts) {
        bool failed = false;
        if (allOrNone && firstFailed >= 0) {
            answers.append(partAnswer(part[u"referenceId"_s].toString(), 400, halted()));
            continue;
        }
        answers.append(runPart(call, part.toObject(), references, allOrNone, failed));
        if (failed && firstFailed < 0)
            firstFailed = answers.size() - 1;
    }
    if (transaction && firstFailed < 0) {
        if (!transaction->commit()) {
            answerError(call, {500, "UNKNOWN_EXCEPTION", transaction->errorText()});
            return;
        }
    } else if (transaction) {
        for (qsizetype i = 0; i < firstFailed; ++i)
            answers[i] = partAnswer(parts[i][u"referenceId"_s].toString(), 400, halted());
    }
    transaction.reset();
    answerJson(call, 200, QJsonObject{{u"compositeResponse"_s, answers}});
}

/// What else there is: `GET composite`.
void compositeResources(Call &call)
{
    QJsonObject resources{
        {u"tree"_s, call.url(u"composite/tree"_s)}, {u"batch"_s, call.url(u"composite/batch"_s)}};
    if (call.versionNumber() >= 42)
        resources.insert(u"sobjects"_s, call.url(u"composite/sobjects"_s));
    answerJson(call, 200, resources);
}

/// A method or an address that can't be refuses the whole batch before anything is done (the
/// guide's "Batch Request Body"), as does a version before 34.0 or after the batch's own
/// ("Composite Batch"). No recording of Salesforce's words was found.
QString problemOfBatch(const Call &call, const QJsonArray &parts)
{
    static const QRegularExpression address(u"^/?(services/data/)?v(\\d+)\\.0/."_s);
    static const QSet<QString> methods = {
        u"GET"_s, u"HEAD"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s};
    for (const QJsonValue &part : parts) {
        const QString method = part[u"method"_s].toString();
        if (!methods.contains(method))
            return u"'%1' is not a valid method for a subrequest."_s.arg(method);
        const QString url = part[u"url"_s].toString();
        const QRegularExpressionMatch match = address.match(url);
        if (!match.hasMatch())
            return u"'%1' is not a valid url for a subrequest."_s.arg(url);
        const int version = match.captured(2).toInt();
        if (version < 34 || version > call.versionNumber())
            return u"A subrequest's version must be 34.0 to %1.0, not %2.0."_s.arg(
                QString::number(call.versionNumber()), match.captured(2));
    }
    return {};
}

void batch(Call &call)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    const QJsonArray parts = body[u"batchRequests"_s].toArray();
    if (parts.isEmpty() || parts.size() > mostParts) {
        answerError(call, {400, "INVALID_INPUT", u"A batch has 1 to 25 subrequests."_s});
        return;
    }
    if (const QString problem = problemOfBatch(call, parts); !problem.isEmpty()) {
        answerError(call, {400, "JSON_PARSER_ERROR", problem});
        return;
    }
    if (parts.size() > 1)
        call.org.countApiCalls(static_cast<int>(parts.size()) - 1, "composite/batch");
    QJsonArray results;
    bool failedAny = false;
    for (const QJsonValue &part : parts) {
        if (failedAny && body[u"haltOnError"_s].toBool()) {
            results.append(QJsonObject{{u"statusCode"_s, 412},
                {u"result"_s,
                    QJsonArray{QJsonObject{{u"errorCode"_s, u"BATCH_PROCESSING_HALTED"_s},
                        {u"message"_s, u"Batch processing halted per request"_s}}}}});
            continue;
        }
        const InsideAnswer answer = callInside(call, part[u"method"_s].toString().toLatin1(),
            targetOf(part[u"url"_s].toString()), {}, jsonText(part[u"richInput"_s]));
        failedAny = failedAny || answer.status >= 400;
        results.append(
            QJsonObject{{u"statusCode"_s, answer.status}, {u"result"_s, bodyOf(answer)}});
    }
    answerJson(call, 200, QJsonObject{{u"hasErrors"_s, failedAny}, {u"results"_s, results}});
}

} // namespace

void addCompositeEndpoints(Router &router)
{
    router.add("GET", "composite", compositeResources);
    router.add("POST", "composite", composite);
    router.add("POST", "composite/batch", batch);
    addTreeEndpoint(router);
}

} // namespace practice
