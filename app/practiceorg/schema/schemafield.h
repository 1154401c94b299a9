// Custom fields and objects, from what an admin asks for.
#pragma once

#include "app/practiceorg/schema/schema.h"

#include <QJsonArray>
#include <QJsonObject>

namespace practice {

/// From the keys of schemachange.h's addField. `type` is setup's word (`Text`, `LongTextArea`,
/// `Checkbox`, `Lookup`, …) or describe's (`string`), without regard to case; Text when absent.
[[nodiscard]] Result<Field> customFieldFrom(const QJsonObject &wanted, const Object &object);
/// From addObject: with Name, owner and the system fields.
[[nodiscard]] Result<Object> customObjectFrom(
    const QJsonObject &wanted, const SchemaSnapshot &schema);
/// From an array of texts, or of `{"value","label","default","active"}`.
[[nodiscard]] std::vector<PicklistValue> picklistFrom(const QJsonArray &values);

/// The name as a custom field's: `__c` appended where it is missing.
[[nodiscard]] QString customName(const QString &name);

} // namespace practice
