#include "tests/support/practicetransport.h"

#include "salesforce/http/answerbody.h"
#include "salesforce/oauth/oauth.h"

#include <QJsonDocument>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostWaiting = 1 << 20; ///< bytes of an answer that nobody has read yet

/// What the asking and the answering thread share about one request.
class Exchange {
public:
    // Of the answering thread:
    void begin(int status, const http::Headers &headers)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_begun)
            return;
        m_status = status;
        m_headers = headers;
        m_begun = true;
        m_body = nullptr; // the asker goes on with the answer, and its body source may go
        m_changed.notify_all();
    }
    bool write(std::string_view piece)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_gone || m_waiting < mostWaiting; });
        if (m_gone || m_cut)
            return false;
        m_pieces.emplace_back(piece);
        m_waiting += piece.size();
        m_changed.notify_all();
        return true;
    }
    void cut()
    {
        const std::scoped_lock lock(m_mutex);
        m_cut = true;
        m_changed.notify_all();
    }
    void finish()
    {
        const std::scoped_lock lock(m_mutex);
        m_finished = true;
        m_changed.notify_all();
    }
    qint64 readBody(std::span<char> into)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_bodyEnded)
            return 0;
        if (!m_body)
            return -1; // the asker has its answer, or has gone
        const qint64 count = m_body->read(into);
        m_bodyEnded = count == 0;
        return count;
    }

    // Of the asking thread:
    void send(BodySource *body)
    {
        m_body = body;
        m_bodyEnded = body == nullptr;
    }
    /// False: no answer within the time, or stopped.
    bool waitForHeaders(std::chrono::milliseconds time, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(
            lock, stop, time, [this] { return m_begun || m_cut || m_finished; });
    }
    /// Nobody wants the rest.
    void leave()
    {
        const std::scoped_lock lock(m_mutex);
        m_gone = true;
        m_body = nullptr;
        m_changed.notify_all();
    }
    enum class Read { Some, End, Cut, Stopped };
    Read read(std::span<char> into, qsizetype &count, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(
                lock, stop, [this] { return !m_pieces.empty() || m_cut || m_finished; }))
            return Read::Stopped;
        if (m_pieces.empty())
            return m_cut ? Read::Cut : Read::End;
        std::string &piece = m_pieces.front();
        const std::size_t here = std::min(into.size(), piece.size() - m_at);
        std::copy_n(piece.data() + m_at, here, into.data());
        m_at += here;
        m_waiting -= here;
        if (m_at == piece.size()) {
            m_pieces.pop_front();
            m_at = 0;
        }
        count = static_cast<qsizetype>(here);
        m_changed.notify_all();
        return Read::Some;
    }
    // Once waitForHeaders() has returned true, these stay as they are.
    [[nodiscard]] bool hasBegun() const { return m_begun; }
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] const http::Headers &headers() const { return m_headers; }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    BodySource *m_body = nullptr;
    bool m_bodyEnded = false;
    int m_status = 0;
    http::Headers m_headers;
    std::deque<std::string> m_pieces;
    std::size_t m_at = 0; ///< read of the first piece
    std::size_t m_waiting = 0;
    bool m_begun = false;
    bool m_cut = false;
    bool m_finished = false;
    bool m_gone = false;
};

class ExchangeBody final : public http::BodyReader {
public:
    explicit ExchangeBody(Exchange &exchange) : m_exchange(exchange) { }
    qint64 read(std::span<char> into) override { return m_exchange.readBody(into); }

private:
    Exchange &m_exchange;
};

class ExchangeSink final : public http::ReplySink {
public:
    ExchangeSink(Exchange &exchange, bool bodyless) : m_exchange(exchange), m_bodyless(bodyless) { }
    void begin(int status, const http::Headers &headers) override
    {
        m_bodyless = m_bodyless || status == 204 || status == 304;
        m_left = m_bodyless || !headers.contains("Content-Length")
            ? -1
            : headers.value("Content-Length").toLongLong();
        m_exchange.begin(status, headers);
    }
    bool write(std::string_view piece) override
    {
        if (m_bodyless || piece.empty())
            return true;
        if (m_left >= 0)
            m_left -= static_cast<qint64>(piece.size());
        return m_exchange.write(piece);
    }
    void cut(bool /*reset*/) override { m_exchange.cut(); }
    void finish()
    {
        if (m_left > 0) // shorter than announced: a real connection would end early
            m_exchange.cut();
        m_exchange.finish();
    }

private:
    Exchange &m_exchange;
    bool m_bodyless;
    qint64 m_left = -1;
};

