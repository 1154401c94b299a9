// FIELDS(ALL), FIELDS(STANDARD) and FIELDS(CUSTOM) in a SELECT list (SOQL guide, "SELECT").
#pragma once

#include "app/practiceorg/soql/soqldraft.h"

namespace practice::soql {

/// False: refused. All fields and the custom ones come of a few records alone, and not by Bulk.
[[nodiscard]] bool mayAskForFields(Draft &draft, const SelectItem &item);
/// What it stands for: fields that the user may see.
[[nodiscard]] std::vector<const Field *> fieldsOf(const Object &object, const SelectItem &item);

} // namespace practice::soql
