#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <chrono>
#include <memory>
#include <stop_token>

/// Waits on loopback for the browser to come back from the authorize page (CONTRACT.md, "Sign-in"):
/// binds 127.0.0.1 and ::1 where there is IPv6, answers GET on `/OauthRedirect` only (405 for other
/// methods, favicons ignored, the private-network preflight answered), checks `state`, and shows a
/// friendly page at the end, with the real error when there was one.
class SignInListener {
public:
    virtual ~SignInListener() = default;
    /// Before the browser opens. PortTaken when somebody else listens there.
    virtual Result<void> listen(quint16 port) = 0;
    [[nodiscard]] virtual QString callback() const = 0; ///< `http://localhost:1717/OauthRedirect`
    /// The pairs of the callback's query that matter.
    struct Answer {
        Secret code;
        QString error;
        QString errorDescription;
    };
    /// SignInTimedOut after `patience`; Cancelled when stopped; an answer of another `state` is
    /// refused and waited past.
    virtual Result<Answer> wait(const QByteArray &state, std::chrono::milliseconds patience,
        const std::stop_token &stop) = 0;
};

/// The real one, on an HTTP host of its own.
[[nodiscard]] std::unique_ptr<SignInListener> makeSignInListener();
