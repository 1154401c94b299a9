#include "app/practiceorg/http/conditions.h"
#include "app/practiceorg/records/recordsjson.h"
#include "app/practiceorg/records/recordsvalues.h"
#include "app/practiceorg/rest/recordsendpoints.h"
#include "app/practiceorg/rest/relationships.h"

using namespace Qt::StringLiterals;

/// Reading single records, and what changed (PROTOCOL 4.2, 4.8).
namespace practice {

bool fieldsOf(
    Call &call, const Object &object, const QStringList &names, std::vector<const Field *> &fields)
{
    if (names.isEmpty()) {
        fields = visibleFields(object);
        return true;
    }
    for (const QString &each : names) {
        const Field *field = object.visibleField(each.trimmed());
        if (field == nullptr) {
            answerError(call,
                {400, "INVALID_FIELD",
                    u"No such column '%1' on sobject of type %2"_s.arg(
                        each.trimmed(), object.name)});
            return false;
        }
        fields.push_back(field);
    }
    return true;
}

std::vector<QByteArray> findByKey(
    sqlite3 *db, const Object &object, const Field &key, const QString &value)
{
    Value wanted;
    if (valueFromJson(key, value, wanted) || wanted.isNull())
        return {};
    const QByteArray sql = "SELECT \"Id\" FROM " + object.table + " WHERE " + key.column
        + " = ? AND " + deletedColumn(object) + " = 0 ORDER BY \"Id\" LIMIT 20";
    Statement statement(
        db, std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    if (key.type == FieldType::Id)
        statement.bind(1, QString::fromLatin1(id18(value.toLatin1())));
    else if (wanted.kind == Value::Kind::Text)
        statement.bind(1, std::string_view(wanted.text));
    else if (wanted.kind == Value::Kind::Integer)
        statement.bind(1, wanted.integer);
    else
        statement.bind(1, wanted.real);
    std::vector<QByteArray> ids;
    while (statement.step())
        ids.push_back(statement.string(0).toLatin1());
    return ids;
}

void answerRecord(Call &call, const Object &object, const QByteArray &id)
{
    const QString wanted = parameter(call, "fields");
    std::vector<const Field *> fields;
    if (!fieldsOf(call, object, wanted.split(u',', Qt::SkipEmptyParts), fields))
        return;
    const Validators validators = validatorsOf(call, object, id);
    if (const std::optional<int> status = unmetCondition(call, validators)) {
        answerEmpty(call, *status, tagHeader(validators));
        return;
    }
    const RecordJson record(object, std::move(fields), call.version);
    Store::Reader reader = recordsOf(call.org).store().reader();
    const QByteArray sql = "SELECT " + record.columns() + ", " + deletedColumn(object) + " FROM "
        + object.table + " WHERE \"Id\" = ?";
    Statement row(
        reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    row.bind(1, QString::fromLatin1(id18(id)));
    if (!row.step()) {
        answerNotFound(call);
        return;
    }
    if (row.integer(sqlite3_column_count(row.handle()) - 1) != 0) {
        answerError(call, {404, "ENTITY_IS_DELETED", u"entity is deleted"_s, {}, true});
        return;
    }
    QByteArray json;
    record.append(json, row.handle());
    answerJsonText(call, 200, json, tagHeader(validators));
}

namespace {

void readRecord(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    if (object == nullptr)
        return;
    const QByteArray id = call.argument("id");
    if (!isWellFormedId(id)) {
        answerError(call,
            {404, "NOT_FOUND",
                u"Provided external ID field does not exist or is not accessible: %1"_s.arg(
                    QString::fromUtf8(id))});
        return;
    }
    answerRecord(call, *object, id);
}

void readByKey(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = objectOfPath(call, *schema);
    if (object == nullptr)
        return;
    if (isRelationshipPath(call, *object)) {
        readRelated(call, *schema, *object);
        return;
    }
    const QString name = QString::fromUtf8(call.argument("field"));
    const Field *key = object->visibleField(name);
    if (key == nullptr || !key->idLookup) {
        answerError(call,
            {404, "NOT_FOUND",
                u"Provided external ID field does not exist or is not accessible: %1"_s.arg(name)});
        return;
    }
    std::vector<QByteArray> ids;
    {
        Store::Reader reader = recordsOf(call.org).store().reader();
        ids = findByKey(reader.db(), *object, *key, QString::fromUtf8(call.argument("value")));
    }
    if (ids.empty()) {
        answerNotFound(call);
    } else if (ids.size() > 1) {
        QJsonArray urls;
        for (const QByteArray &id : ids)
            urls.append(call.url(u"sobjects/%1/%2"_s.arg(object->name, QString::fromLatin1(id))));
        answerJson(call, 300, urls);
    } else {
        answerRecord(call, *object, ids.front());
    }
}

struct Window {
    qint64 start = 0;
    qint64 end = 0;
    qint64 covered = 0; ///< latestDateCovered
};

/// Start and end without their seconds. False: refused, and answered.
bool windowOf(Call &call, int days, Window &window)
{
    const std::optional<qint64> start = parseDateTime(call.request.parameter("start"));
    const std::optional<qint64> end = parseDateTime(call.request.parameter("end"));
    constexpr qint64 minute = 60'000;
    const qint64 now = recordsOf(call.org).stamp();
    QString refusal;
    if (!start || !end)
        refusal = u"start and end are required, as ISO 8601 datetimes"_s;
    else if (*start / minute >= *end / minute)
        refusal = u"startDate must be before endDate, by more than a minute"_s;
    else if (*start < now - days * 24 * 60 * minute)
        refusal = u"startDate before org replication enabled date"_s;
    if (!refusal.isEmpty()) {
        answerError(call, {400, "INVALID_REPLICATION_DATE", refusal});
        return false;
    }
    window.start = *start - *start % minute;
    window.end = *end - *end % minute;
    window.covered = std::min(window.end, now - now % minute);
    return true;
}

/// The object of the path when its changes are kept; null: answered.
const Object *replicateableOfPath(Call &call, const SchemaSnapshot &schema)
{
    const Object *object = objectOfPath(call, schema);
    if (object == nullptr || !object->flag(u"hiddenFromSync"_s))
        return object;
    answerError(call,
        {400, "INVALID_TYPE_FOR_OPERATION",
            u"sObject type %1 is not replicable"_s.arg(object->name)});
    return nullptr;
}

constexpr qint64 mostIds = 600'000;

void tooManyIds(Call &call)
{
    answerError(call, {400, "EXCEEDED_ID_LIMIT", u"more than 600000 ids: narrow the window"_s});
}

void listUpdated(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = replicateableOfPath(call, *schema);
    Window window;
    if (object == nullptr || !windowOf(call, 30, window))
        return;
    Store::Reader reader = recordsOf(call.org).store().reader();
    const QByteArray sql = "SELECT \"Id\" FROM " + object->table
        + " WHERE \"SystemModstamp\" >= ? AND \"SystemModstamp\" < ? AND " + deletedColumn(*object)
        + " = 0 ORDER BY \"SystemModstamp\", \"Id\" LIMIT 600001";
    Statement rows(
        reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    rows.bind(1, window.start);
    rows.bind(2, window.end);
    QByteArray json = "{\"ids\":[";
    qint64 count = 0;
    for (; rows.step(); ++count) {
        json += count == 0 ? "" : ",";
        appendJsonText(json, rows.text(0));
    }
    if (count > mostIds) {
        tooManyIds(call);
        return;
    }
    json += "],\"latestDateCovered\":\"" + restDateTime(window.covered) + "\"}";
    answerJsonText(call, 200, json);
}

void listDeleted(Call &call)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const Object *object = replicateableOfPath(call, *schema);
    Window window;
    if (object == nullptr || !windowOf(call, 15, window))
        return;
    Store::Reader reader = recordsOf(call.org).store().reader();
    const QByteArray sql = "SELECT \"Id\", \"SystemModstamp\" FROM " + object->table
        + " WHERE \"SystemModstamp\" >= ? AND \"SystemModstamp\" < ? AND " + deletedColumn(*object)
        + " = 1 ORDER BY \"SystemModstamp\", \"Id\" LIMIT 600001";
    Statement rows(
        reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    rows.bind(1, window.start);
    rows.bind(2, window.end);
    QByteArray json = "{\"deletedRecords\":[";
    qint64 count = 0;
    for (; rows.step(); ++count) {
        json += count == 0 ? "{\"id\":" : ",{\"id\":";
        appendJsonText(json, rows.text(0));
        json += ",\"deletedDate\":\"" + restDateTime(rows.integer(1)) + "\"}";
    }
    if (count > mostIds) {
        tooManyIds(call);
        return;
    }
    const qint64 earliest = recordsOf(call.org).stamp() - 15LL * 86'400'000;
    json += "],\"earliestDateAvailable\":\"" + restDateTime(earliest - earliest % 60'000)
        + "\",\"latestDateCovered\":\"" + restDateTime(window.covered) + "\"}";
    answerJsonText(call, 200, json);
}

} // namespace

void addReadEndpoints(Router &router)
{
    router.add("GET", "sobjects/{object}/updated", listUpdated);
    router.add("GET", "sobjects/{object}/deleted", listDeleted);
    router.add("GET", "sobjects/{object}/{id}", readRecord);
    router.add("GET", "sobjects/{object}/{field}/{value...}", readByKey);
}

} // namespace practice
