#pragma once

#include "workspace/workspace.h"

/// What Salesforce said of an object when it was last described, as it said it.
struct StoredSchema {
    QString json;
    QString etag; ///< of the answer, as its next condition; empty where it had none
    QString lastModified;
    QDateTime since; ///< when it was first read like this
};

/// The rows of orgmend_schema: one for each object of a connection.
class Schemas {
public:
    [[nodiscard]] static std::optional<StoredSchema> find(
        qint64 connection, const QString &object, Transaction &work);
    [[nodiscard]] static bool isKept(
        qint64 connection, const QString &object, const StoredSchema &schema, Transaction &work);
    /// In place of what was kept; since now.
    static void keep(
        qint64 connection, const QString &object, const StoredSchema &schema, Transaction &work);
};
