#include "engine/statusreport.h"

#include "connect/naming.h"
#include "engine/statusrules.h"
#include "wording/wording.h"
#include "workspace/holder.h"
#include "workspace/stores/leftoutfields.h"
#include "workspace/stores/links.h"
#include "workspace/stores/mappings.h"
#include "workspace/stores/pullstates.h"
#include "workspace/stores/recordcounts.h"
#include "workspace/stores/recorderrors.h"
#include "workspace/stores/runs.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

qint64 LocalCounts::count(const Mapping &mapping, bool running, Transaction &work)
{
    using SteadyClock =
        std::chrono::steady_clock; // only to spare work: nothing shown depends on it
    const auto begun = SteadyClock::now();
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_known.find(mapping.id);
        if (running && known != m_known.end() && begun - known->second.at < 20 * known->second.took)
            return known->second.rows;
    }
    // Task and Event share a table and are told apart by a constant column.
    QString sql = u"SELECT COUNT(*) FROM %1 AS t WHERE %2 IS NOT NULL"_s.arg(
        quoted(mapping.table), Links::recordSql(mapping, u"t"_s));
    std::vector<QVariant> values;
    for (const FieldRow &row : mapping.rows) {
        if (row.field.isEmpty() && !row.constant.isEmpty()) {
            sql += u" AND t."_s + quoted(row.column) + u" = ?"_s;
            values.emplace_back(row.constant);
        }
    }
    const std::vector<Row> rows = work.rowsBound(sql, values);
    const qint64 found = rows.empty() ? 0 : rows.front().front().toLongLong();
    const auto now = SteadyClock::now();
    const std::scoped_lock lock(m_mutex);
    m_known[mapping.id] = {found, now, now - begun};
    return found;
}

namespace {

ConnectionStatus::ObjectStatus objectStatus(const Mapping &mapping,
    const std::vector<RunObject> &live, bool running, LocalCounts &counts, Transaction &work)
{
    ConnectionStatus::ObjectStatus status;
    status.object = mapping.object;
    status.table = mapping.table;
    status.localRows = counts.count(mapping, running, work);
    status.failed = RecordErrors::count(mapping.id, work);

    if (const std::optional<RecordCounts::Count> counted = RecordCounts::of(mapping.id, work))
        status.salesforceRecords = counted->records;
    const PullState pull = PullStates::get(mapping.id, work);
    status.lastSync = pull.completedAt;
    status.cursorField = u"SystemModstamp"_s;
    status.cursorValue = pull.low;
    status.leftOut = LeftOutFields::of(mapping.id, work);

    const auto at = std::find_if(live.begin(), live.end(), [&mapping](const RunObject &object) {
        return object.object == mapping.object && object.table == mapping.table;
    });
    if (at != live.end()) {
        status.syncing = !at->done;
        status.percent = derived::percent(*at);
    }
    return status;
}

} // namespace

ConnectionStatus readStatus(
    const Connection &connection, const Clock &clock, LocalCounts &counts, Transaction &work)
{
    const QDateTime now = clock.now();
    const bool running = holder::alive(naming::syncLease(connection.id), work).has_value();

    ConnectionStatus status;
    status.connection = connection;
    status.state = derived::state(connection, running, now);
    status.stale = derived::stale(connection, status.state, syncInterval, now);
    status.staleAfter = derived::staleAfter(connection, status.state, syncInterval);
    status.lastRun = Runs::latest(connection.id, work);
    status.nextSync = derived::nextSync(connection, status.state, status.lastRun, syncInterval);
    status.isDue = status.nextSync.isValid() && status.nextSync <= now;

    std::vector<RunObject> live;
    if (running && status.lastRun && !status.lastRun->endedAt.isValid()) {
        live = Runs::objects(status.lastRun->id, work);
        status.percent = derived::percent(live);
    } else if (status.lastRun) {
        status.lastFailure = status.lastRun->failure;
    }
    for (const Mapping &mapping : Mappings::heads(connection.id, work)) {
        status.objects.push_back(objectStatus(mapping, live, running, counts, work));
        const ConnectionStatus::ObjectStatus &object = status.objects.back();
        if (mapping.object == u"Contact") {
            status.contactsSynced += object.localRows;
            status.contactsFailed += object.failed;
        } else if (mapping.object == u"Task" || mapping.object == u"Event") {
            status.activitiesSynced += object.localRows;
        }
    }
    return status;
}
