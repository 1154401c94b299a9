#include "app/practiceorg/rest/describe.h"

#include "app/practiceorg/records/recordsvalues.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QString soapType(FieldType type)
{
    switch (type) {
    case FieldType::Id:
    case FieldType::Reference:
        return u"tns:ID"_s;
    case FieldType::Address:
        return u"urn:address"_s;
    case FieldType::Location:
        return u"urn:location"_s;
    case FieldType::ComplexValue:
        return u"xsd:anyType"_s;
    default:
        return xsdType(type);
    }
}

QJsonValue textOrNull(const QString &text)
{
    return text.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonArray picklistJson(const Field &field)
{
    QJsonArray values;
    for (const PicklistValue &value : field.picklist) {
        values.append(QJsonObject{
            {u"active"_s, value.active},
            {u"defaultValue"_s, value.isDefault},
            {u"label"_s, value.label},
            {u"validFor"_s, textOrNull(value.validFor)},
            {u"value"_s, value.value},
        });
    }
    return values;
}

QJsonValue defaultValueJson(const Field &field)
{
    if (field.type == FieldType::Boolean)
        return field.defaultValue == "true"_L1;
    return textOrNull(field.defaultValue);
}

int byteLength(const Field &field)
{
    if (field.bytes >= 0)
        return field.bytes;
    if (field.type == FieldType::Id || field.type == FieldType::Reference)
        return 18;
    return isText(field.type) ? field.length * 3 : 0;
}

QJsonObject describeField(const Object &object, const Field &field)
{
    return {
        {u"aggregatable"_s, field.aggregatable},
        {u"aiPredictionField"_s, false},
        {u"autoNumber"_s, !field.autoNumber.isNull()},
        {u"byteLength"_s, byteLength(field)},
        {u"calculated"_s, field.calculated},
        {u"calculatedFormula"_s, QJsonValue::Null},
        {u"cascadeDelete"_s, false},
        {u"caseSensitive"_s, field.caseSensitive},
        {u"compoundFieldName"_s, textOrNull(field.compoundFieldName)},
        {u"controllerName"_s, textOrNull(field.controller)},
        {u"createable"_s, object.mayCreate && field.mayCreate()},
        {u"custom"_s, field.custom},
        {u"defaultValue"_s, defaultValueJson(field)},
        {u"defaultValueFormula"_s, QJsonValue::Null},
        {u"defaultedOnCreate"_s, field.defaultedOnCreate},
        {u"dependentPicklist"_s, !field.controller.isNull()},
        {u"deprecatedAndHidden"_s, false},
        {u"digits"_s, field.digits},
        {u"displayLocationInDecimal"_s, field.type == FieldType::Location},
        {u"encrypted"_s, false},
        {u"externalId"_s, field.externalId},
        {u"extraTypeInfo"_s, textOrNull(field.extraTypeInfo)},
        {u"filterable"_s, field.filterable},
        {u"filteredLookupInfo"_s, QJsonValue::Null},
        {u"formulaTreatNullNumberAsZero"_s, false},
        {u"groupable"_s, field.groupable},
        {u"highScaleNumber"_s, false},
        {u"htmlFormatted"_s, field.extraTypeInfo == "richtextarea"_L1},
        {u"idLookup"_s, field.idLookup},
        {u"inlineHelpText"_s, QJsonValue::Null},
        {u"label"_s, field.label},
        {u"length"_s, field.length},
        {u"mask"_s, QJsonValue::Null},
        {u"maskType"_s, QJsonValue::Null},
        {u"name"_s, field.name},
        {u"nameField"_s, field.nameField},
        {u"namePointing"_s, field.namePointing},
        {u"nillable"_s, field.nillable},
        {u"permissionable"_s, field.permissionable},
        {u"picklistValues"_s, picklistJson(field)},
        {u"polymorphicForeignKey"_s, field.polymorphic},
        {u"precision"_s, field.precision},
        {u"queryByDistance"_s,
            field.type == FieldType::Address || field.type == FieldType::Location},
        {u"referenceTargetField"_s, QJsonValue::Null},
        {u"referenceTo"_s, QJsonArray::fromStringList(field.referenceTo)},
        {u"relationshipName"_s, textOrNull(field.relationshipName)},
        {u"relationshipOrder"_s, field.masterDetail ? QJsonValue(0) : QJsonValue::Null},
        {u"restrictedDelete"_s, false},
        {u"restrictedPicklist"_s, field.restrictedPicklist},
        {u"scale"_s, field.scale},
        {u"searchPrefilterable"_s, field.searchPrefilterable},
        {u"soapType"_s, soapType(field.type)},
        {u"sortable"_s, field.sortable},
        {u"type"_s, typeName(field.type)},
        {u"unique"_s, field.unique},
        {u"updateable"_s, object.mayEdit && field.mayUpdate()},
        {u"writeRequiresMasterRead"_s, false},
    };
}

QString path(const QByteArray &version, const Object &object, const QString &rest = {})
{
    return u"/services/data/v"_s + QString::fromLatin1(version) + u"/sobjects/"_s + object.name
        + rest;
}

/// What came with version 49: the associated entities, sobjectDescribeOption. Only before it
/// describes had an address for default values.
bool isBefore49(const QByteArray &version) { return version.toDouble() < 49; }

QJsonObject urls(const Object &object, const QByteArray &version)
{
    QJsonObject urls{
        {u"rowTemplate"_s, path(version, object, u"/{ID}"_s)},
        {u"describe"_s, path(version, object, u"/describe"_s)},
        {u"sobject"_s, path(version, object)},
    };
    if (!object.flag(u"layoutable"_s))
        return urls;
    urls.insert(u"compactLayouts"_s, path(version, object, u"/describe/compactLayouts"_s));
    urls.insert(u"layouts"_s, path(version, object, u"/describe/layouts"_s));
    urls.insert(u"quickActions"_s, path(version, object, u"/quickActions"_s));
    if (object.name == "Event"_L1) {
        urls.insert(
            u"eventSeriesUpdates"_s, path(version, object, u"/{ID}/fromThisEventOnwards"_s));
    } else if (object.name == "User"_L1) {
        urls.insert(
            u"namedLayouts"_s, path(version, object, u"/describe/namedLayouts/{LayoutName}"_s));
        urls.insert(u"passwordUtilities"_s, path(version, object, u"/{ID}/password"_s));
    } else {
        urls.insert(u"approvalLayouts"_s, path(version, object, u"/describe/approvalLayouts"_s));
        urls.insert(u"listviews"_s, path(version, object, u"/listviews"_s));
    }
    return urls;
}

/// The keys that describeGlobal and describe share.
QJsonObject commonKeys(const Object &object, const QByteArray &version)
{
    const bool synced = !object.flag(u"hiddenFromSync"_s);
    QJsonObject keys{
        {u"activateable"_s, false},
        {u"createable"_s, object.flag(u"createable"_s) && object.mayCreate},
        {u"custom"_s, object.custom},
        {u"customSetting"_s, false},
        {u"deepCloneable"_s, object.flag(u"deepCloneable"_s)},
        {u"deletable"_s, object.flag(u"deletable"_s) && object.mayDelete},
        {u"deprecatedAndHidden"_s, false},
        {u"feedEnabled"_s, object.flag(u"feedEnabled"_s)},
        {u"hasSubtypes"_s, false},
        {u"isInterface"_s, false},
        {u"isSubtype"_s, false},
        {u"keyPrefix"_s, object.keyPrefix},
        {u"label"_s, object.label},
        {u"labelPlural"_s, object.labelPlural},
        {u"layoutable"_s, object.flag(u"layoutable"_s)},
        {u"mergeable"_s, object.flag(u"mergeable"_s)},
        {u"mruEnabled"_s, object.flag(u"mruEnabled"_s)},
        {u"name"_s, object.name},
        {u"queryable"_s, true},
        {u"replicateable"_s, synced},
        {u"retrieveable"_s, synced},
        {u"searchable"_s, object.flag(u"searchable"_s)},
        {u"triggerable"_s, object.flag(u"triggerable"_s)},
        {u"undeletable"_s, object.flag(u"undeletable"_s)},
        {u"updateable"_s, object.flag(u"updateable"_s) && object.mayEdit},
    };
    if (!isBefore49(version)) {
        keys.insert(u"associateEntityType"_s, QJsonValue::Null);
        keys.insert(u"associateParentEntity"_s, QJsonValue::Null);
    }
    return keys;
}

QJsonArray childRelationships(const SchemaSnapshot &schema, const Object &object)
{
    QJsonArray list;
    for (const ChildRelationship &each : schema.children(object)) {
        if (!each.child->mayRead || !each.field->visible())
            continue;
        list.append(QJsonObject{
            {u"cascadeDelete"_s, each.field->masterDetail},
            {u"childSObject"_s, each.child->name},
            {u"deprecatedAndHidden"_s, false},
            {u"field"_s, each.field->name},
            {u"junctionIdListNames"_s, QJsonArray()},
            {u"junctionReferenceTo"_s, QJsonArray()},
            {u"relationshipName"_s, textOrNull(each.name)},
            {u"restrictedDelete"_s, false},
        });
    }
    return list;
}

QJsonArray recordTypes(const Object &object, const QByteArray &version)
{
    const auto entry = [&](const RecordType &type, bool master) {
        return QJsonObject{
            {u"active"_s, true},
            {u"available"_s, true},
            {u"defaultRecordTypeMapping"_s, type.isDefault},
            {u"developerName"_s, type.developerName},
            {u"master"_s, master},
            {u"name"_s, type.name},
            {u"recordTypeId"_s, type.id},
            {u"urls"_s,
                QJsonObject{
                    {u"layout"_s, path(version, object, u"/describe/layouts/"_s + type.id)}}},
        };
    };
    QJsonArray list;
    for (const RecordType &type : object.recordTypes)
        list.append(entry(type, false));
    list.append(
        entry({u"012000000000000AAA"_s, u"Master"_s, u"Master"_s, false, list.isEmpty()}, true));
    return list;
}

} // namespace

