#pragma once

#include "engine/engine.h"

#include <functional>

/// What signing in asks of the program around it. `connect` and `reconnect` may wait and run on a
/// job's thread; the others are called on the window's.
struct BrowserSignIn {
    using OpenPage = std::function<Result<void>(const QUrl &)>;

    std::function<Result<ConnectionStatus>(
        const ConnectRequest &, const OpenPage &, const std::stop_token &)>
        connect;
    std::function<Result<ConnectionStatus>(
        qint64, const ConnectRequest &, const OpenPage &, const std::stop_token &)>
        reconnect;
    /// Opens the system's browser; false when it could not.
    std::function<bool(const QUrl &)> openBrowser;
    /// Keeps secrets in `secretFile` (mode 0600) from now on, because there is no keychain.
    std::function<Result<void>()> useSecretFile;
    QString secretFile;
    /// How long the engine waits for the browser to come back.
    std::chrono::seconds patience{120};
};
