#include "app/practiceorg/records/records.h"

#include "app/practiceorg/records/schemachange.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace practice {

Records::Records(Org &org, Seed seed)
    : m_org(org)
    , m_seed(seed)
    , m_store(org.folder() + u"/records.sqlite"_s, org.isSandbox() ? "7y" : "5g")
{
}

Records::~Records() = default;

qint64 Records::stamp() const
{
    const qint64 now = m_org.now().toMSecsSinceEpoch();
    return now - now % 1000;
}

Result<void> Records::open()
{
    const Result<void> opened = m_store.open();
    if (!opened)
        return opened;
    bool seeded = false;
    {
        const Store::Writer writer = m_store.writer();
        Statement tables(
            writer.db(), "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'Contact'");
        seeded = tables.step();
    }
    if (!seeded)
        return seedNow();

    const Result<void> standard =
        m_schema.reset(QDateTime::fromMSecsSinceEpoch(stamp(), QTimeZone::utc()));
    if (!standard)
        return standard;
    m_rules.replace(std::make_shared<RuleSet>());
    Store::Writer writer = m_store.writer();
    return replaySetup(*this, writer);
}

Result<void> Records::reset()
{
    const Result<void> cleared = m_store.clear();
    if (!cleared)
        return cleared;
    return seedNow();
}

Result<void> Records::seedNow()
{
    // As long ago as the oldest record: Last-Modified of an object nobody has touched.
    const Result<void> standard =
        m_schema.reset(QDateTime::fromMSecsSinceEpoch(stamp(), QTimeZone::utc()).addYears(-7));
    if (!standard)
        return standard;
    m_rules.replace(std::make_shared<RuleSet>());
    Store::Writer writer = m_store.writer();
    const Result<void> seeded = m_seed(*this, writer);
    if (!seeded)
        return seeded;
    if (!writer.commit())
        return failure(Failure::Problem::Internal, {m_store.path()}, writer.errorText());
    return {};
}

QJsonObject Records::state() const
{
    QJsonObject counts;
    Store::Reader reader = m_store.reader();
    for (const auto &object : m_schema.snapshot()->objects()) {
        const QByteArray live =
            object->field(u"IsDeleted"_s) != nullptr ? " WHERE IsDeleted = 0" : "";
        const QByteArray sql = "SELECT count(*) FROM " + object->table + live;
        Statement count(
            reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
        if (count && count.step())
            counts.insert(object->name, count.integer(0));
    }
    return {{u"records"_s, counts}};
}

} // namespace practice
