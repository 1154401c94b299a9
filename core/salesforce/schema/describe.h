#pragma once

#include "base/result.h"
#include "salesforce/schema/schema.h"

class Session;

/// A describe and what a later one can be compared with.
struct Description {
    ObjectSchema schema;
    QString json; ///< as it came
    QString etag; ///< empty where the answer had none
    QString lastModified;
};

/// What the signed-in user sees of an object (PROTOCOL.md 3.2). ObjectNotVisible where there is no
/// such object, or none for this user. Keys that an API version does not have read as their usual
/// value; AnswerUnreadable where the JSON is something else.
[[nodiscard]] Result<Description> readDescription(Session &session, const QString &object);
/// The schema alone.
[[nodiscard]] Result<ObjectSchema> describe(Session &session, const QString &object);
/// All objects that the user sees, in a line each (PROTOCOL.md 3.1).
[[nodiscard]] Result<std::vector<ObjectSummary>> describeGlobal(Session &session);
