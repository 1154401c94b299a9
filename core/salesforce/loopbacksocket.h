#pragma once

#include "base/result.h"

#include <QByteArray>

#include <vector>

/// A socket that is closed when it goes. Nothing here blocks: waiting is poll()'s business.
class Socket {
public:
    Socket() = default;
    explicit Socket(int handle) : m_handle(handle) { }
    Socket(Socket &&other) noexcept;
    Socket &operator=(Socket &&other) noexcept;
    ~Socket();

    [[nodiscard]] bool isOpen() const { return m_handle >= 0; }
    [[nodiscard]] int handle() const { return m_handle; }
    [[nodiscard]] Socket accept() const;
    /// Appends what is there; false when the other side has gone.
    bool receive(QByteArray &inbox) const;
    /// Sends all of it, for a second at most, and closes so that the other side can read it.
    void sendAndClose(const QByteArray &bytes);

private:
    int m_handle = -1;
};

/// Ends a poll() from another thread.
class Wake {
public:
    Wake();
    ~Wake();
    Wake(const Wake &) = delete;
    Wake &operator=(const Wake &) = delete;
    void ring() const;
    [[nodiscard]] int handle() const { return m_handle; }

private:
    int m_handle;
};

/// The same port of 127.0.0.1 and, where this machine has IPv6, of ::1: a browser may take
/// `localhost` for either.
class LoopbackListeners {
public:
    /// Port 0: any that is free on both. PortTaken when one of the two belongs to somebody else.
    [[nodiscard]] static Result<LoopbackListeners> bind(quint16 port);
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] const std::vector<Socket> &sockets() const { return m_sockets; }

private:
    std::vector<Socket> m_sockets;
    quint16 m_port = 0;
};
