#pragma once

#include "base/pause.h"
#include "salesforce/accesstokens.h"
#include "salesforce/schema.h"
#include "salesforce/transport.h"

#include <QJsonDocument>

#include <functional>
#include <stop_token>

/// Daily calls of the whole org, from `Sforce-Limit-Info` or /limits.
struct ApiUsage {
    qint64 used = 0;
    qint64 maximum = 0;
};

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

    Session(HttpTransport &transport, AccessTokens &tokens, Pause &pause,
        const std::stop_token &stop, const QString &apiVersion = QString(), Listener listener = {});

    /// `path` is absolute (`/services/data/v62.0/limits`) or relative to the version (`limits`).
    /// Any 2xx, and 300 and 304, come back as the answer; everything else as a failure.
    [[nodiscard]] Result<HttpAnswer> get(
        const QString &path, const std::vector<std::pair<QByteArray, QByteArray>> &headers = {});
    [[nodiscard]] Result<QJsonDocument> getJson(const QString &path);
    [[nodiscard]] Result<HttpAnswer> send(
        const QByteArray &verb, const QString &path, const QByteArray &json);
    /// A body of any size, streamed. The reply belongs to the transport's thread.
    [[nodiscard]] Result<std::unique_ptr<HttpReply>> stream(
        const QString &path, const std::vector<std::pair<QByteArray, QByteArray>> &headers = {});

    /// min(wanted, newest that the org lists); asked once. `62.0`.
    [[nodiscard]] Result<QString> apiVersion();
    [[nodiscard]] Result<ObjectSchema> describe(const QString &object);
    [[nodiscard]] Result<std::vector<ObjectSummary>> describeGlobal();
    [[nodiscard]] Result<ApiUsage> limits();

    [[nodiscard]] qint64 calls() const { return m_calls; } ///< API calls that this session made
    [[nodiscard]] std::optional<ApiUsage> usage() const
    {
        return m_usage;
    } ///< as of the last answer
    /// The org's clock as of the last answer (`Date` header).
    [[nodiscard]] QDateTime serverTime() const { return m_serverTime; }
    [[nodiscard]] QString host() const;

private:
    Result<std::unique_ptr<HttpReply>> request(HttpRequest &request, const QByteArray *body);
    void note(const HttpReply &reply);

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
