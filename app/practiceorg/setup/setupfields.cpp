#include "app/practiceorg/setup/setupfields.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QString withLength(const QString &word, int length)
{
    return u"%1(%2)"_s.arg(word, QString::number(length));
}

QString withPrecision(const QString &word, const Field &field)
{
    return u"%1(%2, %3)"_s.arg(
        word, QString::number(field.precision - field.scale), QString::number(field.scale));
}

/// The type alone, without what is said behind it.
QString plainType(const Field &field)
{
    switch (field.type) {
    case FieldType::Id:
        return u"Record ID"_s;
    case FieldType::Reference:
        return u"Lookup(%1)"_s.arg(field.referenceTo.join(u','));
    case FieldType::String:
        return withLength(u"Text"_s, field.length);
    case FieldType::TextArea:
        if (field.extraTypeInfo == "richtextarea"_L1)
            return withLength(u"Rich Text Area"_s, field.length);
        return withLength(field.longText ? u"Long Text Area"_s : u"Text Area"_s, field.length);
    case FieldType::Boolean:
        return u"Checkbox"_s;
    case FieldType::Int:
        return u"Number(%1, 0)"_s.arg(field.digits);
    case FieldType::Double:
        return withPrecision(u"Number"_s, field);
    case FieldType::Currency:
        return withPrecision(u"Currency"_s, field);
    case FieldType::Percent:
        return withPrecision(u"Percent"_s, field);
    case FieldType::Date:
        return u"Date"_s;
    case FieldType::DateTime:
        return u"Date/Time"_s;
    case FieldType::Time:
        return u"Time"_s;
    case FieldType::Picklist:
    case FieldType::Combobox:
        return u"Picklist"_s;
    case FieldType::MultiPicklist:
        return u"Picklist (Multi-Select)"_s;
    case FieldType::Phone:
        return field.name == "Fax"_L1 ? u"Fax"_s : u"Phone"_s;
    case FieldType::Email:
        return u"Email"_s;
    case FieldType::Url:
        return withLength(u"URL"_s, field.length);
    case FieldType::Address:
        return u"Address"_s;
    case FieldType::Location:
        return u"Geolocation"_s;
    case FieldType::ComplexValue:
        return u"Complex Value"_s;
    }
    return {};
}

QJsonValue numberOrNull(bool said, int number)
{
    return said ? QJsonValue(number) : QJsonValue(QJsonValue::Null);
}

QJsonValue valueSet(const Field &field)
{
    if (field.type != FieldType::Picklist && field.type != FieldType::MultiPicklist)
        return QJsonValue::Null;
    QJsonArray values;
    for (const PicklistValue &value : field.picklist) {
        values.append(QJsonObject{
            {u"color"_s, QJsonValue::Null},
            {u"default"_s, value.isDefault},
            {u"description"_s, QJsonValue::Null},
            {u"isActive"_s, value.active ? QJsonValue(QJsonValue::Null) : QJsonValue(false)},
            {u"label"_s, value.label},
            {u"urls"_s, QJsonValue::Null},
            {u"valueName"_s, value.value},
        });
    }
    return QJsonObject{
        {u"controllingField"_s, QJsonValue::Null},
        {u"restricted"_s,
            field.restrictedPicklist ? QJsonValue(true) : QJsonValue(QJsonValue::Null)},
        {u"valueSetDefinition"_s, QJsonObject{{u"sorted"_s, false}, {u"value"_s, values}}},
        {u"valueSetName"_s, QJsonValue::Null},
        {u"valueSettings"_s, QJsonArray()},
    };
}

/// `Account` of `Account__r`; a standard field's relationship has no ending.
QString relationshipDeveloperName(const QString &relationship)
{
    return relationship.endsWith("__r"_L1) ? relationship.chopped(3) : relationship;
}

} // namespace

QString developerName(const QString &apiName)
{
    if (!apiName.endsWith(u"__c"_s))
        return apiName;
    const QString prefix = namespacePrefix(apiName);
    return apiName.chopped(3).mid(prefix.isNull() ? 0 : prefix.size() + 2);
}

