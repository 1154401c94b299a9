// The setup audit trail: who changed what about the org, in words.
#pragma once

#include "app/practiceorg/records/records.h"

#include <QJsonObject>

namespace practice {

/// A row of SetupAuditTrail about a change as changeSetup() takes it. `object`: what was changed;
/// null when it is not about an object. False when SQLite refused.
[[nodiscard]] bool writeAudit(Records &records, Store::Writer &writer, const QJsonObject &change,
    const Object *object, const QByteArray &user);

/// The Id of the user of that name; a user is made for a name that is not known. Empty when SQLite
/// refused.
[[nodiscard]] QByteArray userNamed(Records &records, Store::Writer &writer, const QString &name);

} // namespace practice
