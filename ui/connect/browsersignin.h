#pragma once

#include "base/result.h"

#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>

/// What signing in asks of the program around it; called on the window's thread.
struct BrowserSignIn {
    /// Opens the system's browser; false when it could not.
    std::function<bool(const QUrl &)> openBrowser;
    /// Keeps secrets in `secretFile` (mode 0600) from now on, because there is no keychain.
    std::function<Result<void>()> useSecretFile;
    QString secretFile;
    /// How long the engine waits for the browser to come back.
    std::chrono::seconds patience{120};
};
