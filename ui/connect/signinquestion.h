#pragma once

#include "base/failure.h"
#include "connect/connectrequest.h"

#include <optional>

/// What a failed sign-in asks before it is tried again: nothing is ever asked midway.
struct SignInQuestion {
    /// What yes allows.
    enum class Allows { OtherEnvironment, OtherUser, SecretFile };

    Allows allows = Allows::OtherEnvironment;
    QString title;
    QString text;
    QString accept; ///< on the button that says yes
    QString raw;    ///< the other side's words

    /// The request of the next attempt. To keep secrets in a file is the program's to do before,
    /// and changes nothing in it.
    [[nodiscard]] ConnectRequest accepted(ConnectRequest request) const;
};

/// None where the failure is no question. `secretFile`: where secrets can be kept for want of a
/// keychain; none: nowhere.
[[nodiscard]] std::optional<SignInQuestion> questionAfter(
    const Failure &failure, const std::optional<QString> &secretFile);
