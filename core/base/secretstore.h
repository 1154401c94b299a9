#pragma once

#include "base/result.h"
#include "base/secret.h"

#include <optional>

/// Where tokens are kept: the system's keychain, or a file of mode 0600. The versions live in
/// core/engine. Keys read `<workspace UUID>/<connection id>/<kind>`. Calls may wait (for a locked
/// keyring up to 15 s) and may come from any thread.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    /// No value where nothing is stored; a failure (Keychain…, SecretFile…) where the store can't
    /// tell.
    virtual Result<std::optional<Secret>> read(const QString &key) = 0;
    virtual Result<void> write(const QString &key, const Secret &value) = 0;
    /// Removing what is not there is a success.
    virtual Result<void> remove(const QString &key) = 0;
};
