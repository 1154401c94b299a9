#include "app/practiceorg/recordsremove.h"

#include "app/practiceorg/personaccounts.h"
#include "app/practiceorg/recordsderive.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

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

Failure refusal(const QString &sentence)
{
    return failure(Failure::Problem::UsageWrong, {sentence}, sentence);
}

Failure refusedBy(const Store::Writer &writer)
{
    return failure(Failure::Problem::Internal, {}, writer.errorText());
}

struct Found {
    const Object *object = nullptr;
    bool exists = false;
    bool deleted = false;
    qint64 stamp = 0;
};

Found look(const SchemaSnapshot &schema, Store::Writer &writer, const QByteArray &id)
{
    Found found;
    found.object = schema.objectOfId(QString::fromLatin1(id));
    if (found.object == nullptr || found.object->field(u"IsDeleted"_s) == nullptr)
        return found;
    Statement &statement = writer.prepared("SELECT \"IsDeleted\", \"SystemModstamp\" FROM "
        + found.object->table + " WHERE \"Id\" = ?");
    statement.bind(1, viewOf(id));
    found.exists = statement.step();
    if (found.exists) {
        found.deleted = statement.integer(0) != 0;
        found.stamp = statement.integer(1);
    }
    statement.reset();
    return found;
}

/// `user`: who did it. Empty for what follows by itself: that moves SystemModstamp alone.
bool setDeleted(Store::Writer &writer, const Object &object, const QByteArray &id, bool deleted,
    qint64 now, const QByteArray &user)
{
    Statement &statement = writer.prepared("UPDATE " + object.table
        + " SET \"IsDeleted\" = ?1, \"SystemModstamp\" = ?2, \"LastModifiedDate\" = "
          "iif(?3 IS NULL, \"LastModifiedDate\", ?2), \"LastModifiedById\" = "
          "coalesce(?3, \"LastModifiedById\") WHERE \"Id\" = ?4");
    statement.bind(1, static_cast<qint64>(deleted ? 1 : 0));
    statement.bind(2, now);
    if (user.isEmpty())
        statement.bindNull(3);
    else
        statement.bind(3, viewOf(user));
    statement.bind(4, viewOf(id));
    return statement.run();
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
    const Found found = look(*schema, writer, id);
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
    const Found found = look(*schema, writer, id);
    if (!found.exists)
        return refusal(u"no record %1"_s.arg(QString::fromLatin1(id)));
    if (!removeRecord(*schema, *found.object, id, writer, records.stamp(), {}, true))
        return refusedBy(writer);
    return {};
}

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
        const Found found = look(*schema, writer, id);
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

namespace {

QJsonObject readColumns(Store::Writer &writer, const Object &object, const QByteArray &id,
    const QHash<QString, QString> &names)
{
    QJsonObject values;
    for (auto each = names.cbegin(); each != names.cend(); ++each) {
        Statement &statement = writer.prepared(
            "SELECT \"" + each.key().toLatin1() + "\" FROM " + object.table + " WHERE \"Id\" = ?");
        statement.bind(1, viewOf(id));
        if (statement.step() && !statement.isNull(0)) {
            const Field *field = object.field(each.key());
            if (field->type == FieldType::Boolean)
                values.insert(each.value(), statement.integer(0) != 0);
            else if (isNumber(field->type))
                values.insert(each.value(), statement.real(0));
            else
                values.insert(each.value(), statement.string(0));
        }
        statement.reset();
    }
    return values;
}

Result<QByteArray> createFrom(Records &records, Store::Writer &writer, const SchemaPointer &schema,
    const QString &objectName, const QJsonObject &values)
{
    WriteOptions options;
    options.saveDuplicates = true;
    RecordWriter creator(
        records, writer, schema, *schema->object(objectName), Operation::Insert, nullptr, options);
    const RowResult created = creator.applyJson(values);
    if (!created.ok())
        return refusal(created.errors.front().message);
    return created.id;
}

Result<void> checkTarget(
    const SchemaSnapshot &schema, Store::Writer &writer, const QByteArray &id, const QString &name)
{
    if (id.isEmpty())
        return {};
    const Found found = look(schema, writer, id);
    if (!found.exists || found.deleted || found.object->name != name)
        return refusal(u"no %1 %2"_s.arg(name, QString::fromLatin1(id)));
    return {};
}

} // namespace

