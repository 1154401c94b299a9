#pragma once

#include "base/result.h"

#include <vector>

namespace http {

/// Where a Host listens. A browser may take `localhost` for either address.
enum class Loopback {
    IPv4, ///< 127.0.0.1
    Both, ///< the same port of 127.0.0.1 and, where this machine has IPv6, of ::1
};

/// The sockets of one port that listen; closed when it goes.
class LoopbackPort {
public:
    LoopbackPort() = default;
    LoopbackPort(LoopbackPort &&other) noexcept;
    LoopbackPort &operator=(LoopbackPort &&other) noexcept;
    ~LoopbackPort();

    /// Port 0: any that is free. PortTaken when an address of it belongs to somebody else.
    [[nodiscard]] static Result<LoopbackPort> bind(quint16 port, Loopback where);

    void close(); ///< the number stays

    [[nodiscard]] const std::vector<int> &descriptors() const { return m_descriptors; }
    [[nodiscard]] quint16 number() const { return m_number; }

private:
    std::vector<int> m_descriptors;
    quint16 m_number = 0;
};

} // namespace http
