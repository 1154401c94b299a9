#include "salesforce/http/apierror.h"

#include "base/redact.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestRaw = 64 << 10; ///< a web page may be any size

/// Session texts that a new token does not mend (PROTOCOL.md, trap 11).
bool isBarred(const QString &message)
{
    return message.contains("not valid for use with the REST API"_L1, Qt::CaseInsensitive)
        || message.contains("not attached to Agent"_L1, Qt::CaseInsensitive);
}

void readObject(const QJsonObject &object, ApiError &error)
{
    // A create or a row of a collection that failed holds its errors one level deeper.
    if (const QJsonArray inner = object["errors"_L1].toArray(); !inner.isEmpty()) {
        readObject(inner.first().toObject(), error);
        return;
    }
    error.code = object["errorCode"_L1].toString();
    if (error.code.isEmpty())
        error.code = object["statusCode"_L1].toString();
    error.message = object["message"_L1].toString();
    if (error.code.isEmpty()) {
        error.code = object["error"_L1].toString();
        error.message = object["error_description"_L1].toString(error.message);
    }
    for (const QJsonValue &field : object["fields"_L1].toArray())
        error.fields.append(field.toString());
}

bool readJson(const QByteArray &body, ApiError &error)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (document.isObject()) {
        readObject(document.object(), error);
        return true;
    }
    if (!document.isArray())
        return false;
    // Of several the first that is an error: rows that went well stand beside it.
    for (const QJsonValue &value : document.array()) {
        readObject(value.toObject(), error);
        if (!error.code.isEmpty() || !error.message.isEmpty())
            break;
    }
    return true;
}

bool readSoap(const QString &text, ApiError &error)
{
    static const QRegularExpression code(u"<faultcode>\\s*(?:\\w+:)?(\\w+)\\s*</faultcode>"_s);
    static const QRegularExpression words(
        u"<faultstring>(.*?)</faultstring>"_s, QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch found = code.match(text);
    if (!found.hasMatch())
        return false;
    error.code = found.captured(1);
    error.message = words.match(text).captured(1);
    const QString prefix = error.code % u": "_s;
    if (error.message.startsWith(prefix))
        error.message.remove(0, prefix.size());
    return true;
}

template <std::size_t size>
bool isOneOf(const QString &code, const std::array<QLatin1StringView, size> &codes)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool isRequestLimit(const ApiError &error) { return error.code == "REQUEST_LIMIT_EXCEEDED"_L1; }

/// The name of the limit stands in the text, untranslated: `ConcurrentRequests (…)`,
/// `ConcurrentPerOrgLongTxn`; otherwise it is `TotalRequests`.
bool isConcurrency(const ApiError &error)
{
    return isRequestLimit(error) && error.message.contains("Concurrent"_L1, Qt::CaseInsensitive);
}

bool isUnavailable(const ApiError &error)
{
    static constexpr std::array codes{"SERVER_UNAVAILABLE"_L1,
        "FUNCTIONALITY_TEMPORARILY_UNAVAILABLE"_L1, "ORG_IN_MAINTENANCE"_L1,
        "UNKNOWN_EXCEPTION"_L1};
    static constexpr std::array statuses{406, 420, 429, 500, 502, 503, 504};
    if (isOneOf(error.code, codes))
        return true;
    return error.code.isEmpty()
        && std::find(statuses.begin(), statuses.end(), error.httpStatus) != statuses.end();
}

} // namespace

bool looksLikeWebPage(const QByteArray &body)
{
    const QByteArray start = body.left(512).trimmed().toLower();
    return start.startsWith("<!doctype") || start.startsWith("<html")
        || (start.startsWith('<') && start.contains("<html"));
}

ApiError ApiError::fromAnswer(int httpStatus, const QByteArray &body)
{
    static const QRegularExpression oneWord(u"^\\w{1,80}$"_s);
    ApiError error;
    error.httpStatus = httpStatus;
    const QString text = QString::fromUtf8(body.left(longestRaw));
    error.raw = redact(text);
    if (looksLikeWebPage(body))
        error.isWebPage = true;
    else if (readJson(body, error) || readSoap(text, error))
        error.message = redact(error.message); // sentences and the log are made from it
    else if (const QString word = text.trimmed(); oneWord.match(word).hasMatch())
        error.code = error.message = word; // Bad_OAuth_Token
    else
        error.message = error.raw.trimmed();
    return error;
}

