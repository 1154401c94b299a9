#include "workspace/stores/convertedleads.h"

#include "workspace/stores/rereads.h"

using namespace Qt::StringLiterals;

void ConvertedLeads::note(
    qint64 mapping, const QString &lead, const QString &contact, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_converted_lead (mapping, lead, contact) VALUES (?, ?, ?) "
             "ON CONFLICT (mapping, lead) DO UPDATE SET contact = excluded.contact "
             "WHERE contact <> excluded.contact"_s,
        mapping, lead, contact);
}

void ConvertedLeads::forget(qint64 mapping, const QString &lead, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_converted_lead WHERE mapping = ? AND lead = ?"_s, mapping, lead);
}

bool ConvertedLeads::any(Transaction &work)
{
    return work.value(u"SELECT EXISTS (SELECT 1 FROM orgmend_converted_lead)"_s).toBool();
}

void ConvertedLeads::wake(const QString &contact, Transaction &work)
{
    for (const Row &row :
        work.rows(u"SELECT mapping, lead FROM orgmend_converted_lead WHERE contact = ?"_s, contact))
        Rereads::note(row[0].toLongLong(), row[1].toString(), work);
}
