// What describe says about objects and fields (PROTOCOL 3).
#pragma once

#include "app/practiceorg/schema/schema.h"

#include <QByteArray>
#include <QJsonObject>

namespace practice {

class Router;

/// One entry of describeGlobal.
[[nodiscard]] QJsonObject describeGlobalEntry(const Object &object, const QByteArray &version);
/// `GET sobjects`: the objects that the user may see.
[[nodiscard]] QJsonObject describeGlobal(const SchemaSnapshot &schema, const QByteArray &version);
/// `GET sobjects/X/describe`: with the fields that the user may see, and what security leaves of
/// createable and updateable. `instanceUrl` for the addresses of pages.
[[nodiscard]] QJsonObject describeObject(const SchemaSnapshot &schema, const Object &object,
    const QByteArray &version, const QString &instanceUrl);

/// sobjects, sobjects/X, sobjects/X/describe, recent.
void addDescribeEndpoints(Router &router);

} // namespace practice
