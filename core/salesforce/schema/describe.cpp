#include "salesforce/schema/describe.h"

#include "salesforce/http/session.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUrl>

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

} // namespace

Result<Description> readDescription(Session &session, const QString &object)
{
    const QString path =
        u"sobjects/"_s % QString::fromLatin1(QUrl::toPercentEncoding(object)) % u"/describe"_s;
    Description description;
    const Result<void> read = session.read(path, {}, [&](const HttpAnswer &answer) -> Result<void> {
        const Result<QJsonDocument> json = jsonFrom(answer, session.host(), path);
        if (!json)
            return json.failure();
        Result<ObjectSchema> schema = objectSchemaFrom(json->object(), path);
        if (!schema)
            return schema.failure();
        description.schema = *std::move(schema);
        description.json = QString::fromUtf8(answer.body);
        description.etag = QString::fromLatin1(answer.header("ETag"));
        description.lastModified = QString::fromLatin1(answer.header("Last-Modified"));
        return {};
    });
    if (read)
        return description;
    const Failure &failed = read.failure();
    // An object that the user can't see looks like one that does not exist.
    const QString code = failed.arguments.value(0);
    if (failed.problem == Failure::Problem::RequestRefused
        && (code == "NOT_FOUND"_L1 || code == "INVALID_TYPE"_L1 || code == "HTTP 404"_L1))
        return failure(Failure::Problem::ObjectNotVisible, {object}, failed.raw);
    return failed;
}

Result<ObjectSchema> describe(Session &session, const QString &object)
{
    Result<Description> description = readDescription(session, object);
    if (!description)
        return description.failure();
    return std::move(description->schema);
}

Result<std::vector<ObjectSummary>> describeGlobal(Session &session)
{
    const QString path = u"sobjects"_s;
    const Result<QJsonDocument> json = session.getJson(path);
    if (!json)
        return json.failure();
    return objectSummariesFrom(json->object(), path);
}
