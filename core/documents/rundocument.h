#pragma once

#include "documents/errordocument.h"
#include "values/run.h"

#include <QJsonObject>

namespace documents {

/// The outcome of `sync`. Why an object stayed as it was stands as `error` with it.
[[nodiscard]] QJsonObject run(const RunReport &report, const Tell &tell = tellPlainly);

} // namespace documents
