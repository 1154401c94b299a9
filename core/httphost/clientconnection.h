#pragma once

#include "httphost/hostlimits.h"
#include "httphost/message.h"
#include "httphost/socket.h"

#include <atomic>
#include <mutex>
#include <string>
#include <thread>

namespace http {

class RequestParser;

/// One connection of a Host, from its first request to its last, on a thread of its own.
class Connection {
public:
    Connection(int descriptor, const Handler &handler, const HostLimits &limits, bool refused);

    void run();
    /// Ends it now if it is idle, else after the request in flight.
    void finishSoon();
    void finishNow();
    [[nodiscard]] bool isFinished() const { return m_finished; }

    std::jthread thread; ///< of the Host, which joins it

private:
    bool serveOne(std::string &inbox);
    bool readHeader(std::string &inbox, RequestParser &parser);
    void refuse(int status);
    [[nodiscard]] bool beginRequest();
    [[nodiscard]] bool endRequest();

    Socket m_socket;
    const Handler &m_handler;
    const HostLimits &m_limits;
    const bool m_refused; ///< one too many: answered 503
    std::mutex m_mutex;
    bool m_busy = false;
    bool m_stopping = false;
    std::atomic<bool> m_finished = false;
};

} // namespace http
