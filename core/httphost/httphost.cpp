#include "httphost/httphost.h"

#include "httphost/connection.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <list>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace http {

namespace {

constexpr int refusedAtOnce = 64; ///< connections beyond the limit that still get a 503

QString systemText(int error)
{
    return QString::fromLocal8Bit(std::strerror(error)); // NOLINT(concurrency-mt-unsafe): glibc's
}

} // namespace

class Host::Private {
public:
    Private(Handler handlerToCall, HostLimits limitsToKeep)
        : handler(std::move(handlerToCall)), limits(limitsToKeep)
    {
    }

    void acceptLoop();
    void take(int descriptor);
    void reap();
    bool waitUntilNoneIsLeft(std::chrono::milliseconds time);

    const Handler handler;
    const HostLimits limits;
    std::atomic<bool> stopping = false;
    int listener = -1;
    quint16 port = 0;
    std::jthread acceptor;
    std::mutex mutex; ///< guards the list
    std::list<Connection> connections;
};

void Host::Private::acceptLoop()
{
    while (!stopping) {
        const int descriptor = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor >= 0) {
            take(descriptor);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            reap();
            ::poll(nullptr, 0, 20); // room comes when a connection ends
        } else if (errno != EINTR && errno != ECONNABORTED && errno != EAGAIN) {
            return;
        }
    }
}

void Host::Private::take(int descriptor)
{
    reap();
    const int one = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    const std::scoped_lock lock(mutex);
    const int open = static_cast<int>(connections.size());
    if (stopping || open >= limits.connections + refusedAtOnce) {
        ::close(descriptor);
        return;
    }
    Connection &connection =
        connections.emplace_back(descriptor, handler, limits, open >= limits.connections);
    connection.thread = std::jthread([&connection] { connection.run(); });
}

void Host::Private::reap()
{
    const std::scoped_lock lock(mutex);
    connections.remove_if([](const Connection &connection) { return connection.isFinished(); });
}

bool Host::Private::waitUntilNoneIsLeft(std::chrono::milliseconds time)
{
    const auto deadline = std::chrono::steady_clock::now() + time;
    while (true) {
        reap();
        {
            const std::scoped_lock lock(mutex);
            if (connections.empty())
                return true;
        }
        if (std::chrono::steady_clock::now() >= deadline)
            return false;
        ::poll(nullptr, 0, 2);
    }
}

Host::Host(Handler handler, HostLimits limits)
    : d(std::make_unique<Private>(std::move(handler), limits))
{
}

Host::~Host() { stop(); }

Result<quint16> Host::listen(quint16 port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0)
        return failure(Failure::Problem::PortTaken, {QString::number(port)}, systemText(errno));
    const int one = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    // The socket calls take any family's address through this cast.
    auto *any = reinterpret_cast<sockaddr *>(&address);
    if (::bind(listener, any, size) != 0 || ::listen(listener, SOMAXCONN) != 0
        || ::getsockname(listener, any, &size) != 0) {
        const int error = errno;
        ::close(listener);
        return failure(Failure::Problem::PortTaken, {QString::number(port)}, systemText(error));
    }
    d->listener = listener;
    d->port = ntohs(address.sin_port);
    d->acceptor = std::jthread([this] { d->acceptLoop(); });
    return d->port;
}

quint16 Host::port() const { return d->port; }

void Host::stop(std::chrono::milliseconds grace)
{
    if (d->listener < 0)
        return;
    d->stopping = true;
    ::shutdown(d->listener, SHUT_RDWR); // wakes accept()
    d->acceptor.join();
    ::close(d->listener);
    d->listener = -1;
    {
        const std::scoped_lock lock(d->mutex);
        for (Connection &connection : d->connections)
            connection.finishSoon();
    }
    if (d->waitUntilNoneIsLeft(grace))
        return;
    {
        const std::scoped_lock lock(d->mutex);
        for (Connection &connection : d->connections)
            connection.finishNow();
    }
    // Nothing can block on a socket any more; a handler that is still at work ends by itself.
    while (!d->waitUntilNoneIsLeft(std::chrono::seconds(1))) { }
}

} // namespace http
