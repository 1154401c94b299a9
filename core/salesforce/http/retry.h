#pragma once

#include "salesforce/http/transport.h"

#include <chrono>

/// Whether and when to try again after a 503, a limit for a moment, or a lost connection
/// (PROTOCOL.md 7.2).
namespace retry {

inline constexpr int mostTries = 3;
/// A server that asks for more is asked again by the next run.
inline constexpr std::chrono::seconds longestWait{120};

/// The pause before try number `failed` + 1: doubling from a second, with some jitter.
[[nodiscard]] std::chrono::milliseconds backoff(int failed);
/// Retry-After: seconds, or a date to be read by the same server's clock.
[[nodiscard]] std::chrono::milliseconds after(const HttpReply &reply);
/// Failures of the way, not of what was asked: the same question may get through.
[[nodiscard]] bool isLostOnTheWay(const Failure &failed);

} // namespace retry