ApiError ApiError::fromBulkRow(const QString &given)
{
    const QString text = redact(given);
    ApiError error;
    error.raw = text;
    // Messages contain colons: the code ends at the first, the fields begin after the last.
    const qsizetype first = text.indexOf(u':');
    const qsizetype last = text.lastIndexOf(u':');
    if (first < 0) {
        error.message = text.trimmed();
        return error;
    }
    error.code = text.left(first).trimmed();
    if (last == first) {
        error.message = text.mid(first + 1).trimmed();
        return error;
    }
    error.message = text.mid(first + 1, last - first - 1).trimmed();
    QString tail = text.mid(last + 1).trimmed();
    if (!tail.endsWith("--"_L1)) { // not the tail of a row after all
        error.message = text.mid(first + 1).trimmed();
        return error;
    }
    tail.chop(2);
    for (const QString &field : tail.split(u',', Qt::SkipEmptyParts)) {
        if (const QString name = field.trimmed(); !name.isEmpty())
            error.fields.append(name);
    }
    return error;
}

ApiError ApiError::fromBulkJob(const QString &given)
{
    const QString text = redact(given);
    ApiError error;
    error.raw = text;
    const qsizetype colon = text.indexOf(" : "_L1);
    if (colon < 0) {
        error.message = text.trimmed();
        return error;
    }
    error.code = text.left(colon).trimmed();
    error.message = text.mid(colon + 3).trimmed();
    const QString doubled = error.code % u" : "_s; // `InvalidBatch : InvalidBatch : …` was seen
    if (error.message.startsWith(doubled))
        error.message.remove(0, doubled.size());
    return error;
}

bool ApiError::isExpiredSession() const
{
    if (isWebPage)
        return false;
    if (code == "INVALID_SESSION_ID"_L1)
        return !isBarred(message);
    if (code == "Bad_OAuth_Token"_L1)
        return true;
    return httpStatus == 401 && code.isEmpty();
}

bool ApiError::isTransient(bool repeatable) const
{
    if (isConcurrency(*this))
        return true;
    if (isRequestLimit(*this))
        return false;
    // These say that nothing was done; after the others a write may have been applied.
    static constexpr std::array untouched{406, 420, 429, 503};
    if (std::find(untouched.begin(), untouched.end(), httpStatus) != untouched.end())
        return true;
    if (code == "UNABLE_TO_LOCK_ROW"_L1)
        return true;
    return repeatable && (isUnavailable(*this) || code == "QUERY_TIMEOUT"_L1);
}

Failure failureFor(const ApiError &error, const QString &host, const std::optional<ApiUsage> &usage)
{
    using Problem = Failure::Problem;
    static constexpr std::array disabled{"API_DISABLED_FOR_ORG"_L1, "API_CURRENTLY_DISABLED"_L1};
    static constexpr std::array storage{"STORAGE_LIMIT_EXCEEDED"_L1};
    if (isConcurrency(error))
        return failure(Problem::ConcurrentLimitReached, {}, error.raw);
    if (isRequestLimit(error)) {
        const QStringList numbers = usage
            ? QStringList{QString::number(usage->used), QString::number(usage->maximum)}
            : QStringList{QString(), QString()};
        return failure(Problem::DailyLimitReached, numbers, error.raw);
    }
    if (isOneOf(error.code, disabled))
        return failure(Problem::ApiDisabled, {QString()}, error.raw);
    if (isOneOf(error.code, storage))
        return failure(Problem::StorageLimitReached, {}, error.raw);
    if (error.code == "INVALID_SESSION_ID"_L1 && isBarred(error.message)) {
        return error.message.contains("REST API"_L1, Qt::CaseInsensitive)
            ? failure(Problem::ApiDisabled, {QString()}, error.raw)
            : failure(Problem::SignInRefused, {error.code, error.message}, error.raw);
    }
    if (error.isExpiredSession())
        return failure(Problem::SignInNeeded, {}, error.raw);
    if (isUnavailable(error))
        return failure(
            Problem::ServerUnavailable, {host, QString::number(error.httpStatus)}, error.raw);
    if (error.isWebPage || (error.httpStatus >= 301 && error.httpStatus < 400))
        return failure(Problem::NotSalesforce, {host}, error.raw);
    if (error.code.isEmpty())
        return failure(
            Problem::RequestRefused, {u"HTTP "_s % QString::number(error.httpStatus)}, error.raw);
    return failure(Problem::RequestRefused, {error.code}, error.raw);
}

Failure asQueryFailure(const Failure &failed, const QString &object)
{
    if (failed.problem != Failure::Problem::RequestRefused)
        return failed;
    const QString code = failed.arguments.value(0);
    if (code == "INVALID_TYPE"_L1)
        return failure(Failure::Problem::ObjectNotVisible, {object}, failed.raw);
    return failure(Failure::Problem::QueryRefused, {object, code}, failed.raw);
}
