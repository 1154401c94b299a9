// Changes to how an org is set up: fields, objects, security, rules. Each is written to the setup
// audit trail and to a journal from which the schema is made again when the org is opened.
#pragma once

#include "app/practiceorg/records/records.h"

#include <QJsonObject>

namespace practice {

/// Carries out one change, in schema or rules, tables, audit trail and journal. Fails with a
/// sentence for the caller of the control; the writer's transaction has to be given up then.
///
/// `change` has `kind` and, with it:
///
/// | kind | keys |
/// |---|---|
/// | addObject | object, label |
/// | addField | object, field, type, label, length, precision, scale, externalId, unique,
/// caseSensitive, required, values, restricted, referenceTo, relationshipName | | renameField |
/// object, from, to | | deleteField, restoreField | object, field | | picklist | object, field,
/// values, restricted | | fieldSecurity | object, field, readable, editable | | objectSecurity |
/// object, create, read, edit, delete | | addValidation | object, name, formula, message, field |
/// | addDuplicate | object, name, match, action_on_create, operations_on_create, message |
/// | removeRule | name | | feature | feature (orgfeatures.h), and what it needs |
///
/// and `by` (a name; the connected user when there is none) and `at` (ms; now when there is none).
[[nodiscard]] Result<void> changeSetup(Records &records, Store::Writer &writer, QJsonObject change);

/// Applies the journal's changes to a schema that was reset.
[[nodiscard]] Result<void> replaySetup(Records &records, Store::Writer &writer);

} // namespace practice
