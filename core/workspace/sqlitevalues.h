#pragma once

#include <QVariant>

struct sqlite3_stmt;

/// Values on their way into SQLite and back; for this folder only.
namespace sqlitevalues {

/// SQLite's result code. Times are bound as ISO text, invalid ones and an invalid QVariant as NULL.
[[nodiscard]] int bind(sqlite3_stmt *statement, int position, const QVariant &value);
/// An integer, a real, a text, bytes; invalid for NULL.
[[nodiscard]] QVariant at(sqlite3_stmt *statement, int column);

} // namespace sqlitevalues
