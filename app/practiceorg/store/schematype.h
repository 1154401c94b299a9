// A custom field becomes one of another type, with what records hold in it.
#pragma once

#include "app/practiceorg/schema/schema.h"
#include "base/result.h"

#include <QJsonObject>

namespace practice {

/// `{"field","type",…}` with the keys of addField. Name, label, rights and the field's own Id stay.
[[nodiscard]] Result<void> changeFieldType(Object &object, const QJsonObject &change);
/// What that asks of the table. Values that the new type has no words for are lost, as in
/// Salesforce.
[[nodiscard]] QList<QByteArray> fieldTypeSql(
    const Object &object, const Field &before, const Field &after);

} // namespace practice
