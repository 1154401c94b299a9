#pragma once

#include "base/result.h"
#include "values/eventquery.h"

#include <functional>
#include <vector>

/// Where the sync log reads. Both may wait: they are called on a job's thread.
struct EventSource {
    std::function<Result<std::vector<Event>>(const EventQuery &)> events;
    std::function<Result<qint64>(const EventQuery &)> count;
};
