#include "wording/wording.h"
#include "wording/words.h"

using namespace Qt::StringLiterals;

namespace {

QString label(RunKind kind)
{
    switch (kind) {
    case RunKind::Initial:
        return Words::tr("Initial sync");
    case RunKind::Retry:
        return Words::tr("Retry");
    case RunKind::Incremental:
        return Words::tr("Sync");
    }
    return {};
}

QString started(const QStringList &arguments)
{
    const std::optional<Origin> origin = fromWord<Origin>(Words::at(arguments, 1));
    const QString what =
        label(fromWord<RunKind>(Words::at(arguments, 0)).value_or(RunKind::Incremental));
    if (!origin)
        return Words::tr("%1 started.").arg(what);
    switch (*origin) {
    case Origin::Schedule:
        return Words::tr("%1 started on schedule.").arg(what);
    case Origin::Window:
        return Words::tr("%1 started from the window.").arg(what);
    case Origin::CommandLine:
        return Words::tr("%1 started from the command line.").arg(what);
    }
    return {};
}

QString completed(const Event &event)
{
    const Counts counts = event.counts.value_or(Counts());
    if (fromWord<Outcome>(Words::at(event.arguments, 0)) == Outcome::Partial)
        return Words::tr("Sync completed in part: %1.").arg(wording::describe(counts));
    if (counts == Counts())
        return Words::tr("Sync completed: nothing had changed.");
    return Words::tr("Sync completed: %1.").arg(wording::describe(counts));
}

QString failed(const QStringList &arguments)
{
    const std::optional<Failure::Problem> problem = Failure::problemOf(Words::at(arguments, 0));
    if (!problem)
        return Words::tr("Sync failed. Everything that had arrived is kept.");
    return Words::tr("Sync failed. %1").arg(wording::sentence(failure(*problem, arguments.mid(1))));
}

QString objectFailed(const Event &event)
{
    const std::optional<Failure::Problem> problem =
        Failure::problemOf(Words::at(event.arguments, 0));
    if (!problem)
        return Words::tr("%1 could not be synced; the other objects went on.").arg(event.object);
    return Words::tr("%1 could not be synced; the other objects went on. %2")
        .arg(event.object, wording::sentence(failure(*problem, event.arguments.mid(1))));
}

QString objectSynced(const Event &event)
{
    const QString table = Words::at(event.arguments, 0);
    const Counts counts = event.counts.value_or(Counts());
    const QString moved =
        counts == Counts() ? Words::tr("nothing had changed") : wording::describe(counts);
    return table.isEmpty() ? Words::tr("%1: %2.").arg(event.object, moved)
                           : Words::tr("%1 → %2: %3.").arg(event.object, table, moved);
}

QString wayChosen(const Event &event)
{
    const bool bulk = fromWord<ReadWay>(Words::at(event.arguments, 0)) == ReadWay::Bulk;
    const std::optional<ReadReason> why = fromWord<ReadReason>(Words::at(event.arguments, 1));
    const QString expected = Words::count(Words::at(event.arguments, 2));
    if (why == ReadReason::FirstSync)
        return bulk
            ? Words::tr("%1 is read in bulk, because this is its first sync.").arg(event.object)
            : Words::tr("%1 is read page by page, because its first sync is small.")
                  .arg(event.object);
    if (why == ReadReason::FullSync)
        return bulk
            ? Words::tr("%1 is read in bulk, because everything was asked for.").arg(event.object)
            : Words::tr("%1 is read page by page, because everything was asked for and "
                        "there is little of it.")
                  .arg(event.object);
    if (why == ReadReason::ManyFields)
        return Words::tr("%1 is read in bulk, because so many fields are mapped.")
            .arg(event.object);
    if (why == ReadReason::Resumed)
        return Words::tr("%1 goes on where the last run stopped.").arg(event.object);
    if (expected.isEmpty())
        return bulk
            ? Words::tr("%1 is read in bulk, because much has changed.").arg(event.object)
            : Words::tr("%1 is read page by page, because little has changed.").arg(event.object);
    return bulk ? Words::tr("%1 is read in bulk, because much has changed (%2 expected).")
                      .arg(event.object, expected)
                : Words::tr("%1 is read page by page, because little has changed (%2 expected).")
                      .arg(event.object, expected);
}

QString bulkJob(const Event &event)
{
    const QString job = Words::at(event.arguments, 0);
    const QString state = Words::at(event.arguments, 1);
    const QString processed = Words::count(Words::at(event.arguments, 2));
    if (state == u"JobComplete")
        return processed.isEmpty()
            ? Words::tr("Bulk job %1 is complete.").arg(job)
            : Words::tr("Bulk job %1 is complete: %2 records to read.").arg(job, processed);
    if (state == u"Failed")
        return Words::tr("Bulk job %1 failed in Salesforce.").arg(job);
    if (state == u"Aborted")
        return Words::tr("Bulk job %1 was stopped.").arg(job);
    return processed.isEmpty() || processed == u"0"
        ? Words::tr("Bulk job %1: Salesforce is preparing the records.").arg(job)
        : Words::tr("Bulk job %1: Salesforce has prepared %2 records.").arg(job, processed);
}

QString retried(const QStringList &arguments)
{
    const QString wait = Words::at(arguments, 1);
    const std::optional<Failure::Problem> problem = Failure::problemOf(Words::at(arguments, 0));
    const QString why =
        problem ? wording::title(failure(*problem)) : Words::tr("The request did not succeed");
    bool known = false;
    const double seconds = wait.toDouble(&known);
    if (!known)
        return Words::tr("%1. Trying again.").arg(why);
    return Words::tr("%1. Trying again in %2.").arg(why, wording::duration(seconds));
}

QString possibleDuplicate(const QStringList &arguments)
{
    const QString object = Words::at(arguments, 0);
    const QString record = Words::at(arguments, 1);
    const QString email = Words::at(arguments, 2);
    const std::optional<DuplicateReason> why = fromWord<DuplicateReason>(Words::at(arguments, 3));
    if (why == DuplicateReason::SeveralRows)
        return Words::tr("Possible duplicate: %1 %2 has a row of its own, because several rows "
                         "have the email %3.")
            .arg(object, record, email);
    if (why == DuplicateReason::SeveralRecords)
        return Words::tr("Possible duplicate: %1 %2 has a row of its own, because several records "
                         "of %1 have the email %3.")
            .arg(object, record, email);
    return Words::tr("Possible duplicate: %1 %2 has a row of its own, because the row with the "
                     "email %3 already belongs to another %1.")
        .arg(object, record, email);
}

QString notVisible(const QStringList &arguments)
{
    bool known = false;
    const qint64 count = Words::at(arguments, 1).toLongLong(&known);
    return Words::tr("%2 of the records of %1 kept here are not visible to the connected user, and "
                     "no deletion was reported. Their rows stay as they are.",
        nullptr, Words::plural(known ? count : 0))
        .arg(Words::at(arguments, 0), Words::count(Words::at(arguments, 1)));
}

QString logTrimmed(const QStringList &arguments)
{
    return Words::tr("Old lines of the log were removed (%1 from before %2). Failures are kept for "
                     "a year.")
        .arg(Words::count(Words::at(arguments, 0)), Words::day(Words::at(arguments, 1)));
}

QString byUser(const QString &plain, const QString &withUser, const QStringList &arguments)
{
    const QString user = Words::at(arguments, 0);
    return user.isEmpty() ? plain : withUser.arg(user);
}

/// What happens in and around a run.
QString runSentence(const Event &event)
{
    const QStringList &arguments = event.arguments;
    if (event.name == u"sync_started")
        return started(arguments);
    if (event.name == u"sync_completed")
        return completed(event);
    if (event.name == u"sync_failed")
        return failed(arguments);
    if (event.name == u"sync_cancelled")
        return fromWord<Outcome>(Words::at(arguments, 0)) == Outcome::Paused
            ? Words::tr("Sync stopped, because the connection was paused. Everything that had "
                        "arrived is kept.")
            : Words::tr("Sync cancelled. Everything that had arrived is kept; the next sync goes "
                        "on from there.");
    if (event.name == u"object_synced")
        return objectSynced(event);
    if (event.name == u"object_failed")
        return objectFailed(event);
    if (event.name == u"way_chosen")
        return wayChosen(event);
    if (event.name == u"pull_resumed")
        return Words::tr("%1 goes on from the last stored page; %2 records were already in.")
            .arg(event.object, Words::count(Words::at(arguments, 0)));
    if (event.name == u"bulk_job")
        return bulkJob(event);
    if (event.name == u"request_retried")
        return retried(arguments);
    if (event.name == u"api_limit")
        return Words::tr("The org has used %1 of its %2 API calls of the last 24 hours.")
            .arg(Words::count(Words::at(arguments, 0)), Words::count(Words::at(arguments, 1)));
    if (event.name == u"run_interrupted")
        return Words::tr("Run %1 ended without a word, as after a crash or a power cut. Everything "
                         "it had stored is kept; the next sync goes on from there.")
            .arg(Words::count(Words::at(arguments, 0)));
    return {};
}

/// What happens to single records and fields.
QString recordSentence(const Event &event)
{
    const QStringList &arguments = event.arguments;
    const QString first = Words::at(arguments, 0);
    const QString second = Words::at(arguments, 1);
    if (event.name == u"field_left_out")
        return Words::tr(
            "The field %2 of %1 is left out, because Salesforce does not show it to the "
            "connected user. Its column stays as it is.")
            .arg(first, second);
    if (event.name == u"possible_duplicate")
        return possibleDuplicate(arguments);
    if (event.name == u"person_joined")
        return Words::tr("A Lead and a Contact with the email %2 are one person: row %1.")
            .arg(first, second);
    if (event.name == u"record_merged")
        return Words::tr("%1 was merged into %2 in Salesforce; row %3 is kept.")
            .arg(first, second, Words::at(arguments, 2));
    if (event.name == u"row_held")
        return Words::tr(
            "Row %2 of %1 is kept although its record is gone, because it holds changes "
            "that were not sent yet.")
            .arg(first, second);
    if (event.name == u"not_visible")
        return notVisible(arguments);
    if (event.name == u"record_failed")
        return Words::tr("%1 %2 could not be stored. The exact words are in the details.")
            .arg(first, second);
    return {};
}

/// What happens to a connection or to the workspace.
QString connectionSentence(const Event &event)
{
    const QStringList &arguments = event.arguments;
    if (event.name == u"connected")
        return byUser(Words::tr("Connected."), Words::tr("Connected as %1."), arguments);
    if (event.name == u"reconnected")
        return byUser(Words::tr("Reconnected. Syncing goes on where it stopped."),
            Words::tr("Reconnected as %1. Syncing goes on where it stopped."), arguments);
    if (event.name == u"disconnected" && Words::at(arguments, 1) == u"not_revoked")
        return Words::tr(
            "Disconnected; the data stays. Salesforce could not be asked to revoke the "
            "sign-in: do it there under Setup → Connected Apps OAuth Usage → Revoke.");
    if (event.name == u"disconnected")
        return byUser(Words::tr("Disconnected. The sign-in was revoked; the data stays."),
            Words::tr("Disconnected. The sign-in of %1 was revoked; the data stays."), arguments);
    if (event.name == u"paused")
        return Words::tr("Paused. No sync runs until it is resumed.");
    if (event.name == u"resumed")
        return Words::tr("Resumed.");
    if (event.name == u"token_refreshed")
        return Words::tr("The sign-in was renewed.");
    if (event.name == u"sign_in_needed")
        return wording::sentence(failure(Failure::Problem::SignInNeeded));
    if (event.name == u"workspace_migrated") {
        const QString backup = Words::at(arguments, 2);
        return backup.isEmpty()
            ? Words::tr("The workspace was updated from format %1 to %2.")
                  .arg(Words::at(arguments, 0), Words::at(arguments, 1))
            : Words::tr("The workspace was updated from format %1 to %2. A backup is at %3.")
                  .arg(Words::at(arguments, 0), Words::at(arguments, 1), backup);
    }
    if (event.name == u"log_trimmed")
        return logTrimmed(arguments);
    return {};
}

} // namespace

QString wording::sentence(const Event &event)
{
    for (const auto &part : {runSentence, recordSentence, connectionSentence}) {
        const QString found = part(event);
        if (!found.isEmpty())
            return found;
    }
    // A newer version may have written events that we do not know: their names are better than
    // nothing.
    return event.name;
}
