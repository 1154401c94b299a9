#include "base/failure.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

using Kind = Failure::Kind;
using Problem = Failure::Problem;

struct Known {
    Problem problem;
    Kind kind;
    QLatin1StringView code;
};

/// In the order of the enum, which finds its line by its number.
constexpr std::array<Known, 67> table{{
    {Problem::Cancelled, Kind::Cancelled, "cancelled"_L1},
    {Problem::Paused, Kind::Cancelled, "paused"_L1},
    {Problem::SignInNeeded, Kind::SignInNeeded, "sign_in_needed"_L1},
    {Problem::Disconnected, Kind::SignInNeeded, "disconnected"_L1},
    {Problem::ConsentDenied, Kind::SignInNeeded, "consent_denied"_L1},
    {Problem::AppBlocked, Kind::SignInNeeded, "app_blocked"_L1},
    {Problem::AppNotInstalled, Kind::SignInNeeded, "app_not_installed"_L1},
    {Problem::AppNotApproved, Kind::SignInNeeded, "app_not_approved"_L1},
    {Problem::ClientIdUnknown, Kind::SignInNeeded, "client_id_unknown"_L1},
    {Problem::CallbackMismatch, Kind::SignInNeeded, "callback_mismatch"_L1},
    {Problem::SignInTimedOut, Kind::SignInNeeded, "sign_in_timed_out"_L1},
    {Problem::SignInCodeExpired, Kind::SignInNeeded, "sign_in_code_expired"_L1},
    {Problem::SignInRefused, Kind::SignInNeeded, "sign_in_refused"_L1},
    {Problem::ApiDisabled, Kind::SignInNeeded, "api_disabled"_L1},
    {Problem::OtherUser, Kind::SignInNeeded, "other_user"_L1},
    {Problem::OtherOrg, Kind::SignInNeeded, "other_org"_L1},
    {Problem::KeychainMissing, Kind::SignInNeeded, "keychain_missing"_L1},
    {Problem::KeychainLocked, Kind::SignInNeeded, "keychain_locked"_L1},
    {Problem::KeychainFailed, Kind::SignInNeeded, "keychain_failed"_L1},
    {Problem::SecretFileUnsafe, Kind::SignInNeeded, "secret_file_unsafe"_L1},
    {Problem::SecretFileUnusable, Kind::SignInNeeded, "secret_file_unusable"_L1},
    {Problem::DailyLimitReached, Kind::Limit, "daily_limit_reached"_L1},
    {Problem::ConcurrentLimitReached, Kind::Limit, "concurrent_limit_reached"_L1},
    {Problem::StorageLimitReached, Kind::Limit, "storage_limit_reached"_L1},
    {Problem::HostNotFound, Kind::Unreachable, "host_not_found"_L1},
    {Problem::ConnectionRefused, Kind::Unreachable, "connection_refused"_L1},
    {Problem::TimedOut, Kind::Unreachable, "timed_out"_L1},
    {Problem::TlsFailed, Kind::Unreachable, "tls_failed"_L1},
    {Problem::ConnectionLost, Kind::Unreachable, "connection_lost"_L1},
    {Problem::OutcomeUnknown, Kind::Unreachable, "outcome_unknown"_L1},
    {Problem::ServerUnavailable, Kind::Unreachable, "server_unavailable"_L1},
    {Problem::NotSalesforce, Kind::Unreachable, "not_salesforce"_L1},
    {Problem::AnswerTruncated, Kind::Unreachable, "answer_truncated"_L1},
    {Problem::AnswerUnreadable, Kind::Unreachable, "answer_unreadable"_L1},
    {Problem::RunElsewhereFailed, Kind::Unreachable, "run_elsewhere_failed"_L1},
    {Problem::RequestRefused, Kind::Refused, "request_refused"_L1},
    {Problem::QueryRefused, Kind::Refused, "query_refused"_L1},
    {Problem::ObjectNotVisible, Kind::Refused, "object_not_visible"_L1},
    {Problem::FieldIndispensable, Kind::Refused, "field_indispensable"_L1},
    {Problem::BulkJobFailed, Kind::Refused, "bulk_job_failed"_L1},
    {Problem::WorkspaceMissing, Kind::Workspace, "workspace_missing"_L1},
    {Problem::WorkspaceLocked, Kind::Workspace, "workspace_locked"_L1},
    {Problem::WorkspaceDamaged, Kind::Workspace, "workspace_damaged"_L1},
    {Problem::WorkspaceNewer, Kind::Workspace, "workspace_newer"_L1},
    {Problem::WorkspaceNotOurs, Kind::Workspace, "workspace_not_ours"_L1},
    {Problem::WorkspaceReadOnly, Kind::Workspace, "workspace_read_only"_L1},
    {Problem::WorkspaceUnopenable, Kind::Workspace, "workspace_unopenable"_L1},
    {Problem::WorkspaceDiskFull, Kind::Workspace, "workspace_disk_full"_L1},
    {Problem::BackupNoRoom, Kind::Workspace, "backup_no_room"_L1},
    {Problem::DatabaseRefused, Kind::Workspace, "database_refused"_L1},
    {Problem::LeaseLost, Kind::Workspace, "lease_lost"_L1},
    {Problem::PostgresNotHere, Kind::Workspace, "postgres_not_here"_L1},
    {Problem::UsageWrong, Kind::Usage, "usage_wrong"_L1},
    {Problem::ConnectionUnknown, Kind::Usage, "connection_unknown"_L1},
    {Problem::ConnectionAmbiguous, Kind::Usage, "connection_ambiguous"_L1},
    {Problem::ConnectionMissing, Kind::Usage, "connection_missing"_L1},
    {Problem::ConnectionNameTaken, Kind::Usage, "connection_name_taken"_L1},
    {Problem::OrgAlreadyConnected, Kind::Usage, "org_already_connected"_L1},
    {Problem::EnvironmentMismatch, Kind::Usage, "environment_mismatch"_L1},
    {Problem::PrefixTaken, Kind::Usage, "prefix_taken"_L1},
    {Problem::ObjectNotMapped, Kind::Usage, "object_not_mapped"_L1},
    {Problem::HostInvalid, Kind::Usage, "host_invalid"_L1},
    {Problem::HostInsecure, Kind::Usage, "host_insecure"_L1},
    {Problem::PortTaken, Kind::Usage, "port_taken"_L1},
    {Problem::PracticeOrgNotStarted, Kind::Usage, "practice_org_not_started"_L1},
    {Problem::OutputUnwritable, Kind::Output, "output_unwritable"_L1},
    {Problem::Internal, Kind::Bug, "internal"_L1},
}};

