#include "app/practiceorg/http/conditions.h"
#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/http/reply.h"
#include "app/practiceorg/records/recordsjson.h"
#include "app/practiceorg/rest/describe.h"
#include "app/practiceorg/rest/recordsendpoints.h"
#include "app/practiceorg/setup/setupdata.h"

#include <QCryptographicHash>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

void answerDescription(Call &call, const QJsonObject &description, const QDateTime &modified)
{
    const QByteArray json = QJsonDocument(description).toJson(QJsonDocument::Compact);
    const QByteArray tag =
        '"' + QCryptographicHash::hash(json, QCryptographicHash::Md5).toHex().left(8) + '"';
    if (const std::optional<int> status = unmetCondition(call, {tag, modified})) {
        answerEmpty(call, *status, {{"ETag", tag}});
        return;
    }
    answerJson(call, 200, description, {{"ETag", tag}, {"Last-Modified", httpDate(modified)}});
}

void describeAll(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    QJsonObject description = describeGlobal(*schema, call.version);
    QJsonArray objects = description[u"sobjects"_s].toArray();
    const SetupData setup(call.org, SetupData::Api::Data);
    for (const auto &object : setup.schema()->objects()) {
        if (schema->object(object->name) == nullptr)
            objects.append(describeGlobalEntry(*object, call.version));
    }
    description[u"sobjects"_s] = objects;
    answerDescription(call, description, schema->lastModified());
}

/// The schema in which the object of the path stands: the org's own, or that of setup.
SchemaPointer schemaOfPath(Call &call)
{
    if (SetupData::isAbout(QString::fromUtf8(call.argument("object")), SetupData::Api::Data))
        return SetupData(call.org, SetupData::Api::Data).schema();
    return recordsOf(call.org).snapshot();
}

void describeOne(Call &call)
{
    const SchemaPointer schema = schemaOfPath(call);
    const Object *object = objectOfPath(call, *schema);
    if (object == nullptr)
        return;
    answerDescription(call, describeObject(*schema, *object, call.version, call.org.instanceUrl()),
        object->lastModified);
}

/// `GET sobjects/Contact`: what it is, and a few records seen last.
void showObject(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    if (object == nullptr)
        return;
    QJsonArray recent;
    const Field *name = object->nameField();
    if (name != nullptr && object->field(u"SystemModstamp"_s) != nullptr) {
        const RecordJson record(*object, {object->field(u"Id"_s), name}, call.version);
        Store::Reader reader = recordsOf(call.org).store().reader();
        const QByteArray sql = "SELECT " + record.columns() + " FROM " + object->table + " WHERE "
            + deletedColumn(*object) + " = 0 ORDER BY \"SystemModstamp\" DESC, \"Id\" LIMIT 5";
        Statement rows(
            reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
        while (rows.step()) {
            QByteArray json;
            record.append(json, rows.handle());
            recent.append(QJsonDocument::fromJson(json).object());
        }
    }
    answerJson(call, 200,
        QJsonObject{{u"objectDescribe"_s, describeGlobalEntry(*object, call.version)},
            {u"recentItems"_s, recent}});
}

/// `GET recent`: who looked at what is not kept here; what was changed last stands for it.
void showRecent(Call &call)
{
    constexpr int most = 200;
    const int wanted = call.request.parameter("limit").toInt();
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    QByteArrayList selects;
    for (const auto &object : schema->objects()) {
        const Field *name = object->nameField();
        if (name == nullptr || !object->mayRead || !object->flag(u"mruEnabled"_s))
            continue;
        selects.append("SELECT '" + object->name.toUtf8() + "' AS type, \"Id\" AS id, "
            + name->column + " AS name, \"SystemModstamp\" AS stamp FROM " + object->table
            + " WHERE " + deletedColumn(*object) + " = 0");
    }
    const QByteArray sql = "SELECT type, id, name FROM (" + selects.join(" UNION ALL ")
        + ") ORDER BY stamp DESC, id LIMIT "
        + QByteArray::number(wanted > 0 ? std::min(wanted, most) : most);
    Store::Reader reader = recordsOf(call.org).store().reader();
    Statement rows(
        reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    QJsonArray recent;
    while (rows.step()) {
        const QString type = rows.string(0);
        const QString id = rows.string(1);
        recent.append(QJsonObject{
            {u"attributes"_s,
                QJsonObject{
                    {u"type"_s, type}, {u"url"_s, call.url(u"sobjects/"_s + type + u'/' + id)}}},
            {u"Id"_s, id},
            {u"Name"_s, rows.string(2)},
        });
    }
    answerJson(call, 200, recent);
}

/// Addresses that describe lists and that are not there (README.md). Without this they would be
/// taken for Ids and external Ids.
void addMissing(Router &router)
{
    for (const char *method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
        for (const char *path : {"describe/{rest...}", "listviews", "listviews/{rest...}",
                 "quickActions", "quickActions/{rest...}"})
            router.add(method, "sobjects/{object}/" + QByteArray(path), answerNotFound);
    }
}

} // namespace

void addDescribeEndpoints(Router &router)
{
    addMissing(router);
    router.add("GET", "sobjects", describeAll);
    router.add("GET", "sobjects/{object}", showObject);
    router.add("GET", "sobjects/{object}/describe", describeOne);
    router.add("GET", "recent", showRecent);
}

} // namespace practice
