#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/records/features/leadconversion.h"
#include "app/practiceorg/records/recordsmerge.h"
#include "app/practiceorg/records/recordsremove.h"
#include "app/practiceorg/records/schemachange.h"
#include "app/practiceorg/schema/schemafield.h"
#include "app/practiceorg/seed/seed.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

/// The controls of records, fields, objects, permissions and rules (CONTRACT.md, "The practice
/// org").
namespace practice {

namespace {

ControlAnswer refusal(const Failure &failure)
{
    return controlRefused(failure.raw, failure.problem == Failure::Problem::UsageWrong ? 400 : 500);
}

ControlAnswer committed(Store::Writer &writer, const QJsonObject &body = {})
{
    if (!writer.commit())
        return controlRefused(writer.errorText(), 500);
    return {200, body};
}

QByteArray idIn(const QJsonValue &value) { return id18(value.toString().toLatin1()); }

ControlAnswer setUp(ControlCall &call, const QString &kind)
{
    Records &records = recordsOf(call.org);
    Store::Writer writer = records.store().writer();
    QJsonObject change = call.body;
    change.insert(u"kind"_s, kind);
    const Result<void> changed = changeSetup(records, writer, change);
    return changed ? committed(writer) : refusal(changed.failure());
}

ControlEndpoint setUpAs(const QString &kind)
{
    return [kind](ControlCall &call) { return setUp(call, kind); };
}

ControlAnswer addField(ControlCall &call)
{
    const ControlAnswer answer = setUp(call, u"addField"_s);
    if (answer.status != 200)
        return answer;
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Field &field = schema->object(call.body[u"object"_s].toString())->fields.back();
    return {200, {{u"field"_s, field.name}, {u"id"_s, field.durableId}}};
}

ControlAnswer addObject(ControlCall &call)
{
    const ControlAnswer answer = setUp(call, u"addObject"_s);
    if (answer.status != 200)
        return answer;
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = schema->object(customName(call.body[u"object"_s].toString()));
    return {200, {{u"object"_s, object->name}, {u"keyPrefix"_s, object->keyPrefix}}};
}

ControlAnswer removeRule(ControlCall &call)
{
    call.body.insert(u"name"_s, QString::fromUtf8(call.argument("name")));
    return setUp(call, u"removeRule"_s);
}

ControlAnswer setPermissions(ControlCall &call)
{
    for (auto each = call.body.begin(); each != call.body.end(); ++each) {
        if (!each.value().isBool())
            return controlRefused(u"%1 is true or false"_s.arg(each.key()));
        call.org.setPermission(each.key(), each.value().toBool());
    }
    return {};
}

ControlAnswer addRecords(ControlCall &call)
{
    constexpr int most = 5'000'000;
    const int count = call.body[u"count"_s].toInt(1);
    if (count < 1 || count > most)
        return controlRefused(u"\"count\" lies between 1 and 5000000."_s);
    Records &records = recordsOf(call.org);
    Store::Writer writer = records.store().writer();
    const Result<void> made =
        makeRecords(records, writer, call.body[u"object"_s].toString(), count);
    return made ? committed(writer, {{u"count"_s, count}}) : refusal(made.failure());
}

ControlAnswer mergeRecords(ControlCall &call)
{
    Records &records = recordsOf(call.org);
    const SchemaPointer schema = records.snapshot();
    const Object *object = schema->object(call.body[u"object"_s].toString());
    if (object == nullptr)
        return controlRefused(u"no object %1"_s.arg(call.body[u"object"_s].toString()));
    QList<QByteArray> losers;
    for (const QJsonValue &each : call.body[u"losers"_s].toArray())
        losers.append(idIn(each));
    if (losers.isEmpty() || losers.size() > 2)
        return controlRefused(u"a merge has one or two losers"_s);
    Store::Writer writer = records.store().writer();
    const Result<void> merged =
        merge(records, writer, *object, idIn(call.body[u"master"_s]), losers);
    return merged ? committed(writer) : refusal(merged.failure());
}

/// `account`, `contact`, `opportunity`: Ids of existing records. Account and contact are made where
/// they are missing, an opportunity when `opportunity` is `true`.
ControlAnswer convertLead(ControlCall &call)
{
    Conversion wanted;
    wanted.account = idIn(call.body[u"account"_s]);
    wanted.contact = idIn(call.body[u"contact"_s]);
    wanted.opportunity = idIn(call.body[u"opportunity"_s]);
    wanted.wantsOpportunity = call.body[u"opportunity"_s].toBool();
    Records &records = recordsOf(call.org);
    Store::Writer writer = records.store().writer();
    const Result<Conversion> converted =
        convert(records, writer, idIn(call.body[u"lead"_s]), wanted);
    if (!converted)
        return refusal(converted.failure());
    const auto idOrNull = [](const QByteArray &id) {
        return id.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromLatin1(id));
    };
    return committed(writer,
        {{u"account"_s, idOrNull(converted->account)}, {u"contact"_s, idOrNull(converted->contact)},
            {u"opportunity"_s, idOrNull(converted->opportunity)}});
}

template <typename Step>
ControlAnswer forEachId(ControlCall &call, Step step)
{
    Records &records = recordsOf(call.org);
    Store::Writer writer = records.store().writer();
    for (const QJsonValue &id : call.body[u"ids"_s].toArray()) {
        const Result<void> done = step(records, writer, idIn(id));
        if (!done)
            return refusal(done.failure());
    }
    return committed(writer);
}

ControlAnswer undeleteRecords(ControlCall &call) { return forEachId(call, undelete); }

ControlAnswer purgeRecords(ControlCall &call) { return forEachId(call, purge); }

/// A row that becomes visible now with the stamp of a transaction that began earlier. Without `id`
/// a new record.
ControlAnswer commitLate(ControlCall &call)
{
    Records &records = recordsOf(call.org);
    const SchemaPointer schema = records.snapshot();
    const Object *object = schema->object(call.body[u"object"_s].toString());
    if (object == nullptr)
        return controlRefused(u"no object %1"_s.arg(call.body[u"object"_s].toString()));
    const QString id = call.body[u"id"_s].toString();
    Store::Writer writer = records.store().writer();
    RecordWriter record(
        records, writer, schema, *object, id.isEmpty() ? Operation::Insert : Operation::Update);
    const RowResult result = record.applyJson(call.body[u"fields"_s].toObject(), id);
    if (!result.ok())
        return controlRefused(result.errors.front().message);
    const qint64 stamp = records.stamp() - call.body[u"age_seconds"_s].toInteger() * 1000;
    Statement &age = writer.prepared("UPDATE " + object->table
        + " SET SystemModstamp = ?1, LastModifiedDate = ?1, CreatedDate = min(CreatedDate, ?1) "
          "WHERE Id = ?2");
    age.bind(1, stamp);
    age.bind(2, QString::fromLatin1(result.id));
    if (!age.run())
        return controlRefused(writer.errorText(), 500);
    return committed(writer, {{u"id"_s, QString::fromLatin1(result.id)}});
}

} // namespace

