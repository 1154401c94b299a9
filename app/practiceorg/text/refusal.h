// Why a control of the practice org did not do what it was asked for.
#pragma once

#include "base/result.h"

#include <QString>

namespace practice {

/// The caller asked for what can't be; `sentence` tells it.
[[nodiscard]] inline Failure refusal(const QString &sentence)
{
    return failure(Failure::Problem::UsageWrong, {sentence}, sentence);
}

} // namespace practice
