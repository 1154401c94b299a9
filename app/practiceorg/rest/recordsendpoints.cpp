#include "app/practiceorg/rest/recordsendpoints.h"

#include "app/practiceorg/http/conditions.h"
#include "app/practiceorg/http/language.h"
#include "app/practiceorg/rest/describe.h"
#include "app/practiceorg/rest/relationships.h"
#include "app/practiceorg/text/jsontext.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

/// Single records: create, update, upsert, delete (PROTOCOL 4.2).
namespace practice {

ApiError apiError(const RowError &error, const QByteArray &version)
{
    ApiError api{error.status, error.code, error.message, error.fields, error.withFields, {}};
    if (!error.duplicateResult.isEmpty()) {
        // Misspelt until 54.0 at least (PROTOCOL 0, trap 13).
        const bool old = version.left(version.indexOf('.')).toInt() <= 54;
        api.extra.insert(old ? u"duplicateResut"_s : u"duplicateResult"_s, error.duplicateResult);
    }
    return api;
}

QJsonArray rowErrorsJson(const std::vector<RowError> &errors, const QString &language)
{
    QJsonArray array;
    for (const RowError &error : errors) {
        if (!array.isEmpty() && error.code == "JSON_PARSER_ERROR") // the parser stopped before it
            break;
        array.append(QJsonObject{{u"statusCode"_s, QString::fromLatin1(error.code)},
            {u"message"_s, inLanguage(error.message, language)},
            {u"fields"_s, QJsonArray::fromStringList(error.fields)}});
    }
    return array;
}

WriteOptions writeOptions(const Call &call)
{
    WriteOptions options;
    options.version = call.version;
    if (call.versionNumber() < 52) // the header came with it
        return options;
    const QByteArray header =
        call.request.headers.value("Sforce-Duplicate-Rule-Header").toLower().replace(' ', "");
    options.saveDuplicates = header.contains("allowsave=true");
    options.duplicateDetails = header.contains("includerecorddetails=true");
    return options;
}

const Object *objectOfPath(Call &call, const SchemaSnapshot &schema)
{
    const Object *object = schema.visibleObject(QString::fromUtf8(call.argument("object")));
    if (object == nullptr)
        answerNotFound(call);
    return object;
}

QString parameter(const Call &call, std::string_view name)
{
    const QByteArray value = call.request.parameter(name);
    return value.isNull() ? QString() : QString::fromUtf8(value);
}

namespace {

/// Keeps what is read, so that an error can say where it stood.
class KeptBody final : public http::BodyReader {
public:
    explicit KeptBody(http::BodyReader *next) : m_next(next) { }
    qint64 read(std::span<char> into) override
    {
        const qint64 count = m_next->read(into);
        if (count > 0)
            m_text.append(into.data(), count);
        return count;
    }
    [[nodiscard]] const QByteArray &text() const { return m_text; }

private:
    http::BodyReader *m_next;
    QByteArray m_text;
};

/// A parser stops at the first value that it can't read: every recorded answer with
/// JSON_PARSER_ERROR has that one alone, with where it stood (restforce issues 619 and 897,
/// regican/Salesforce issue 2). That it is the first of the text follows from that.
RowError firstOfText(const std::vector<RowError> &errors, const QByteArray &text)
{
    const std::vector<JsonMember> members = jsonMembers(text);
    RowError first = errors.front();
    auto found = members.end();
    for (const RowError &error : errors) {
        const auto member = std::ranges::find_if(members, [&error](const JsonMember &each) {
            return each.name.compare(error.positionOf, Qt::CaseInsensitive) == 0;
        });
        if (member < found) {
            first = error;
            found = member;
        }
    }
    if (found != members.end())
        first.message += jsonPlace(text, found->at);
    return first;
}

void answerRefusal(Call &call, const RowResult &result, const KeptBody *body)
{
    std::vector<ApiError> errors;
    if (result.errors.front().code == "JSON_PARSER_ERROR" && body != nullptr) {
        errors.push_back(apiError(firstOfText(result.errors, body->text()), call.version));
    } else {
        for (const RowError &error : result.errors)
            errors.push_back(apiError(error, call.version));
    }
    answerErrors(call, errors.front().status, errors);
}

QString recordUrl(const Call &call, const Object &object, const QByteArray &id)
{
    return call.url(u"sobjects/%1/%2"_s.arg(object.name, QString::fromLatin1(id)));
}

void answerCreated(Call &call, const Object &object, const RowResult &result, bool upsert)
{
    QJsonObject body{{u"id"_s, QString::fromLatin1(result.id)}, {u"success"_s, true},
        {u"errors"_s, QJsonArray()}};
    if (upsert && call.versionNumber() > 45)
        body.insert(u"created"_s, result.created);
    http::Headers headers;
    if (result.created)
        headers.add("Location", recordUrl(call, object, result.id).toLatin1());
    answerJson(call, result.created ? 201 : 200, body, headers);
}

/// False: refused, and answered.
bool mayHold(Call &call, const QJsonObject &body, const QString &name)
{
    for (auto each = body.begin(); each != body.end(); ++each) {
        if (each.key().compare(name, Qt::CaseInsensitive) == 0) {
            answerError(call,
                {400, "INVALID_FIELD",
                    u"The %1 field should not be specified in the sobject data."_s.arg(name)});
            return false;
        }
    }
    return true;
}

/// One write in a transaction of its own; committed when it went well.
template <typename Write>
RowResult inTransaction(Call &call, const SchemaPointer &schema, const Object &object,
    Operation operation, const Field *key, const WriteOptions &options, Write write)
{
    Records &records = recordsOf(call.org);
    Store::Writer writer = records.store().writer();
    RecordWriter record(records, writer, schema, object, operation, key, options);
    RowResult result = write(record);
    if (result.ok() && !writer.commit()) {
        RowError error;
        error.code = "UNKNOWN_EXCEPTION";
        error.message = writer.errorText();
        error.status = 500;
        result.errors.push_back(error);
    }
    return result;
}

void create(Call &call, bool upsert)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    if (object == nullptr)
        return;
    KeptBody kept(call.request.body);
    call.request.body = &kept;
    QJsonObject body;
    if (!conditionsAreValid(call, *object) || !readObject(call, body)
        || !mayHold(call, body, u"Id"_s))
        return;
    const RowResult result = inTransaction(call, schema, *object, Operation::Insert, nullptr,
        writeOptions(call), [&](RecordWriter &writer) { return writer.applyJson(body); });
    if (!result.ok())
        answerRefusal(call, result, &kept);
    else
        answerCreated(call, *object, result, upsert);
}

void createRecord(Call &call) { create(call, false); }

/// "Inserting New Records Using Id as the External ID": an upsert's answer, with `created`.
void createWithoutId(Call &call) { create(call, true); }

/// `sobjects/Contact/rid`: neither an Id nor a path of ours.
bool isIdOfPath(Call &call, const QByteArray &id)
{
    if (isWellFormedId(id))
        return true;
    answerError(call,
        {404, "NOT_FOUND",
            u"Provided external ID field does not exist or is not accessible: %1"_s.arg(
                QString::fromUtf8(id))});
    return false;
}

void updateById(Call &call, const SchemaPointer &schema, const Object &object, const QByteArray &id)
{
    KeptBody kept(call.request.body);
    call.request.body = &kept;
    QJsonObject body;
    if (!conditionsAreValid(call, object) || !readObject(call, body)
        || !mayHold(call, body, u"Id"_s))
        return;
    std::optional<int> unmet;
    const RowResult result = inTransaction(call, schema, object, Operation::Update, nullptr,
        writeOptions(call), [&](RecordWriter &writer) {
            unmet = unmetCondition(call, validatorsOf(call, object, id));
            return unmet ? RowResult() : writer.applyJson(body, QString::fromLatin1(id));
        });
    if (unmet)
        answerEmpty(call, *unmet);
    else if (!result.ok())
        answerRefusal(call, result, &kept);
    else
        answerEmpty(call, 204, tagHeader(validatorsOf(call, object, id)));
}

void updateRecord(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    const QByteArray id = call.argument("id");
    if (object != nullptr && isIdOfPath(call, id))
        updateById(call, schema, *object, id);
}

void deleteById(Call &call, const SchemaPointer &schema, const Object &object, const QByteArray &id)
{
    const RowResult result =
        inTransaction(call, schema, object, Operation::Delete, nullptr, writeOptions(call),
            [&](RecordWriter &writer) { return writer.remove(QString::fromLatin1(id)); });
    if (!result.ok())
        answerRefusal(call, result, nullptr);
    else
        answerEmpty(call, 204);
}

void deleteRecord(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    const QByteArray id = call.argument("id");
    if (object != nullptr && isIdOfPath(call, id))
        deleteById(call, schema, *object, id);
}

/// The field of `sobjects/Contact/Ext__c/value`; null: answered.
const Field *keyOfPath(Call &call, const Object &object)
{
    const QString name = QString::fromUtf8(call.argument("field"));
    const Field *field = object.visibleField(name);
    if (field != nullptr && field->idLookup)
        return field;
    answerError(call,
        {404, "NOT_FOUND",
            u"Provided external ID field does not exist or is not accessible: %1"_s.arg(name)});
    return nullptr;
}

void answerSeveral(Call &call, const Object &object, const std::vector<QByteArray> &ids)
{
    QJsonArray urls;
    for (const QByteArray &id : ids)
        urls.append(recordUrl(call, object, id));
    answerJson(call, 300, urls);
}

/// What the headers say about the record with an external Id; nothing when there is none yet, or
/// several.
std::optional<int> unmetOfKey(
    Call &call, const Object &object, const Field &key, const QString &value)
{
    const Store::Reader reader = recordsOf(call.org).store().reader();
    const std::vector<QByteArray> ids = findByKey(reader.db(), object, key, value);
    return ids.size() == 1 ? unmetCondition(call, validatorsOf(call, object, ids.front()))
                           : std::nullopt;
}

void upsertRecord(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    if (object != nullptr && isRelationshipPath(call, *object)) {
        if (const std::optional<RelatedRecord> related = relatedRecord(call, *schema, *object))
            updateById(call, schema, *related->object, related->id);
        return;
    }
    const Field *key = object == nullptr ? nullptr : keyOfPath(call, *object);
    if (key == nullptr)
        return;
    KeptBody kept(call.request.body);
    call.request.body = &kept;
    QJsonObject body;
    if (!conditionsAreValid(call, *object) || !readObject(call, body)
        || !mayHold(call, body, u"Id"_s) || !mayHold(call, body, key->name))
        return;
    const QString value = QString::fromUtf8(call.argument("value"));
    WriteOptions options = writeOptions(call);
    options.updateOnly = parameter(call, "updateOnly") == "true"_L1;
    std::optional<int> unmet;
    const RowResult result = inTransaction(
        call, schema, *object, Operation::Upsert, key, options, [&](RecordWriter &writer) {
            unmet = unmetOfKey(call, *object, *key, value);
            return unmet ? RowResult() : writer.applyJson(body, value);
        });
    if (unmet)
        answerEmpty(call, *unmet);
    else if (!result.candidates.empty())
        answerSeveral(call, *object, result.candidates);
    else if (!result.ok())
        answerRefusal(call, result, &kept);
    else if (!result.created && call.versionNumber() <= 45)
        answerEmpty(call, 204);
    else
        answerCreated(call, *object, result, true);
}

void deleteByKey(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    if (object != nullptr && isRelationshipPath(call, *object)) {
        if (const std::optional<RelatedRecord> related = relatedRecord(call, *schema, *object))
            deleteById(call, schema, *related->object, related->id);
        return;
    }
    const Field *key = object == nullptr ? nullptr : keyOfPath(call, *object);
    if (key == nullptr)
        return;
    Store::Reader reader = recordsOf(call.org).store().reader();
    const std::vector<QByteArray> ids =
        findByKey(reader.db(), *object, *key, QString::fromUtf8(call.argument("value")));
    if (ids.size() > 1) {
        answerSeveral(call, *object, ids);
        return;
    }
    if (ids.empty()) {
        answerNotFound(call);
        return;
    }
    deleteById(call, schema, *object, ids.front());
}

} // namespace

void addRecordEndpoints(Router &router)
{
    addDescribeEndpoints(router);
    addReadEndpoints(router);
    addCollectionEndpoints(router);
    addCompositeEndpoints(router);
    router.add("POST", "sobjects/{object}", createRecord);
    router.add("POST", "sobjects/{object}/Id", since(37, createWithoutId));
    router.add("PATCH", "sobjects/{object}/{id}", updateRecord);
    router.add("DELETE", "sobjects/{object}/{id}", deleteRecord);
    router.add("PATCH", "sobjects/{object}/{field}/{value...}", upsertRecord);
    router.add("DELETE", "sobjects/{object}/{field}/{value...}", deleteByKey);
}

} // namespace practice
