#pragma once

#include "httphost/httphost.h"
#include "httphost/message.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>

namespace http {

class RequestParser;

/// A connected socket with deadlines: every wait is a poll that ends.
class Socket {
public:
    explicit Socket(int descriptor) : m_descriptor(descriptor) { }
    Socket(const Socket &) = delete;
    Socket &operator=(const Socket &) = delete;
    ~Socket();

    using Deadline = std::chrono::steady_clock::time_point;

    enum class Received { Some, Ended, TimedOut };
    /// Appends what arrives to `inbox`.
    Received receive(std::string &inbox, Deadline deadline);
    /// All of it, or false: the peer is gone or took nothing for `idle`.
    bool send(std::string_view head, std::string_view body, std::string_view tail,
        std::chrono::milliseconds idle);
    /// Ends our side and lets the peer read what was sent: input is dropped for a while before the
    /// socket closes, for closing with unread input would reset the connection and lose the answer.
    void closeGently();
    /// RST instead of FIN, once everything written has reached the peer.
    void reset();

    // From another thread:
    void stopReading();
    void stopEverything();

private:
    void close();

    std::mutex m_mutex; ///< so that nobody shuts down a number that belongs to the next socket
    int m_descriptor;
};

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
