#pragma once

#include <QtGlobal>

#include <chrono>

namespace http {

/// What a Host takes before it refuses.
struct HostLimits {
    qint64 body = 1 << 20;    ///< bytes; more is answered 413
    qint64 header = 64 << 10; ///< bytes, the address included; more is answered 431
    int connections = 512;    ///< more are answered 503
    std::chrono::milliseconds headerTime{10'000}; ///< for the whole header, not for each byte
    std::chrono::milliseconds idleTime{60'000};   ///< for a body or a write that makes no progress
};

} // namespace http