QJsonObject describeGlobalEntry(const Object &object, const QByteArray &version)
{
    QJsonObject entry = commonKeys(object, version);
    entry.insert(u"urls"_s, urls(object, version));
    return entry;
}

QJsonObject describeGlobal(const SchemaSnapshot &schema, const QByteArray &version)
{
    QJsonArray objects;
    for (const auto &object : schema.objects()) {
        if (object->mayRead)
            objects.append(describeGlobalEntry(*object, version));
    }
    return {{u"encoding"_s, u"UTF-8"_s}, {u"maxBatchSize"_s, 200}, {u"sobjects"_s, objects}};
}

QJsonObject describeObject(const SchemaSnapshot &schema, const Object &object,
    const QByteArray &version, const QString &instanceUrl)
{
    QJsonObject description = commonKeys(object, version);
    QJsonArray fields;
    for (const Field &field : object.fields) {
        if (field.visible())
            fields.append(describeField(object, field));
    }
    QJsonArray scopes;
    for (const auto &[name, label] : object.scopes)
        scopes.append(QJsonObject{{u"label"_s, label}, {u"name"_s, name}});
    QJsonObject addresses = urls(object, version);
    addresses.insert(u"uiDetailTemplate"_s, QString(instanceUrl + u"/{ID}"_s));
    addresses.insert(u"uiEditTemplate"_s, QString(instanceUrl + u"/{ID}/e"_s));
    addresses.insert(u"uiNewRecord"_s, QString(instanceUrl + u'/' + object.keyPrefix + u"/e"_s));

    for (const QString &key : {u"actionOverrides"_s, u"namedLayoutInfos"_s})
        description.insert(key, QJsonArray());
    for (const QString &key : {u"defaultImplementation"_s, u"extendedBy"_s, u"extendsInterfaces"_s,
             u"implementedBy"_s, u"implementsInterfaces"_s, u"listviewable"_s,
             u"lookupLayoutable"_s, u"networkScopeFieldName"_s})
        description.insert(key, QJsonValue::Null);
    description.insert(u"childRelationships"_s, childRelationships(schema, object));
    description.insert(u"compactLayoutable"_s, object.flag(u"layoutable"_s));
    description.insert(u"fields"_s, fields);
    description.insert(u"recordTypeInfos"_s, recordTypes(object, version));
    description.insert(u"searchLayoutable"_s, object.flag(u"searchable"_s));
    if (isBefore49(version)) {
        addresses.insert(
            u"defaultValues"_s, path(version, object, u"/defaultValues?recordTypeId&fields"_s));
    } else {
        description.insert(u"sobjectDescribeOption"_s, u"FULL"_s);
    }
    description.insert(u"supportedScopes"_s, scopes);
    description.insert(u"urls"_s, addresses);
    return description;
}

} // namespace practice
