#include "httphost/socket.h"

#include <array>
#include <cerrno>

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace http {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds gentle{2}; ///< how long a peer may take to read a last answer

/// True when the socket is ready before the deadline (an error counts as ready: the call that
/// follows reports it).
bool waitFor(int descriptor, short events, Clock::time_point deadline)
{
    while (true) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() < 0)
            return false;
        pollfd waiting{descriptor, events, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()) + 1);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
    }
}

} // namespace

Socket::~Socket() { close(); }

Socket::Received Socket::receive(std::string &inbox, Deadline deadline)
{
    std::array<char, 64 * 1024> piece; // NOLINT(cppcoreguidelines-pro-type-member-init): read into
    while (true) {
        if (m_descriptor < 0) // cut: poll would just wait
            return Received::Ended;
        if (!waitFor(m_descriptor, POLLIN, deadline))
            return Received::TimedOut;
        const ssize_t count = ::recv(m_descriptor, piece.data(), piece.size(), MSG_DONTWAIT);
        if (count > 0) {
            inbox.append(piece.data(), static_cast<std::size_t>(count));
            return Received::Some;
        }
        if (count == 0)
            return Received::Ended;
        if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
            return Received::Ended;
    }
}

bool Socket::send(std::string_view head, std::string_view body, std::string_view tail,
    std::chrono::milliseconds idle)
{
    std::array<std::string_view, 3> parts{head, body, tail};
    std::size_t first = 0;
    while (true) {
        while (first < parts.size() && parts[first].empty())
            ++first;
        if (first == parts.size())
            return true;
        std::array<iovec, 3> vectors{};
        std::size_t count = 0;
        for (std::size_t i = first; i < parts.size();
            ++i) // sendmsg reads only, whatever iovec says
            vectors[count++] = {const_cast<char *>(parts[i].data()), parts[i].size()};
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = count;
        ssize_t sent = ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            if (errno == EINTR)
                continue;
            if (errno != EAGAIN && errno != EWOULDBLOCK)
                return false;
            if (!waitFor(m_descriptor, POLLOUT, Clock::now() + idle))
                return false;
            continue;
        }
        while (sent > 0) {
            const std::size_t here = std::min(parts[first].size(), static_cast<std::size_t>(sent));
            parts[first].remove_prefix(here);
            sent -= static_cast<ssize_t>(here);
            if (parts[first].empty() && sent > 0)
                ++first;
        }
    }
}

void Socket::closeGently()
{
    if (::shutdown(m_descriptor, SHUT_WR) == 0) {
        std::string dropped;
        const auto deadline = Clock::now() + gentle;
        while (receive(dropped, deadline) == Received::Some)
            dropped.clear();
    }
    close();
}

void Socket::reset()
{
    // Without the wait the peer would lose what it has not read yet.
    const auto deadline = Clock::now() + gentle;
    int unsent = 1;
    while (::ioctl(m_descriptor, SIOCOUTQ, &unsent) == 0 && unsent > 0 && Clock::now() < deadline)
        ::poll(nullptr, 0, 1);
    const linger now{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

void Socket::stopReading()
{
    const std::scoped_lock lock(m_mutex);
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_RD);
}

void Socket::stopEverything()
{
    const std::scoped_lock lock(m_mutex);
    if (m_descriptor >= 0)
        ::shutdown(m_descriptor, SHUT_RDWR);
}

void Socket::close()
{
    const std::scoped_lock lock(m_mutex);
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

} // namespace http
