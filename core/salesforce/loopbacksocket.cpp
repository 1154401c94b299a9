#include "salesforce/loopbacksocket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace {

constexpr int patienceMs = 1'000;

/// Bound and listening, or the errno that says why not.
struct Bound {
    Socket socket;
    int error = 0;
};

Bound listenOn(const sockaddr *address, socklen_t size)
{
    Bound bound;
    bound.socket =
        Socket(::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int handle = bound.socket.handle();
    const int on = 1;
    if (handle < 0) {
        bound.error = errno;
        return bound;
    }
    // A port that was closed a moment ago is free; one that somebody listens on is not.
    ::setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address->sa_family == AF_INET6)
        ::setsockopt(handle, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (::bind(handle, address, size) != 0 || ::listen(handle, 16) != 0)
        bound.error = errno;
    return bound;
}

Bound listenOn4(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return listenOn(reinterpret_cast<const sockaddr *>(&address), sizeof address);
}

Bound listenOn6(quint16 port)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    address.sin6_addr = in6addr_loopback;
    return listenOn(reinterpret_cast<const sockaddr *>(&address), sizeof address);
}

quint16 portOf(int handle)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(handle, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

bool isWithoutIpv6(int error)
{
    return error == EAFNOSUPPORT || error == EADDRNOTAVAIL || error == EPROTONOSUPPORT;
}

} // namespace

Socket::Socket(Socket &&other) noexcept : m_handle(std::exchange(other.m_handle, -1)) { }

Socket &Socket::operator=(Socket &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    return *this;
}

Socket::~Socket()
{
    if (m_handle >= 0)
        ::close(m_handle);
}

Socket Socket::accept() const
{
    return Socket(::accept4(m_handle, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
}

bool Socket::receive(QByteArray &inbox) const
{
    std::array<char, 4096> piece{};
    const ssize_t got = ::recv(m_handle, piece.data(), piece.size(), 0);
    if (got > 0)
        inbox.append(piece.data(), got);
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR));
}

void Socket::sendAndClose(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t put = ::send(m_handle, bytes.constData() + sent,
            static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (put >= 0) {
            sent += put;
            continue;
        }
        pollfd room{m_handle, POLLOUT, 0};
        if ((errno != EAGAIN && errno != EINTR) || ::poll(&room, 1, patienceMs) <= 0)
            break;
    }
    // Closing with unread bytes would reset the connection and take the page away again.
    ::shutdown(m_handle, SHUT_WR);
    QByteArray rest;
    pollfd more{m_handle, POLLIN, 0};
    while (rest.size() < (64 << 10) && ::poll(&more, 1, patienceMs / 4) > 0 && receive(rest)) { }
    ::close(std::exchange(m_handle, -1));
}

Wake::Wake() : m_handle(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { }

Wake::~Wake() { ::close(m_handle); }

void Wake::ring() const { ::eventfd_write(m_handle, 1); }

Result<LoopbackListeners> LoopbackListeners::bind(quint16 port)
{
    const auto taken = [](quint16 wanted) {
        return failure(Failure::Problem::PortTaken, {QString::number(wanted)});
    };
    // A free port of one kind may be taken on the other: look again a few times.
    for (int attempt = 0; attempt < 20; ++attempt) {
        Bound four = listenOn4(port);
        if (four.error != 0)
            return taken(port);
        LoopbackListeners both;
        both.m_port = portOf(four.socket.handle());
        Bound six = listenOn6(both.m_port);
        both.m_sockets.push_back(std::move(four.socket));
        if (six.error == 0)
            both.m_sockets.push_back(std::move(six.socket));
        if (six.error == 0 || isWithoutIpv6(six.error))
            return both;
        if (port != 0)
            return taken(port);
    }
    return taken(port);
}
