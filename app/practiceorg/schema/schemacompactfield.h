// One field of a compact schema file (app/practiceorg/schema/README.md has the format).
#pragma once

#include "app/practiceorg/schema/schema.h"

#include <QHash>

#include <optional>

namespace practice {

/// The picklists that fields share, by name (schema/lists.txt).
using CompactLists = QHash<QString, std::vector<PicklistValue>>;

/// `a; *b; c (label)`
[[nodiscard]] std::vector<PicklistValue> compactValues(const QString &text);
/// `Fax phone(40) CUNP "Fax" …`; nothing when the line is not well formed.
[[nodiscard]] std::optional<Field> compactField(const QString &line, const CompactLists &lists);
/// Values that follow from others in the row. The texts of PROTOCOL 8.5 and the Object Reference:
/// a person's Name leaves the salutation out; a stage decides whether an opportunity is closed.
void applyFormula(const QString &object, Field &field);

} // namespace practice
