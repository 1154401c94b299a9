#pragma once

#include "values/enumwords.h"

// What is said about runs in words that programs compare (CONTRACT.md, "sync" and "log").

/// Initial: some object was read from its beginning, for the first time or because it was asked.
enum class RunKind { Initial, Incremental, Retry };
template <>
struct EnumWords<RunKind> {
    static constexpr EnumWordList<RunKind, 3> all{{
        {RunKind::Initial, QLatin1StringView("initial")},
        {RunKind::Incremental, QLatin1StringView("incremental")},
        {RunKind::Retry, QLatin1StringView("retry")},
    }};
};

/// Who asked for a run.
enum class Origin { Schedule, Window, CommandLine };
template <>
struct EnumWords<Origin> {
    static constexpr EnumWordList<Origin, 3> all{{
        {Origin::Schedule, QLatin1StringView("schedule")},
        {Origin::Window, QLatin1StringView("window")},
        {Origin::CommandLine, QLatin1StringView("command line")},
    }};
};

/// How a run ended.
enum class Outcome {
    Success,
    Partial, ///< some records or objects could not be brought in
    Failed,
    Cancelled,
    Paused,      ///< its connection was paused
    Interrupted, ///< its program died; found out later
};
template <>
struct EnumWords<Outcome> {
    static constexpr EnumWordList<Outcome, 6> all{{
        {Outcome::Success, QLatin1StringView("success")},
        {Outcome::Partial, QLatin1StringView("partial")},
        {Outcome::Failed, QLatin1StringView("failed")},
        {Outcome::Cancelled, QLatin1StringView("cancelled")},
        {Outcome::Paused, QLatin1StringView("paused")},
        {Outcome::Interrupted, QLatin1StringView("interrupted")},
    }};
};
/// Everything was looked at, whether or not every record could be stored.
[[nodiscard]] inline bool isCompleted(Outcome outcome)
{
    return outcome == Outcome::Success || outcome == Outcome::Partial;
}

/// Why a run is asked to end before its end.
enum class StopReason { Cancelled, Paused };
template <>
struct EnumWords<StopReason> {
    static constexpr EnumWordList<StopReason, 2> all{{
        {StopReason::Cancelled, QLatin1StringView("cancelled")},
        {StopReason::Paused, QLatin1StringView("paused")},
    }};
};

/// What one pull of an object reads.
enum class PullKind { Full, Changes };
template <>
struct EnumWords<PullKind> {
    static constexpr EnumWordList<PullKind, 2> all{{
        {PullKind::Full, QLatin1StringView("full")},
        {PullKind::Changes, QLatin1StringView("changes")},
    }};
};

/// How an object is read: page by page, or through Bulk API 2.0.
enum class ReadWay { Rest, Bulk };
template <>
struct EnumWords<ReadWay> {
    static constexpr EnumWordList<ReadWay, 2> all{{
        {ReadWay::Rest, QLatin1StringView("rest")},
        {ReadWay::Bulk, QLatin1StringView("bulk")},
    }};
};

/// Why an object is read that way.
enum class ReadReason { FirstSync, FullSync, ManyChanged, FewChanged, ManyFields, Resumed };
template <>
struct EnumWords<ReadReason> {
    static constexpr EnumWordList<ReadReason, 6> all{{
        {ReadReason::FirstSync, QLatin1StringView("first_sync")},
        {ReadReason::FullSync, QLatin1StringView("full_sync")},
        {ReadReason::ManyChanged, QLatin1StringView("many_changed")},
        {ReadReason::FewChanged, QLatin1StringView("few_changed")},
        {ReadReason::ManyFields, QLatin1StringView("many_fields")},
        {ReadReason::Resumed, QLatin1StringView("resumed")},
    }};
};

/// Why a record got a row of its own although its match key points to another.
enum class DuplicateReason { SeveralRows, SeveralRecords, PlaceTaken };
template <>
struct EnumWords<DuplicateReason> {
    static constexpr EnumWordList<DuplicateReason, 3> all{{
        {DuplicateReason::SeveralRows, QLatin1StringView("several_rows")},
        {DuplicateReason::SeveralRecords, QLatin1StringView("several_records")},
        {DuplicateReason::PlaceTaken, QLatin1StringView("place_taken")},
    }};
};
