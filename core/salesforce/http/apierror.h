#pragma once

#include "base/failure.h"
#include "salesforce/http/apiusage.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

/// What Salesforce says when it refuses, whichever of its many shapes it says it in (PROTOCOL.md
/// 7.1): a JSON array, an object, an OAuth pair, a row of a collection, one word, the text of a
/// Bulk row or job, SOAP, or a web page that is no answer at all.
struct ApiError {
    int httpStatus = 0;
    QString code;       ///< `INVALID_FIELD`; empty where the text has none
    QString message;    ///< in the language of the user, redacted
    QStringList fields; ///< API names
    bool isWebPage = false;
    QString raw; ///< word for word, redacted

    [[nodiscard]] static ApiError fromAnswer(int httpStatus, const QByteArray &body);
    /// `CODE:message:Field,Field --` of a Bulk result's `sf__Error`.
    [[nodiscard]] static ApiError fromBulkRow(const QString &text);
    /// `InvalidBatch : Field name not found : X` of a Bulk job's `errorMessage`.
    [[nodiscard]] static ApiError fromBulkJob(const QString &text);

    /// The access token is no longer any good, and another one may be.
    [[nodiscard]] bool isExpiredSession() const;
    /// Whether the same request may succeed a little later. `repeatable`: sending it twice does no
    /// harm.
    [[nodiscard]] bool isTransient(bool repeatable) const;
};

/// The error as the problem it is for a caller.
[[nodiscard]] Failure failureFor(
    const ApiError &error, const QString &host, const std::optional<ApiUsage> &usage);

/// The same failure in the light of a query on `object`: QueryRefused, or ObjectNotVisible where
/// the object itself is the trouble.
[[nodiscard]] Failure asQueryFailure(const Failure &failure, const QString &object);

[[nodiscard]] bool looksLikeWebPage(const QByteArray &body);