constexpr bool isInOrder()
{
    for (std::size_t at = 0; at < table.size(); ++at) {
        if (static_cast<std::size_t>(table[at].problem) != at)
            return false;
    }
    return static_cast<std::size_t>(Problem::Internal) + 1 == table.size();
}
static_assert(isInOrder());

const Known &lineOf(Problem problem) { return table.at(static_cast<std::size_t>(problem)); }

} // namespace

Failure::Kind Failure::kindOf(Problem problem) { return lineOf(problem).kind; }

QString Failure::codeOf(Problem problem) { return lineOf(problem).code; }

std::optional<Failure::Problem> Failure::problemOf(const QString &code)
{
    const auto *const found = std::find_if(
        table.begin(), table.end(), [&code](const Known &known) { return known.code == code; });
    return found == table.end() ? std::nullopt : std::optional(found->problem);
}

int Failure::exitStatus() const
{
    switch (kind()) {
    case Kind::Cancelled:
        return 130;
    case Kind::SignInNeeded:
    case Kind::Refused:
        return 3;
    case Kind::Limit:
        return 4;
    case Kind::Unreachable:
        return 5;
    case Kind::Workspace:
        return 6;
    case Kind::Usage:
        return 2;
    case Kind::Output:
        return 1;
    case Kind::Bug:
        return 70;
    }
    return 70;
}
