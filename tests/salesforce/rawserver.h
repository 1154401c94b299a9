#pragma once

#include <QByteArray>
#include <QString>

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

/// A server on 127.0.0.1 that does exactly what a test tells it to, byte for byte, on threads of
/// its own.
class RawServer {
public:
    struct Request {
        QByteArray verb;
        QByteArray target;
        QByteArray head; ///< request line and headers as they came
        QByteArray body;
        [[nodiscard]] QByteArray header(const QByteArray &name) const; ///< empty when absent
    };
    struct Reaction {
        QByteArray bytes;  ///< sent as they are
        qint64 filler = 0; ///< so many more bytes after them
        enum Then { Keep, Close, Reset, Hang } then = Keep;
    };
    using Handler = std::function<Reaction(const Request &)>;

    explicit RawServer(Handler handler);
    ~RawServer();
    RawServer(const RawServer &) = delete;
    RawServer &operator=(const RawServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString address() const; ///< `http://127.0.0.1:PORT`
    [[nodiscard]] std::vector<Request> requests() const;
    [[nodiscard]] qint64 bytesSent() const { return m_sent; }

    /// A proper answer with Content-Length.
    static QByteArray answer(int status, const QByteArray &body, const QByteArray &headers = {});

private:
    void accept();
    void serve(int socket);
    bool send(int socket, const QByteArray &bytes);
    void forget(int socket);

    Handler m_handler;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<qint64> m_sent = 0;
    mutable std::mutex m_mutex;
    std::vector<Request> m_requests;
    std::vector<int> m_sockets;
    std::list<std::thread> m_threads;
    std::thread m_acceptor;
};
