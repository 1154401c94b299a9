#include "salesforce/http/qttransport.h"

#include "base/redact.h"

#include <QEventLoop>
#include <QIODevice>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslError>
#include <QTimer>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

/// A body that can't be rewound, so that Qt can't send it a second time by itself (HTTP_FACTS.md,
/// fact 1).
class OneShotBody final : public QIODevice {
public:
    explicit OneShotBody(BodySource *source) : m_source(source), m_left(source ? source->size() : 0)
    {
        open(ReadOnly | Unbuffered);
    }
    [[nodiscard]] bool isSequential() const override { return true; }
    bool reset() override { return false; }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_left; }
    [[nodiscard]] qint64 size() const override { return m_left; }
    /// All of it has been handed to Qt: from here on it may have reached the server.
    [[nodiscard]] bool isSpent() const { return m_left == 0; }
    /// The source goes away before the reply does.
    void letGo() { m_source = nullptr; }

protected:
    qint64 readData(char *data, qint64 limit) override
    {
        if (!m_source || m_left == 0)
            return -1;
        const qint64 got =
            m_source->read(std::span(data, static_cast<std::size_t>(std::min(limit, m_left))));
        if (got <= 0)
            return -1;
        m_left -= got;
        return got;
    }
    qint64 writeData(const char * /*data*/, qint64 /*size*/) override { return -1; }

private:
    BodySource *m_source;
    qint64 m_left;
};

enum class Woken { Happened, TimedOut, Stopped };

