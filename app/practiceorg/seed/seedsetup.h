// How a new org is set up before its records come.
#pragma once

#include "app/practiceorg/records/records.h"

namespace practice {

/// Tables, Organization, users and profile, custom fields with their history, rules.
[[nodiscard]] Result<void> setUpOrg(Records &records, Store::Writer &writer);

} // namespace practice
