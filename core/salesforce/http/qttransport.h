#pragma once

#include "salesforce/http/transport.h"

#include <chrono>
#include <stop_token>

struct QtTransportOptions {
    /// Without any progress, in either direction, while somebody waits for it.
    std::chrono::milliseconds idleTime{60'000};
    /// From the last byte of the request to the headers of its answer: a query may think for two
    /// minutes (QUERY_TIMEOUT) before it says a word.
    std::chrono::milliseconds answerTime{130'000};
    qint64 readBuffer = 1 << 20; ///< bytes that may wait in memory for a slow reader
};

/// HTTP/1.1 through QNetworkAccessManager, with the settings that keep it from repeating a write,
/// following a redirect with the token, keeping cookies or holding a whole answer in memory
/// (HTTP_FACTS.md, 2). Make it on the thread that uses it: requests and replies live there, and
/// waiting runs an event loop there. `stop` ends every wait.
///
/// While one reply waits, others of the same transport make progress too; read a reply to its end
/// before a long pause, or give it a transport of its own.
[[nodiscard]] std::unique_ptr<HttpTransport> makeQtTransport(
    const std::stop_token &stop, const QtTransportOptions &options = {});
