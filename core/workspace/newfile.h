#pragma once

#include "workspace/database.h"

/// What a workspace file is before anything is said about its tables: nothing yet, ours, or
/// somebody else's. Read through SQLite alone: closing a file descriptor of one's own would drop
/// every lock that SQLite holds on the file for the whole process
/// (https://www.sqlite.org/howtocorrupt.html, 2.2).
namespace newfile {

enum class Found { Nothing, Ours };

/// Looks at the header without reading it as a database, which could already replay a log or make
/// files beside it. WorkspaceNotOurs, WorkspaceUnopenable. A file that a dead program had begun to
/// make may look like ours and be nothing: makeOurs() knows.
[[nodiscard]] Result<Found> lookAt(const QString &path);

/// Ends with a database that is ours: a new one gets its page size, auto_vacuum and application id
/// in one transaction, so that no other program ever sees one without the others. WorkspaceMissing
/// when there is nothing and `mayCreate` is false, WorkspaceNotOurs when somebody else was faster.
[[nodiscard]] Result<void> makeOurs(Database &database, bool mayCreate);

} // namespace newfile
