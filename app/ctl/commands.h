#pragma once

#include "ctl/console.h"
#include "engine/engine.h"

#include <stop_token>

/// One command from its arguments to its exit status. Runs on a thread of its own, while the main
/// thread's event loop serves the keychain.
class Commands {
public:
    Commands(const Arguments &arguments, Engine &engine, const Clock &clock, Console &console,
        const std::stop_token &stop);

    [[nodiscard]] int run();

private:
    int connect();
    int reconnect();
    int disconnect();
    int pause();
    int resume();
    int connections();
    int status();
    int sync();
    int log();
    int follow(EventQuery query);
    [[nodiscard]] Result<std::vector<Event>> refusedObjects(
        qint64 connection, const RunReport &report);

    using SignIn = std::function<Result<ConnectionStatus>(ConnectRequest)>;
    int signIn(ConnectRequest request, const SignIn &attempt, const QString &done);
    [[nodiscard]] Result<ConnectRequest> requestFromArguments() const;
    [[nodiscard]] Result<void> openPage(const QUrl &url);
    [[nodiscard]] Result<EventQuery> eventQuery();
    int changed(qint64 connection, const Result<void> &outcome, const QString &done);
    [[nodiscard]] int failed(const Failure &why);
    void say(const Failure &why);
    [[nodiscard]] static Failure wrong(const QString &sentence);

    const Arguments &m_arguments;
    Engine &m_engine;
    const Clock &m_clock;
    Console &m_console;
    const std::stop_token m_stop;
};