Result<Conversion> convert(
    Records &records, Store::Writer &writer, const QByteArray &lead, Conversion wanted)
{
    const SchemaPointer schema = records.snapshot();
    const Object &leads = *schema->object(u"Lead"_s);
    for (const auto &[id, name] : {std::pair(lead, u"Lead"_s),
             std::pair(wanted.account, u"Account"_s), std::pair(wanted.contact, u"Contact"_s),
             std::pair(wanted.opportunity, u"Opportunity"_s)}) {
        const Result<void> there = checkTarget(*schema, writer, id, name);
        if (!there)
            return there.failure();
    }
    if (readColumns(writer, leads, lead, {{u"IsConverted"_s, u"IsConverted"_s}})[u"IsConverted"_s]
            .toBool())
        return refusal(u"the lead is converted already"_s);

    if (wanted.account.isEmpty()) {
        Result<QByteArray> account = createFrom(records, writer, schema, u"Account"_s,
            readColumns(writer, leads, lead,
                {{u"Company"_s, u"Name"_s}, {u"Phone"_s, u"Phone"_s}, {u"Website"_s, u"Website"_s},
                    {u"Industry"_s, u"Industry"_s}, {u"Street"_s, u"BillingStreet"_s},
                    {u"City"_s, u"BillingCity"_s}, {u"State"_s, u"BillingState"_s},
                    {u"PostalCode"_s, u"BillingPostalCode"_s},
                    {u"Country"_s, u"BillingCountry"_s}}));
        if (!account)
            return account.failure();
        wanted.account = *account;
    }
    if (wanted.contact.isEmpty()) {
        QJsonObject values = readColumns(writer, leads, lead,
            {{u"FirstName"_s, u"FirstName"_s}, {u"LastName"_s, u"LastName"_s},
                {u"Salutation"_s, u"Salutation"_s}, {u"Email"_s, u"Email"_s},
                {u"Phone"_s, u"Phone"_s}, {u"MobilePhone"_s, u"MobilePhone"_s},
                {u"Title"_s, u"Title"_s}, {u"LeadSource"_s, u"LeadSource"_s},
                {u"Street"_s, u"MailingStreet"_s}, {u"City"_s, u"MailingCity"_s},
                {u"State"_s, u"MailingState"_s}, {u"PostalCode"_s, u"MailingPostalCode"_s},
                {u"Country"_s, u"MailingCountry"_s},
                {u"HasOptedOutOfEmail"_s, u"HasOptedOutOfEmail"_s}});
        values.insert(u"AccountId"_s, QString::fromLatin1(wanted.account));
        Result<QByteArray> contact = createFrom(records, writer, schema, u"Contact"_s, values);
        if (!contact)
            return contact.failure();
        wanted.contact = *contact;
    }
    if (wanted.wantsOpportunity && wanted.opportunity.isEmpty()) {
        QJsonObject values = readColumns(
            writer, leads, lead, {{u"Company"_s, u"Name"_s}, {u"LeadSource"_s, u"LeadSource"_s}});
        values.insert(u"Name"_s, QString(values[u"Name"_s].toString() + u'-'));
        values.insert(u"StageName"_s, u"Prospecting"_s);
        values.insert(
            u"CloseDate"_s, records.org().now().addMonths(3).toUTC().date().toString(Qt::ISODate));
        values.insert(u"AccountId"_s, QString::fromLatin1(wanted.account));
        Result<QByteArray> opportunity =
            createFrom(records, writer, schema, u"Opportunity"_s, values);
        if (!opportunity)
            return opportunity.failure();
        wanted.opportunity = *opportunity;
    }

    const qint64 now = records.stamp();
    Statement &mark = writer.prepared(
        "UPDATE Lead SET IsConverted = 1, Status = 'Closed - Converted', ConvertedDate = ?, "
        "ConvertedAccountId = ?, ConvertedContactId = ?, ConvertedOpportunityId = ?, "
        "LastModifiedDate = ?, SystemModstamp = ?, LastModifiedById = ? WHERE Id = ?");
    mark.bind(1, records.org().now().toUTC().date().toString(Qt::ISODate));
    mark.bind(2, viewOf(wanted.account));
    mark.bind(3, viewOf(wanted.contact));
    if (wanted.opportunity.isEmpty())
        mark.bindNull(4);
    else
        mark.bind(4, viewOf(wanted.opportunity));
    mark.bind(5, now);
    mark.bind(6, now);
    mark.bind(7, viewOf(records.org().userId()));
    mark.bind(8, viewOf(lead));
    if (!mark.run())
        return refusedBy(writer);
    // Activities follow the person by themselves.
    for (const char *activity : {"Task", "Event"}) {
        Statement &move = writer.prepared(QByteArray("UPDATE ") + activity
            + " SET WhoId = ?, SystemModstamp = ? WHERE WhoId = ?");
        move.bind(1, viewOf(wanted.contact));
        move.bind(2, now);
        move.bind(3, viewOf(lead));
        if (!move.run())
            return refusedBy(writer);
    }
    return wanted;
}

} // namespace practice
