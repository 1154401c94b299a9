#pragma once

#include "app/practiceorg/soql/soqlplan.h"

#include <QJsonObject>

namespace practice {

/// What a query's columns are, instead of its rows: `query?columns=true`. Salesforce's command line
/// asks for it to head its tables.
[[nodiscard]] QJsonObject queryColumns(const soql::Plan &plan);

} // namespace practice
