// Several records become one.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

namespace practice {

/// Losers are deleted with MasterRecordId; what pointed to them points to the master; the master's
/// blank fields stay as they are.
[[nodiscard]] Result<void> merge(Records &records, Store::Writer &writer, const Object &object,
    const QByteArray &master, const QList<QByteArray> &losers);

} // namespace practice
