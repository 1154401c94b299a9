#pragma once

#include "base/pause.h"
#include "salesforce/http/accesstokens.h"
#include "salesforce/http/apiusage.h"
#include "salesforce/http/transport.h"

#include <QJsonDocument>

#include <functional>
#include <optional>
#include <stop_token>

/// Signed-in calls to one org: adds the token, refreshes once after a 401, waits and tries again
/// where trying again can help (503, 429 with Retry-After, a GET that lost its connection; at most
/// three tries), counts calls, and turns every error shape into a Failure with the raw text kept
/// (PROTOCOL.md 7). Belongs to one thread.
class Session {
public:
    struct Listener {
        std::function<void()> tokenRefreshed;
        std::function<void(const Failure &why, std::chrono::milliseconds wait)> retried;
    };

    using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

    /// `apiVersion`: one that is known already; the org is not asked then.
    Session(HttpTransport &transport, AccessTokens &tokens, Pause &pause,
        const std::stop_token &stop, const QString &apiVersion = QString(), Listener listener = {});

    /// `path` is absolute (`/services/data/v62.0/limits`) or relative to the version (`limits`),
    /// with its values percent-encoded. A whole address is taken where it is the instance's own;
    /// the token goes nowhere else.
    /// Any 2xx, and 300 and 304, come back as the answer; everything else as a failure.
    [[nodiscard]] Result<HttpAnswer> get(const QString &path, const Headers &headers = {});
    [[nodiscard]] Result<QJsonDocument> getJson(const QString &path);
    /// Hands the answer to `take`, and asks again (within the same tries) where `take` finds it
    /// truncated.
    [[nodiscard]] Result<void> read(const QString &path, const Headers &headers,
        const std::function<Result<void>(const HttpAnswer &)> &take);
    [[nodiscard]] Result<HttpAnswer> send(
        const QByteArray &verb, const QString &path, const QByteArray &json);
    /// A body of any size, streamed. The reply belongs to the transport's thread.
    [[nodiscard]] Result<std::unique_ptr<HttpReply>> stream(
        const QString &path, const Headers &headers = {});

    /// min(wanted, newest that the org lists); asked once. `62.0`.
    [[nodiscard]] Result<QString> apiVersion();
    [[nodiscard]] Result<ApiUsage> limits();

    [[nodiscard]] qint64 calls() const { return m_calls; } ///< API calls that this session made
    [[nodiscard]] std::optional<ApiUsage> usage() const
    {
        return m_usage;
    } ///< as of the last answer
    /// The org's clock as of the last answer (`Date` header).
    [[nodiscard]] QDateTime serverTime() const { return m_serverTime; }
    [[nodiscard]] QString host() const { return m_host; } ///< empty before the first call

    /// What a session with another thread's transport has used, added to what this one has.
    void add(qint64 calls, const std::optional<ApiUsage> &usage, const QDateTime &serverTime);
    [[nodiscard]] const Listener &listener() const { return m_listener; }

private:
    struct Call {
        QByteArray verb;
        QString path; ///< absolute
        Headers headers;
        const QByteArray *body = nullptr;
        bool open = false; ///< neither needs a token nor counts
        [[nodiscard]] bool isRepeatable() const { return verb == "GET"; }
    };
    struct Tries {
        int failed = 0;
        bool renewed = false;
    };
    Result<QString> absolute(const QString &path);
    Result<HttpRequest> addressed(const Call &call, const Access &access);
    Result<std::unique_ptr<HttpReply>> open(const HttpRequest &request, const QByteArray *body);
    Result<std::unique_ptr<HttpReply>> request(const Call &call, Tries &tries);
    Result<HttpAnswer> whole(const Call &call, Tries &tries);
    Result<void> read(
        const Call &call, const std::function<Result<void>(const HttpAnswer &)> &take);
    Result<QJsonDocument> json(const Call &call);
    bool again(const Failure &why, Tries &tries, std::chrono::milliseconds atLeast = {});
    [[nodiscard]] Failure ended(const Failure &why) const;
    void note(const HttpReply &reply, const Call &call);

    HttpTransport &m_transport;
    AccessTokens &m_tokens;
    Pause &m_pause;
    std::stop_token m_stop;
    QString m_version;
    Listener m_listener;
    QString m_host;
    qint64 m_calls = 0;
    std::optional<ApiUsage> m_usage;
    QDateTime m_serverTime;
};

/// `api-usage=24/15000; per-app-api-usage=…` (PROTOCOL.md 2).
[[nodiscard]] std::optional<ApiUsage> apiUsageFrom(const QByteArray &limitInfo);
/// The JSON of an answer: NotSalesforce for a web page, AnswerTruncated where it ends too early,
/// AnswerUnreadable otherwise.
[[nodiscard]] Result<QJsonDocument> jsonFrom(
    const HttpAnswer &answer, const QString &host, const QString &what);
