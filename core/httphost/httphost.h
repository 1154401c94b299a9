#pragma once

#include "base/result.h"
#include "httphost/hostlimits.h"
#include "httphost/loopback.h"
#include "httphost/message.h"

#include <chrono>
#include <memory>

namespace http {

/// A small HTTP/1.1 server on this machine's own addresses: a thread a connection over plain
/// sockets, Boost.Beast's parser for requests (HTTP_FACTS.md, 1). The handler is called on the
/// connection's thread, several at once.
///
/// Keep-alive, pipelining in order, chunked bodies both ways, Expect: 100-continue, HEAD, no body
/// for 204 and 304, refusals that the client can read.
class Host {
public:
    Host(Handler handler, HostLimits limits = {});
    ~Host(); ///< stops

    /// Listens (`port` 0: on any that is free) and answers from then on. Fails with PortTaken.
    Result<quint16> listen(quint16 port, Loopback where = Loopback::IPv4);
    [[nodiscard]] quint16 port() const;
    /// Idle connections end at once, answers in flight finish within `grace`, then everything is
    /// closed.
    void stop(std::chrono::milliseconds grace = std::chrono::seconds(2));

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace http
