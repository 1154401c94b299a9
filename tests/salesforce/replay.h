#pragma once

#include "salesforce/http/qttransport.h"
#include "salesforce/http/session.h"
#include "salesforce/rawserver.h"
#include "salesforce/script.h"

#include <QFile>

#include <map>

/// Where the recorded answers are; `name` is a path below.
[[nodiscard]] inline QString fixture(const QString &name)
{
    return QStringLiteral(ORGMEND_SHARED_DIR "/salesforce/fixtures/") % name;
}

[[nodiscard]] inline QByteArray contents(const QString &name)
{
    QFile file(fixture(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A small server that gives recorded answers byte for byte, half of them as gzip, and the client
/// that asks it over real HTTP.
class Replay {
public:
    Replay()
        : m_server([this](const RawServer::Request &request) { return answer(request); })
        , m_tokens(m_server.address())
        , m_transport(makeQtTransport({}))
        , session(*m_transport, m_tokens, m_pause, {}, QStringLiteral("62.0"))
    {
    }
    void give(const QByteArray &target, const QString &name, int status = 200)
    {
        m_answers[target] = {status, contents(name)};
    }
    void giveEverywhere(const QString &name, int status)
    {
        m_everywhere = {status, contents(name)};
    }
    [[nodiscard]] QUrl address() const { return QUrl(m_server.address()); }
    HttpTransport &transport() { return *m_transport; }

private:
    using Answer = std::pair<int, QByteArray>;
    RawServer::Reaction answer(const RawServer::Request &request)
    {
        const auto found = m_answers.find(request.target.split('?').first());
        const auto &[status, body] = found != m_answers.end() ? found->second : m_everywhere;
        const QByteArray type = "Content-Type: application/json;charset=UTF-8\r\n";
        m_gzip = !m_gzip;
        return {m_gzip
                ? RawServer::answer(status, gzipped(body), type + "Content-Encoding: gzip\r\n")
                : RawServer::answer(status, body, type)};
    }

    std::map<QByteArray, Answer> m_answers;
    Answer m_everywhere{404, {}};
    bool m_gzip = false;
    RawServer m_server;
    CountingTokens m_tokens;
    RealPause m_pause;
    std::unique_ptr<HttpTransport> m_transport;

public:
    Session session;
};
