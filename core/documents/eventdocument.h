#pragma once

#include "values/event.h"

#include <QJsonObject>

namespace documents {

/// A line of the sync log, as `log --json` lists it and the window copies it.
[[nodiscard]] QJsonObject event(const Event &event);

} // namespace documents
