#include "app/practiceorg/schema/schemafield.h"

#include "app/practiceorg/text/refusal.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

struct CustomType {
    const char *name; ///< setup's word, lower case
    FieldType type;
    int length;
    bool longText;
};

constexpr CustomType customTypes[] = {
    {"text", FieldType::String, 255, false},
    {"string", FieldType::String, 255, false},
    {"textarea", FieldType::TextArea, 255, false},
    {"longtextarea", FieldType::TextArea, 32'768, true},
    {"html", FieldType::TextArea, 32'768, true},
    {"number", FieldType::Double, 0, false},
    {"double", FieldType::Double, 0, false},
    {"int", FieldType::Double, 0, false},
    {"currency", FieldType::Currency, 0, false},
    {"percent", FieldType::Percent, 0, false},
    {"checkbox", FieldType::Boolean, 0, false},
    {"boolean", FieldType::Boolean, 0, false},
    {"date", FieldType::Date, 0, false},
    {"datetime", FieldType::DateTime, 0, false},
    {"time", FieldType::Time, 0, false},
    {"picklist", FieldType::Picklist, 255, false},
    {"multiselectpicklist", FieldType::MultiPicklist, 4099, false},
    {"multipicklist", FieldType::MultiPicklist, 4099, false},
    {"email", FieldType::Email, 80, false},
    {"phone", FieldType::Phone, 40, false},
    {"url", FieldType::Url, 255, false},
    {"lookup", FieldType::Reference, 18, false},
    {"reference", FieldType::Reference, 18, false},
};

void applyCustomType(Field &field, const CustomType &known, const QJsonObject &wanted)
{
    field.type = known.type;
    field.length = known.length;
    if (isText(field.type) && field.type != FieldType::Picklist
        && field.type != FieldType::MultiPicklist)
        field.length = wanted[u"length"_s].toInt(known.length);
    field.longText = known.longText || (field.type == FieldType::TextArea && field.length > 255);
    if (field.longText)
        field.filterable = field.sortable = field.groupable = field.aggregatable = false;
    if (field.type == FieldType::TextArea) {
        field.extraTypeInfo =
            std::string_view(known.name) == "html" ? u"richtextarea"_s : u"plaintextarea"_s;
    }
    if (isNumber(field.type)) {
        field.precision = wanted[u"precision"_s].toInt(18);
        field.scale = wanted[u"scale"_s].toInt(field.type == FieldType::Currency ? 2 : 0);
        field.groupable = false;
    }
    if (field.type == FieldType::DateTime || field.type == FieldType::MultiPicklist)
        field.groupable = false;
    if (field.type == FieldType::MultiPicklist)
        field.sortable = field.aggregatable = false;
    if (field.type == FieldType::Boolean)
        field.aggregatable = false;
}

} // namespace

QString customName(const QString &name)
{
    return name.endsWith(u"__c"_s, Qt::CaseInsensitive) ? name : QString(name + u"__c"_s);
}

std::vector<PicklistValue> picklistFrom(const QJsonArray &values)
{
    std::vector<PicklistValue> list;
    for (const QJsonValue &each : values) {
        PicklistValue value;
        if (each.isObject()) {
            value.value = each[u"value"_s].toString();
            value.label = each[u"label"_s].toString(value.value);
            value.isDefault = each[u"default"_s].toBool();
            value.active = each[u"active"_s].toBool(true);
        } else {
            value.value = value.label = each.toString();
        }
        list.push_back(std::move(value));
    }
    return list;
}

Result<Field> customFieldFrom(const QJsonObject &wanted, const Object &object)
{
    const QString given = wanted[u"field"_s].toString();
    static const QRegularExpression allowed(u"^[A-Za-z]\\w*$"_s);
    if (!allowed.match(given).hasMatch())
        return refusal(u"not a field name: %1"_s.arg(given));
    Field field;
    field.name = customName(given);
    if (object.field(field.name) != nullptr)
        return refusal(u"%1 already has a field %2"_s.arg(object.name, field.name));

    QString type = wanted[u"type"_s].toString(u"Text"_s).toLower();
    type.remove(u' ');
    const CustomType *known = nullptr;
    for (const CustomType &each : customTypes) {
        if (type == QLatin1StringView(each.name))
            known = &each;
    }
    if (known == nullptr)
        return refusal(u"no field type %1"_s.arg(wanted[u"type"_s].toString()));
    applyCustomType(field, *known, wanted);

    QString plain = field.name.chopped(3);
    field.label = wanted[u"label"_s].toString(plain.replace(u'_', u' '));
    field.durableId = wanted[u"durableId"_s].toString();
    field.custom = true;
    field.createable = field.updateable = true;
    const bool required = wanted[u"required"_s].toBool();
    field.nillable = field.type != FieldType::Boolean && !required;
    field.defaultedOnCreate = field.type == FieldType::Boolean;
    field.permissionable = !required;
    field.externalId = wanted[u"externalId"_s].toBool();
    field.idLookup = field.externalId;
    field.unique = wanted[u"unique"_s].toBool();
    field.caseSensitive = wanted[u"caseSensitive"_s].toBool();
    field.picklist = picklistFrom(wanted[u"values"_s].toArray());
    field.restrictedPicklist = wanted[u"restricted"_s].toBool();
    if (field.type == FieldType::Reference) {
        field.referenceTo = {wanted[u"referenceTo"_s].toString(u"Account"_s)};
        field.relationshipName = field.name.chopped(1) + u'r';
        field.searchPrefilterable = true;
    }
    return field;
}

Result<Object> customObjectFrom(const QJsonObject &wanted, const SchemaSnapshot &schema)
{
    const QString name = customName(wanted[u"object"_s].toString());
    static const QRegularExpression allowed(u"^[A-Za-z]\\w*$"_s);
    if (!allowed.match(name).hasMatch())
        return refusal(u"not an object name: %1"_s.arg(name));
    if (schema.object(name) != nullptr)
        return refusal(u"there is an object %1 already"_s.arg(name));
    QString plain = name.chopped(3);
    const QString label = wanted[u"label"_s].toString(plain.replace(u'_', u' '));

    Result<Object> object = customObjectTemplate();
    if (!object)
        return object.failure();
    int taken = 0;
    for (const auto &each : schema.objects())
        taken += each->custom ? 1 : 0;
    object->name = name;
    object->label = label;
    object->labelPlural = wanted[u"labelPlural"_s].toString(QString(label + u's'));
    object->custom = true;
    object->keyPrefix = u"a"_s + QString::number(taken).rightJustified(2, u'0');
    object->durableId = wanted[u"durableId"_s].toString();
    object->reindex();
    return object;
}

} // namespace practice
