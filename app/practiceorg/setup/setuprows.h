// What the org's schema and rules look like as records of setup: EntityDefinition, CustomField, …
#pragma once

#include "app/practiceorg/records/rules.h"
#include "app/practiceorg/schema/schema.h"
#include "app/practiceorg/setup/setuphistory.h"

#include <QJsonObject>

#include <memory>
#include <vector>

namespace practice {

class Org;

struct SetupSource {
    Org &org;
    SchemaPointer schema;
    std::shared_ptr<const RuleSet> rules;
    SetupHistory history;
    bool viewsSetup = true; ///< without it the user sees what describe shows, and no more
};

/// The rows of a setup object: values by field name, and `Id`: the record's Id, or the durable Id
/// where records have none of their own.
[[nodiscard]] std::vector<QJsonObject> setupRows(const QString &object, const SetupSource &source);

/// Those of permissions and duplicate rules; none for what is something else.
[[nodiscard]] std::vector<QJsonObject> permissionRows(
    const QString &object, const SetupSource &source);

/// `Account`, or `01I…` of a custom object.
[[nodiscard]] QString durableId(const Object &object);
/// `Account.Industry`, `Account.00N…`
[[nodiscard]] QString durableId(const Object &object, const Field &field);

} // namespace practice
