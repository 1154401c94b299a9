#include "httphost/httphost.h"

#include "httphost/clientconnection.h"

#include <atomic>
#include <cerrno>
#include <list>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace http {

namespace {

constexpr int refusedAtOnce = 64; ///< connections beyond the limit that still get a 503

} // namespace

class Host::Private {
public:
    Private(Handler handlerToCall, HostLimits limitsToKeep)
        : handler(std::move(handlerToCall)), limits(limitsToKeep)
    {
    }

    void acceptLoop(int listener);
    void take(int descriptor);
    void reap();
    bool waitUntilNoneIsLeft(std::chrono::milliseconds time);

    const Handler handler;
    const HostLimits limits;
    std::atomic<bool> stopping = false;
    LoopbackPort port;
    std::vector<std::jthread> acceptors; ///< one a socket that listens
    std::mutex mutex;                    ///< guards the list
    std::list<Connection> connections;
};

void Host::Private::acceptLoop(int listener)
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

Result<quint16> Host::listen(quint16 port, Loopback where)
{
    Result<LoopbackPort> bound = LoopbackPort::bind(port, where);
    if (!bound)
        return bound.failure();
    d->port = *std::move(bound);
    for (const int listener : d->port.descriptors())
        d->acceptors.emplace_back([this, listener] { d->acceptLoop(listener); });
    return d->port.number();
}

quint16 Host::port() const { return d->port.number(); }

void Host::stop(std::chrono::milliseconds grace)
{
    if (d->acceptors.empty())
        return;
    d->stopping = true;
    for (const int listener : d->port.descriptors())
        ::shutdown(listener, SHUT_RDWR); // wakes accept()
    d->acceptors.clear();                // joins them
    d->port.close();
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
