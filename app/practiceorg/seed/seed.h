// Plausible data: the records an org begins with, and more on request.
#pragma once

#include "app/practiceorg/records/records.h"

namespace practice {

/// How many of each object go with so many contacts: the proportions of a nonprofit of 48,211.
struct SeedCounts {
    explicit SeedCounts(int contacts);
    int contacts;
    int accounts;
    int leads;
    int opportunities;
    int tasks;
    int events;
};

/// Fills a new org: its records, user and Organization, custom fields, and the demo's troubles
/// (a renamed field, a deleted one, a picklist value that is gone, duplicates, a validation rule
/// that old rows break). The same for the same seed, with times counted back from the org's now.
[[nodiscard]] Result<void> seedOrg(Records &records, Store::Writer &writer);

/// `count` more records of Account, Contact, Lead, Opportunity, Task or Event, stamped now.
[[nodiscard]] Result<void> makeRecords(
    Records &records, Store::Writer &writer, const QString &object, int count);

} // namespace practice
