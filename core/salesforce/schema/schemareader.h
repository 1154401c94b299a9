#pragma once

#include "base/result.h"
#include "salesforce/http/session.h"
#include "salesforce/schema/schema.h"

#include <QJsonObject>

/// Salesforce's JSON for schema, limits and versions as our values (PROTOCOL.md 2 and 3). Keys that
/// an API version does not have read as their usual value; AnswerUnreadable, naming `what`, where
/// the JSON is something else.
[[nodiscard]] Result<ObjectSchema> objectSchemaFrom(const QJsonObject &json, const QString &what);
[[nodiscard]] Result<std::vector<ObjectSummary>> objectSummariesFrom(
    const QJsonObject &json, const QString &what);
[[nodiscard]] Result<ApiUsage> apiUsageFrom(const QJsonObject &limits, const QString &what);
/// The older of `wanted` and the newest listed; empty where none is listed.
[[nodiscard]] QString versionFrom(const QJsonArray &versions, const QString &wanted);