/// The one place that waits: a local event loop on the calling thread until `happened` says so. The
/// time-out is ours, not Qt's transfer timeout: that one also runs while nobody waits, and would
/// end an answer whose reader was busy writing to the database.
///
/// `idleTime` counts from the last progress; once the request has left, and where there is one,
/// `answerTime` takes its place.
template <typename Happened>
Woken waitFor(QNetworkReply &reply, const std::stop_token &stop, std::chrono::milliseconds idleTime,
    std::optional<std::chrono::milliseconds> answerTime, const Happened &happened)
{
    if (stop.stop_requested())
        return Woken::Stopped;
    if (happened())
        return Woken::Happened;
    QEventLoop loop;
    bool timedOut = false;
    const auto look = [&] {
        if (happened())
            loop.quit();
    };
    QObject::connect(&reply, &QNetworkReply::metaDataChanged, &loop, look);
    QObject::connect(&reply, &QNetworkReply::readyRead, &loop, look);
    QObject::connect(&reply, &QNetworkReply::finished, &loop, look);
    QTimer silence;
    silence.setSingleShot(true);
    QObject::connect(&silence, &QTimer::timeout, &loop, [&] {
        timedOut = true;
        loop.quit();
    });
    silence.start(idleTime);
    QObject::connect(
        &reply, &QNetworkReply::uploadProgress, &silence, [&silence] { silence.start(); });
    if (answerTime) {
        QObject::connect(&reply, &QNetworkReply::requestSent, &silence,
            [&silence, answerTime] { silence.start(*answerTime); });
    }
    {
        const std::stop_callback wake(stop,
            [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
        loop.exec();
    }
    if (stop.stop_requested())
        return Woken::Stopped;
    if (happened())
        return Woken::Happened;
    return timedOut ? Woken::TimedOut : Woken::Stopped; // the loop also ends when the program does
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

/// Whether Qt's error is about the connection; the others only repeat the HTTP status.
bool isBroken(QNetworkReply::NetworkError error)
{
    return (error != QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
        || error == QNetworkReply::ContentReSendError || error == QNetworkReply::ProtocolFailure
        || error == QNetworkReply::ProtocolUnknownError;
}

Failure::Problem problemOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyNotFoundError:
        return Failure::Problem::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::ProxyConnectionRefusedError:
        return Failure::Problem::ConnectionRefused;
    case QNetworkReply::SslHandshakeFailedError:
        return Failure::Problem::TlsFailed;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::ProxyTimeoutError:
        return Failure::Problem::TimedOut;
    default:
        return Failure::Problem::ConnectionLost;
    }
}

/// These happen before a byte of the request has left.
bool isBeforeSending(Failure::Problem problem)
{
    return problem == Failure::Problem::HostNotFound
        || problem == Failure::Problem::ConnectionRefused || problem == Failure::Problem::TlsFailed;
}

/// What a transport's requests share.
struct Connections {
    QNetworkAccessManager network;
    int answers = 0; ///< on their way or being read
};

/// One request on its way, and then its answer.
class QtReply final : public HttpReply {
public:
    QtReply(Connections &connections, std::unique_ptr<OneShotBody> body,
        std::unique_ptr<QNetworkReply> reply, std::stop_token stop,
        const QtTransportOptions &options)
        : m_connections(connections)
        , m_body(std::move(body))
        , m_reply(std::move(reply))
        , m_stop(std::move(stop))
        , m_options(options)
    {
        ++m_connections.answers;
        m_reply->setReadBufferSize(options.readBuffer);
        QObject::connect(m_reply.get(), &QNetworkReply::sslErrors, m_reply.get(),
            [this](const QList<QSslError> &errors) {
                for (const QSslError &error : errors)
                    m_tlsReasons.append(error.errorString());
            });
    }

    /// A connection that broke is not used again. Qt 6.8.2 counts its end against the request that
    /// comes next: that one is reported as broken, though it was sent and applied.
    ~QtReply() override
    {
        const bool broke = !m_reply->isFinished() || isBroken(m_reply->error());
        m_reply.reset();
        if (--m_connections.answers == 0 && broke)
            m_connections.network.clearConnectionCache();
    }
    QtReply(const QtReply &) = delete;
    QtReply &operator=(const QtReply &) = delete;

    /// Waits for status and headers. None when they are here.
    [[nodiscard]] std::optional<Failure> waitForHeaders()
    {
        const Woken woken = waitFor(*m_reply, m_stop, m_options.idleTime, m_options.answerTime,
            [this] { return statusOf(*m_reply) != 0 || m_reply->isFinished(); });
        std::optional<Failure> problem;
        if (woken != Woken::Happened || statusOf(*m_reply) == 0)
            problem = unanswered(woken);
        if (m_body)
            m_body->letGo();
        return problem;
    }

    [[nodiscard]] int status() const override { return statusOf(*m_reply); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const override
    {
        return m_reply->rawHeader(name);
    }

    Result<qsizetype> read(std::span<char> into) override
    {
        const Woken woken = waitFor(*m_reply, m_stop, m_options.idleTime, std::nullopt,
            [this] { return m_reply->bytesAvailable() > 0 || m_reply->isFinished(); });
        if (woken == Woken::Stopped)
            return failure(Failure::Problem::Cancelled);
        if (woken == Woken::TimedOut)
            return failure(Failure::Problem::TimedOut, {host()});
        const qint64 got = m_reply->read(into.data(), static_cast<qint64>(into.size()));
        if (got > 0)
            return static_cast<qsizetype>(got);
        if (isBroken(m_reply->error()))
            return failure(problemOf(m_reply->error()), {host()}, ownWords());
        return qsizetype(0);
    }

private:
    [[nodiscard]] QString host() const { return m_reply->url().host(); }
    [[nodiscard]] QString ownWords() const
    {
        return redact(m_tlsReasons.isEmpty() ? m_reply->errorString() : m_tlsReasons.join(u'\n'));
    }

    Failure unanswered(Woken woken)
    {
        if (woken == Woken::Stopped)
            return failure(Failure::Problem::Cancelled);
        const bool isHandedOver = m_body && m_body->isSpent();
        Failure::Problem problem =
            woken == Woken::TimedOut ? Failure::Problem::TimedOut : problemOf(m_reply->error());
        // A proxy that refuses and a network that is down: Qt has no name for either.
        if (m_reply->error() == QNetworkReply::UnknownNetworkError && !isHandedOver)
            problem = Failure::Problem::ConnectionRefused;
        // A write that was handed over completely may have been applied, whatever the error says.
        if (isHandedOver && !isBeforeSending(problem))
            return failure(Failure::Problem::OutcomeUnknown, {host()}, ownWords());
        return failure(problem, {host()}, woken == Woken::TimedOut ? QString() : ownWords());
    }

    Connections &m_connections;
    // The reply goes before the body that it reads from.
    std::unique_ptr<OneShotBody> m_body;
    std::unique_ptr<QNetworkReply> m_reply;
    std::stop_token m_stop;
    QtTransportOptions m_options;
    QStringList m_tlsReasons;
};

QNetworkRequest headOf(const HttpRequest &request)
{
    QNetworkRequest head(request.url);
    head.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    head.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    head.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    head.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    head.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    head.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    head.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    head.setRawHeader("User-Agent", "Orgmend/" ORGMEND_VERSION);
    head.setRawHeader("Accept-Encoding", "gzip"); // raw bytes: whoever reads inflates and checks
    for (const auto &[name, value] : request.headers)
        head.setRawHeader(name, value);
    return head;
}

/// Makes Qt buffer the sockets of plain http as it buffers those of https.
///
/// Without any proxy in sight Qt reads plain http through an unbuffered socket, and such a socket
/// may find the end of the stream while Qt asks it for more. It is closed then without a word, and
/// Qt takes a closed socket for the proper end of the body: an answer in chunks that was cut looks
/// whole, with NoError (Qt 6.4.2 and later sources; up to 60 % of cut answers on a busy machine,
/// none through a buffered socket or TLS). "Whatever the program's proxy is" is no proxy in
/// particular, so Qt buffers, and for this computer it comes down to a direct connection. Only this
/// computer is ever spoken to in plain http.
class BufferedSockets final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        if (query.url().scheme() == "http"_L1 && isLoopback(query.url()))
            return {QNetworkProxy(QNetworkProxy::DefaultProxy)};
        return proxyForQuery(query);
    }
};

class QtTransport final : public HttpTransport {
public:
    QtTransport(std::stop_token stop, const QtTransportOptions &options)
        : m_stop(std::move(stop)), m_options(options)
    {
        m_connections.network.setProxyFactory(new BufferedSockets); // the manager owns it
    }

    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request, BodySource *body) override
    {
        if (m_stop.stop_requested())
            return failure(Failure::Problem::Cancelled);
        QNetworkRequest head = headOf(request);
        std::unique_ptr<OneShotBody> oneShot;
        std::unique_ptr<QNetworkReply> sent;
        if (request.verb == "GET") {
            sent.reset(m_connections.network.get(head));
        } else if (request.verb == "HEAD") {
            sent.reset(m_connections.network.head(head));
        } else {
            // Also without a body: only a one-shot device keeps Qt from sending a write again.
            oneShot = std::make_unique<OneShotBody>(body);
            head.setHeader(QNetworkRequest::ContentLengthHeader, oneShot->size());
            head.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
            if (!head.hasRawHeader("Content-Type"))
                head.setRawHeader("Content-Type", "application/octet-stream");
            sent.reset(m_connections.network.sendCustomRequest(head, request.verb, oneShot.get()));
        }
        auto reply = std::make_unique<QtReply>(
            m_connections, std::move(oneShot), std::move(sent), m_stop, m_options);
        if (std::optional<Failure> problem = reply->waitForHeaders())
            return *std::move(problem);
        return std::unique_ptr<HttpReply>(std::move(reply));
    }
    using HttpTransport::open;

private:
    std::stop_token m_stop;
    QtTransportOptions m_options;
    Connections m_connections;
};

} // namespace

std::unique_ptr<HttpTransport> makeQtTransport(
    const std::stop_token &stop, const QtTransportOptions &options)
{
    return std::make_unique<QtTransport>(stop, options);
}
