#pragma once

#include <QString>
#include <QStringList>

#include <optional>

/// What went wrong, for whom it matters, and the other side's own words.
///
/// A failure carries no sentence: core/wording turns problem and arguments into one, for the
/// window, orgmendctl and the log alike. `raw` is kept word for word (tokens taken out by redact()
/// at the border) and shown on request.
struct Failure {
    /// What a caller treats differently: whether to ask for a sign-in, to wait, to try again later
    /// or to give up.
    enum class Kind {
        Cancelled,    ///< somebody asked for it; a normal end
        SignInNeeded, ///< a person has to sign in or to change who may
        Limit,        ///< a Salesforce limit; it goes away by itself
        Unreachable,  ///< network, host or answer not usable; another try may succeed
        Refused,      ///< Salesforce understood and said no; another try says no again
        Workspace,    ///< the database can't be used
        Usage,        ///< the request made no sense
        Output,       ///< it was done, and could not be told
        Bug,          ///< our fault
    };

    /// What exactly. The comment names the arguments, in order.
    enum class Problem {
        // Cancelled
        Cancelled, ///< -
        Paused,    ///< -
        // SignInNeeded
        SignInNeeded,      ///< - ; the refresh token no longer works
        Disconnected,      ///< connection name; signed out on purpose
        ConsentDenied,     ///< - ; Deny was pressed
        AppBlocked,        ///< -
        AppNotInstalled,   ///< -
        AppNotApproved,    ///< - ; "admin approved users" and this one is not
        ClientIdUnknown,   ///< consumer key
        CallbackMismatch,  ///< callback address
        SignInTimedOut,    ///< callback address; nobody came back in time
        SignInCodeExpired, ///< -
        SignInRefused,     ///< OAuth error, its description; any error without a problem of its own
        ApiDisabled,       ///< user name or empty; "API Enabled" is missing
        OtherUser,         ///< expected user name, found user name
        OtherOrg,          ///< expected org Id, found org Id
        KeychainMissing,   ///< - ; no secret service on this machine
        KeychainLocked,    ///< -
        KeychainFailed,    ///< -
        SecretFileUnsafe,  ///< path; not mode 0600
        SecretFileUnusable, ///< path
        // Limit
        DailyLimitReached,      ///< used, maximum; empty where not known
        ConcurrentLimitReached, ///< -
        StorageLimitReached,    ///< -
        // Unreachable
        HostNotFound,      ///< host
        ConnectionRefused, ///< host
        TimedOut,          ///< host
        TlsFailed,         ///< host
        ConnectionLost,    ///< host
        OutcomeUnknown,    ///< host; a write was sent and no answer came
        ServerUnavailable, ///< host, HTTP status
        NotSalesforce,     ///< host; something else than Salesforce answered (HTML instead of JSON)
        AnswerTruncated,   ///< what was read; fewer bytes or rows than announced
        AnswerUnreadable,  ///< what was read; not JSON, not CSV, not gzip
        RunElsewhereFailed, ///< run number; another program ran it and it failed
        // Refused
        RequestRefused,     ///< error code
        QueryRefused,       ///< object, error code
        ObjectNotVisible,   ///< object
        FieldIndispensable, ///< object, field; describe does not show it
        BulkJobFailed,      ///< object, job Id
        // Workspace
        WorkspaceMissing,    ///< path
        WorkspaceLocked,     ///< path
        WorkspaceDamaged,    ///< path
        WorkspaceNewer,      ///< path, its schema version, ours
        WorkspaceNotOurs,    ///< path
        WorkspaceReadOnly,   ///< path
        WorkspaceUnopenable, ///< path
        WorkspaceDiskFull,   ///< path
        BackupNoRoom,        ///< path, bytes needed, bytes free
        DatabaseRefused,     ///< table or empty; a statement failed
        LeaseLost,           ///< connection name; another program took over
        PostgresNotHere,     ///< -
        // Usage
        UsageWrong,        ///< the sentence's subject: what was wrong, already a word of the user's
        ConnectionUnknown, ///< name or id
        ConnectionAmbiguous,   ///< the names
        ConnectionMissing,     ///< - ; the workspace has none
        ConnectionNameTaken,   ///< name
        OrgAlreadyConnected,   ///< org Id, the other connection's name
        EnvironmentMismatch,   ///< believed, found
        PrefixTaken,           ///< prefix, the other connection's name
        ObjectNotMapped,       ///< object
        HostInvalid,           ///< what was typed
        HostInsecure,          ///< what was typed; plain http elsewhere than on this machine
        PortTaken,             ///< port
        PracticeOrgNotStarted, ///< program path
        // Output
        OutputUnwritable, ///< the system's reason
        // Bug
        Internal, ///< -
    };

    Problem problem = Problem::Internal;
    QStringList arguments;
    QString raw; ///< the other side's own words; empty where there are none

    [[nodiscard]] Kind kind() const { return kindOf(problem); }
    /// The stable machine name of the problem: `workspace_locked`. Used as "code" in JSON.
    [[nodiscard]] QString code() const { return codeOf(problem); }
    /// The exit status of orgmendctl for this failure (CONTRACT.md, "Exit status").
    [[nodiscard]] int exitStatus() const;

    [[nodiscard]] static Kind kindOf(Problem problem);
    [[nodiscard]] static QString codeOf(Problem problem);
    /// The problem behind a code that was kept; none for one of another version.
    [[nodiscard]] static std::optional<Problem> problemOf(const QString &code);

    friend bool operator==(const Failure &, const Failure &) = default;
};

/// What `Result` carries in place of a value.
[[nodiscard]] inline Failure failure(
    Failure::Problem problem, QStringList arguments = {}, QString raw = {})
{
    return {problem, std::move(arguments), std::move(raw)};
}
