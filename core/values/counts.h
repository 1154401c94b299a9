#pragma once

#include <QLatin1StringView>

#include <array>

/// What a run moved, per object or in all. A record that joined an existing row counts as updated;
/// an unchanged one not at all (CONTRACT.md).
struct Counts {
    qint64 imported = 0;
    qint64 updated = 0;
    qint64 deleted = 0;
    qint64 failed = 0;
    qint64 held = 0; ///< rows kept although their record is gone, because they hold unsent changes

    friend bool operator==(const Counts &, const Counts &) = default;
};

/// One of them, with its column in orgmend_run, orgmend_run_object and orgmend_event and its key in
/// documents. A new number is a line here and a column in a migration.
struct NamedCount {
    qint64 Counts::*number;
    QLatin1StringView column;
    QLatin1StringView key;
};
inline constexpr std::array<NamedCount, 5> namedCounts{{
    {&Counts::imported, QLatin1StringView("imported"), QLatin1StringView("records_imported")},
    {&Counts::updated, QLatin1StringView("updated"), QLatin1StringView("records_updated")},
    {&Counts::deleted, QLatin1StringView("deleted"), QLatin1StringView("records_deleted")},
    {&Counts::failed, QLatin1StringView("failed"), QLatin1StringView("failed")},
    {&Counts::held, QLatin1StringView("held"), QLatin1StringView("held")},
}};

inline Counts &operator+=(Counts &counts, const Counts &more)
{
    for (const NamedCount &count : namedCounts)
        counts.*count.number += more.*count.number;
    return counts;
}
