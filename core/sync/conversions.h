#pragma once

#include "workspace/workspace.h"

/// Converted Leads that could not join the row of their Contact: it is not here, or has another
/// Lead. When that changes they are read again (rereads.h) and join then.
class Conversions {
public:
    static void note(qint64 mapping, const QString &lead, const QString &contact, Transaction &work)
    {
        work.run(QStringLiteral("INSERT INTO orgmend_conversion (mapping, lead, contact) "
                                "VALUES (?, ?, ?) ON CONFLICT (mapping, lead) DO UPDATE SET "
                                "contact = excluded.contact WHERE contact <> excluded.contact"),
            mapping, lead, contact);
    }
    static void forget(qint64 mapping, const QString &lead, Transaction &work)
    {
        work.run(QStringLiteral("DELETE FROM orgmend_conversion WHERE mapping = ? AND lead = ?"),
            mapping, lead);
    }
    [[nodiscard]] static bool any(Transaction &work)
    {
        return work.value(QStringLiteral("SELECT EXISTS (SELECT 1 FROM orgmend_conversion)"))
            .toBool();
    }
    /// The Contact has come, or the Lead's place on its row is free.
    static void wake(const QString &contact, Transaction &work)
    {
        work.run(
            QStringLiteral(
                "INSERT INTO orgmend_reread (mapping, record) SELECT mapping, lead FROM "
                "orgmend_conversion WHERE contact = ? ON CONFLICT (mapping, record) DO NOTHING"),
            contact);
    }
};
