#pragma once

#include "base/secretstore.h"

#include <memory>

/// The store that somebody chose: `keychain` or `file:PATH`. Null when it is neither. Call it on
/// the main thread (see KeychainSecretStore).
[[nodiscard]] std::shared_ptr<SecretStore> makeSecretStore(const QString &choice);
