#pragma once

#include "workspace/workspace.h"

/// Converted Leads that could not join the row of their Contact: it is not here, or has another
/// Lead. When that changes they are read again (rereads.h) and join then.
class ConvertedLeads {
public:
    static void note(
        qint64 mapping, const QString &lead, const QString &contact, Transaction &work);
    static void forget(qint64 mapping, const QString &lead, Transaction &work);
    [[nodiscard]] static bool any(Transaction &work);
    /// The Contact has come, or the Lead's place on its row is free.
    static void wake(const QString &contact, Transaction &work);
};
