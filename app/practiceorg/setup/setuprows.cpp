#include "app/practiceorg/setup/setuprows.h"

#include "app/practiceorg/org/org.h"
#include "app/practiceorg/setup/setupfields.h"
#include "app/practiceorg/store/store.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

using Rows = std::vector<QJsonObject>;
const QString none = u"000000000000000AAA"_s; ///< the Id of what has none

QString wide(const QString &id) { return QString::fromLatin1(id18(id.toLatin1())); }

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

/// `Account` of the connected user: `Account.005…`
QString accessId(const SetupSource &source, const QString &durable)
{
    return durable + u'.' + QString::fromLatin1(source.org.userId().left(15));
}

void addTouched(QJsonObject &row, const SetupSource &source, const QString &id)
{
    const auto touched = source.history.constFind(id);
    if (touched == source.history.cend())
        return;
    row.insert(u"CreatedDate"_s, touched->created);
    row.insert(u"CreatedById"_s, QString::fromLatin1(touched->createdBy));
    row.insert(u"LastModifiedDate"_s, touched->modified);
    row.insert(u"LastModifiedById"_s, QString::fromLatin1(touched->modifiedBy));
}

using ObjectRows = void (*)(Rows &, const SetupSource &, const Object &);
using FieldRows = void (*)(Rows &, const SetupSource &, const Object &, const Field &);

Rows ofObjects(const SetupSource &source, ObjectRows add)
{
    Rows rows;
    for (const auto &object : source.schema->objects()) {
        if (source.viewsSetup || object->mayRead)
            add(rows, source, *object);
    }
    return rows;
}

Rows ofFields(const SetupSource &source, FieldRows add)
{
    Rows rows;
    for (const auto &object : source.schema->objects()) {
        for (const Field &field : object->fields) {
            if (source.viewsSetup || (object->mayRead && field.visible()))
                add(rows, source, *object, field);
        }
    }
    return rows;
}

void entity(Rows &rows, const SetupSource &source, const Object &object)
{
    const bool synced = !object.flag(u"hiddenFromSync"_s);
    QJsonObject row{
        {u"Id"_s, durableId(object)},
        {u"ApiId"_s, none},
        {u"DurableId"_s, durableId(object)},
        {u"QualifiedApiName"_s, object.name},
        {u"DeveloperName"_s, developerName(object.name)},
        {u"NamespacePrefix"_s, orNull(namespacePrefix(object.name))},
        {u"MasterLabel"_s, object.label},
        {u"Label"_s, object.label},
        {u"PluralLabel"_s, object.labelPlural},
        {u"KeyPrefix"_s, orNull(object.keyPrefix)},
        {u"PublisherId"_s, object.custom ? u"<local>"_s : u"System"_s},
        {u"IsCustomizable"_s, synced && object.flag(u"layoutable"_s)},
        {u"IsReplicateable"_s, synced},
        {u"IsRetrieveable"_s, synced},
        {u"IsQueryable"_s, true},
        {u"IsIdEnabled"_s, true},
        {u"IsSearchable"_s, object.flag(u"searchable"_s)},
        {u"IsEverCreatable"_s, object.flag(u"createable"_s)},
        {u"IsEverUpdatable"_s, object.flag(u"updateable"_s)},
        {u"IsEverDeletable"_s, object.flag(u"deletable"_s)},
        {u"IsLayoutable"_s, object.flag(u"layoutable"_s)},
        {u"IsCompactLayoutable"_s, object.flag(u"layoutable"_s)},
        {u"IsTriggerable"_s, object.flag(u"triggerable"_s)},
        {u"IsApexTriggerable"_s, object.flag(u"triggerable"_s)},
        {u"IsMruEnabled"_s, object.flag(u"mruEnabled"_s)},
        {u"IsFeedEnabled"_s, object.flag(u"feedEnabled"_s)},
        {u"RunningUserEntityAccessId"_s, accessId(source, durableId(object))},
    };
    addTouched(row, source, object.durableId);
    rows.push_back(row);
}

/// What FieldDefinition and EntityParticle say alike.
QJsonObject fieldRow(const SetupSource &source, const Object &object, const Field &field)
{
    QJsonObject row{
        {u"Id"_s, durableId(object, field)},
        {u"ApiId"_s, none},
        {u"DurableId"_s, durableId(object, field)},
        {u"EntityDefinitionId"_s, durableId(object)},
        {u"QualifiedApiName"_s, field.name},
        {u"DeveloperName"_s, developerName(field.name)},
        {u"NamespacePrefix"_s, orNull(namespacePrefix(field.name))},
        {u"MasterLabel"_s, field.label},
        {u"Label"_s, field.label},
        {u"Length"_s, field.length},
        {u"Precision"_s, field.precision},
        {u"Scale"_s, field.scale},
        {u"ValueTypeId"_s, typeName(field.type)},
        {u"ExtraTypeInfo"_s, orNull(field.extraTypeInfo)},
        {u"IsNameField"_s, field.nameField},
        {u"IsNillable"_s, field.nillable},
        {u"IsApiFilterable"_s, field.filterable},
        {u"IsApiGroupable"_s, field.groupable},
        {u"IsApiSortable"_s, field.sortable},
        {u"RelationshipName"_s, orNull(field.relationshipName)},
        {u"ReferenceTo"_s,
            QJsonObject{{u"referenceTo"_s, QJsonArray::fromStringList(field.referenceTo)}}},
    };
    addTouched(row, source, field.durableId);
    return row;
}

