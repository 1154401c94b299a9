#pragma once

#include "ctl/arguments.h"
#include "ctl/console.h"
#include "engine/engine.h"

#include <stop_token>

/// One command at work: what it was called with and what it works on. It runs on a thread of its
/// own, while the main thread's event loop serves the keychain.
class CommandCall {
public:
    const Arguments &arguments;
    Engine &engine;
    const Clock &clock;
    Console &console;
    const std::stop_token stop;

    /// The one that `--connection` names, or the only one.
    [[nodiscard]] Result<qint64> connection() const;
    /// Says what went wrong, as a document or in words. The exit status that follows.
    [[nodiscard]] int failed(const Failure &why) const;
    /// In words, with the other side's own behind.
    void say(const Failure &why) const;
};
