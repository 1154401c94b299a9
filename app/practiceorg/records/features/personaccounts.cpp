#include "app/practiceorg/records/features/personaccounts.h"

#include "app/practiceorg/records/recordsmerge.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

Value &at(const Object &object, Row &row, const QString &name)
{
    return row[static_cast<std::size_t>(object.field(name)->index)];
}

RowError badFields(const QStringList &names)
{
    RowError error;
    error.code = "INVALID_FIELD_FOR_INSERT_UPDATE";
    // Salesforce Help 000386207
    error.message =
        u"Account: bad field names on insert/update call: %1"_s.arg(names.join(u", "_s));
    error.fields = names;
    return error;
}

const RecordType *typeOf(const Object &account, const Value &id)
{
    const auto found =
        std::ranges::find(account.recordTypes, QString::fromStdString(id.text), &RecordType::id);
    return found == account.recordTypes.end() ? nullptr : &*found;
}

QString defaultType(const Object &account, bool person)
{
    const auto found = std::ranges::find(account.recordTypes, person, &RecordType::personType);
    return found == account.recordTypes.end() ? QString() : found->id;
}

QString personFieldName(const QString &contactField) { return contactField.chopped(1) + u"pc"_s; }

QString personDurableId(const Field &contactField) { return u"pc"_s + contactField.durableId; }

Field personField(const Field &contactField)
{
    Field field = contactField;
    field.name = personFieldName(contactField.name);
    field.durableId = personDurableId(contactField);
    // A key of contacts is none of accounts.
    field.externalId = field.idLookup = field.unique = false;
    if (!field.relationshipName.isNull())
        field.relationshipName = contactField.name.chopped(1) + u"pr"_s;
    return field;
}

/// What describes say of both, so that a change of one is seen in the other.
bool sameButPlace(const Field &a, const Field &b)
{
    const auto values = [](const Field &field) {
        QStringList list;
        for (const PicklistValue &each : field.picklist)
            list.append(each.value + u'=' + each.label);
        return list;
    };
    return a.name == b.name && a.label == b.label && a.readable == b.readable
        && a.editable == b.editable && a.restrictedPicklist == b.restrictedPicklist
        && values(a) == values(b);
}

} // namespace

std::vector<PersonPair> personPairs(const SchemaSnapshot &schema, const Object &account)
{
    std::vector<PersonPair> pairs;
    if (account.name != "Account"_L1 || !schema.has(personAccounts))
        return pairs;
    const Object &contact = *schema.object(u"Contact"_s);
    const auto pair = [&](const Field &own, const QString &other, bool shared) {
        const Field *found = contact.field(other);
        if (found != nullptr && own.stored() && own.generatedSql.isEmpty()
            && found->generatedSql.isEmpty())
            pairs.push_back({&own, found, shared});
    };
    static constexpr std::array same{"LastName"_L1, "FirstName"_L1, "Salutation"_L1};
    static constexpr std::array shared{"CurrencyIsoCode"_L1, "Fax"_L1, "OwnerId"_L1, "Phone"_L1};
    for (const Field &own : account.fields) {
        if (std::ranges::find(same, own.name) != same.end())
            pair(own, own.name, false);
        else if (std::ranges::find(shared, own.name) != shared.end())
            pair(own, own.name, true);
        else if (own.name.endsWith("__pc"_L1))
            pair(own, QString(own.name.chopped(2) + u'c'), false);
        else if (own.name.startsWith("Person"_L1) && own.name != "PersonContactId"_L1)
            pair(own, own.name.mid(6), false);
    }
    return pairs;
}

void prepareRecordTypes(Records &records, QJsonObject &change)
{
    change.insert(u"businessType"_s, QString::fromLatin1(records.store().nextId("012")));
    change.insert(u"personType"_s, QString::fromLatin1(records.store().nextId("012")));
}

void nameRecordTypes(Schema &schema, const QJsonObject &change)
{
    Object account = *schema.snapshot()->object(u"Account"_s);
    account.recordTypes = {{change[u"businessType"_s].toString(), u"Business Account"_s,
                               u"Business_Account"_s, false, true},
        {change[u"personType"_s].toString(), u"Person Account"_s, u"PersonAccount"_s, true, false}};
    schema.replace(std::move(account));
}

bool fillRecordTypes(Records &records, Store::Writer &writer, const QJsonObject &change)
{
    const SchemaPointer schema = records.snapshot();
    const QByteArray user = records.org().userId();
    Statement row(writer.db(),
        "INSERT INTO RecordType (Id, Name, DeveloperName, SobjectType, IsActive, IsPersonType, "
        "CreatedDate, CreatedById, LastModifiedDate, LastModifiedById, SystemModstamp) VALUES "
        "(?1, ?2, ?3, 'Account', 1, ?4, ?5, ?6, ?5, ?6, ?5)");
    for (const RecordType &type : schema->object(u"Account"_s)->recordTypes) {
        row.bind(1, type.id);
        row.bind(2, type.name);
        row.bind(3, type.developerName);
        row.bind(4, static_cast<qint64>(type.personType ? 1 : 0));
        row.bind(5, change[u"at"_s].toInteger());
        row.bind(6, QString::fromLatin1(user));
        if (!row.run())
            return false;
    }
    // Every account there is has been a business.
    Statement accounts(writer.db(), "UPDATE Account SET RecordTypeId = ?");
    accounts.bind(1, change[u"businessType"_s].toString());
    return accounts.run();
}

