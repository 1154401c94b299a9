#include "ctl/commands/families.h"

#include "ctl/commandcall.h"
#include "ctl/ctl.h"
#include "ctl/text.h"
#include "documents/rundocument.h"
#include "values/eventmakers.h"
#include "wording/wording.h"

using namespace Qt::StringLiterals;

namespace {

int sync(CommandCall &call)
{
    const Result<qint64> connection = call.connection();
    if (!connection)
        return call.failed(connection.failure());
    RunOrder order;
    order.connection = *connection;
    order.full = call.arguments.has(u"full"_s);
    order.objects = call.arguments.values.value(u"object"_s);
    const Result<RunReport> report = call.engine.runs().sync(
        order, [&call](const RunReport &soFar) { call.console.progress(text::progress(soFar)); },
        call.stop);
    if (!report)
        return call.failed(report.failure());
    if (call.console.isJson())
        call.console.document(documents::run(*report, text::sentence));
    call.console.print(text::run(*report));
    if (report->stoppedBy) {
        if (!call.console.isJson() || call.console.unwritten())
            call.say(*report->stoppedBy);
        return report->stoppedBy->exitStatus();
    }
    for (const RunObject &object : report->objects) {
        if (!object.failure)
            continue;
        call.console.note(wording::sentence(events::objectFailed(object.object, *object.failure)));
        if (!object.failure->raw.isEmpty())
            call.console.note(object.failure->raw);
    }
    return report->outcome == Outcome::Success ? 0 : 1;
}

CommandSpec syncCommand()
{
    return {.name = u"sync"_s,
        .options = {{u"full"_s, false}, {u"object"_s, true}},
        .usage = u"sync [--full] [--object NAME]..."_s,
        .summary = Ctl::tr("Bring the tables up to date, once."),
        .details =
            Ctl::tr("Reads what changed since the last sync; --full reads everything. When another "
                    "program is syncing the same connection, its run is followed instead. A paused "
                    "connection is not synced until it is resumed."),
        .examples =
            u"  orgmendctl sync\n  orgmendctl sync --full --object Contact --object Account\n"
            "  orgmendctl --json sync"_s,
        .run = sync};
}

} // namespace

CommandTable families::sync() { return {syncCommand()}; }
