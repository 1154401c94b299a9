#pragma once

#include "desktop/practiceprocess.h"
#include "engine/engine.h"

/// Makes sure that the workspace has a connection to the practice org, where it is now: signs in
/// the first time, moves the connection along when the port has changed, and leaves it alone
/// otherwise. Answers with the connections that could not reach it when they last tried. Waits: for
/// a BackgroundJob.
[[nodiscard]] Result<std::vector<qint64>> connectToPractice(
    Engine &engine, const PracticeAnnouncement &announcement, const std::stop_token &stop);
