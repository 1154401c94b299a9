#pragma once

#include "app/practiceorg/org/settings.h"
#include "base/clock.h"
#include "base/result.h"

#include <QJsonObject>
#include <QString>

#include <array>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>

namespace practice {

class Tokens;
class Faults;
class Quota;
class Org;

/// What one group of endpoints keeps for one org: the records, the open queries, the Bulk jobs.
/// Locks for itself; its members are called from many threads at once.
class Part {
public:
    enum Kind { Records, Queries, Jobs };
    static constexpr int kinds = 3;

    Part() = default;
    Part(const Part &) = delete;
    Part &operator=(const Part &) = delete;
    virtual ~Part() = default;
    /// Opens what is in Org::folder(), or begins it (Records: seeds it). Called once, before the
    /// first request, Records first.
    virtual Result<void> open() = 0;
    /// Back to the seed: forget everything and begin again. Called in the order Jobs, Queries,
    /// Records.
    virtual Result<void> reset() = 0;
    /// Keys for `GET state`: `{"records":{"Contact":1000}}`, `{"jobs":[…]}`.
    [[nodiscard]] virtual QJsonObject state() const = 0;
};

// Each group makes its own part; a header of its own gives it back typed:
//     inline Store &storeOf(Org &org) { return static_cast<Store &>(org.part(Part::Records)); }
[[nodiscard]] std::unique_ptr<Part> makeRecords(Org &org);
[[nodiscard]] std::unique_ptr<Part> makeQueries(Org &org);
[[nodiscard]] std::unique_ptr<Part> makeJobs(Org &org);

/// One org of the two: who it is, what time it is there, what its user may do, how many API calls
/// it has left, and the parts that keep its data. Safe to use from many threads.
class Org {
public:
    /// `folder` exists and belongs to this org alone.
    Org(Environment environment, const Settings &settings, const QString &folder);
    ~Org();

    Result<void> open();
    Result<void> reset();

    // Who it is. The same for the same seed, whatever happens.
    [[nodiscard]] Environment environment() const { return m_environment; }
    [[nodiscard]] bool isSandbox() const { return m_environment == Environment::Sandbox; }
    [[nodiscard]] QByteArray orgId() const;  ///< `00D…`, 18 characters
    [[nodiscard]] QByteArray userId() const; ///< `005…`, 18: the connected user
    [[nodiscard]] QString username() const;
    [[nodiscard]] QString userFullName() const; ///< "Dana Whitfield"
    [[nodiscard]] QString orgName() const;
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] quint64 seed() const { return m_seed; } ///< differs between the two orgs
    /// Settings::records; in the sandbox a tenth of them.
    [[nodiscard]] int contacts() const { return m_contacts; }
    [[nodiscard]] QString instanceUrl() const; ///< `http://127.0.0.1:PORT`
    [[nodiscard]] QString loginUrl() const;
    [[nodiscard]] QString identityUrl() const; ///< `…/id/<org Id>/<user Id>`, on the login host
    void setUrls(const QString &login, const QString &instance);

    // The time there: the clock plus what `POST clock` has added. UTC, milliseconds.
    [[nodiscard]] QDateTime now() const;
    void advance(qint64 seconds);
    /// Real time, for answers that come late on purpose. Ends early when the practice org stops.
    void wait(int ms);
    void stopWaiting();

    // What the connected user may do (`POST permissions`): "ApiEnabled", "ModifyAllData", … True
    // until it is set otherwise.
    [[nodiscard]] bool permission(const QString &name) const;
    void setPermission(const QString &name, bool granted);

    // The daily quota. Whoever answers `/composite/batch` counts its parts beyond the first.
    void countApiCalls(int calls, const QByteArray &endpoint);
    [[nodiscard]] bool hasApiCallsLeft() const;
    [[nodiscard]] int apiCallsUsed() const;
    [[nodiscard]] int apiCallsMaximum() const;
    /// A limit of `/limits`; a limit is known once it has been given a maximum.
    void setLimit(const QString &name, int maximum, int remaining);
    void useLimit(const QString &name, int by = 1); ///< DailyBulkV2QueryJobs, DailyBulkApiBatches
    [[nodiscard]] QJsonObject limits() const;

    [[nodiscard]] Part &part(Part::Kind kind) { return *m_parts[static_cast<std::size_t>(kind)]; }
    [[nodiscard]] Tokens &tokens() { return *m_tokens; }
    [[nodiscard]] Faults &faults() { return *m_faults; }
    /// `GET state`: the counters, and what the parts say.
    [[nodiscard]] QJsonObject state();

private:
    Result<void> load();
    void save() const;

    const Environment m_environment;
    const QString m_folder;
    const quint64 m_seed;
    const int m_contacts;
    std::shared_ptr<const Clock> m_clock;
    std::atomic<qint64> m_offset{0}; ///< ms

    mutable std::mutex m_mutex; ///< guards all below but the parts
    QString m_loginUrl;
    QString m_instanceUrl;
    std::map<QString, bool> m_permissions;
    std::map<QByteArray, int> m_calls; ///< per endpoint since the start
    int m_callsInAll = 0;
    std::condition_variable m_stopping;
    bool m_stopped = false;

    std::unique_ptr<Faults> m_faults;
    std::unique_ptr<Tokens> m_tokens;
    std::unique_ptr<Quota> m_quota;
    std::array<std::unique_ptr<Part>, Part::kinds> m_parts;
};

} // namespace practice
