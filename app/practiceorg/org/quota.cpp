#include "app/practiceorg/org/quota.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr std::array<std::pair<const char16_t *, int>, 43> developerEdition{{
    {u"AnalyticsExternalDataSizeMB", 40'960},
    {u"ConcurrentAsyncGetReportInstances", 200},
    {u"ConcurrentEinsteinDataInsightsStoryCreation", 5},
    {u"ConcurrentEinsteinDiscoveryStoryCreation", 2},
    {u"ConcurrentSyncReportRuns", 20},
    {u"DailyAnalyticsDataflowJobExecutions", 60},
    {u"DailyAnalyticsUploadedFilesSizeMB", 51'200},
    {u"DailyApiRequests", 15'000},
    {u"DailyAsyncApexExecutions", 250'000},
    {u"DailyBulkApiBatches", 15'000},
    {u"DailyBulkV2QueryFileStorageMB", 976'562},
    {u"DailyBulkV2QueryJobs", 10'000},
    {u"DailyDurableGenericStreamingApiEvents", 10'000},
    {u"DailyDurableStreamingApiEvents", 10'000},
    {u"DailyFunctionsApiCallLimit", 50'000},
    {u"DailyGenericStreamingApiEvents", 10'000},
    {u"DailyStandardVolumePlatformEvents", 10'000},
    {u"DailyStreamingApiEvents", 10'000},
    {u"DailyWorkflowEmails", 195},
    {u"DataStorageMB", 1'024},
    {u"DurableStreamingApiConcurrentClients", 20},
    {u"FileStorageMB", 1'024},
    {u"HourlyAsyncReportRuns", 1'200},
    {u"HourlyDashboardRefreshes", 200},
    {u"HourlyDashboardResults", 5'000},
    {u"HourlyDashboardStatuses", 999'999'999},
    {u"HourlyLongTermIdMapping", 100'000},
    {u"HourlyManagedContentPublicRequests", 50'000},
    {u"HourlyODataCallout", 1'000},
    {u"HourlyPublishedPlatformEvents", 50'000},
    {u"HourlyPublishedStandardVolumePlatformEvents", 1'000},
    {u"HourlyShortTermIdMapping", 100'000},
    {u"HourlySyncReportRuns", 500},
    {u"HourlyTimeBasedWorkflow", 50},
    {u"MassEmail", 10},
    {u"MonthlyEinsteinDiscoveryStoryCreation", 500},
    {u"MonthlyPlatformEventsUsageEntitlement", 0},
    {u"Package2VersionCreates", 6},
    {u"Package2VersionCreatesWithoutValidation", 500},
    {u"PermissionSets", 1'500},
    {u"PrivateConnectOutboundCalloutHourlyLimitMB", 0},
    {u"SingleEmail", 15},
    {u"StreamingApiConcurrentClients", 20},
}};

qint64 hour(const QDateTime &time) { return time.toMSecsSinceEpoch() / 3'600'000; }

} // namespace

Quota::Quota() { reset(); }

void Quota::reset()
{
    const std::scoped_lock lock(m_mutex);
    m_limits.clear();
    for (const auto &[name, maximum] : developerEdition)
        m_limits[QString::fromUtf16(name)].maximum = maximum;
}

int Quota::usedOf(const QString &name, const Limit &limit, const QDateTime &now)
{
    const qint64 window = name.startsWith(u"Daily") ? 24 : name.startsWith(u"Hourly") ? 1 : 0;
    int used = 0;
    for (const auto &[when, count] : limit.usedInHour) {
        if (window == 0 || when > hour(now) - window)
            used += count;
    }
    return used;
}

void Quota::set(const QString &name, int maximum, int remaining, const QDateTime &now)
{
    const std::scoped_lock lock(m_mutex);
    m_limits[name] = {maximum, {{hour(now), std::max(0, maximum - remaining)}}};
}

void Quota::use(const QString &name, int by, const QDateTime &now)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_limits.find(name);
    if (found == m_limits.end())
        return;
    Limit &limit = found->second;
    limit.usedInHour[hour(now)] += by;
    if (name.startsWith(u"Daily")) // what no window shows any more need not be kept
        limit.usedInHour.erase(
            limit.usedInHour.begin(), limit.usedInHour.lower_bound(hour(now) - 24));
}

int Quota::used(const QString &name, const QDateTime &now) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_limits.find(name);
    return found == m_limits.end() ? 0 : usedOf(name, found->second, now);
}

int Quota::maximum(const QString &name) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_limits.find(name);
    return found == m_limits.end() ? 0 : found->second.maximum;
}

QJsonObject Quota::toJson(const QDateTime &now) const
{
    const std::scoped_lock lock(m_mutex);
    QJsonObject all;
    for (const auto &[name, limit] : m_limits) {
        const int remaining = std::max(0, limit.maximum - usedOf(name, limit, now));
        QJsonObject entry{{u"Max"_s, limit.maximum}, {u"Remaining"_s, remaining}};
        // Some entries hold more entries (PROTOCOL.md, trap 18).
        if (name == u"PermissionSets")
            entry.insert(
                u"CreateCustom"_s, QJsonObject{{u"Max"_s, 1'000}, {u"Remaining"_s, 1'000}});
        if (name == u"DailyBulkApiBatches")
            entry.insert(u"Dataloader Bulk"_s, QJsonObject{{u"Max"_s, 0}, {u"Remaining"_s, 0}});
        all.insert(name, entry);
    }
    return all;
}

QJsonObject Quota::save() const
{
    const std::scoped_lock lock(m_mutex);
    QJsonObject saved;
    for (const auto &[name, limit] : m_limits) {
        QJsonObject hours;
        for (const auto &[when, count] : limit.usedInHour)
            hours.insert(QString::number(when), count);
        saved.insert(name, QJsonObject{{u"maximum"_s, limit.maximum}, {u"hours"_s, hours}});
    }
    return saved;
}

void Quota::load(const QJsonObject &saved)
{
    const std::scoped_lock lock(m_mutex);
    for (auto entry = saved.begin(); entry != saved.end(); ++entry) {
        Limit limit;
        limit.maximum = entry.value()[u"maximum"_s].toInt();
        const QJsonObject hours = entry.value()[u"hours"_s].toObject();
        for (auto when = hours.begin(); when != hours.end(); ++when)
            limit.usedInHour[when.key().toLongLong()] = when.value().toInt();
        m_limits[entry.key()] = limit;
    }
}

} // namespace practice
