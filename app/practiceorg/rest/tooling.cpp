#include "app/practiceorg/org/org.h"
#include "app/practiceorg/query/setupquery.h"
#include "app/practiceorg/records/recordsjson.h"
#include "app/practiceorg/rest/describe.h"
#include "app/practiceorg/rest/recordsendpoints.h"
#include "app/practiceorg/store/store.h"

/// The reading side of the Tooling API (PROTOCOL 6).
using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// The version as it stands in addresses: `62.0/tooling`.
QByteArray addressVersion(const Call &call) { return call.version + "/tooling"; }

void answerResources(Call &call)
{
    QJsonObject resources;
    for (const auto *name : {u"query", u"sobjects"})
        resources.insert(
            QString::fromUtf16(name), call.url(u"tooling/"_s + QString::fromUtf16(name)));
    answerJson(call, 200, resources);
}

void describeAll(Call &call)
{
    const SetupData data(call.org, SetupData::Api::Tooling);
    answerJson(call, 200, describeGlobal(*data.schema(), addressVersion(call)));
}

void describeOne(Call &call)
{
    const SetupData data(call.org, SetupData::Api::Tooling);
    const Object *object = objectOfPath(call, *data.schema());
    if (object == nullptr)
        return;
    answerJson(call, 200,
        describeObject(*data.schema(), *object, addressVersion(call), call.org.instanceUrl()));
}

void showObject(Call &call)
{
    const SetupData data(call.org, SetupData::Api::Tooling);
    const Object *object = objectOfPath(call, *data.schema());
    if (object == nullptr)
        return;
    answerJson(call, 200,
        QJsonObject{{u"objectDescribe"_s, describeGlobalEntry(*object, addressVersion(call))},
            {u"recentItems"_s, QJsonArray()}});
}

/// Nothing is written here: a type that is not there is no resource, another one is to be read.
void refuseWrite(Call &call)
{
    const SetupData data(call.org, SetupData::Api::Tooling);
    if (objectOfPath(call, *data.schema()) != nullptr)
        answerNotAllowed(call, {"GET"});
}

/// `GET tooling/sobjects/CustomField/00N…`
void readRecord(Call &call)
{
    SetupData data(call.org, SetupData::Api::Tooling);
    const Object *object = objectOfPath(call, *data.schema());
    std::vector<const Field *> fields;
    const QStringList names = parameter(call, "fields").split(u',', Qt::SkipEmptyParts);
    if (object == nullptr || !fieldsOf(call, *object, names, fields))
        return;
    const RecordJson record(*object, fields, addressVersion(call));
    const QByteArray sql =
        "SELECT " + record.columns() + " FROM " + object->table + " WHERE \"Id\" = ?";
    const bool loaded = data.load(*object);
    Statement row(data.db(), {sql.constData(), static_cast<std::size_t>(sql.size())});
    const QByteArray id = call.argument("id");
    row.bind(1, QString::fromUtf8(isVirtual(*object) ? id : id18(id)));
    if (!loaded || !row.step()) {
        answerNotFound(call);
        return;
    }
    QByteArray json;
    record.append(json, row.handle());
    answerJsonText(call, 200, json);
}

void answerQuery(Call &call)
{
    const QString text = QString::fromUtf8(call.request.parameter("q"));
    if (text.trimmed().isEmpty()) {
        answerError(call, {400, "MALFORMED_QUERY", u"A query string has to be specified"_s});
        return;
    }
    soql::Parsed parsed = soql::parse(text);
    if (const auto *error = std::get_if<soql::Error>(&parsed))
        answerError(call, {400, error->code, error->message});
    else
        answerSetupQuery(
            call, text, std::get<soql::Query>(std::move(parsed)), SetupData::Api::Tooling);
}

/// All rows came with the first answer: nobody was given a locator.
void answerNextPage(Call &call)
{
    answerError(call, {400, "INVALID_QUERY_LOCATOR", u"invalid query locator"_s});
}

} // namespace

void addToolingEndpoints(Router &router)
{
    router.add("GET", "tooling", answerResources);
    router.add("GET", "tooling/sobjects", describeAll);
    router.add("GET", "tooling/sobjects/{object}", showObject);
    router.add("GET", "tooling/sobjects/{object}/describe", describeOne);
    router.add("GET", "tooling/sobjects/{object}/{id}", readRecord);
    router.add("POST", "tooling/sobjects/{object}", refuseWrite);
    router.add("PATCH", "tooling/sobjects/{object}/{id}", refuseWrite);
    router.add("DELETE", "tooling/sobjects/{object}/{id}", refuseWrite);
    router.add("GET", "tooling/query", answerQuery);
    router.add("GET", "tooling/query/{locator}", answerNextPage);
}

} // namespace practice
