#include "wording/wording.h"
#include "wording/words.h"

using Problem = Failure::Problem;

QString wording::title(const Failure &failure)
{
    // No default: a new problem must be given its words here and in failures.cpp.
    switch (failure.problem) {
    case Problem::Cancelled:
        return Words::tr("Cancelled");
    case Problem::Paused:
        return Words::tr("Paused");
    case Problem::SignInNeeded:
        return Words::tr("Sign-in needed");
    case Problem::Disconnected:
        return Words::tr("Disconnected");
    case Problem::ConsentDenied:
        return Words::tr("Access denied");
    case Problem::AppBlocked:
        return Words::tr("App blocked");
    case Problem::AppNotInstalled:
        return Words::tr("App not installed");
    case Problem::AppNotApproved:
        return Words::tr("User not approved");
    case Problem::ClientIdUnknown:
        return Words::tr("Consumer key unknown");
    case Problem::CallbackMismatch:
        return Words::tr("Callback address differs");
    case Problem::SignInTimedOut:
        return Words::tr("Sign-in not finished");
    case Problem::SignInCodeExpired:
        return Words::tr("Sign-in expired");
    case Problem::SignInRefused:
        return Words::tr("Sign-in refused");
    case Problem::ApiDisabled:
        return Words::tr("API access missing");
    case Problem::OtherUser:
        return Words::tr("Another user signed in");
    case Problem::OtherOrg:
        return Words::tr("Another org signed in");
    case Problem::KeychainMissing:
        return Words::tr("No keychain");
    case Problem::KeychainLocked:
        return Words::tr("Keychain locked");
    case Problem::KeychainFailed:
        return Words::tr("Keychain not usable");
    case Problem::SecretFileUnsafe:
        return Words::tr("Sign-in file not safe");
    case Problem::SecretFileUnusable:
        return Words::tr("Sign-in file not usable");
    case Problem::DailyLimitReached:
        return Words::tr("Daily API limit reached");
    case Problem::ConcurrentLimitReached:
        return Words::tr("Too many requests at once");
    case Problem::StorageLimitReached:
        return Words::tr("Org storage full");
    case Problem::HostNotFound:
        return Words::tr("Host not found");
    case Problem::ConnectionRefused:
        return Words::tr("No connection");
    case Problem::TimedOut:
        return Words::tr("No answer in time");
    case Problem::TlsFailed:
        return Words::tr("Connection not trusted");
    case Problem::ConnectionLost:
        return Words::tr("Connection lost");
    case Problem::OutcomeUnknown:
        return Words::tr("Outcome unknown");
    case Problem::ServerUnavailable:
        return Words::tr("Salesforce not available");
    case Problem::NotSalesforce:
        return Words::tr("Not Salesforce");
    case Problem::AnswerTruncated:
        return Words::tr("Answer incomplete");
    case Problem::AnswerUnreadable:
        return Words::tr("Answer not readable");
    case Problem::RunElsewhereFailed:
        return Words::tr("Sync failed");
    case Problem::RequestRefused:
        return Words::tr("Request refused");
    case Problem::QueryRefused:
        return Words::tr("Query refused");
    case Problem::ObjectNotVisible:
        return Words::tr("Object not visible");
    case Problem::FieldIndispensable:
        return Words::tr("Needed field not visible");
    case Problem::BulkJobFailed:
        return Words::tr("Bulk job failed");
    case Problem::WorkspaceMissing:
        return Words::tr("Workspace missing");
    case Problem::WorkspaceLocked:
        return Words::tr("Workspace locked");
    case Problem::WorkspaceDamaged:
        return Words::tr("Workspace damaged");
    case Problem::WorkspaceNewer:
        return Words::tr("Workspace from a newer version");
    case Problem::WorkspaceNotOurs:
        return Words::tr("Not a workspace");
    case Problem::WorkspaceReadOnly:
        return Words::tr("Workspace read-only");
    case Problem::WorkspaceUnopenable:
        return Words::tr("Workspace not opened");
    case Problem::WorkspaceDiskFull:
        return Words::tr("Disk full");
    case Problem::BackupNoRoom:
        return Words::tr("No room for a backup");
    case Problem::DatabaseRefused:
        return Words::tr("Database refused");
    case Problem::LeaseLost:
        return Words::tr("Taken over");
    case Problem::PostgresNotHere:
        return Words::tr("PostgreSQL not there yet");
    case Problem::UsageWrong:
        return Words::tr("Wrong usage");
    case Problem::ConnectionUnknown:
        return Words::tr("Connection unknown");
    case Problem::ConnectionAmbiguous:
        return Words::tr("Several connections");
    case Problem::ConnectionMissing:
        return Words::tr("No connection yet");
    case Problem::ConnectionNameTaken:
        return Words::tr("Name taken");
    case Problem::OrgAlreadyConnected:
        return Words::tr("Org already connected");
    case Problem::EnvironmentMismatch:
        return Words::tr("Another environment");
    case Problem::PrefixTaken:
        return Words::tr("Prefix taken");
    case Problem::ObjectNotMapped:
        return Words::tr("Object not mapped");
    case Problem::HostInvalid:
        return Words::tr("Address not valid");
    case Problem::HostInsecure:
        return Words::tr("Address not secure");
    case Problem::PortTaken:
        return Words::tr("Port taken");
    case Problem::PracticeOrgNotStarted:
        return Words::tr("Practice org not started");
    case Problem::OutputUnwritable:
        return Words::tr("Output incomplete");
    case Problem::Internal:
        return Words::tr("Internal error");
    }
    return {};
}