void definition(Rows &rows, const SetupSource &source, const Object &object, const Field &field)
{
    if (field.isComponent())
        return;
    QJsonObject row = fieldRow(source, object, field);
    row.insert(u"DataType"_s, setupType(object, field));
    row.insert(u"PublisherId"_s, field.custom ? u"<local>"_s : u"System"_s);
    row.insert(u"IsHtmlFormatted"_s, field.extraTypeInfo == "richtextarea"_L1);
    row.insert(u"IsCompound"_s, !object.components(field).empty());
    row.insert(u"IsIndexed"_s,
        field.idLookup || field.unique || field.externalId || field.type == FieldType::Reference);
    row.insert(u"IsFlsEnabled"_s, field.permissionable);
    row.insert(u"IsSearchPrefilterable"_s, field.searchPrefilterable);
    row.insert(u"IsPolymorphicForeignKey"_s, field.polymorphic);
    row.insert(u"RunningUserFieldAccessId"_s, accessId(source, durableId(object, field)));
    row.insert(u"FullName"_s, QString(object.name + u'.' + field.name));
    // The reference names CustomField as its type for every field; of a standard one no recording
    // was found.
    row.insert(u"Metadata"_s, fieldMetadata(field));
    rows.push_back(row);
}

void particle(Rows &rows, const SetupSource &source, const Object &object, const Field &field)
{
    QJsonObject row = fieldRow(source, object, field);
    const Field *whole = field.isComponent() ? object.field(field.compoundFieldName) : nullptr;
    row.insert(u"FieldDefinitionId"_s, durableId(object, whole != nullptr ? *whole : field));
    row.insert(u"DataType"_s, typeName(field.type));
    row.insert(u"ByteLength"_s, field.bytes >= 0 ? field.bytes : field.length * 3);
    row.insert(u"Digits"_s, field.digits);
    row.insert(u"IsCaseSensitive"_s, field.caseSensitive);
    row.insert(u"IsUnique"_s, field.unique);
    row.insert(u"IsCreatable"_s, field.createable);
    row.insert(u"IsUpdatable"_s, field.updateable);
    row.insert(u"IsDefaultedOnCreate"_s, field.defaultedOnCreate);
    row.insert(u"IsComponent"_s, field.isComponent());
    row.insert(u"IsIdLookup"_s, field.idLookup);
    row.insert(u"IsNamePointing"_s, field.namePointing);
    row.insert(u"IsPermissionable"_s, field.permissionable);
    rows.push_back(row);
}

void entityAccess(Rows &rows, const SetupSource &source, const Object &object)
{
    const QString id = accessId(source, durableId(object));
    const bool mayEdit = object.flag(u"updateable"_s) && object.mayEdit;
    const bool mayDelete = object.flag(u"deletable"_s) && object.mayDelete;
    rows.push_back({
        {u"Id"_s, id},
        {u"ApiId"_s, none},
        {u"DurableId"_s, id},
        {u"UserId"_s, QString::fromLatin1(source.org.userId())},
        {u"EntityDefinitionId"_s, durableId(object)},
        {u"IsReadable"_s, object.mayRead},
        {u"IsCreatable"_s, object.flag(u"createable"_s) && object.mayCreate},
        {u"IsEditable"_s, mayEdit},
        {u"IsUpdatable"_s, mayEdit},
        {u"IsDeletable"_s, mayDelete},
        {u"IsUndeletable"_s, object.flag(u"undeletable"_s) && object.mayDelete},
        {u"IsMergeable"_s, object.flag(u"mergeable"_s) && mayDelete && mayEdit},
    });
}

void fieldAccess(Rows &rows, const SetupSource &source, const Object &object, const Field &field)
{
    if (field.isComponent())
        return;
    const QString id = accessId(source, durableId(object, field));
    rows.push_back({
        {u"Id"_s, id},
        {u"ApiId"_s, none},
        {u"DurableId"_s, id},
        {u"UserId"_s, QString::fromLatin1(source.org.userId())},
        {u"EntityDefinitionId"_s, durableId(object)},
        {u"FieldDefinitionId"_s, durableId(object, field)},
        {u"IsAccessible"_s, object.mayRead && field.visible()},
        {u"IsCreatable"_s, object.mayCreate && field.mayCreate()},
        {u"IsUpdatable"_s, object.mayEdit && field.mayUpdate()},
    });
}

