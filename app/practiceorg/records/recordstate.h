// Whether a record is there, and whether it is in the recycle bin.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

namespace practice {

struct RecordState {
    const Object *object = nullptr; ///< null: no Id of this org
    bool exists = false;            ///< never for what has no recycle bin
    bool deleted = false;
    qint64 stamp = 0; ///< its SystemModstamp
};

[[nodiscard]] RecordState stateOf(
    const SchemaSnapshot &schema, Store::Writer &writer, const QByteArray &id);
/// Into the recycle bin or out of it. `user`: who did it. Empty for what follows by itself: that
/// moves SystemModstamp alone. False when SQLite refused.
[[nodiscard]] bool setDeleted(Store::Writer &writer, const Object &object, const QByteArray &id,
    bool deleted, qint64 now, const QByteArray &user);

} // namespace practice
