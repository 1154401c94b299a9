// Why a control of the practice org did not do what it was asked for.
#pragma once

#include "app/practiceorg/store.h"

namespace practice {

/// The caller asked for what can't be; `sentence` tells it.
[[nodiscard]] inline Failure refusal(const QString &sentence)
{
    return failure(Failure::Problem::UsageWrong, {sentence}, sentence);
}

/// SQLite did not take a statement.
[[nodiscard]] inline Failure refusedBy(const Store::Writer &writer)
{
    return failure(Failure::Problem::Internal, {}, writer.errorText());
}

} // namespace practice
