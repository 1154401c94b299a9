#include "connect/tokenkeeper.h"
#include "secrets/secretkeys.h"
#include "tests/engine/enginebench.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"

#include <QJsonDocument>

#include <atomic>
#include <latch>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// A whole answer that is here already.
class Answered final : public HttpReply {
public:
    Answered(int status, const QJsonObject &json)
        : m_status(status), m_body(QJsonDocument(json).toJson(QJsonDocument::Compact))
    {
    }
    int status() const override { return m_status; }
    QByteArray header(const QByteArray &name) const override
    {
        return name.toLower() == "content-type" ? "application/json" : QByteArray();
    }
    Result<qsizetype> read(std::span<char> into) override
    {
        const qsizetype count = std::min(m_body.size() - m_at, static_cast<qsizetype>(into.size()));
        std::copy_n(m_body.constData() + m_at, count, into.data());
        m_at += count;
        return count;
    }

private:
    int m_status;
    QByteArray m_body;
    qsizetype m_at = 0;
};

/// Salesforce's token endpoint with rotation: every refresh token works once, and using one that
/// was rotated away is the end of all of them.
class TokenEndpoint {
public:
    Answered refresh(const QByteArray &form)
    {
        const std::scoped_lock lock(m_mutex);
        ++calls;
        if (busy > 0) {
            --busy;
            return refusal(u"token request is already being processed"_s);
        }
        if (!form.contains(QByteArray("refresh_token=").append(current.toPercentEncoding()))) {
            dead = dead || endsAllOnReuse;
            return refusal(u"expired access/refresh token"_s);
        }
        if (dead)
            return refusal(u"expired access/refresh token"_s);
        ++generation;
        current = "5Aep.refresh-" + QByteArray::number(generation);
        return Answered(200,
            {{u"access_token"_s, access()}, {u"refresh_token"_s, QString::fromLatin1(current)},
                {u"instance_url"_s, u"http://127.0.0.1:9"_s},
                {u"issued_at"_s, u"1769850300000"_s}});
    }
    [[nodiscard]] QString access() const { return u"00D000000000001!access-%1"_s.arg(generation); }

    std::atomic<int> calls = 0;
    int busy = 0;
    int generation = 0;
    bool dead = false;
    bool endsAllOnReuse = true;
    QByteArray current = "5Aep.refresh-0";

private:
    static Answered refusal(const QString &description)
    {
        return Answered(
            400, {{u"error"_s, u"invalid_grant"_s}, {u"error_description"_s, description}});
    }
    std::mutex m_mutex;
};

class EndpointTransport final : public HttpTransport {
public:
    explicit EndpointTransport(TokenEndpoint &endpoint) : m_endpoint(endpoint) { }
    using HttpTransport::open;
    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &, BodySource *body) override
    {
        QByteArray form(static_cast<qsizetype>(body ? body->size() : 0), '\0');
        if (body)
            body->read({form.data(), static_cast<std::size_t>(form.size())});
        return std::unique_ptr<HttpReply>(std::make_unique<Answered>(m_endpoint.refresh(form)));
    }

private:
    TokenEndpoint &m_endpoint;
};

/// A connection whose access token has lapsed, as two programs know it.
struct TokenBench {
    TokenBench()
    {
        parts.workspace = folder.filePath(u"test.orgmend"_s);
        parts.secrets = secrets;
        parts.clock = std::make_shared<SystemClock>();
        parts.pause = std::make_shared<RealPause>();
        parts.makeTransport = [this](const std::stop_token &) {
            return std::make_unique<EndpointTransport>(endpoint);
        };
        workspace =
            *Workspace::open(parts.workspace, Workspace::Opening::CreateIfMissing, *parts.clock);
        Transaction work(*workspace);
        Connection connection;
        connection.name = u"Live"_s;
        connection.loginUrl = u"http://127.0.0.1:8"_s;
        connection.instanceUrl = u"http://127.0.0.1:9"_s;
        connection.complete = true;
        connection.signedIn = true;
        id = Connections::add(connection, work);
        if (!work.commit())
            qFatal("no connection");
        keep(secretkeys::accessToken(workspace->id(), id), endpoint.access().toLatin1());
        keep(secretkeys::refreshToken(workspace->id(), id), endpoint.current);
    }
    void keep(const QString &key, const QByteArray &value)
    {
        if (!secrets->write(key, Secret(value)))
            qFatal("not kept");
    }
    [[nodiscard]] Connection connection()
    {
        Transaction work(*workspace, Transaction::Access::Read);
        return Connections::find(id, work).value_or(Connection());
    }
    [[nodiscard]] QByteArray storedRefresh()
    {
        return (*secrets->read(secretkeys::refreshToken(workspace->id(), id)))->reveal();
    }

