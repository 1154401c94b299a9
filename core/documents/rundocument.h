#pragma once

#include "documents/errordocument.h"
#include "values/event.h"
#include "values/run.h"

#include <QJsonObject>

#include <vector>

namespace documents {

/// The outcome of `sync`. `refused`: the log's `object_failed` of this run; each stands as `error`
/// with its object.
[[nodiscard]] QJsonObject run(
    const RunReport &report, const std::vector<Event> &refused, const Tell &tell = tellPlainly);

} // namespace documents
