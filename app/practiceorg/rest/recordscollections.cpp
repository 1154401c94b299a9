#include "app/practiceorg/http/language.h"
#include "app/practiceorg/records/recordsderive.h"
#include "app/practiceorg/records/recordsjson.h"
#include "app/practiceorg/rest/recordsendpoints.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

/// sObject Collections (PROTOCOL 4.7).
namespace practice {

namespace {

constexpr qsizetype mostRecords = 200;
constexpr int mostChunks = 10;

RowError rowError(const QByteArray &code, const QString &message)
{
    RowError error;
    error.code = code;
    error.message = message;
    return error;
}

/// What the rows of one call come to.
struct Outcome {
    Operation operation;
    std::vector<RowResult> rows = {};

    [[nodiscard]] bool allWell() const
    {
        return std::ranges::all_of(rows, [](const RowResult &row) { return row.ok(); });
    }
};

/// `showsId`: a row that was good and is rolled back has its Id where there was a record before
/// (the guide's examples of updating, upserting and deleting); one that was to be created has none
/// (collections/create.allOrNone-rolled-back.json).
QJsonObject rowJson(
    const RowResult &row, Operation operation, bool showsId, const QString &language)
{
    QJsonObject json{{u"success"_s, row.ok()}, {u"errors"_s, rowErrorsJson(row.errors, language)}};
    if (showsId)
        json.insert(u"id"_s, QString::fromLatin1(row.id));
    if (operation == Operation::Upsert)
        json.insert(u"created"_s, row.ok() && row.created);
    return json;
}

/// Commits, or with allOrNone and a bad row rolls everything back, and answers 200 either way.
void finish(Call &call, Store::Writer &writer, Outcome &outcome, bool allOrNone)
{
    const bool keep = !allOrNone || outcome.allWell();
    if (keep && !writer.commit()) {
        answerError(call, {500, "UNKNOWN_EXCEPTION", writer.errorText()});
        return;
    }
    const QString language = userLanguage(call.org);
    QJsonArray answer;
    for (RowResult &row : outcome.rows) {
        const bool showsId = row.ok() && (keep || !row.created);
        if (!keep && row.ok()) {
            row.errors.push_back(rowError("ALL_OR_NONE_OPERATION_ROLLED_BACK",
                u"Record rolled back because not all records were valid and the request was using AllOrNone header"_s));
        }
        answer.append(rowJson(row, outcome.operation, showsId, language));
    }
    answerJson(call, 200, answer);
}

bool countIsRight(Call &call, qsizetype count)
{
    if (count == 0) {
        answerError(
            call, {400, "REQUIRED_FIELD_MISSING", u"At least 1 record is required"_s, {}, true});
        return false;
    }
    if (count > mostRecords) {
        answerError(call,
            {400, "EXCEEDED_ID_LIMIT",
                u"record limit reached. cannot submit more than 200 records into this call"_s, {},
                true});
        return false;
    }
    return true;
}

/// "A single request can process up to 10 chunks." The words are those of Apex, where the operation
/// fails as a whole (SFDO-Community/declarative-lookup-rollup-summaries issue 51); no source has
/// the status and the code of the REST API.
bool chunksAreFew(Call &call, const QStringList &types)
{
    int chunks = 0;
    for (qsizetype i = 0; i < types.size(); ++i)
        chunks += i == 0 || types[i].compare(types[i - 1], Qt::CaseInsensitive) != 0 ? 1 : 0;
    if (chunks <= mostChunks)
        return true;
    answerError(call,
        {400, "LIMIT_EXCEEDED",
            u"Cannot have more than 10 chunks in a single operation. Please rearrange the data to reduce chunking."_s,
            {}, true});
    return false;
}

QString typeOf(const QJsonValue &record) { return record[u"attributes"][u"type"].toString(); }

/// Writers are made once per run of equal types: a chunk.
class Chunks {
public:
    Chunks(Call &call, Records &records, Store::Writer &writer, SchemaPointer schema,
        Operation operation, const Field *key)
        : m_records(records)
        , m_writer(writer)
        , m_schema(std::move(schema))
        , m_operation(operation)
        , m_key(key)
        , m_options(writeOptions(call))
    {
        m_options.matchDetails = false;
    }