QString namespacePrefix(const QString &apiName)
{
    return apiName.count("__"_L1) > 1 ? apiName.section(u"__"_s, 0, 0) : QString();
}

QString setupType(const Object &object, const Field &field)
{
    // A name is a type of its own, whatever it is made of.
    if (field.nameField && !field.custom && field.type == FieldType::String)
        return object.custom ? plainType(field) : u"Name"_s;
    QString type = plainType(field);
    if (field.custom && field.externalId)
        type += u" (External ID)"_s;
    if (field.custom && field.unique) {
        type +=
            field.caseSensitive ? u" (Unique Case Sensitive)"_s : u" (Unique Case Insensitive)"_s;
    }
    return type;
}

QString metadataType(const Field &field)
{
    switch (field.type) {
    case FieldType::Reference:
        return u"Lookup"_s;
    case FieldType::TextArea:
        return field.extraTypeInfo == "richtextarea"_L1 ? u"Html"_s
            : field.longText                            ? u"LongTextArea"_s
                                                        : u"TextArea"_s;
    case FieldType::Boolean:
        return u"Checkbox"_s;
    case FieldType::Int:
    case FieldType::Double:
        return u"Number"_s;
    case FieldType::Currency:
        return u"Currency"_s;
    case FieldType::Percent:
        return u"Percent"_s;
    case FieldType::Date:
        return u"Date"_s;
    case FieldType::DateTime:
        return u"DateTime"_s;
    case FieldType::Time:
        return u"Time"_s;
    case FieldType::Picklist:
    case FieldType::Combobox:
        return u"Picklist"_s;
    case FieldType::MultiPicklist:
        return u"MultiselectPicklist"_s;
    case FieldType::Phone:
        return u"Phone"_s;
    case FieldType::Email:
        return u"Email"_s;
    case FieldType::Url:
        return u"Url"_s;
    case FieldType::Location:
        return u"Location"_s;
    default:
        return u"Text"_s;
    }
}

QJsonObject fieldMetadata(const Field &field)
{
    const bool plainText = field.type == FieldType::String || field.type == FieldType::TextArea;
    const bool lookup = field.type == FieldType::Reference;
    const bool number = isNumber(field.type);
    const QJsonValue null = QJsonValue::Null;
    QJsonObject metadata;
    for (const auto *key : {u"defaultValue", u"deleteConstraint", u"description", u"displayFormat",
             u"formula", u"inlineHelpText", u"maskChar", u"maskType", u"referenceTo",
             u"relationshipLabel", u"relationshipName", u"relationshipOrder", u"summarizedField",
             u"summaryOperation", u"urls", u"visibleLines", u"writeRequiresMasterRead"})
        metadata.insert(QString::fromUtf16(key), null);
    metadata.insert(u"label"_s, field.label);
    metadata.insert(u"type"_s, metadataType(field));
    metadata.insert(u"length"_s, numberOrNull(plainText, field.length));
    metadata.insert(u"precision"_s, numberOrNull(number, field.precision));
    metadata.insert(u"scale"_s, numberOrNull(number, field.scale));
    metadata.insert(u"required"_s, !field.nillable && field.type != FieldType::Boolean);
    metadata.insert(u"externalId"_s, field.externalId);
    metadata.insert(u"unique"_s, field.unique ? QJsonValue(true) : null);
    metadata.insert(u"caseSensitive"_s, field.unique ? QJsonValue(field.caseSensitive) : null);
    metadata.insert(u"trackHistory"_s, false);
    metadata.insert(u"valueSet"_s, valueSet(field));
    if (field.type == FieldType::Boolean)
        metadata.insert(
            u"defaultValue"_s, field.defaultValue == "true"_L1 ? u"true"_s : u"false"_s);
    if (lookup) {
        metadata.insert(u"referenceTo"_s, field.referenceTo.value(0));
        metadata.insert(u"relationshipName"_s, relationshipDeveloperName(field.relationshipName));
        metadata.insert(u"deleteConstraint"_s, u"SetNull"_s);
    }
    if (field.longText)
        metadata.insert(u"visibleLines"_s, 3);
    return metadata;
}

} // namespace practice
