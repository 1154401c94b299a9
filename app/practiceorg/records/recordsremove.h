// Deleting, undeleting and purging.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

namespace practice {

/// Into the recycle bin with everything that goes with it (an account's contacts and opportunities,
/// the activities of each), or for good. `user` deleted the record; what goes with it is changed by
/// nobody: its SystemModstamp moves, its LastModifiedDate stays. False when SQLite refused.
[[nodiscard]] bool removeRecord(const SchemaSnapshot &schema, const Object &object,
    const QByteArray &id, Store::Writer &writer, qint64 now, const QByteArray &user, bool forGood);

/// Back out of the recycle bin, with what went there in the same delete. Fails with a sentence for
/// the caller of the control.
[[nodiscard]] Result<void> undelete(Records &records, Store::Writer &writer, const QByteArray &id);
/// Out of the recycle bin for good: gone from queryAll too.
[[nodiscard]] Result<void> purge(Records &records, Store::Writer &writer, const QByteArray &id);

} // namespace practice