    /// Null when the user sees no such object.
    RecordWriter *writerFor(const QString &type)
    {
        const Object *object = m_schema->visibleObject(type);
        if (object == nullptr)
            return nullptr;
        if (object != m_object) {
            m_object = object;
            m_current.reset();
        }
        if (!m_current)
            m_current.emplace(
                m_records, m_writer, m_schema, *object, m_operation, m_key, m_options);
        return &*m_current;
    }

private:
    Records &m_records;
    Store::Writer &m_writer;
    SchemaPointer m_schema;
    Operation m_operation;
    const Field *m_key;
    WriteOptions m_options;
    const Object *m_object = nullptr;
    std::optional<RecordWriter> m_current;
};

RowResult refused(RowError error)
{
    RowResult row;
    row.errors.push_back(std::move(error));
    return row;
}

RowResult noWriter(const QString &type)
{
    return refused(rowError("INVALID_TYPE", u"sObject type '%1' is not supported."_s.arg(type)));
}

void writeRecords(Call &call, Operation operation)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    const QJsonArray incoming = body[u"records"_s].toArray();
    QStringList types;
    for (const QJsonValue &record : incoming)
        types.append(typeOf(record));
    if (!countIsRight(call, incoming.size()) || !chunksAreFew(call, types))
        return;
    Records &records = recordsOf(call.org);
    Store::Writer writer = records.store().writer();
    Chunks chunks(call, records, writer, records.snapshot(), operation, nullptr);
    Outcome outcome{operation};
    for (const QJsonValue &each : incoming) {
        const QJsonObject record = each.toObject();
        const QString type = typeOf(each);
        RecordWriter *rowWriter = chunks.writerFor(type);
        if (rowWriter == nullptr) {
            outcome.rows.push_back(noWriter(type));
            continue;
        }
        const QString id = valueWithoutCase(record, u"Id"_s).toString();
        if (operation == Operation::Insert && !id.isEmpty()) {
            outcome.rows.push_back(refused(rowError(
                "INVALID_FIELD_FOR_INSERT_UPDATE", u"cannot specify Id in an insert call"_s)));
            continue;
        }
        outcome.rows.push_back(rowWriter->applyJson(record, id.isEmpty() ? QString() : id));
    }
    finish(call, writer, outcome, body[u"allOrNone"_s].toBool());
}

void createRecords(Call &call) { writeRecords(call, Operation::Insert); }

void updateRecords(Call &call) { writeRecords(call, Operation::Update); }

/// The same external Id twice: every row that has it is refused.
QSet<QString> repeatedKeys(const QJsonArray &incoming, const QString &key)
{
    QSet<QString> seen;
    QSet<QString> repeated;
    for (const QJsonValue &each : incoming) {
        const QString value =
            valueWithoutCase(each.toObject(), key).toVariant().toString().toLower();
        if (value.isEmpty())
            continue;
        if (seen.contains(value))
            repeated.insert(value);
        seen.insert(value);
    }
    return repeated;
}

/// "The list can contain objects only of the type indicated in the request URI." "Only external ids
/// are supported. Don't use record ids": of a row with both no answer was found; a single record
/// with its Id in the body is refused in these words.
std::optional<RowError> refusedUpsert(
    const Object &object, const Field &key, const QJsonObject &record)
{
    const QString type = typeOf(record);
    if (type.compare(object.name, Qt::CaseInsensitive) != 0) {
        return rowError("INVALID_TYPE",
            u"sObject type '%1' is not the type of this call: %2"_s.arg(type, object.name));
    }
    if (key.type != FieldType::Id && !valueWithoutCase(record, u"Id"_s).toString().isEmpty()) {
        return rowError(
            "INVALID_FIELD", u"The Id field should not be specified in the sobject data."_s);
    }
    return std::nullopt;
}

void upsertRecords(Call &call)
{
    Records &records = recordsOf(call.org);
    const SchemaPointer schema = records.snapshot();
    const Object *object = objectOfPath(call, *schema);
    if (object == nullptr)
        return;
    const QString name = QString::fromUtf8(call.argument("field"));
    const Field *key = object->visibleField(name);
    if (key == nullptr || !key->idLookup) {
        answerError(call,
            {404, "NOT_FOUND",
                u"Provided external ID field does not exist or is not accessible: %1"_s.arg(name)});
        return;
    }
    QJsonObject body;
    if (!readObject(call, body))
        return;
    const QJsonArray incoming = body[u"records"_s].toArray();
    if (!countIsRight(call, incoming.size()))
        return;

    const QSet<QString> repeated = repeatedKeys(incoming, key->name);
    Store::Writer writer = records.store().writer();
    Chunks chunks(call, records, writer, schema, Operation::Upsert, key);
    Outcome outcome{Operation::Upsert};
    for (const QJsonValue &each : incoming) {
        const QJsonObject record = each.toObject();
        const QString value = valueWithoutCase(record, key->name).toVariant().toString();
        if (std::optional<RowError> error = refusedUpsert(*object, *key, record)) {
            outcome.rows.push_back(refused(std::move(*error)));
            continue;
        }
        if (repeated.contains(value.toLower())) {
            outcome.rows.push_back(refused(
                rowError("DUPLICATE_VALUE", u"Duplicate external id specified: %1"_s.arg(value))));
            continue;
        }
        RecordWriter *rowWriter = chunks.writerFor(object->name);
        const bool byId = key->type == FieldType::Id;
        outcome.rows.push_back(
            rowWriter->applyJson(record, byId && !value.isEmpty() ? value : QString()));
    }
    finish(call, writer, outcome, body[u"allOrNone"_s].toBool());
}

void deleteRecords(Call &call)
{
    const QStringList ids = parameter(call, "ids").split(u',', Qt::SkipEmptyParts);
    if (!countIsRight(call, ids.size()))
        return;
    Records &records = recordsOf(call.org);
    const SchemaPointer schema = records.snapshot();
    QStringList types;
    for (const QString &id : ids) {
        if (const Object *object = schema->objectOfId(id.trimmed()))
            types.append(object->name);
    }
    if (!chunksAreFew(call, types))
        return;
    Store::Writer writer = records.store().writer();
    Chunks chunks(call, records, writer, schema, Operation::Delete, nullptr);
    Outcome outcome{Operation::Delete};
    for (const QString &each : ids) {
        const QString id = each.trimmed();
        const Object *object = schema->objectOfId(id);
        if (object == nullptr || !isWellFormedId(id.toLatin1())) {
            outcome.rows.push_back(
                refused(rowError("MALFORMED_ID", QString(u"malformed id "_s + id))));
            continue;
        }
        RecordWriter *rowWriter = chunks.writerFor(object->name);
        outcome.rows.push_back(
            rowWriter == nullptr ? noWriter(object->name) : rowWriter->remove(id));
    }
    finish(call, writer, outcome, parameter(call, "allOrNone") == "true"_L1);
}

/// Both lists are required ("Get Records Using sObject Collections"); no source has the words.
bool bothAreGiven(Call &call, const QStringList &ids, const QStringList &names)
{
    if (!ids.isEmpty() && !names.isEmpty())
        return true;
    answerError(call,
        {400, "MISSING_ARGUMENT",
            u"The %1 argument is required"_s.arg(ids.isEmpty() ? u"ids"_s : u"fields"_s)});
    return false;
}

void answerRecords(Call &call, const QStringList &ids, const QStringList &names)
{
    if (!bothAreGiven(call, ids, names))
        return;
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    std::vector<const Field *> fields;
    if (object == nullptr || !fieldsOf(call, *object, names, fields))
        return;
    const RecordJson record(*object, std::move(fields), call.version);
    Store::Reader reader = recordsOf(call.org).store().reader();
    const QByteArray sql = "SELECT " + record.columns() + " FROM " + object->table
        + " WHERE \"Id\" = ? AND " + deletedColumn(*object) + " = 0";
    Statement row(
        reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    QByteArray json = "[";
    for (const QString &id : ids) {
        json += json.size() == 1 ? "" : ",";
        row.bind(1, QString::fromLatin1(id18(id.trimmed().toLatin1())));
        if (row.step())
            record.append(json, row.handle());
        else
            json += "null";
        row.reset();
    }
    answerJsonText(call, 200, json + ']');
}

void readRecords(Call &call)
{
    answerRecords(call, parameter(call, "ids").split(u',', Qt::SkipEmptyParts),
        parameter(call, "fields").split(u',', Qt::SkipEmptyParts));
}

void readManyRecords(Call &call)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    QStringList ids;
    for (const QJsonValue &id : body[u"ids"_s].toArray())
        ids.append(id.toString());
    QStringList names;
    for (const QJsonValue &name : body[u"fields"_s].toArray())
        names.append(name.toString());
    constexpr qsizetype most = 2000;
    if (ids.size() > most) {
        answerError(call,
            {400, "EXCEEDED_ID_LIMIT",
                u"record limit reached. cannot submit more than 2000 records into this call"_s});
        return;
    }
    answerRecords(call, ids, names);
}

} // namespace

void addCollectionEndpoints(Router &router)
{
    router.add("POST", "composite/sobjects", createRecords);
    router.add("PATCH", "composite/sobjects", updateRecords);
    router.add("DELETE", "composite/sobjects", deleteRecords);
    router.add("PATCH", "composite/sobjects/{object}/{field}", since(46, upsertRecords));
    router.add("GET", "composite/sobjects/{object}", readRecords);
    router.add("POST", "composite/sobjects/{object}", readManyRecords);
}

} // namespace practice
