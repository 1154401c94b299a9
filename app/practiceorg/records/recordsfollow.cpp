#include "app/practiceorg/records/features/orgfeatures.h"
#include "app/practiceorg/records/recordswriter.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

/// What else is written with a record.
namespace practice {

/// The nonprofit package's Household Account model: a contact without an account gets one.
bool RecordWriter::Private::makeHousehold(Row &row)
{
    if (object.name != "Contact"_L1 || !schema->has(nonprofitPackage))
        return true;
    const Field *account = object.field(u"AccountId"_s);
    if (!row[static_cast<std::size_t>(account->index)].isNull())
        return true;
    const Field *lastName = object.field(u"LastName"_s);
    const QString name =
        QString::fromStdString(row[static_cast<std::size_t>(lastName->index)].text);
    WriteOptions quietly;
    quietly.saveDuplicates = true;
    RecordWriter households(records, writer, schema, *schema->object(u"Account"_s),
        Operation::Insert, nullptr, quietly);
    const RowResult made = households.applyJson({{u"Name"_s, QString(name + u" Household"_s)},
        {u"npe01__SYSTEM_AccountType__c"_s, u"Household Account"_s},
        {u"npe01__SYSTEMIsIndividual__c"_s, true}});
    if (!made.ok())
        return false;
    setText(row, u"AccountId"_s, made.id.toStdString());
    Statement &one =
        writer.prepared("UPDATE Account SET npe01__One2OneContact__c = ? WHERE Id = ?");
    one.bind(1, std::string_view(row[0].text));
    one.bind(2, viewOf(made.id));
    return one.run();
}

/// The contact of a new person account. The account has to know its Id, so it comes first.
bool RecordWriter::Private::makePersonContact(Row &row)
{
    if (persons.empty() || !isPerson(object, row))
        return true;
    const QByteArray id = records.store().nextId("003");
    setText(row, u"PersonContactId"_s, id.toStdString());
    Statement &contact = writer.prepared(
        "INSERT INTO Contact (Id, AccountId, LastName, IsPersonAccount, CreatedDate, CreatedById, "
        "LastModifiedDate, LastModifiedById, SystemModstamp) VALUES (?1, ?2, '-', 1, ?3, ?4, ?3, "
        "?4, ?3)");
    contact.bind(1, viewOf(id));
    contact.bind(2, std::string_view(row[0].text));
    contact.bind(3, now);
    contact.bind(4, std::string_view(user));
    return contact.run() && followPerson(row);
}

/// What the account says of the person, its contact says too.
bool RecordWriter::Private::followPerson(const Row &row)
{
    if (persons.empty() || !isPerson(object, row))
        return true;
    QByteArray sql = "UPDATE Contact SET ";
    for (const PersonPair &pair : persons)
        sql += pair.contact->column + " = ?, ";
    sql += "LastModifiedDate = ?, SystemModstamp = ?, LastModifiedById = ? WHERE Id = ?";
    Statement &contact = writer.prepared(sql);
    int index = 1;
    for (const PersonPair &pair : persons)
        bindValue(contact, index++, row[static_cast<std::size_t>(pair.account->index)]);
    contact.bind(index++, now);
    contact.bind(index++, now);
    contact.bind(index++, std::string_view(user));
    const Field *id = object.field(u"PersonContactId"_s);
    contact.bind(index, std::string_view(row[static_cast<std::size_t>(id->index)].text));
    return contact.run();
}

} // namespace practice
