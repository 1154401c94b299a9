// What features do when a record is written. Each gives null where it has nothing to do: it is off,
// or the object is none of its own.
#pragma once

#include "app/practiceorg/records/recordshooks.h"

namespace practice {

/// State and country/territory picklists: codes and texts of an address stay in step.
[[nodiscard]] std::unique_ptr<const RecordHook> addressHook(const WriteContext &context);
/// Person accounts: the account's contact follows it, and is changed by nobody else.
[[nodiscard]] std::unique_ptr<const RecordHook> personHook(const WriteContext &context);
/// The nonprofit package's Household Account model: a contact without an account gets one.
[[nodiscard]] std::unique_ptr<const RecordHook> householdHook(const WriteContext &context);

} // namespace practice
