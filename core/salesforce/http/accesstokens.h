#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <QString>

/// What a call needs.
struct Access {
    Secret token;
    QString instanceUrl;
};

/// The current access token, and a new one when it has lapsed. The engine's version refreshes one
/// at a time across processes and stores a rotated refresh token before it is used (DESIGN.md,
/// "Refreshing a token").
class AccessTokens {
public:
    virtual ~AccessTokens() = default;
    virtual Result<Access> current() = 0;
    /// Another token than `failed`: somebody else's newer one, or a refresh. SignInNeeded when
    /// there is none to be had.
    virtual Result<Access> renewed(const Secret &failed) = 0;
};
