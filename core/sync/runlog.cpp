#include "sync/runlog.h"

#include "workspace/stores/events.h"

void logEvent(Transaction &work, const RunMark &mark, Event event)
{
    event.at = work.workspace().clock().now();
    event.connection = mark.connection;
    event.run = mark.run;
    Events::add(event, work);
}
