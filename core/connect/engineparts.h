#pragma once

#include "base/clock.h"
#include "base/pause.h"
#include "base/secretstore.h"
#include "connect/signinlistener.h"
#include "salesforce/http/transport.h"
#include "values/runwords.h"

#include <functional>
#include <memory>

/// What the engine needs from the program around it. main() is the only place that makes these.
struct EngineParts {
    QString workspace; ///< a path or a postgresql:// address
    std::shared_ptr<SecretStore> secrets;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<Pause> pause;
    std::function<std::unique_ptr<HttpTransport>(const std::stop_token &)> makeTransport;
    std::function<std::unique_ptr<SignInListener>()> makeListener;
    Origin origin = Origin::Window; ///< who asks, for the log
};
