#include "salesforce/schema/schema.h"

#include "salesforce/schema/schemareader.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

FieldSchema fieldFrom(const QJsonObject &json)
{
    FieldSchema field;
    field.name = json["name"_L1].toString();
    field.label = json["label"_L1].toString(field.name);
    field.type = json["type"_L1].toString();
    field.length = json["length"_L1].toInt();
    field.precision = json["precision"_L1].toInt();
    field.scale = json["scale"_L1].toInt();
    field.nillable = json["nillable"_L1].toBool(true);
    field.createable = json["createable"_L1].toBool();
    field.updateable = json["updateable"_L1].toBool();
    field.defaultedOnCreate = json["defaultedOnCreate"_L1].toBool();
    field.calculated = json["calculated"_L1].toBool();
    field.filterable = json["filterable"_L1].toBool(true);
    field.sortable = json["sortable"_L1].toBool(true);
    field.unique = json["unique"_L1].toBool();
    field.externalId = json["externalId"_L1].toBool();
    field.idLookup = json["idLookup"_L1].toBool();
    field.restrictedPicklist = json["restrictedPicklist"_L1].toBool();
    // Account.Name names itself as its compound: it is part of another field only when that is
    // another field (PROTOCOL.md, trap 22).
    const QString compound = json["compoundFieldName"_L1].toString();
    if (compound.compare(field.name, Qt::CaseInsensitive) != 0)
        field.compoundFieldName = compound;
    field.relationshipName = json["relationshipName"_L1].toString();
    for (const QJsonValue &target : json["referenceTo"_L1].toArray())
        field.referenceTo.append(target.toString());
    for (const QJsonValue &entry : json["picklistValues"_L1].toArray()) {
        const QString value = entry["value"_L1].toString();
        field.picklistValues.push_back(
            {value, entry["label"_L1].toString(value), entry["active"_L1].toBool(true)});
    }
    return field;
}

} // namespace

const FieldSchema *ObjectSchema::field(const QString &wanted) const
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldSchema &known) {
        return known.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    return found == fields.end() ? nullptr : &*found;
}

Result<ObjectSchema> objectSchemaFrom(const QJsonObject &json, const QString &what)
{
    ObjectSchema object;
    object.name = json["name"_L1].toString();
    object.label = json["label"_L1].toString(object.name);
    object.labelPlural = json["labelPlural"_L1].toString(object.label);
    object.keyPrefix = json["keyPrefix"_L1].toString();
    object.queryable = json["queryable"_L1].toBool(true);
    object.createable = json["createable"_L1].toBool();
    object.updateable = json["updateable"_L1].toBool();
    object.deletable = json["deletable"_L1].toBool();
    const QJsonArray fields = json["fields"_L1].toArray();
    object.fields.reserve(static_cast<std::size_t>(fields.size()));
    for (const QJsonValue &field : fields)
        object.fields.push_back(fieldFrom(field.toObject()));
    if (object.name.isEmpty() || object.fields.empty())
        return failure(Failure::Problem::AnswerUnreadable, {what});
    return object;
}

Result<std::vector<ObjectSummary>> objectSummariesFrom(const QJsonObject &json, const QString &what)
{
    if (!json["sobjects"_L1].isArray())
        return failure(Failure::Problem::AnswerUnreadable, {what});
    std::vector<ObjectSummary> objects;
    for (const QJsonValue &entry : json["sobjects"_L1].toArray()) {
        ObjectSummary object;
        object.name = entry["name"_L1].toString();
        object.label = entry["label"_L1].toString(object.name);
        object.queryable = entry["queryable"_L1].toBool();
        object.custom = entry["custom"_L1].toBool();
        if (!object.name.isEmpty())
            objects.push_back(std::move(object));
    }
    return objects;
}

Result<ApiUsage> apiUsageFrom(const QJsonObject &limits, const QString &what)
{
    const QJsonObject daily = limits["DailyApiRequests"_L1].toObject();
    if (!daily["Max"_L1].isDouble() || !daily["Remaining"_L1].isDouble())
        return failure(Failure::Problem::AnswerUnreadable, {what});
    const qint64 maximum = daily["Max"_L1].toInteger();
    return ApiUsage{maximum - daily["Remaining"_L1].toInteger(), maximum};
}

QString versionFrom(const QJsonArray &versions, const QString &wanted)
{
    QString newest;
    for (const QJsonValue &entry : versions) {
        const QString version = entry["version"_L1].toString();
        if (version.toDouble() > newest.toDouble())
            newest = version;
    }
    return newest.toDouble() < wanted.toDouble() ? newest : wanted;
}
