#pragma once

#include "connect/browsersignin.h"
#include "engine/connectionsdoor.h"
#include "engine/logdoor.h"

/// What the window is made of: the engine's doors, which outlive it, and what the program around it
/// does. A page is given the door that it needs.
struct WindowParts {
    /// Opens the workspace; once, before anything else. May wait: called on a job's thread.
    std::function<Result<void>()> prepare;
    ConnectionsDoor &connections;
    LogDoor &log;
    BrowserSignIn signIn;
    QString workspace; ///< its file, for the status bar
};