void addRecordControls(ControlRouter &router)
{
    router.add("POST", "records", addRecords);
    router.add("POST", "records/merge", mergeRecords);
    router.add("POST", "records/convert", convertLead);
    router.add("POST", "records/undelete", undeleteRecords);
    router.add("POST", "records/purge", purgeRecords);
    router.add("POST", "records/late", commitLate);
    router.add("POST", "fields/add", addField);
    router.add("POST", "fields/type", setUpAs(u"changeType"_s));
    router.add("POST", "fields/rename", setUpAs(u"renameField"_s));
    router.add("POST", "fields/delete", setUpAs(u"deleteField"_s));
    router.add("POST", "fields/restore", setUpAs(u"restoreField"_s));
    router.add("POST", "fields/security", setUpAs(u"fieldSecurity"_s));
    router.add("POST", "fields/picklist", setUpAs(u"picklist"_s));
    router.add("POST", "objects/add", addObject);
    router.add("POST", "objects/security", setUpAs(u"objectSecurity"_s));
    router.add("POST", "permissions", setPermissions);
    router.add("POST", "rules/validation", setUpAs(u"addValidation"_s));
    router.add("POST", "rules/duplicate", setUpAs(u"addDuplicate"_s));
    router.add("DELETE", "rules/{name}", removeRule);
}

} // namespace practice