void customField(Rows &rows, const SetupSource &source, const Object &object, const Field &field,
    const QString &name)
{
    const QString package = namespacePrefix(field.name);
    QJsonObject row{
        {u"Id"_s, wide(field.durableId)},
        {u"DeveloperName"_s, name},
        {u"NamespacePrefix"_s, orNull(package)},
        {u"TableEnumOrId"_s, object.custom ? wide(object.durableId) : object.name},
        {u"EntityDefinitionId"_s, durableId(object)},
        {u"ManageableState"_s, package.isNull() ? u"unmanaged"_s : u"installed"_s},
        {u"FullName"_s,
            QString(object.name + u'.' + (package.isNull() ? QString() : QString(package + u"__"_s))
                + name + u"__c"_s)},
        {u"Metadata"_s, fieldMetadata(field)},
    };
    if (isText(field.type) && field.type != FieldType::Picklist)
        row.insert(u"Length"_s, field.length);
    if (isNumber(field.type)) {
        row.insert(u"Precision"_s, field.precision);
        row.insert(u"Scale"_s, field.scale);
    }
    addTouched(row, source, field.durableId);
    rows.push_back(row);
}

/// A deleted field stays for a while, under another name.
void customFields(Rows &rows, const SetupSource &source, const Object &object)
{
    for (const Field &field : object.fields) {
        // Account's __pc fields are those of Contact.
        if (field.custom && !field.durableId.isEmpty() && !field.name.endsWith("__pc"_L1))
            customField(rows, source, object, field, developerName(field.name));
    }
    for (const DeletedField &deleted : object.deletedFields) {
        if (deleted.field.name.endsWith("__pc"_L1))
            continue;
        customField(rows, source, object, deleted.field,
            QString(developerName(deleted.field.name) + u"_del"_s));
    }
}

void customObject(Rows &rows, const SetupSource &source, const Object &object)
{
    if (!object.custom)
        return;
    const QString package = namespacePrefix(object.name);
    QJsonObject row{
        {u"Id"_s, wide(object.durableId)},
        {u"DeveloperName"_s, developerName(object.name)},
        {u"NamespacePrefix"_s, orNull(package)},
        {u"SharingModel"_s, u"ReadWrite"_s},
        {u"ManageableState"_s, package.isNull() ? u"unmanaged"_s : u"installed"_s},
    };
    addTouched(row, source, object.durableId);
    rows.push_back(row);
}

Rows validationRules(const SetupSource &source)
{
    Rows rows;
    for (const ValidationRule &rule : source.rules->validation) {
        const Object *object = source.schema->object(rule.object);
        if (object == nullptr)
            continue;
        QJsonObject row{
            {u"Id"_s, rule.id},
            {u"ValidationName"_s, rule.name},
            {u"EntityDefinitionId"_s, durableId(*object)},
            {u"Active"_s, rule.active},
            {u"ErrorDisplayField"_s, rule.field.isEmpty() ? u"Top of Page"_s : rule.field},
            {u"ErrorMessage"_s, rule.message},
            {u"ManageableState"_s, u"unmanaged"_s},
            {u"FullName"_s, QString(object->name + u'.' + rule.name)},
            {u"Metadata"_s,
                QJsonObject{
                    {u"active"_s, rule.active},
                    {u"description"_s, QJsonValue::Null},
                    {u"errorConditionFormula"_s, rule.formula},
                    {u"errorDisplayField"_s, orNull(rule.field)},
                    {u"errorMessage"_s, rule.message},
                    {u"shouldEvaluateOnClient"_s, QJsonValue::Null},
                    {u"urls"_s, QJsonValue::Null},
                }},
        };
        addTouched(row, source, rule.id);
        rows.push_back(row);
    }
    return rows;
}

} // namespace

QString durableId(const Object &object) { return object.custom ? object.durableId : object.name; }

QString durableId(const Object &object, const Field &field)
{
    return durableId(object) + u'.' + (field.custom ? field.durableId : field.name);
}

std::vector<QJsonObject> setupRows(const QString &object, const SetupSource &source)
{
    if (object == "EntityDefinition"_L1)
        return ofObjects(source, entity);
    if (object == "FieldDefinition"_L1)
        return ofFields(source, definition);
    if (object == "EntityParticle"_L1)
        return ofFields(source, particle);
    if (object == "UserEntityAccess"_L1)
        return ofObjects(source, entityAccess);
    if (object == "UserFieldAccess"_L1)
        return ofFields(source, fieldAccess);
    if (object == "CustomField"_L1)
        return ofObjects(source, customFields);
    if (object == "CustomObject"_L1)
        return ofObjects(source, customObject);
    if (object == "ValidationRule"_L1)
        return validationRules(source);
    return permissionRows(object, source);
}

} // namespace practice
