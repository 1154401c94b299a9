#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

namespace http {

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

} // namespace http
