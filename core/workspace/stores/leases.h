#pragma once

#include "workspace/workspace.h"

/// A lease row with an expiry and a fencing number: whoever holds `sync:<connection>` may run it,
/// whoever holds `token:<connection>` may refresh. A holder that died is overtaken when the expiry
/// has passed; its fencing number is then too low, and its next commit fails as LeaseLost.
struct Lease {
    QString name;
    QString holder;
    qint64 fence = 0;
    QDateTime expiresAt;
};

/// The rows of orgmend_lease.
class Leases {
public:
    /// The lease, or none while somebody else holds it. Expiry by the workspace's clock. A holder
    /// that takes its own lease again gets it with a new number: let `holder` name one taker (a
    /// process and a purpose), not one program.
    [[nodiscard]] static std::optional<Lease> take(
        const QString &name, const QString &holder, std::chrono::seconds time, Transaction &work);
    /// Extends it; spoils the transaction with LeaseLost when it is no longer ours. Call in every
    /// writing transaction.
    static void renew(const Lease &lease, std::chrono::seconds time, Transaction &work);
    static void release(const Lease &lease, Transaction &work);
    [[nodiscard]] static std::optional<Lease> held(const QString &name, Transaction &work);
};
