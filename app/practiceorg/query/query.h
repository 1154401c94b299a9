#pragma once

#include "app/practiceorg/http/endpoint.h"

namespace practice {

/// What `query?q=…` answers, or `queryAll`.
void answerSoql(Call &call, const QString &soql, bool withDeleted = false);

} // namespace practice
