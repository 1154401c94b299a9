#include "app/practiceorg/soql/soqlnamefields.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

bool isOf(const QStringList &names, const QString &name)
{
    return names.contains(name, Qt::CaseInsensitive);
}

const QStringList &ofUsersAlone()
{
    static const QStringList names = {u"Alias"_s, u"Email"_s, u"IsActive"_s, u"Phone"_s,
        u"ProfileId"_s, u"Title"_s, u"Username"_s, u"UserRoleId"_s};
    return names;
}

const QStringList &ofPeople()
{
    static const QStringList names = {u"FirstName"_s, u"LastName"_s, u"MiddleName"_s, u"Suffix"_s};
    return names;
}

} // namespace

bool isFieldOfUsers(const QString &field) { return isOf(ofUsersAlone() + ofPeople(), field); }

bool isNameField(const QString &field)
{
    static const QStringList ofAll = {u"Id"_s, u"Name"_s, u"Type"_s, u"RecordTypeId"_s,
        u"LastReferencedDate"_s, u"LastViewedDate"_s};
    return isOf(ofAll, field) || isFieldOfUsers(field);
}

bool hasNameField(const QString &object, const QString &field)
{
    static const QStringList people = {u"User"_s, u"Contact"_s, u"Lead"_s};
    if (isOf(ofUsersAlone(), field))
        return object == "User"_L1;
    return !isOf(ofPeople(), field) || people.contains(object);
}

bool isNameRelationship(const QString &relationship)
{
    return isOf({u"Profile"_s, u"RecordType"_s, u"UserRole"_s}, relationship);
}

} // namespace practice::soql
