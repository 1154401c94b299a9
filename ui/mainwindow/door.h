#pragma once

#include "connect/browsersignin.h"
#include "log/eventsource.h"
#include "values/connectionstatus.h"

/// What the window asks of the engine. All but the sign-in's last two may wait and are called on a
/// job's thread.
struct Door {
    /// Opens the workspace; once, before anything else.
    std::function<Result<void>()> prepare;
    std::function<Result<std::vector<ConnectionStatus>>()> connections;
    std::function<Result<void>(qint64, const std::stop_token &)> disconnect;
    std::function<Result<void>(qint64)> pause;
    std::function<Result<void>(qint64)> resume;
    EventSource log;
    BrowserSignIn signIn;
    QString workspace; ///< its file, for the status bar
};

/// A door to the real engine; browser and secret file are the program's to add.
[[nodiscard]] Door doorTo(const std::shared_ptr<Engine> &engine);
