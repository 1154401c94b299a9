#pragma once

#include "values/eventquery.h"
#include "workspace/workspace.h"

/// The rows of orgmend_event.
class Events {
public:
    static qint64 add(const Event &event, Transaction &work); ///< redacts `raw`
    [[nodiscard]] static std::vector<Event> find(const EventQuery &query, Transaction &work);
    /// As find() would show without a place in it and without a limit.
    [[nodiscard]] static qint64 count(const EventQuery &query, Transaction &work);
    /// Keeps the newest `keep` lines, about. Lines that went.
    static qint64 trim(qint64 keep, Transaction &work);
};
