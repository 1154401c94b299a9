#include "sync/runlog.h"
#include "workspace/stores/events.h"

void logEvent(Transaction &work, const RunMark &mark, const QString &name, Level level,
    const QString &object, const QStringList &arguments, const QString &raw)
{
    Event event;
    event.at = work.workspace().clock().now();
    event.connection = mark.connection;
    event.run = mark.run;
    event.name = name;
    event.level = level;
    event.object = object;
    event.arguments = arguments;
    event.raw = raw;
    Events::add(event, work);
}
