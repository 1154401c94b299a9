#pragma once

#include "base/failure.h"

#include <QJsonObject>

#include <functional>

namespace documents {

/// How a failure is told: as everywhere (core/wording), unless the program that gives the document
/// has something to add, such as the name of an option that helps.
using Tell = std::function<QString(const Failure &)>;
[[nodiscard]] QString tellPlainly(const Failure &failure);

/// `{"code","message","raw"}`
[[nodiscard]] QJsonObject error(const Failure &failure, const Tell &tell = tellPlainly);

} // namespace documents
