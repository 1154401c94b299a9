#pragma once

#include "engine/logdoor.h"

#include <QMutex>
#include <QMutexLocker>

/// A sync log made of values, behind the engine's own door. Its calls come from jobs' threads.
class FakeLog final : public LogDoor {
public:
    QMutex mutex;
    std::vector<Event> all; ///< oldest first

    Result<std::vector<Event>> events(const EventQuery &query) override
    {
        const QMutexLocker lock(&mutex);
        std::vector<Event> found;
        const auto take = [&](const Event &event) {
            if (static_cast<int>(found.size()) < query.limit && fits(event, query))
                found.push_back(event);
        };
        if (query.after != 0) {
            for (const Event &event : all) {
                if (event.id > query.after)
                    take(event);
            }
            return found;
        }
        for (auto event = all.rbegin(); event != all.rend(); ++event) {
            if (query.before == 0 || event->id < query.before)
                take(*event);
        }
        return found;
    }
    Result<qint64> count(const EventQuery &query) override
    {
        EventQuery whole = query;
        whole.limit = 1'000'000;
        return static_cast<qint64>(events(whole)->size());
    }

private:
    static bool fits(const Event &event, const EventQuery &query)
    {
        return (!query.atLeast || event.level >= *query.atLeast)
            && (query.object.isEmpty() || event.object == query.object)
            && (query.text.isEmpty() || event.name.contains(query.text, Qt::CaseInsensitive)
                || event.raw.contains(query.text, Qt::CaseInsensitive));
    }
};
