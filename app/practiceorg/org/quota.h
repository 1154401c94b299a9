#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <map>
#include <mutex>

namespace practice {

/// What `/limits` shows, counted for real. A daily limit looks back over 24 hours, as Salesforce's
/// do; an hour is the grain. Safe to use from many threads.
class Quota {
public:
    /// A Developer Edition org's limits [F: limits/limits.swiftly.json].
    Quota();
    void reset(); ///< nothing used, every maximum as at the start

    /// `remaining` as of `now`. A name that was not known becomes a limit.
    void set(const QString &name, int maximum, int remaining, const QDateTime &now);
    void use(const QString &name, int by, const QDateTime &now);
    [[nodiscard]] int used(const QString &name, const QDateTime &now) const;
    [[nodiscard]] int maximum(const QString &name) const;
    /// `{"DailyApiRequests":{"Max":15000,"Remaining":14953},…}`.
    [[nodiscard]] QJsonObject toJson(const QDateTime &now) const;

    /// All of it, to be kept between two starts.
    [[nodiscard]] QJsonObject save() const;
    void load(const QJsonObject &saved);

private:
    struct Limit {
        int maximum = 0;
        std::map<qint64, int> usedInHour; ///< by hours since 1970
    };
    [[nodiscard]] static int usedOf(const QString &name, const Limit &limit, const QDateTime &now);

    mutable std::mutex m_mutex;
    std::map<QString, Limit> m_limits;
};

} // namespace practice