    QTemporaryDir folder;
    TokenEndpoint endpoint;
    std::shared_ptr<MemorySecrets> secrets = std::make_shared<MemorySecrets>();
    EngineParts parts;
    std::unique_ptr<Workspace> workspace;
    qint64 id = 0;
};

/// Answers the first question for the refresh token with an older one, as if somebody had signed in
/// between our reading and our calling.
class OnceStale final : public SecretStore {
public:
    explicit OnceStale(std::shared_ptr<SecretStore> inner) : m_inner(std::move(inner)) { }
    Result<std::optional<Secret>> read(const QString &key) override
    {
        if (key.endsWith(u"refresh_token") && !std::exchange(m_answered, true))
            return std::optional<Secret>(Secret("5Aep.stale"));
        return m_inner->read(key);
    }
    Result<void> write(const QString &key, const Secret &value) override
    {
        return m_inner->write(key, value);
    }
    Result<void> remove(const QString &key) override { return m_inner->remove(key); }

private:
    std::shared_ptr<SecretStore> m_inner;
    bool m_answered = false;
};

} // namespace

class TestTokenKeeper : public QObject {
    Q_OBJECT

private slots:
    void aRefreshStoresTheRotatedTokenAndRaisesTheGeneration() // S2-51, S2-52
    {
        TokenBench bench;
        TokenKeeper keeper(bench.parts, bench.id, {});
        const Result<Access> before = keeper.current();
        QCOMPARE(codeOf(before), u"ok"_s);
        const Result<Access> after = keeper.renewed(before->token);
        QCOMPARE(codeOf(after), u"ok"_s);
        QVERIFY(!(after->token == before->token));
        QCOMPARE(bench.storedRefresh(), QByteArray("5Aep.refresh-1"));
        QCOMPARE(bench.connection().tokenGeneration, 1);
        QCOMPARE(bench.connection().tokenIssuedAt.toMSecsSinceEpoch(), 1769850300000);
        QCOMPARE(keeper.current()->token, after->token);
    }

    void manyProgramsMakeOneRefresh()
    {
        TokenBench bench;
        const Secret old = TokenKeeper(bench.parts, bench.id, {}).current()->token;
        constexpr int programs = 6;
        std::latch start(programs);
        std::vector<Result<Access>> answers(programs, failure(Failure::Problem::Internal));
        {
            std::vector<std::jthread> threads;
            for (int program = 0; program < programs; ++program) {
                threads.emplace_back([&, program] {
                    TokenKeeper keeper(bench.parts, bench.id, {});
                    start.arrive_and_wait();
                    answers[static_cast<std::size_t>(program)] = keeper.renewed(old);
                });
            }
        }
        for (const Result<Access> &answer : answers) {
            QCOMPARE(codeOf(answer), u"ok"_s);
            QCOMPARE(answer->token, Secret(bench.endpoint.access().toLatin1()));
        }
        QCOMPARE(bench.endpoint.calls.load(), 1);
        QVERIFY(!bench.endpoint.dead);
    }

