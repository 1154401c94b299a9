#pragma once

#include "documents/errordocument.h"
#include "values/connectionstatus.h"

#include <QJsonObject>

namespace documents {

/// One entry of `connections`.
[[nodiscard]] QJsonObject connection(const ConnectionStatus &status);
/// The card: the admin API's status document, with more keys.
[[nodiscard]] QJsonObject status(const ConnectionStatus &status, const Tell &tell = tellPlainly);

} // namespace documents
