#pragma once

#include "app/practiceorg/schema/schema.h"

#include <QByteArray>

struct sqlite3_stmt;

namespace practice {

/// FORMAT() of a column that is not null, as the locale en_US has it. A datetime stands there in
/// the user's time already. Empty for types whose format no source tells, and for amounts of an org
/// with several currencies: they come as without FORMAT().
[[nodiscard]] QByteArray formatted(
    const Object &object, const Field &field, sqlite3_stmt *row, int column);

} // namespace practice
