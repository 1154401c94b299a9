#include "workspace/stores/logtrims.h"

#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;

bool LogTrims::isDue(Transaction &work)
{
    const QDateTime last =
        storing::time(work.value(u"SELECT completed_at FROM orgmend_log_trim"_s));
    const QDateTime now = work.workspace().clock().now();
    return !last.isValid() || last > now || last.addDays(1) <= now;
}

void LogTrims::count(qint64 removed, Transaction &work)
{
    work.run(u"UPDATE orgmend_log_trim SET untold = untold + ?"_s, removed);
}

qint64 LogTrims::complete(Transaction &work)
{
    const qint64 removed = work.value(u"SELECT untold FROM orgmend_log_trim"_s).toLongLong();
    work.run(u"UPDATE orgmend_log_trim SET completed_at = ?, untold = 0"_s,
        work.workspace().clock().now());
    return removed;
}
