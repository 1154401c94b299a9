#pragma once

#include "app/practiceorg/records/recordswrite.h"

#include <QDateTime>

#include <string>

namespace practice {

/// What all rows share that a RecordWriter writes.
struct WriteContext {
    Records &records;
    Store::Writer &writer;
    const SchemaPointer schema;
    const Object &object;
    const Operation operation;
    const Field *const key; ///< for upserts by external Id; null: by Id
    const WriteOptions options;
    const qint64 now;
    const QDateTime time;   ///< the same
    const std::string user; ///< who writes
};

} // namespace practice
