#include "app/practiceorg/records/recordsremove.h"

#include "app/practiceorg/records/recordstate.h"
#include "app/practiceorg/text/refusal.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

struct Dependent {
    const char *parent;
    const char *child;
    const char *field;
};

struct DependentChild {
    const Object *object;
    QByteArray column;
};

/// What goes into the recycle bin together with its parent (Salesforce Help, "Delete Records"),
/// beside the details of a master.
constexpr Dependent standardDependents[] = {
    {"Account", "Contact", "AccountId"},
    {"Account", "Opportunity", "AccountId"},
    {"Account", "Task", "WhatId"},
    {"Account", "Event", "WhatId"},
    {"Contact", "Task", "WhoId"},
    {"Contact", "Event", "WhoId"},
    {"Lead", "Task", "WhoId"},
    {"Lead", "Event", "WhoId"},
    {"Opportunity", "Task", "WhatId"},
    {"Opportunity", "Event", "WhatId"},
};

std::vector<DependentChild> dependents(const SchemaSnapshot &schema, const Object &parent)
{
    std::vector<DependentChild> found;
    for (const Dependent &each : standardDependents) {
        if (parent.name == QLatin1StringView(each.parent))
            found.push_back({schema.object(QString::fromLatin1(each.child)),
                '"' + QByteArray(each.field) + '"'});
    }
    for (const ChildRelationship &each : schema.children(parent)) {
        if (each.field->masterDetail)
            found.push_back({each.child, each.field->column});
    }
    return found;
}

QList<QByteArray> idsOf(
    Store::Writer &writer, const QByteArray &sql, const QByteArray &id, qint64 number = -1)
{
    Statement &statement = writer.prepared(sql);
    statement.bind(1, viewOf(id));
    if (number >= 0)
        statement.bind(2, number);
    QList<QByteArray> ids;
    while (statement.step()) {
        const std::string_view text = statement.text(0);
        ids.emplace_back(text.data(), static_cast<qsizetype>(text.size()));
    }
    statement.reset();
    return ids;
}

} // namespace

bool removeRecord(const SchemaSnapshot &schema, const Object &object, const QByteArray &id,
    Store::Writer &writer, qint64 now, const QByteArray &user, bool forGood)
{
    for (const DependentChild &each : dependents(schema, object)) {
        const QList<QByteArray> ids = idsOf(writer,
            "SELECT \"Id\" FROM " + each.object->table + " WHERE " + each.column
                + " = ? AND \"IsDeleted\" = 0",
            id);
        for (const QByteArray &dependent : ids) {
            if (!removeRecord(schema, *each.object, dependent, writer, now, {}, forGood))
                return false;
        }
    }
    if (!forGood && object.field(u"IsDeleted"_s) != nullptr)
        return setDeleted(writer, object, id, true, now, user);
    Statement &statement = writer.prepared("DELETE FROM " + object.table + " WHERE \"Id\" = ?");
    statement.bind(1, viewOf(id));
    return statement.run();
}

namespace {

Result<void> bringBack(
    Records &records, Store::Writer &writer, const QByteArray &id, const QByteArray &user)
{
    const SchemaPointer schema = records.snapshot();
    const RecordState found = stateOf(*schema, writer, id);
    if (!found.exists)
        return refusal(u"no record %1"_s.arg(QString::fromLatin1(id)));
    if (!found.deleted)
        return refusal(u"%1 is not in the recycle bin"_s.arg(QString::fromLatin1(id)));
    // What was deleted with it carries the same stamp.
    for (const DependentChild &each : dependents(*schema, *found.object)) {
        const QList<QByteArray> ids = idsOf(writer,
            "SELECT \"Id\" FROM " + each.object->table + " WHERE " + each.column
                + " = ? AND \"IsDeleted\" = 1 AND \"SystemModstamp\" = ?",
            id, found.stamp);
        for (const QByteArray &dependent : ids) {
            const Result<void> back = bringBack(records, writer, dependent, {});
            if (!back)
                return back;
        }
    }
    if (!setDeleted(writer, *found.object, id, false, records.stamp(), user))
        return refusedBy(writer);
    if (found.object->field(u"MasterRecordId"_s) != nullptr) {
        Statement &clear = writer.prepared(
            "UPDATE " + found.object->table + " SET \"MasterRecordId\" = NULL WHERE \"Id\" = ?");
        clear.bind(1, viewOf(id));
        if (!clear.run())
            return refusedBy(writer);
    }
    return {};
}

} // namespace

Result<void> undelete(Records &records, Store::Writer &writer, const QByteArray &id)
{
    return bringBack(records, writer, id, records.org().userId());
}

Result<void> purge(Records &records, Store::Writer &writer, const QByteArray &id)
{
    const SchemaPointer schema = records.snapshot();
    const RecordState found = stateOf(*schema, writer, id);
    if (!found.exists)
        return refusal(u"no record %1"_s.arg(QString::fromLatin1(id)));
    if (!removeRecord(*schema, *found.object, id, writer, records.stamp(), {}, true))
        return refusedBy(writer);
    return {};
}

} // namespace practice
