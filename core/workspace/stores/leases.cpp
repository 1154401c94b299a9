#include "workspace/stores/leases.h"

#include "workspace/stores/connections.h"
#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

/// `sync:3` -> the name of connection 3.
QString connectionNameOf(const QString &lease, Transaction &work)
{
    const std::optional<Connection> known =
        Connections::find(lease.section(u':', 1).toLongLong(), work);
    return known ? known->name : lease;
}

} // namespace

std::optional<Lease> Leases::take(
    const QString &name, const QString &holder, std::chrono::seconds time, Transaction &work)
{
    Q_ASSERT(!holder.isEmpty());
    const QDateTime now = work.workspace().clock().now();
    const std::optional<Lease> current = held(name, work);
    if (work.isSpoilt() || (current && current->holder != holder))
        return std::nullopt;
    const QDateTime until = now.addSecs(time.count());
    // The number rises whoever takes it: what an earlier holder still has is worth nothing now.
    work.run(u"INSERT INTO orgmend_lease (name, holder, fence, expires_at) VALUES (?, ?, 1, ?) "
             "ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, "
             "fence = orgmend_lease.fence + 1, expires_at = excluded.expires_at"_s,
        name, holder, until);
    const qint64 fence =
        work.value(u"SELECT fence FROM orgmend_lease WHERE name = ?"_s, name).toLongLong();
    if (work.isSpoilt())
        return std::nullopt;
    return Lease{name, holder, fence, until};
}

void Leases::renew(const Lease &lease, std::chrono::seconds time, Transaction &work)
{
    const QDateTime until = work.workspace().clock().now().addSecs(time.count());
    const qint64 renewed = work.run(
        u"UPDATE orgmend_lease SET expires_at = ? WHERE name = ? AND holder = ? AND fence = ?"_s,
        until, lease.name, lease.holder, lease.fence);
    if (renewed == 0 && !work.isSpoilt())
        work.spoil(failure(Failure::Problem::LeaseLost, {connectionNameOf(lease.name, work)}));
}

void Leases::release(const Lease &lease, Transaction &work)
{
    work.run(u"UPDATE orgmend_lease SET holder = '' WHERE name = ? AND holder = ? AND fence = ?"_s,
        lease.name, lease.holder, lease.fence);
}

std::optional<Lease> Leases::held(const QString &name, Transaction &work)
{
    const Row row = work.row(u"SELECT name, holder, fence, expires_at FROM orgmend_lease "
                             "WHERE name = ? AND holder <> '' AND expires_at > ?"_s,
        name, work.workspace().clock().now());
    if (row.empty())
        return std::nullopt;
    Reader from(row);
    Lease lease;
    lease.name = from.text();
    lease.holder = from.text();
    lease.fence = from.integer();
    lease.expiresAt = from.time();
    return lease;
}
