#pragma once

#include <QByteArray>

#include <array>
#include <cerrno>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

struct RawReply {
    int status = 0; ///< 0: no whole answer came
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const auto &[key, value] : headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }
};

/// A socket that sends exactly what it is told and reads an answer by its framing.
class RawClient {
public:
    explicit RawClient(quint16 port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected =
            ::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
        const int one = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;
    ~RawClient() { ::close(m_socket); }

    [[nodiscard]] bool isConnected() const { return m_connected; }
    /// As far as the server takes it.
    void send(const QByteArray &bytes) const
    {
        qsizetype at = 0;
        while (at < bytes.size()) {
            const ssize_t count =
                ::send(m_socket, bytes.constData() + at, bytes.size() - at, MSG_NOSIGNAL);
            if (count <= 0)
                return;
            at += count;
        }
    }
    [[nodiscard]] bool waitForInput() const { return waitFor(10'000); }
    [[nodiscard]] bool hasInput() const { return waitFor(0); }

    QByteArray readLine()
    {
        while (!m_input.contains("\r\n") && receive()) { }
        const qsizetype end = m_input.indexOf("\r\n");
        if (end < 0)
            return std::exchange(m_input, {});
        const QByteArray line = m_input.left(end);
        m_input.remove(0, end + 2);
        return line;
    }

    RawReply readReply(bool headOnly = false)
    {
        RawReply reply;
        const QByteArray first = readLine();
        for (QByteArray line = readLine(); !line.isEmpty(); line = readLine()) {
            const qsizetype colon = line.indexOf(':');
            reply.headers.emplace_back(line.left(colon), line.mid(colon + 1).trimmed());
        }
        const int status = first.split(' ').value(1).toInt();
        if (headOnly || status == 204 || status == 304) {
            reply.status = status;
        } else if (reply.header("Transfer-Encoding") == "chunked") {
            while (true) {
                const qsizetype size = readLine().toLongLong(nullptr, 16);
                reply.body += take(size);
                if (!readLine().isEmpty() || m_ended)
                    return reply;
                if (size == 0)
                    break;
            }
            reply.status = status;
        } else if (const QByteArray length = reply.header("Content-Length"); !length.isNull()) {
            reply.body = take(length.toLongLong());
            if (reply.body.size() == length.toLongLong())
                reply.status = status;
        } else {
            reply.body = readToEnd();
            reply.status = status;
        }
        return reply;
    }

    QByteArray readToEnd()
    {
        while (receive()) { }
        return std::exchange(m_input, {});
    }
    /// The server has ended the connection, and nothing more came.
    [[nodiscard]] bool isClosed() { return readToEnd().isEmpty() && m_ended; }
    [[nodiscard]] bool wasReset() const { return m_reset; }

private:
    [[nodiscard]] bool waitFor(int ms) const
    {
        pollfd waiting{m_socket, POLLIN, 0};
        return ::poll(&waiting, 1, ms) > 0;
    }
    bool receive()
    {
        if (m_ended || !waitFor(10'000))
            return false;
        std::array<char, 65'536> piece{};
        const ssize_t count = ::recv(m_socket, piece.data(), piece.size(), 0);
        m_reset = count < 0 && errno == ECONNRESET;
        m_ended = count <= 0;
        if (!m_ended)
            m_input.append(piece.data(), count);
        return !m_ended;
    }
    QByteArray take(qsizetype size)
    {
        while (m_input.size() < size && receive()) { }
        const QByteArray taken = m_input.left(size);
        m_input.remove(0, taken.size());
        return taken;
    }

    int m_socket;
    QByteArray m_input;
    bool m_connected = false;
    bool m_ended = false;
    bool m_reset = false;
};
