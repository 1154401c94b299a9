#include "app/practiceorg/records/recordsmerge.h"

#include "app/practiceorg/records/features/personaccounts.h"
#include "app/practiceorg/records/recordsremove.h"
#include "app/practiceorg/records/recordstate.h"
#include "app/practiceorg/text/refusal.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// Every lookup to `from` points to `to`. No user changed the records that hold one: SystemModstamp
/// moves, LastModifiedDate does not.
bool repoint(const SchemaSnapshot &schema, const Object &object, Store::Writer &writer,
    const QByteArray &from, const QByteArray &to, qint64 now)
{
    for (const ChildRelationship &each : schema.children(object)) {
        const Field &field = *each.field;
        const bool ours = field.name == "MasterRecordId"_L1 || !field.generatedSql.isEmpty()
            || each.child->field(u"SystemModstamp"_s) == nullptr;
        if (ours)
            continue;
        Statement &statement = writer.prepared("UPDATE " + each.child->table + " SET "
            + field.column + " = ?, \"SystemModstamp\" = ? WHERE " + field.column + " = ?");
        statement.bind(1, viewOf(to));
        statement.bind(2, now);
        statement.bind(3, viewOf(from));
        if (!statement.run())
            return false;
    }
    return true;
}

} // namespace

Result<void> merge(Records &records, Store::Writer &writer, const Object &object,
    const QByteArray &master, const QList<QByteArray> &losers)
{
    const SchemaPointer schema = records.snapshot();
    const qint64 now = records.stamp();
    if (!object.flag(u"mergeable"_s))
        return refusal(u"%1 cannot be merged"_s.arg(object.name));
    for (const QByteArray &id : QList<QByteArray>{master} + losers) {
        const RecordState found = stateOf(*schema, writer, id);
        if (!found.exists || found.deleted || found.object->name != object.name)
            return refusal(u"no %1 %2"_s.arg(object.name, QString::fromLatin1(id)));
    }
    for (const QByteArray &loser : losers) {
        if (loser == master)
            return refusal(u"the master is among the losers"_s);
        QByteArray person;
        if (object.name == "Account"_L1) {
            person = contactOfPerson(*schema, writer, loser);
            const Result<void> one = mergePersons(records, writer, master, loser);
            if (!one)
                return one;
        }
        Statement &mark = writer.prepared(
            "UPDATE " + object.table + " SET \"MasterRecordId\" = ? WHERE \"Id\" = ?");
        mark.bind(1, viewOf(master));
        mark.bind(2, viewOf(loser));
        // Children move first, or they would be deleted with the loser.
        if (!mark.run() || !repoint(*schema, object, writer, loser, master, now)
            || !keepMergedPerson(writer, loser, person)
            || !removeRecord(*schema, object, loser, writer, now, records.org().userId(), false)
            || !moveActivities(writer, master, now))
            return refusedBy(writer);
    }
    if (!setDeleted(writer, object, master, false, now, records.org().userId()))
        return refusedBy(writer);
    return {};
}

} // namespace practice
