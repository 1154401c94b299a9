#pragma once

#include "app/practiceorg/door/practiceorg.h"
#include "salesforce/http/accesstokens.h"
#include "salesforce/http/transport.h"

#include <QJsonArray>
#include <QJsonObject>

#include <chrono>
#include <list>
#include <memory>
#include <stop_token>
#include <thread>

/// The practice org straight behind the transport: no socket, no event loop. How to use it:
///
///     PracticeBench bench(500);                                   // 500 contacts in production
///     PracticeTransport transport(bench.org());
///     PracticeTokens tokens(transport, bench.production());       // refreshes as the engine does
///     RealPause pause;
///     Session session(transport, tokens, pause, {});
///     const auto contact = describe(session, u"Contact"_s);
///     bench.control("POST", "faults", QJsonArray{QJsonObject{      // the second query is lost
///         {u"match"_s, QJsonObject{{u"path"_s, u"*/query*"_s}, {u"nth"_s, 2}}},
///         {u"do"_s, QJsonObject{{u"cut_after_bytes"_s, 0}}}}});
///     QCOMPARE(bench.state()[u"api_calls"_s][u"total"_s].toInt(), 1);
///
/// Link orgmend_test_practice. Failures are those of the real transport: ConnectionRefused for an
/// address that is not the practice org's, ConnectionLost for an answer that was cut,
/// OutcomeUnknown for a write that was cut before its status, TimedOut, Cancelled.
class PracticeTransport final : public HttpTransport {
public:
    struct Options {
        std::chrono::milliseconds answerTime{60'000}; ///< from the request to its headers
        /// Bytes that one read() gives at most: 1 finds every wrong idea about where pieces end.
        qsizetype largestRead = 64 << 10;
    };
    explicit PracticeTransport(practice::PracticeOrg &org, std::stop_token stop = {});
    PracticeTransport(practice::PracticeOrg &org, std::stop_token stop, Options options);
    /// Waits for answers that were given up: they may still write into the org.
    ~PracticeTransport() override;

    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request, BodySource *body) override;
    using HttpTransport::open;

    /// Where the in-process org pretends to be: loopback addresses that nobody listens at.
    [[nodiscard]] static practice::Addresses addresses();

private:
    practice::PracticeOrg &m_org;
    const std::stop_token m_stop;
    const Options m_options;
    std::list<std::jthread> m_abandoned;
};

/// A practice org with seeded data and somebody signed in.
class PracticeBench {
public:
    struct SignedIn {
        QString loginUrl;
        QString instanceUrl;
        QString orgId;
        QString userId;
        QString username;
        QString clientId;
        Secret accessToken;
        Secret refreshToken;
    };

    explicit PracticeBench(int records = 100);
    /// Any settings; `settings.clock` makes the org's time the test's.
    explicit PracticeBench(const practice::Settings &settings);

    [[nodiscard]] practice::PracticeOrg &org() { return m_org; }
    [[nodiscard]] const SignedIn &production() const { return m_production; }
    [[nodiscard]] const SignedIn &sandbox() const { return m_sandbox; }

    /// A control of `/practice/v1/`: its answer. A refusal ends the program with its text: a test
    /// that sets up the wrong thing proves nothing.
    QJsonObject control(const QByteArray &verb, const QByteArray &path, const QJsonValue &body = {},
        const QByteArray &environment = "production");
    [[nodiscard]] QJsonObject state(const QByteArray &environment = "production");

private:
    practice::PracticeOrg m_org;
    SignedIn m_production;
    SignedIn m_sandbox;
};

/// The tokens of a SignedIn, refreshed through the org's real token endpoint.
class PracticeTokens final : public AccessTokens {
public:
    PracticeTokens(HttpTransport &transport, PracticeBench::SignedIn who);
    Result<Access> current() override;
    Result<Access> renewed(const Secret &failed) override;
    [[nodiscard]] int refreshes() const { return m_refreshes; }

private:
    HttpTransport &m_transport;
    PracticeBench::SignedIn m_who;
    int m_refreshes = 0;
};
