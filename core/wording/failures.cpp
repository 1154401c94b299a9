#include "values/connection.h"
#include "wording/wording.h"
#include "wording/words.h"

using Problem = Failure::Problem;

namespace {

QString host(const QStringList &arguments, qsizetype position = 0)
{
    const QString name = Words::at(arguments, position);
    return name.isEmpty() ? Words::tr("Salesforce") : name;
}

QString bytes(const QString &digits)
{
    bool isNumber = false;
    const qint64 number = digits.toLongLong(&isNumber);
    return isNumber ? QLocale().formattedDataSize(number) : digits;
}

QString environment(const QString &name)
{
    return fromWord<Environment>(name) == Environment::Sandbox ? Words::tr("a sandbox")
                                                               : Words::tr("a production org");
}

/// Everything between the admin and a working sign-in.
QString signInSentence(const Failure &failure)
{
    const QStringList &arguments = failure.arguments;
    const QString first = Words::at(arguments, 0);
    const QString second = Words::at(arguments, 1);

    switch (failure.problem) {
    case Problem::SignInNeeded:
        return Words::tr(
            "Salesforce no longer accepts this sign-in. The app may have been removed or revoked, "
            "or a session policy has replaced the token. Choose Reconnect and sign in as the same "
            "user; data and mappings stay as they are.");
    case Problem::Disconnected:
        return first.isEmpty()
            ? Words::tr("This connection is disconnected. Reconnect it, then sync again.")
            : Words::tr("\"%1\" is disconnected. Reconnect it, then sync again.").arg(first);
    case Problem::ConsentDenied:
        return Words::tr(
            "Access was denied on Salesforce's page, so nothing was connected. Connect "
            "again and choose Allow.");
    case Problem::AppBlocked:
        return Words::tr(
            "The app is blocked in this org. In Salesforce, open Setup → Connected Apps "
            "OAuth Usage, find the app and choose Unblock. Then connect again.");
    case Problem::AppNotInstalled:
        return Words::tr(
            "The app is not installed in this org, or this is not the org where it was created. In "
            "Salesforce, open Setup → Connected Apps OAuth Usage, find the app and choose Install, "
            "or connect with the org's own address (name.my.salesforce.com).");
    case Problem::AppNotApproved:
        return Words::tr(
            "This user is not approved for the app. In Salesforce, open the app's policies and add "
            "the user's profile or a permission set, then connect again.");
    case Problem::ClientIdUnknown:
        return first.isEmpty()
            ? Words::tr("Salesforce does not know this consumer key. Compare it with the one in "
                        "Setup. A new or changed app can take ten minutes to work; production and "
                        "sandbox have different hosts.")
            : Words::tr("Salesforce does not know the consumer key \"%1\". Compare it with the one "
                        "in Setup. A new or changed app can take ten minutes to work; production "
                        "and sandbox have different hosts.")
                  .arg(first);
    case Problem::CallbackMismatch:
        return Words::tr("The callback address in Salesforce differs from ours. In the app's OAuth "
                         "settings, enter exactly %1 and save; it can take ten minutes to work.")
            .arg(first.isEmpty() ? QStringLiteral("http://localhost:1717/OauthRedirect") : first);
    case Problem::SignInTimedOut:
        return Words::tr(
            "Nobody came back from Salesforce's sign-in page in time. If the page showed an error "
            "about redirect_uri or client identifier, check the app's callback address (%1) and the "
            "consumer key; if it said that the app must be installed, an admin can do that under "
            "Setup → Connected Apps OAuth Usage. Then connect again.")
            .arg(first.isEmpty() ? QStringLiteral("http://localhost:1717/OauthRedirect") : first);
    case Problem::SignInCodeExpired:
        return Words::tr("The sign-in took too long or was already used once. Connect again.");
    case Problem::SignInRefused:
        return second.isEmpty()
            ? Words::tr("Salesforce refused the sign-in (%1). Its own words are in the details.")
                  .arg(first.isEmpty() ? Words::tr("no reason given") : first)
            : Words::tr("Salesforce refused the sign-in: %2 (%1).").arg(first, second);
    case Problem::ApiDisabled:
        return first.isEmpty()
            ? Words::tr(
                  "The connected user may not use Salesforce's API. Give the user the "
                  "permission \"API Enabled\" in a profile or permission set, then reconnect.")
            : Words::tr("%1 may not use Salesforce's API. Give this user the permission \"API "
                        "Enabled\" in a profile or permission set, then reconnect.")
                  .arg(first);
    case Problem::OtherUser:
        return Words::tr(
            "This connection belongs to %1, but %2 signed in. Sign in as %1, or confirm "
            "that %2 takes over; the new user may see other records and fields.")
            .arg(first, second);
    case Problem::OtherOrg:
        return Words::tr(
            "This connection belongs to the org %1, but the sign-in was to the org %2. "
            "Sign in to the same org, or make a new connection for the other one.")
            .arg(first, second);
    case Problem::KeychainMissing:
        return Words::tr("This computer has no keychain where the sign-in could be kept safely. "
                         "Install one (such as GNOME Keyring or KWallet), or keep the sign-in in a "
                         "file that only you can read.");
    case Problem::KeychainLocked:
        return Words::tr(
            "The keychain is locked. Unlock it and try again, or keep the sign-in in a "
            "file that only you can read.");
    case Problem::KeychainFailed:
        return Words::tr(
            "The keychain could not be used. Its own words are in the details. You can "
            "also keep the sign-in in a file that only you can read.");
    case Problem::SecretFileUnsafe:
        return Words::tr(
            "Others could read the sign-in file %1, so it was not used. It must belong "
            "to you and be readable by you alone: chmod 600 %1.")
            .arg(first);
    case Problem::SecretFileUnusable:
        return Words::tr("The sign-in file %1 could not be read or written. Check that its folder "
                         "exists, that you may write there and that the disk has room.")
            .arg(first);
    default:
        return {};
    }
}

QString limitSentence(const Failure &failure)
{
    const QString used = Words::count(Words::at(failure.arguments, 0));
    const QString maximum = Words::count(Words::at(failure.arguments, 1));

    switch (failure.problem) {
    case Problem::DailyLimitReached:
        return used.isEmpty() || maximum.isEmpty()
            ? Words::tr(
                  "The org has used up its API calls of the last 24 hours. Syncing goes on by "
                  "itself when Salesforce allows more.")
            : Words::tr(
                  "The org has used %1 of its %2 API calls of the last 24 hours. Syncing goes "
                  "on by itself when Salesforce allows more.")
                  .arg(used, maximum);
    case Problem::ConcurrentLimitReached:
        return Words::tr("Too many long requests are running in the org at this moment. The next "
                         "sync tries again by itself.");
    case Problem::StorageLimitReached:
        return Words::tr("The org has no storage left. Free some under Setup → Storage Usage, then "
                         "sync again.");
    default:
        return {};
    }
}

QString networkSentence(const Failure &failure)
{
    const QStringList &arguments = failure.arguments;
    const QString first = Words::at(arguments, 0);

    switch (failure.problem) {
    case Problem::HostNotFound:
        return Words::tr("%1 was not found. Check the address and the network connection.")
            .arg(host(arguments));
    case Problem::ConnectionRefused:
        return Words::tr("%1 does not accept connections. Check the address, the network and any "
                         "firewall or proxy, then try again.")
            .arg(host(arguments));
    case Problem::TimedOut:
        return Words::tr("%1 did not answer in time. The next sync tries again by itself.")
            .arg(host(arguments));
    case Problem::TlsFailed:
        return Words::tr(
            "The secure connection to %1 could not be trusted, so nothing was sent. "
            "Check this computer's date and certificates, and whether a proxy inspects "
            "the traffic.")
            .arg(host(arguments));
    case Problem::ConnectionLost:
        return Words::tr("The connection to %1 broke off. Everything that had arrived is kept; the "
                         "next sync goes on from there.")
            .arg(host(arguments));
    case Problem::OutcomeUnknown:
        return Words::tr("The connection to %1 broke off before it answered, so it is not known "
                         "whether it did what was asked. Nothing is repeated blindly; try again.")
            .arg(host(arguments));
    case Problem::ServerUnavailable:
        return Words::at(arguments, 1).isEmpty()
            ? Words::tr("%1 is not available at this moment. Try again in a few minutes; "
                        "status.salesforce.com tells about maintenance.")
                  .arg(host(arguments))
            : Words::tr("%1 is not available at this moment (HTTP %2). Try again in a few minutes; "
                        "status.salesforce.com tells about maintenance.")
                  .arg(host(arguments), Words::at(arguments, 1));
    case Problem::NotSalesforce:
        return Words::tr(
            "%1 answered, but not as Salesforce does. Check the address, and whether a "
            "proxy or a Wi-Fi sign-in page stands in between.")
            .arg(host(arguments));
    case Problem::AnswerTruncated:
        return first.isEmpty()
            ? Words::tr("An answer from Salesforce arrived incomplete and was not used. The next "
                        "sync asks again.")
            : Words::tr("An answer from Salesforce arrived incomplete and was not used (%1). The "
                        "next sync asks again.")
                  .arg(first);
    case Problem::AnswerUnreadable:
        return first.isEmpty()
            ? Words::tr("An answer from Salesforce could not be read and was not used. The next "
                        "sync asks again.")
            : Words::tr("An answer from Salesforce could not be read and was not used (%1). The "
                        "next sync asks again.")
                  .arg(first);
    case Problem::RunElsewhereFailed:
        return Words::tr("Another program ran this sync (run %1), and it failed. The sync log says "
                         "why.")
            .arg(Words::count(first));
    default:
        return {};
    }
}

QString refusalSentence(const Failure &failure)
{
    const QString first = Words::at(failure.arguments, 0);
    const QString second = Words::at(failure.arguments, 1);

    switch (failure.problem) {
    case Problem::RequestRefused:
        return first.isEmpty()
            ? Words::tr("Salesforce refused the request. Its own words are in the details.")
            : Words::tr("Salesforce refused the request (%1). Its own words are in the details.")
                  .arg(first);
    case Problem::QueryRefused:
        return second.isEmpty()
            ? Words::tr("Salesforce refused to read %1. Its own words are in the details.")
                  .arg(first)
            : Words::tr("Salesforce refused to read %1 (%2). Its own words are in the details.")
                  .arg(first, second);
    case Problem::ObjectNotVisible:
        return Words::tr("The connected user does not see the object %1. Give the user read access "
                         "to it in a profile or permission set, or leave the object out.")
            .arg(first);
    case Problem::FieldIndispensable:
        return Words::tr("The connected user does not see the field %2 of %1, and %1 can't be kept "
                         "in step without it. Give the user read access to the field.")
            .arg(first, second);
    case Problem::BulkJobFailed:
        return Words::tr(
            "Salesforce could not finish reading %1 (job %2). Its own words are in the "
            "details; the next sync asks again.")
            .arg(first, second);
    default:
        return {};
    }
}

QString workspaceSentence(const Failure &failure)
{
    const QStringList &arguments = failure.arguments;
    const QString first = Words::at(arguments, 0);

    switch (failure.problem) {
    case Problem::WorkspaceMissing:
        return Words::tr("There is no workspace at %1. Check the path, or connect an org to make "
                         "one.")
            .arg(first);
    case Problem::WorkspaceLocked:
        return Words::tr("Another program keeps the workspace %1 locked. Close that program, or "
                         "wait until it has finished, and try again.")
            .arg(first);
    case Problem::WorkspaceDamaged:
        return Words::tr(
            "The workspace %1 is damaged and was not changed. Restore it from a backup; "
            "copies made before an update are in the same folder.")
            .arg(first);
    case Problem::WorkspaceNewer:
        return Words::at(arguments, 1).isEmpty()
            ? Words::tr("The workspace %1 was made by a newer version of Orgmend. Install that "
                        "version to open it; nothing was changed.")
                  .arg(first)
            : Words::tr(
                  "The workspace %1 was made by a newer version of Orgmend (its format is %2, "
                  "this version knows up to %3). Install that version to open it; nothing was "
                  "changed.")
                  .arg(first, Words::at(arguments, 1), Words::at(arguments, 2));
    case Problem::WorkspaceNotOurs:
        return Words::tr(
            "%1 is not an Orgmend workspace. Nothing was changed; choose another file.")
            .arg(first);
    case Problem::WorkspaceReadOnly:
        return Words::tr(
            "The workspace %1 can be read but not written. Check the permissions of the "
            "file and of its folder.")
            .arg(first);
    case Problem::WorkspaceUnopenable:
        return Words::tr("The workspace %1 could not be opened. Check that its folder exists and "
                         "that you may read and write there.")
            .arg(first);
    case Problem::WorkspaceDiskFull:
        return Words::tr(
            "The disk that holds the workspace %1 is full. Nothing was lost; free some "
            "space and try again.")
            .arg(first);
    case Problem::BackupNoRoom:
        return Words::tr("The workspace %1 must be updated, and a backup comes first, but the disk "
                         "has not enough room: %2 are needed, %3 are free. Nothing was changed.")
            .arg(first, bytes(Words::at(arguments, 1)), bytes(Words::at(arguments, 2)));
    case Problem::DatabaseRefused:
        return first.isEmpty()
            ? Words::tr("The database refused what was to be stored. Its own words are in the "
                        "details; nothing was changed.")
            : Words::tr("The table %1 refused what was to be stored. The database's own words are "
                        "in the details; nothing was changed.")
                  .arg(first);
    case Problem::LeaseLost:
        return first.isEmpty()
            ? Words::tr("Another program took over the sync of this connection, so this one ended. "
                        "Nothing was lost.")
            : Words::tr("Another program took over the sync of \"%1\", so this one ended. Nothing "
                        "was lost.")
                  .arg(first);
    case Problem::PostgresNotHere:
        return Words::tr("This version keeps workspaces in SQLite files; PostgreSQL is not there "
                         "yet. Name a file that ends in .orgmend.");
    default:
        return {};
    }
}

QString usageSentence(const Failure &failure)
{
    const QString first = Words::at(failure.arguments, 0);
    const QString second = Words::at(failure.arguments, 1);

    switch (failure.problem) {
    case Problem::UsageWrong:
        return first.isEmpty() ? Words::tr("That is not how this is used.") : first;
    case Problem::ConnectionUnknown:
        return Words::tr("There is no connection \"%1\" in this workspace.").arg(first);
    case Problem::ConnectionAmbiguous:
        return Words::tr("This workspace has several connections. Choose one of them: %1.")
            .arg(failure.arguments.join(QStringLiteral(", ")));
    case Problem::ConnectionMissing:
        return Words::tr("This workspace has no connection yet. Connect an org first.");
    case Problem::ConnectionNameTaken:
        return Words::tr("There is already a connection \"%1\". Choose another name.").arg(first);
    case Problem::OrgAlreadyConnected:
        return Words::tr("This org (%1) is already connected as \"%2\". Two connections to one org "
                         "would write the same records twice; use the existing one.")
            .arg(first, second);
    case Problem::EnvironmentMismatch:
        return Words::tr(
            "You chose %1, but Salesforce says that this org is %2. Sign in to the org "
            "you meant, or confirm that this is the right one.")
            .arg(environment(first), environment(second));
    case Problem::PrefixTaken:
        return Words::tr("The tables of \"%2\" already begin with \"%1\". Choose another prefix.")
            .arg(first, second);
    case Problem::ObjectNotMapped:
        return Words::tr("%1 is not kept in step with any table. Check the spelling; objects go by "
                         "their API names.")
            .arg(first);
    case Problem::HostInvalid:
        return Words::tr(
            "\"%1\" is not the address of an org. Enter production, sandbox or the full "
            "host, such as name.my.salesforce.com.")
            .arg(first);
    case Problem::HostInsecure:
        return Words::tr("\"%1\" would send the sign-in unprotected. Use https.").arg(first);
    case Problem::PortTaken:
        return Words::tr("Another program uses port %1, where the browser comes back after the "
                         "sign-in. Close it, or choose another port and enter the same callback in "
                         "Salesforce.")
            .arg(first);
    case Problem::PracticeOrgNotStarted:
        return Words::tr("The practice org could not be started (%1). Its own words are in the "
                         "details.")
            .arg(first);
    default:
        return {};
    }
}

} // namespace

QString wording::sentence(const Failure &failure)
{
    switch (failure.kind()) {
    case Failure::Kind::Cancelled:
        return failure.problem == Problem::Paused
            ? Words::tr("The connection is paused. Resume it to sync again.")
            : Words::tr(
                  "Cancelled. Everything that had arrived is kept; the next sync goes on from "
                  "there.");
    case Failure::Kind::SignInNeeded:
        return signInSentence(failure);
    case Failure::Kind::Limit:
        return limitSentence(failure);
    case Failure::Kind::Unreachable:
        return networkSentence(failure);
    case Failure::Kind::Refused:
        return refusalSentence(failure);
    case Failure::Kind::Workspace:
        return workspaceSentence(failure);
    case Failure::Kind::Usage:
        return usageSentence(failure);
    case Failure::Kind::Output:
        return Words::tr("The output could not be written to its end (%1). Nothing in the "
                         "workspace is lost: orgmendctl status and orgmendctl log show what was "
                         "done.")
            .arg(Words::at(failure.arguments, 0));
    case Failure::Kind::Bug:
        return Words::tr("Something went wrong inside Orgmend. Please report it with the details; "
                         "your data was not changed.");
    }
    return {};
}
