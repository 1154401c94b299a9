#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

/// What a run moved, per object or in all. A record that joined an existing row counts as updated;
/// an unchanged one not at all (CONTRACT.md).
struct Counts {
    qint64 imported = 0;
    qint64 updated = 0;
    qint64 deleted = 0;
    qint64 failed = 0;
    qint64 held = 0; ///< rows kept although their record is gone, because they hold unsent changes

    Counts &operator+=(const Counts &other);
    friend bool operator==(const Counts &, const Counts &) = default;
};

enum class Level { Debug, Info, Warning, Error };
[[nodiscard]] QString levelName(Level level); ///< `debug`, `info`, `warning`, `error`
[[nodiscard]] std::optional<Level> levelFromName(const QString &name);

/// One line of the sync log: a name programs compare and arguments from which core/wording makes
/// the sentence.
///
/// Names, and their arguments in order:
///   sync_started        kind (`initial`, `incremental`, `retry`), where asked from (`schedule`,
///                       `window`, `command line`)
///   sync_completed      outcome (`success`, `partial`)
///   sync_failed         failure code, then the failure's own arguments
///   sync_cancelled      `cancelled` or `paused`
///   object_synced       table
///   object_failed       failure code, then the failure's own arguments; the others went on
///   way_chosen          `rest` or `bulk`, why (`first_sync`, `full_sync`, `many_changed`,
///                       `few_changed`, `many_fields`, `resumed`), records expected or empty
///   pull_resumed        records already in
///   bulk_job            job Id, state, records processed
///   token_refreshed     (none)
///   request_retried     problem code, wait in seconds
///   api_limit           used, maximum
///   field_left_out      object, field; describe does not show it
///   possible_duplicate  object, record Id, email, why (`several_rows`, `several_records`,
///                       `place_taken`)
///   person_joined       row id, email
///   record_merged       loser Id, master Id, kept row id
///   row_held            table, row id
///   not_visible         object, how many; a full sync saw neither the records nor their deletion
///   record_failed       object, record Id
///   run_interrupted     run number; a run found dead
///   connected, reconnected, disconnected, paused, resumed
///                       user name or empty
///   sign_in_needed      (none)
///   workspace_migrated  from version, to version, backup path
///   log_trimmed         lines of the log that went, the time before which they were written
struct Event {
    qint64 id = 0;
    QDateTime at;
    qint64 connection = 0; ///< 0: the workspace's own
    qint64 run = 0;        ///< 0: outside a run
    QString name;
    Level level = Level::Info;
    QString object;
    QStringList arguments;
    QString raw; ///< redacted, otherwise word for word
    std::optional<Counts> counts;
    std::optional<qint64> apiCalls;
    std::optional<double> seconds;
};
