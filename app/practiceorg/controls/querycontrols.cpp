#include "app/practiceorg/bulk/bulkjobs.h"
#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/query/querycursors.h"

using namespace Qt::StringLiterals;

/// The controls of open queries and of Bulk jobs.
namespace practice {

namespace {

ControlAnswer expireLocators(ControlCall &call)
{
    return {200, {{u"expired"_s, queriesOf(call.org).expireAll()}}};
}

/// `{"queued_seconds":2,"running_seconds":5}`: how long Bulk jobs take at least, by the org's
/// clock.
ControlAnswer setBulkPace(ControlCall &call)
{
    const double queued = call.body.value(u"queued_seconds").toDouble();
    const double running = call.body.value(u"running_seconds").toDouble();
    if (queued < 0 || running < 0)
        return controlRefused(u"queued_seconds and running_seconds can't be negative"_s);
    jobsOf(call.org).setPace(qRound64(queued * 1'000), qRound64(running * 1'000));
    return {};
}

} // namespace

void addQueryControls(ControlRouter &router)
{
    router.add("POST", "locators/expire", expireLocators);
    router.add("POST", "bulk", setBulkPace);
}

} // namespace practice
