#pragma once

#include "salesforce/schema/schema.h"

#include <QStringList>

/// How many records a page of Bulk API 2.0 is asked for: as many as make less than 32 MB, 50,000 at
/// most. Guessed from describe's types and lengths, then corrected by what a record turned out to
/// take.
namespace bulkpage {

constexpr qint64 aimedBytes = 32 << 20;
constexpr int mostRecords = 50'000;

[[nodiscard]] int records(const ObjectSchema &schema, const QStringList &fields);
[[nodiscard]] int correctedRecords(int current, double bytesPerRecord);

} // namespace bulkpage