class PracticeReply final : public HttpReply {
public:
    PracticeReply(std::shared_ptr<Exchange> exchange, std::jthread thread, std::stop_token stop,
        QString host, qsizetype largest)
        : m_exchange(std::move(exchange))
        , m_thread(std::move(thread))
        , m_stop(std::move(stop))
        , m_host(std::move(host))
        , m_largest(largest)
    {
    }
    ~PracticeReply() override { m_exchange->leave(); }

    [[nodiscard]] int status() const override { return m_exchange->status(); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const override
    {
        return m_exchange->headers().value(
            {name.constData(), static_cast<std::size_t>(name.size())});
    }
    Result<qsizetype> read(std::span<char> into) override
    {
        qsizetype count = 0;
        if (into.empty())
            return count;
        const std::span<char> piece =
            into.first(std::min(into.size(), static_cast<std::size_t>(m_largest)));
        switch (m_exchange->read(piece, count, m_stop)) {
        case Exchange::Read::Stopped:
            return failure(Failure::Problem::Cancelled);
        case Exchange::Read::Cut:
            return failure(Failure::Problem::ConnectionLost, {m_host});
        case Exchange::Read::End:
        case Exchange::Read::Some:
            break;
        }
        return count;
    }

private:
    std::shared_ptr<Exchange> m_exchange;
    std::jthread m_thread; ///< joined once the exchange has been left
    std::stop_token m_stop;
    QString m_host;
    qsizetype m_largest;
};

struct Destination {
    practice::Door door = practice::Door::Instance;
    practice::Environment environment = practice::Environment::Production;
};

std::optional<Destination> destinationOf(const QUrl &url)
{
    using practice::Door;
    using practice::Environment;
    const practice::Addresses known = PracticeTransport::addresses();
    const QString origin = url.toString(
        QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (origin == known.control && url.path().startsWith(u"/practice/"))
        return Destination{Door::Control, Environment::Production};
    if (origin == known.productionLogin)
        return Destination{Door::Login, Environment::Production};
    if (origin == known.sandboxLogin)
        return Destination{Door::Login, Environment::Sandbox};
    if (origin == known.productionInstance)
        return Destination{Door::Instance, Environment::Production};
    if (origin == known.sandboxInstance)
        return Destination{Door::Instance, Environment::Sandbox};
    return std::nullopt;
}

http::Request requestFor(const HttpRequest &request, const BodySource *body)
{
    http::Request made;
    made.method = request.verb;
    made.target = request.url.path(QUrl::FullyEncoded).toUtf8();
    if (made.target.isEmpty())
        made.target = "/";
    if (request.url.hasQuery())
        made.target += '?' + request.url.query(QUrl::FullyEncoded).toUtf8();
    made.headers.add("Host", request.url.authority().toUtf8());
    made.headers.add("Accept-Encoding", "gzip");
    if (body)
        made.headers.add("Content-Length", QByteArray::number(body->size()));
    for (const auto &[name, value] : request.headers)
        made.headers.set(name, value);
    return made;
}

PracticeBench::SignedIn signedIn(const QJsonObject &announcement, int which)
{
    const QJsonObject org = announcement[u"orgs"_s][which].toObject();
    const auto login = which == 0 ? u"login_url"_s : u"sandbox_login_url"_s;
    return {announcement[login].toString(), org[u"instance_url"_s].toString(),
        org[u"org_id"_s].toString(), org[u"user_id"_s].toString(), org[u"username"_s].toString(),
        org[u"client_id"_s].toString(), Secret(org[u"access_token"_s].toString().toLatin1()),
        Secret(org[u"refresh_token"_s].toString().toLatin1())};
}

practice::Settings withRecords(int records)
{
    practice::Settings settings;
    settings.records = records;
    return settings;
}

} // namespace

PracticeTransport::PracticeTransport(practice::PracticeOrg &org, std::stop_token stop)
    : PracticeTransport(org, std::move(stop), Options())
{
}

PracticeTransport::PracticeTransport(
    practice::PracticeOrg &org, std::stop_token stop, Options options)
    : m_org(org), m_stop(std::move(stop)), m_options(options)
{
}

PracticeTransport::~PracticeTransport() = default;

practice::Addresses PracticeTransport::addresses()
{
    return {u"http://127.0.0.1:9"_s, u"http://127.0.0.1:10"_s, u"http://127.0.0.1:11"_s,
        u"http://127.0.0.1:12"_s, u"http://127.0.0.1:9"_s};
}

Result<std::unique_ptr<HttpReply>> PracticeTransport::open(
    const HttpRequest &request, BodySource *body)
{
    const QString host = request.url.host();
    if (m_stop.stop_requested())
        return failure(Failure::Problem::Cancelled);
    const std::optional<Destination> to = destinationOf(request.url);
    if (!to)
        return failure(Failure::Problem::ConnectionRefused, {host});

    auto exchange = std::make_shared<Exchange>();
    exchange->send(body);
    std::jthread thread([&org = m_org, exchange, to, made = requestFor(request, body)]() mutable {
        ExchangeBody reader(*exchange);
        ExchangeSink sink(*exchange, made.method == "HEAD");
        made.body = &reader;
        org.answer(to->door, to->environment, made, sink);
        sink.finish();
    });

    const bool answered = exchange->waitForHeaders(m_options.answerTime, m_stop);
    if (answered && exchange->hasBegun())
        return std::unique_ptr<HttpReply>(std::make_unique<PracticeReply>(
            exchange, std::move(thread), m_stop, host, m_options.largestRead));
    exchange->leave();
    m_abandoned.push_back(std::move(thread));
    if (m_stop.stop_requested())
        return failure(Failure::Problem::Cancelled);
    // A write that was handed over may have been applied: nobody said.
    if (request.verb != "GET" && request.verb != "HEAD")
        return failure(Failure::Problem::OutcomeUnknown, {host});
    return failure(
        answered ? Failure::Problem::ConnectionLost : Failure::Problem::TimedOut, {host});
}

PracticeBench::PracticeBench(int records) : PracticeBench(withRecords(records)) { }

PracticeBench::PracticeBench(const practice::Settings &settings) : m_org(settings)
{
    if (const Result<void> opened = m_org.open(); !opened)
        qFatal("The practice org did not open: %s %s", qUtf8Printable(opened.failure().code()),
            qUtf8Printable(opened.failure().raw));
    m_org.setAddresses(PracticeTransport::addresses());
    const QJsonObject announcement = m_org.announcement();
    m_production = signedIn(announcement, 0);
    m_sandbox = signedIn(announcement, 1);
}

QJsonObject PracticeBench::control(const QByteArray &verb, const QByteArray &path,
    const QJsonValue &body, const QByteArray &environment)
{
    PracticeTransport transport(m_org);
    HttpRequest request;
    request.verb = verb;
    request.url = QUrl(PracticeTransport::addresses().control + u"/practice/v1/"
        + QString::fromUtf8(path) + u"?environment=" + QString::fromUtf8(environment));
    QByteArray json;
    if (body.isArray())
        json = QJsonDocument(body.toArray()).toJson(QJsonDocument::Compact);
    else if (body.isObject())
        json = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    const Result<HttpAnswer> answer = sendWhole(transport, request, json);
    if (!answer || answer->status != 200)
        qFatal("The control %s %s failed: %s", verb.constData(), path.constData(),
            answer ? answer->body.constData() : qUtf8Printable(answer.failure().code()));
    return QJsonDocument::fromJson(answer->body).object();
}

QJsonObject PracticeBench::state(const QByteArray &environment)
{
    return control("GET", "state", {}, environment);
}

PracticeTokens::PracticeTokens(HttpTransport &transport, PracticeBench::SignedIn who)
    : m_transport(transport), m_who(std::move(who))
{
}

Result<Access> PracticeTokens::current() { return Access{m_who.accessToken, m_who.instanceUrl}; }

Result<Access> PracticeTokens::renewed(const Secret &failed)
{
    if (!(failed == m_who.accessToken))
        return current();
    const Result<TokenGrant> grant =
        oauth::refresh(m_transport, {QUrl(m_who.loginUrl), m_who.clientId, {}}, m_who.refreshToken);
    if (!grant)
        return grant.failure();
    ++m_refreshes;
    m_who.accessToken = grant->accessToken;
    m_who.instanceUrl = grant->instanceUrl;
    if (!grant->refreshToken.isEmpty())
        m_who.refreshToken = grant->refreshToken;
    return current();
}
