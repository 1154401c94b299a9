#pragma once

#include "connect/engineparts.h"
#include "salesforce/http/accesstokens.h"
#include "values/connection.h"
#include "workspace/stores/leases.h"

#include <mutex>

struct TokenGrant;

/// The access token of a connection, renewed one program at a time (DESIGN.md, "Refreshing a
/// token"): whoever holds the lease `token:<connection>` reads the stored secret again, calls,
/// stores what is new before it is used, and raises the generation; the others wait for that.
/// `invalid_grant` means sign-in needed only if the stored secret is still the one that was sent.
///
/// Thread-safe: a run and the thread that receives its big pulls share one.
class TokenKeeper final : public AccessTokens {
public:
    TokenKeeper(const EngineParts &parts, qint64 connection, const std::stop_token &stop);

    Result<Access> current() override;
    Result<Access> renewed(const Secret &failed) override;

private:
    [[nodiscard]] Result<Access> renew(Workspace &workspace, const Secret &failed);
    [[nodiscard]] Result<std::optional<Access>> renewHolding(
        Workspace &workspace, const Lease &lease, const Secret &failed);
    [[nodiscard]] Result<Access> keep(
        Workspace &workspace, const Lease &lease, const TokenGrant &grant);
    [[nodiscard]] Failure signInNeeded(
        Workspace &workspace, const Lease &lease, const Failure &why);
    [[nodiscard]] Result<std::optional<Secret>> stored(const QString &key);
    [[nodiscard]] Result<Connection> connection(Workspace &workspace) const;

    const EngineParts m_parts;
    const qint64 m_connection;
    const std::stop_token m_stop;
    std::mutex m_mutex;
    std::optional<Access> m_known;
};

/// The lease `token:<connection>`, waited for: nobody refreshes while its holder changes the
/// secrets. Cancelled when stopped.
[[nodiscard]] Result<Lease> waitForTokenLease(
    const EngineParts &parts, Workspace &workspace, qint64 connection, const std::stop_token &stop);
