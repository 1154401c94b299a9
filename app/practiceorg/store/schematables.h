#pragma once

#include "app/practiceorg/schema/schema.h"

namespace practice {

/// What the tables need to follow from one schema to the other.
[[nodiscard]] QList<QByteArray> tableStatements(
    const SchemaSnapshot &before, const SchemaSnapshot &after);

} // namespace practice
