#include "salesforce/rawserver.h"

#include <QList>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

QByteArray RawServer::Request::header(const QByteArray &name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

RawServer::RawServer(Handler handler) : m_handler(std::move(handler))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool listening =
        ::bind(m_listener, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        && ::listen(m_listener, 64) == 0
        && ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) == 0;
    if (!listening)
        qFatal("the test's server can't listen");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

RawServer::~RawServer()
{
    m_stopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
    {
        const std::scoped_lock lock(m_mutex);
        for (const int socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
}

QString RawServer::address() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

std::vector<RawServer::Request> RawServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

QByteArray RawServer::answer(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Whatever\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

void RawServer::accept()
{
    while (!m_stopping) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            continue;
        const std::scoped_lock lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void RawServer::serve(int socket)
{
    QByteArray inbox;
    std::array<char, 65536> piece{};
    while (true) {
        const qsizetype end = inbox.indexOf("\r\n\r\n");
        Request request;
        request.head = end < 0 ? QByteArray() : inbox.left(end + 2);
        const qsizetype length = end < 0 ? 0 : request.header("Content-Length").toLongLong();
        if (end < 0 || inbox.size() < end + 4 + length) {
            const ssize_t got = ::recv(socket, piece.data(), piece.size(), 0);
            if (got <= 0)
                break;
            inbox.append(piece.data(), got);
            continue;
        }
        const QList<QByteArray> line = request.head.left(request.head.indexOf("\r\n")).split(' ');
        request.verb = line.value(0);
        request.target = line.value(1);
        request.body = inbox.mid(end + 4, length);
        inbox.remove(0, end + 4 + length);
        {
            const std::scoped_lock lock(m_mutex);
            m_requests.push_back(request);
        }
        const Reaction reaction = m_handler(request);
        bool fine = send(socket, reaction.bytes);
        const QByteArray filler(1 << 16, 'x');
        for (qint64 left = reaction.filler; fine && left > 0; left -= filler.size())
            fine = send(socket, filler.left(std::min<qsizetype>(left, filler.size())));
        if (!fine || reaction.then == Reaction::Close)
            break;
        if (reaction.then == Reaction::Reset) {
            const linger now{1, 0};
            ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
            break;
        }
        if (reaction.then == Reaction::Hang) {
            while (::recv(socket, piece.data(), piece.size(), 0) > 0) { }
            break;
        }
    }
    forget(socket);
}

bool RawServer::send(int socket, const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t put = ::send(socket, bytes.constData() + sent,
            static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (put <= 0)
            return false;
        sent += put;
        m_sent += put;
    }
    return true;
}

void RawServer::forget(int socket)
{
    const std::scoped_lock lock(m_mutex);
    std::erase(m_sockets, socket);
    ::close(socket);
}
