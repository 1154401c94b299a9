#pragma once

#include "ctl/commandspec.h"

/// The commands, a file a family: its rows of the table, and what they do.
namespace families {

[[nodiscard]] CommandTable signIn();      ///< connect, reconnect
[[nodiscard]] CommandTable connections(); ///< disconnect, pause, resume, connections, status
[[nodiscard]] CommandTable sync();
[[nodiscard]] CommandTable log();

/// All of them, in the order of the help.
[[nodiscard]] const CommandTable &all();

} // namespace families