bool followContactFields(const Object &contact, Object &account, const QDateTime &at)
{
    bool changed = false;
    QSet<QString> wanted;
    for (const Field &field : contact.fields) {
        // Formulas speak of the contact's own columns.
        if (!field.custom || field.calculated)
            continue;
        Field mirrored = personField(field);
        wanted.insert(mirrored.durableId);
        const auto own = std::ranges::find(account.fields, mirrored.durableId, &Field::durableId);
        if (own == account.fields.end()) {
            std::erase_if(account.deletedFields, [&](const DeletedField &each) {
                return each.field.durableId == mirrored.durableId;
            });
            account.fields.push_back(std::move(mirrored));
            changed = true;
        } else if (!sameButPlace(*own, mirrored)) {
            *own = std::move(mirrored);
            changed = true;
        }
    }
    for (auto field = account.fields.begin(); field != account.fields.end();) {
        if (!field->name.endsWith("__pc"_L1) || wanted.contains(field->durableId)) {
            ++field;
            continue;
        }
        account.deletedFields.push_back({*field, at, {}});
        field = account.fields.erase(field);
        changed = true;
    }
    return changed;
}

bool isPerson(const Object &object, const Row &row)
{
    const Field *flag = object.field(u"IsPersonAccount"_s);
    return flag != nullptr && row[static_cast<std::size_t>(flag->index)].integer != 0;
}

RowError personContactRefused()
{
    RowError error;
    // As in SFDO-Community/declarative-lookup-rollup-summaries, issue 544.
    error.code = "INVALID_PERSON_ACCOUNT_OPERATION";
    error.message = u"cannot reference person contact"_s;
    return error;
}

std::optional<RowError> checkPerson(const Object &account, const std::vector<PersonPair> &pairs,
    Row &row, const Row *before, const std::vector<bool> &given)
{
    if (pairs.empty())
        return std::nullopt;
    Value &type = at(account, row, u"RecordTypeId"_s);
    const RecordType *wanted = typeOf(account, type);
    const bool person = before != nullptr ? isPerson(account, *before)
        : wanted != nullptr               ? wanted->personType
                                          : !at(account, row, u"LastName"_s).isNull();
    const auto isGiven = [&](const Field &field) {
        const auto index = static_cast<std::size_t>(field.index);
        return given[index] && !row[index].isNull();
    };
    if (!person) {
        QStringList bad;
        for (const PersonPair &pair : pairs) {
            const bool set = pair.account->type == FieldType::Boolean
                ? row[static_cast<std::size_t>(pair.account->index)].integer != 0
                : isGiven(*pair.account);
            if (!pair.shared && set && given[static_cast<std::size_t>(pair.account->index)])
                bad.append(pair.account->name);
        }
        bad.sort();
        if (!bad.isEmpty())
            return badFields(bad);
    } else if (isGiven(*account.field(u"Name"_s))) {
        return badFields({u"Name"_s});
    }
    if (type.isNull())
        type = Value::ofText(defaultType(account, person).toStdString());
    if (!person)
        return std::nullopt;
    const Value &lastName = at(account, row, u"LastName"_s);
    if (lastName.isNull()) {
        RowError error;
        error.code = "REQUIRED_FIELD_MISSING";
        error.message = u"Required fields are missing: [LastName]"_s;
        error.fields = {u"LastName"_s};
        return error;
    }
    std::string name = at(account, row, u"FirstName"_s).text;
    if (!name.empty())
        name += ' ';
    at(account, row, u"Name"_s) = Value::ofText(name + lastName.text);
    at(account, row, u"IsPersonAccount"_s) = Value::ofInteger(1);
    return std::nullopt;
}

QByteArray contactOfPerson(
    const SchemaSnapshot &schema, Store::Writer &writer, const QByteArray &account)
{
    if (!schema.has(personAccounts))
        return {};
    Statement contact(writer.db(), "SELECT PersonContactId FROM Account WHERE Id = ?");
    contact.bind(1, QString::fromLatin1(account));
    return contact.step() ? contact.string(0).toLatin1() : QByteArray();
}

Result<void> mergePersons(
    Records &records, Store::Writer &writer, const QByteArray &master, const QByteArray &loser)
{
    const SchemaPointer schema = records.snapshot();
    const QByteArray kept = contactOfPerson(*schema, writer, master);
    const QByteArray gone = contactOfPerson(*schema, writer, loser);
    if (kept.isEmpty() != gone.isEmpty()) {
        const QString sentence = u"a person account is merged with person accounts only"_s;
        return failure(Failure::Problem::UsageWrong, {sentence}, sentence);
    }
    return kept.isEmpty() ? Result<void>()
                          : merge(records, writer, *schema->object(u"Contact"_s), kept, {gone});
}

bool keepMergedPerson(Store::Writer &writer, const QByteArray &loser, const QByteArray &contact)
{
    if (contact.isEmpty())
        return true;
    Statement account(writer.db(), "UPDATE Account SET PersonContactId = ?1 WHERE Id = ?2");
    Statement person(writer.db(), "UPDATE Contact SET AccountId = ?2 WHERE Id = ?1");
    for (Statement *each : {&account, &person}) {
        each->bind(1, QString::fromLatin1(contact));
        each->bind(2, QString::fromLatin1(loser));
        if (!each->run())
            return false;
    }
    return true;
}

} // namespace practice