    void twoThreadsOfOneRunMakeOneRefresh()
    {
        TokenBench bench;
        TokenKeeper keeper(bench.parts, bench.id, {});
        const Secret old = keeper.current()->token;
        std::latch start(2);
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 2; ++thread)
                threads.emplace_back([&] {
                    start.arrive_and_wait();
                    QVERIFY(keeper.renewed(old));
                });
        }
        QCOMPARE(bench.endpoint.calls.load(), 1);
    }

    void aTokenThatAnotherProgramStoredIsUsedWithoutACall()
    {
        TokenBench bench;
        TokenKeeper mine(bench.parts, bench.id, {});
        const Secret old = mine.current()->token;
        TokenKeeper other(bench.parts, bench.id, {});
        const Result<Access> theirs = other.renewed(old);
        QCOMPARE(codeOf(theirs), u"ok"_s);
        QCOMPARE(mine.renewed(old)->token, theirs->token);
        QCOMPARE(bench.endpoint.calls.load(), 1);
    }

    void aDeadRefreshTokenNeedsASignInAndSaysSoOnce() // S2-05
    {
        TokenBench bench;
        bench.endpoint.dead = true;
        TokenKeeper keeper(bench.parts, bench.id, {});
        const Secret old = keeper.current()->token;
        QCOMPARE(codeOf(keeper.renewed(old)), u"sign_in_needed"_s);
        QVERIFY(bench.connection().tokenExpired);
        QCOMPARE(codeOf(keeper.renewed(old)), u"sign_in_needed"_s);
        Transaction work(*bench.workspace, Transaction::Access::Read);
        QCOMPARE(Events::count({}, work), 1);
    }

    void aRefusalOfATokenThatWasReplacedMeanwhileIsNoSignIn()
    {
        TokenBench bench;
        bench.endpoint.endsAllOnReuse = false;
        TokenKeeper first(bench.parts, bench.id, {});
        const Secret old = first.current()->token;
        bench.parts.secrets = std::make_shared<OnceStale>(bench.secrets);
        TokenKeeper keeper(bench.parts, bench.id, {});
        QCOMPARE(codeOf(keeper.renewed(old)), u"ok"_s);
        QCOMPARE(bench.endpoint.calls.load(), 2);
        QVERIFY(!bench.connection().tokenExpired);
    }

    void aRefreshInProgressElsewhereIsWaitedFor()
    {
        TokenBench bench;
        bench.endpoint.busy = 2;
        const auto clock = std::make_shared<ManualClock>(QDateTime::currentDateTimeUtc());
        bench.parts.clock = clock;
        bench.parts.pause = std::make_shared<InstantPause>(*clock);
        TokenKeeper keeper(bench.parts, bench.id, {});
        QCOMPARE(codeOf(keeper.renewed(keeper.current()->token)), u"ok"_s);
        QCOMPARE(bench.endpoint.calls.load(), 3);
        QVERIFY(!bench.connection().tokenExpired);
    }

    void aHolderThatDiedIsOvertaken()
    {
        TokenBench bench;
        {
            Transaction work(*bench.workspace);
            QVERIFY(Leases::take(
                u"token:%1"_s.arg(bench.id), u"elsewhere:1"_s, std::chrono::seconds(60), work));
            QVERIFY(work.commit());
        }
        const auto clock = std::make_shared<ManualClock>(QDateTime::currentDateTimeUtc());
        bench.parts.clock = clock;
        bench.parts.pause = std::make_shared<InstantPause>(*clock);
        TokenKeeper keeper(bench.parts, bench.id, {});
        const QDateTime before = clock->now();
        QCOMPARE(codeOf(keeper.renewed(keeper.current()->token)), u"ok"_s);
        QVERIFY(before.secsTo(clock->now()) >= 59);
    }

    void waitingForAnotherProgramCanBeStopped()
    {
        TokenBench bench;
        {
            Transaction work(*bench.workspace);
            QVERIFY(Leases::take(
                u"token:%1"_s.arg(bench.id), u"elsewhere:1"_s, std::chrono::seconds(60), work));
            QVERIFY(work.commit());
        }
        std::stop_source stop;
        TokenKeeper keeper(bench.parts, bench.id, stop.get_token());
        const Secret old = keeper.current()->token;
        stop.request_stop();
        QCOMPARE(codeOf(keeper.renewed(old)), u"cancelled"_s);
        QCOMPARE(bench.endpoint.calls.load(), 0);
    }

    void aDisconnectedConnectionHasNoToken()
    {
        TokenBench bench;
        {
            Transaction work(*bench.workspace);
            Connection connection = *Connections::find(bench.id, work);
            connection.signedIn = false;
            Connections::update(connection, work);
            QVERIFY(work.commit());
        }
        TokenKeeper keeper(bench.parts, bench.id, {});
        QCOMPARE(codeOf(keeper.current()), u"disconnected"_s);
    }
};

QTEST_GUILESS_MAIN(TestTokenKeeper)
#include "tst_tokenkeeper.moc"
