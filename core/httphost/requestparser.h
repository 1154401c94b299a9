#pragma once

#include "httphost/message.h"

#include <QtGlobal>

#include <memory>
#include <span>
#include <string>

namespace http {

/// One HTTP/1.1 request out of a stream of bytes. The only place that knows Boost.Beast.
///
/// `inbox` is what has arrived and was not used yet; each call takes its part off the front, and
/// what is left after the body is the next request.
class RequestParser {
public:
    RequestParser(qint64 headerLimit, qint64 bodyLimit);
    ~RequestParser();

    enum class Progress { NeedMore, Done, Refused };

    Progress parseHeader(std::string &inbox);
    /// Bytes put into `into`. 0 with bodyIsDone() is the end, 0 without it asks for more bytes; -1
    /// is refused.
    qint64 readBody(std::string &inbox, std::span<char> into);
    [[nodiscard]] bool bodyIsDone() const;

    /// The status to refuse with: 413, 431 or 400.
    [[nodiscard]] int refusal() const { return m_refusal; }

    // After parseHeader() has said Done:
    [[nodiscard]] Request takeRequest();
    [[nodiscard]] bool keepsAlive() const { return m_keepsAlive; }
    [[nodiscard]] bool isHttp10() const { return m_isHttp10; }
    [[nodiscard]] bool expectsContinue() const { return m_expectsContinue; }

private:
    Progress refuse(int status);
    Progress headerDone();

    struct Beast;
    std::unique_ptr<Beast> m_beast;
    Request m_request;
    int m_refusal = 0;
    bool m_keepsAlive = false;
    bool m_isHttp10 = false;
    bool m_expectsContinue = false;
};

} // namespace http
