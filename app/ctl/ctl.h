#pragma once

#include "base/result.h"

#include <QCoreApplication>

/// Translation context of everything that orgmendctl says by itself.
struct Ctl {
    Q_DECLARE_TR_FUNCTIONS(Ctl)

public:
    /// Exit 2, and the sentence that says why.
    [[nodiscard]] static Failure wrong(const QString &sentence)
    {
        return failure(Failure::Problem::UsageWrong, {sentence});
    }
};
