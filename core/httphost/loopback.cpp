#include "httphost/loopback.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace http {

namespace {

/// Listens on the address, or says by its errno why not.
int listenOn(const sockaddr *address, socklen_t size, std::vector<int> &descriptors)
{
    const int descriptor = ::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return errno;
    const int one = 1;
    // A port that was closed a moment ago is free; one that somebody listens on is not.
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (address->sa_family == AF_INET6)
        ::setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    if (::bind(descriptor, address, size) != 0 || ::listen(descriptor, SOMAXCONN) != 0) {
        const int error = errno;
        ::close(descriptor);
        return error;
    }
    descriptors.push_back(descriptor);
    return 0;
}

int listenOn4(quint16 port, std::vector<int> &descriptors)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // The socket calls take any family's address through this cast.
    return listenOn(reinterpret_cast<const sockaddr *>(&address), sizeof address, descriptors);
}

int listenOn6(quint16 port, std::vector<int> &descriptors)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    address.sin6_addr = in6addr_loopback;
    return listenOn(reinterpret_cast<const sockaddr *>(&address), sizeof address, descriptors);
}

quint16 portOf(int descriptor)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

bool isWithoutIpv6(int error)
{
    return error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == EPROTONOSUPPORT;
}

} // namespace

LoopbackPort::LoopbackPort(LoopbackPort &&other) noexcept
    : m_descriptors(std::exchange(other.m_descriptors, {})), m_number(other.m_number)
{
}

LoopbackPort &LoopbackPort::operator=(LoopbackPort &&other) noexcept
{
    std::swap(m_descriptors, other.m_descriptors);
    std::swap(m_number, other.m_number);
    return *this;
}

LoopbackPort::~LoopbackPort() { close(); }

void LoopbackPort::close()
{
    for (const int descriptor : m_descriptors)
        ::close(descriptor);
    m_descriptors.clear();
}

Result<LoopbackPort> LoopbackPort::bind(quint16 port, Loopback where)
{
    int error = 0;
    // A free port of one address may be taken on the other: look again a few times.
    for (int attempt = 0; attempt < (port == 0 ? 20 : 1); ++attempt) {
        LoopbackPort bound;
        error = listenOn4(port, bound.m_descriptors);
        if (error != 0)
            break;
        bound.m_number = portOf(bound.m_descriptors.front());
        if (where == Loopback::Both)
            error = listenOn6(bound.m_number, bound.m_descriptors);
        if (error == 0 || isWithoutIpv6(error))
            return bound;
    }
    return failure(Failure::Problem::PortTaken, {QString::number(port)},
        QString::fromLocal8Bit(std::strerror(error))); // NOLINT(concurrency-mt-unsafe): glibc's
}

} // namespace http
