#include "app/practiceorg/org/org.h"
#include "app/practiceorg/records/records.h"
#include "app/practiceorg/setup/setuprows.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace Qt::StringLiterals;

/// Permissions and rules as records of setup.
namespace practice {

namespace {

using Rows = std::vector<QJsonObject>;

/// An Id that belongs to the name: the same whenever it is asked for.
QString idOfName(const SetupSource &source, const QByteArray &prefix, const QString &name)
{
    const QByteArray hash =
        QCryptographicHash::hash(name.toLower().toUtf8(), QCryptographicHash::Md5);
    const auto number = qFromBigEndian<quint32>(hash.constData());
    return QString::fromLatin1(recordsOf(source.org).store().idOf(prefix, number));
}

QString profileId(const SetupSource &source)
{
    return QString::fromLatin1(recordsOf(source.org).store().idOf("00e", 0));
}

QString permissionSetId(const SetupSource &source)
{
    return QString::fromLatin1(recordsOf(source.org).store().idOf("0PS", 0));
}

void addPermissions(QJsonObject &row, const SetupSource &source)
{
    for (const auto *name : {u"ApiEnabled", u"BulkApiHardDelete", u"CustomizeApplication",
             u"ModifyAllData", u"ViewAllData", u"ViewSetup"}) {
        const QString permission = QString::fromUtf16(name);
        row.insert(u"Permissions"_s + permission, source.org.permission(permission));
    }
}

Rows permissionAccess(const SetupSource &source)
{
    QJsonObject row{{u"Id"_s, u"000000000000000AAA"_s}};
    addPermissions(row, source);
    return {row};
}

Rows permissionSets(const SetupSource &source)
{
    QJsonObject row{
        {u"Id"_s, permissionSetId(source)},
        {u"Name"_s, QString(u'X' + profileId(source).left(15).toLower())},
        {u"Label"_s, profileId(source).left(15).toLower()},
        {u"ProfileId"_s, profileId(source)},
        {u"IsOwnedByProfile"_s, true},
    };
    addPermissions(row, source);
    return {row};
}

Rows assignments(const SetupSource &source)
{
    return {{
        {u"Id"_s, QString::fromLatin1(recordsOf(source.org).store().idOf("0Pa", 0))},
        {u"PermissionSetId"_s, permissionSetId(source)},
        {u"AssigneeId"_s, QString::fromLatin1(source.org.userId())},
    }};
}

/// Objects that nobody may do anything with have no row.
Rows objectPermissions(const SetupSource &source)
{
    Rows rows;
    for (const auto &object : source.schema->objects()) {
        if (!object->mayRead || object->flag(u"hiddenFromSync"_s))
            continue;
        rows.push_back({
            {u"Id"_s, idOfName(source, "110", object->name)},
            {u"ParentId"_s, permissionSetId(source)},
            {u"SobjectType"_s, object->name},
            {u"PermissionsRead"_s, true},
            {u"PermissionsCreate"_s, object->flag(u"createable"_s) && object->mayCreate},
            {u"PermissionsEdit"_s, object->flag(u"updateable"_s) && object->mayEdit},
            {u"PermissionsDelete"_s, object->flag(u"deletable"_s) && object->mayDelete},
            {u"PermissionsViewAllRecords"_s, source.org.permission(u"ViewAllData"_s)},
            {u"PermissionsModifyAllRecords"_s, source.org.permission(u"ModifyAllData"_s)},
        });
    }
    return rows;
}

Rows fieldPermissions(const SetupSource &source)
{
    Rows rows;
    for (const auto &object : source.schema->objects()) {
        for (const Field &field : object->fields) {
            // An address has one row; a field that everybody may see has none.
            if (!field.permissionable || !field.readable || field.isComponent())
                continue;
            const QString name = object->name + u'.' + field.name;
            rows.push_back({
                {u"Id"_s, idOfName(source, "01k", name)},
                {u"ParentId"_s, permissionSetId(source)},
                {u"SobjectType"_s, object->name},
                {u"Field"_s, name},
                {u"PermissionsRead"_s, true},
                {u"PermissionsEdit"_s, field.editable && (field.createable || field.updateable)},
            });
        }
    }
    return rows;
}

Rows duplicateRules(const SetupSource &source)
{
    Rows rows;
    for (const DuplicateRule &rule : source.rules->duplicates) {
        rows.push_back({
            {u"Id"_s, idOfName(source, "0Bm", rule.name)},
            {u"DeveloperName"_s, rule.name},
            {u"MasterLabel"_s, rule.name},
            {u"SobjectType"_s, rule.object},
            {u"IsActive"_s, rule.active},
        });
    }
    return rows;
}

} // namespace

std::vector<QJsonObject> permissionRows(const QString &object, const SetupSource &source)
{
    if (object == "UserPermissionAccess"_L1)
        return permissionAccess(source);
    if (object == "PermissionSet"_L1)
        return permissionSets(source);
    if (object == "PermissionSetAssignment"_L1)
        return assignments(source);
    if (object == "ObjectPermissions"_L1)
        return objectPermissions(source);
    if (object == "FieldPermissions"_L1)
        return fieldPermissions(source);
    if (object == "DuplicateRule"_L1)
        return duplicateRules(source);
    return {};
}

} // namespace practice
