#pragma once

#include "ctl/commandspec.h"

/// What `--help` prints: about one command, about a family of them (`errors`), or about all where
/// `name` is neither.
[[nodiscard]] QString helpText(const QString &name, const CommandTable &commands);
