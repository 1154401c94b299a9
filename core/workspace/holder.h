#pragma once

#include "workspace/stores/leases.h"

/// Who holds a lease, and whether that one is still there. A lease outlives a program that was
/// killed until it runs out; on the machine where it ran nobody has to wait for that.
namespace holder {

/// `host:pid namespace:process:its start:random`.
[[nodiscard]] QString make();

/// Whether the holder was a process of this machine that has ended.
[[nodiscard]] bool isGone(const QString &holder);

/// Leases::held(), but none where the holder is gone.
[[nodiscard]] std::optional<Lease> alive(const QString &lease, Transaction &work);

/// Leases::take(), also from a holder that is gone.
[[nodiscard]] std::optional<Lease> take(
    const QString &lease, const QString &holder, std::chrono::seconds time, Transaction &work);

} // namespace holder
