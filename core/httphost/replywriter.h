#pragma once

#include "httphost/message.h"
#include "httphost/socket.h"

#include <chrono>
#include <string>

namespace http {

/// Writes one answer to a socket: head, then a counted, chunked or close-delimited body, or none
/// where the protocol allows none.
class ReplyWriter final : public ReplySink {
public:
    struct Asked {
        bool head = false; ///< the method was HEAD
        bool http10 = false;
        bool keepAlive = true;
    };
    ReplyWriter(Socket &socket, Asked asked, std::chrono::milliseconds idle);

    void begin(int status, const Headers &headers) override;
    bool write(std::string_view piece) override;
    void cut(bool reset) override;

    /// From now on whatever the handler answers is replaced by this refusal.
    void refuseWith(int status) { m_refusal = status; }
    /// Sends what is left. True when the connection can carry another request.
    bool finish();
    [[nodiscard]] bool hasBegun() const { return m_begun; }
    [[nodiscard]] bool isGone() const { return m_gone; }
    [[nodiscard]] bool keepsAlive() const { return m_keepAlive; }
    /// The small plain answer of the host itself.
    void refuse(int status);

private:
    enum class Framing { None, Counted, Chunked, UntilClose };
    bool flush(std::string_view more = {});

    Socket &m_socket;
    const Asked m_asked;
    const std::chrono::milliseconds m_idle;
    std::string m_head;    ///< not sent yet
    std::string m_pending; ///< body, not sent yet: small pieces travel together
    Framing m_framing = Framing::None;
    quint64 m_left = 0; ///< of a counted body
    int m_refusal = 0;
    bool m_keepAlive;
    bool m_begun = false;
    bool m_gone = false;
};

} // namespace http
