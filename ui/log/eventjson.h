#pragma once

#include "values/event.h"

#include <QByteArray>

/// An event as `orgmendctl log --json` prints it (CONTRACT.md), indented, for the clipboard.
[[nodiscard]] QByteArray eventJson(const Event &event);
