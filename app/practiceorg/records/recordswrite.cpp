#include "app/practiceorg/records/recordswrite.h"

#include "app/practiceorg/records/recordsduplicates.h"
#include "app/practiceorg/records/recordsremove.h"
#include "app/practiceorg/records/recordswriter.h"

#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

RowResult refused(RowError error)
{
    RowResult result;
    result.errors.push_back(std::move(error));
    return result;
}

/// The values that could not be read: nothing else of the record has been looked at then.
std::vector<RowError> unreadable(const std::vector<RowError> &errors)
{
    std::vector<RowError> found;
    std::ranges::copy_if(errors, std::back_inserter(found),
        [](const RowError &error) { return error.code == "JSON_PARSER_ERROR"; });
    return found;
}

} // namespace

RecordWriter::Private::Private(Records &owner, Store::Writer &connection, SchemaPointer schemaNow,
    const Object &ofObject, Operation what, const Field *keyField, WriteOptions given)
    : records(owner)
    , writer(connection)
    , schema(std::move(schemaNow))
    , object(ofObject)
    , operation(what)
    , key(keyField != nullptr && keyField->type != FieldType::Id ? keyField : nullptr)
    , options(std::move(given))
    , rules(owner.rules().current())
    , addresses(addressesWithCodes(ofObject))
    , persons(personPairs(*schema, ofObject))
    , now(owner.stamp())
    , time(QDateTime::fromMSecsSinceEpoch(now, QTimeZone::utc()))
    , user(owner.org().userId().toStdString())
{
    for (const ValidationRule &rule : rules->validation) {
        if (rule.active && rule.object == object.name && rule.compiled)
            validation.push_back(&rule);
    }
    for (const DuplicateRule &rule : rules->duplicates) {
        if (rule.active && rule.object == object.name)
            duplicates.push_back(&rule);
    }
    blank.resize(object.fields.size());
    QByteArray names;
    QByteArray readable;
    QByteArray marks;
    for (const Field &field : object.fields) {
        if (!field.stored())
            continue;
        columns.push_back(&field);
        readable += (readable.isEmpty() ? "" : ", ") + field.column;
        if (!field.generatedSql.isEmpty())
            continue;
        writable.push_back(&field);
        names += (names.isEmpty() ? "" : ", ") + field.column;
        marks += marks.isEmpty() ? "?" : ", ?";
        if (field.unique)
            uniques.push_back(&field);
        Value &standard = blank[static_cast<std::size_t>(field.index)];
        if (!field.rollUp.isNull())
            standard = Value::ofReal(0);
        if (field.type == FieldType::Boolean)
            standard = Value::ofInteger(field.defaultValue == "true"_L1 ? 1 : 0);
        for (const PicklistValue &value : field.picklist) {
            if (value.isDefault && field.defaultedOnCreate)
                standard = Value::ofText(value.value.toStdString());
        }
    }
    selectSql = "SELECT " + readable + " FROM " + object.table + " WHERE \"Id\" = ?";
    insertSql = "INSERT INTO " + object.table + " (" + names + ") VALUES (" + marks + ")";
}

RecordWriter::RecordWriter(Records &records, Store::Writer &writer, SchemaPointer schema,
    const Object &object, Operation operation, const Field *key, WriteOptions options)
    : d(std::make_unique<Private>(
          records, writer, std::move(schema), object, operation, key, std::move(options)))
{
}

RecordWriter::~RecordWriter() = default;

RowResult RecordWriter::Private::create(Incoming &incoming)
{
    if (!object.mayCreate || !object.flag(u"createable"_s)) {
        return refused(listError("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            QString(u"entity type cannot be inserted: "_s + object.label)));
    }
    RowResult result;
    checkAccess(incoming);
    checkFields(incoming);
    result.errors = std::move(incoming.errors);

    Row row = blank;
    setText(row, u"OwnerId"_s, user);
    setText(row, u"CreatedById"_s, user);
    setInteger(row, u"CreatedDate"_s, now);
    stampChange(row);
    std::vector<bool> given(object.fields.size());
    for (Assignment &each : incoming.values) {
        const auto at = static_cast<std::size_t>(each.field->index);
        given[at] = true;
        // Null for what has a default means the default.
        if (!each.value.isNull() || !each.field->defaultedOnCreate)
            row[at] = std::move(each.value);
    }
    checkAddresses(row, nullptr, given, result.errors);
    if (std::optional<RowError> error = checkPerson(object, persons, row, nullptr, given))
        result.errors.push_back(std::move(*error));
    derive(object, row, nullptr, given, writer, now);
    checkOwner(row, nullptr, result.errors);
    if (result.errors.empty())
        checkRequired(row, result.errors);
    if (result.errors.empty())
        checkRules(row, nullptr, result.errors);
    if (result.errors.empty())
        checkUnique(row, nullptr, result.errors);
    if (result.errors.empty()) {
        if (std::optional<RowError> error =
                findDuplicates(duplicates, object, row, {}, options, writer))
            result.errors.push_back(std::move(*error));
    }
    if (!result.errors.empty())
        return result;

    result.id = records.store().nextId(object.keyPrefix.toLatin1());
    result.created = true;
    setText(row, u"Id"_s, result.id.toStdString());
    giveNumber(row);
    if (!makeHousehold(row) || !makePersonContact(row) || !insert(row))
        result.errors.push_back(internalError(writer.errorText()));
    return result;
}

/// A contact or an opportunity that goes to another account.
bool RecordWriter::Private::changesAccount(const Row &row, const Row &before) const
{
    if (object.name != "Contact"_L1 && object.name != "Opportunity"_L1)
        return false;
    const auto at = static_cast<std::size_t>(object.field(u"AccountId"_s)->index);
    return !(row[at] == before[at]);
}

RowResult RecordWriter::Private::change(const QByteArray &id, Incoming &incoming)
{
    RowResult result;
    result.id = id;
    Row before;
    if (std::optional<RowError> error = findForUpdate(id, before)) {
        result.errors.push_back(std::move(*error));
        return result;
    }
    if (object.name == "Contact"_L1 && isPerson(object, before)) {
        result.errors.push_back(personContactRefused());
        return result;
    }
    if (!object.mayEdit || !object.flag(u"updateable"_s)) {
        RowError error = listError(
            "INSUFFICIENT_ACCESS_OR_READONLY", u"insufficient access rights on object id"_s);
        error.status = 403;
        result.errors.push_back(std::move(error));
        return result;
    }
    checkAccess(incoming);
    checkFields(incoming);
    result.errors = std::move(incoming.errors);
    Row row = before;
    std::vector<bool> given(object.fields.size());
    for (Assignment &each : incoming.values) {
        const auto at = static_cast<std::size_t>(each.field->index);
        given[at] = true;
        row[at] = std::move(each.value);
    }
    if (std::optional<RowError> error = refusedChange(object, row, before))
        result.errors.push_back(std::move(*error));
    checkAddresses(row, &before, given, result.errors);
    if (std::optional<RowError> error = checkPerson(object, persons, row, &before, given))
        result.errors.push_back(std::move(*error));
    derive(object, row, &before, given, writer, now);
    stampChange(row);
    checkOwner(row, &before, result.errors);
    if (result.errors.empty())
        checkRequired(row, result.errors);
    if (result.errors.empty())
        checkRules(row, &before, result.errors);
    if (result.errors.empty())
        checkUnique(row, &before, result.errors);
    if (result.errors.empty() && matchesChanged(duplicates, object, row, before)) {
        if (std::optional<RowError> error =
                findDuplicates(duplicates, object, row, id, options, writer))
            result.errors.push_back(std::move(*error));
    }
    if (!result.errors.empty())
        return result;
    const bool written = update(id, row, before) && followPerson(row)
        && (!changesAccount(row, before) || moveActivities(writer, id, now));
    if (!written)
        result.errors.push_back(internalError(writer.errorText()));
    return result;
}

/// Which record an upsert by external Id means: one, none (then `id` stays empty), or several.
RowResult RecordWriter::Private::upsertTarget(const Value &wanted, std::optional<QByteArray> &id)
{
    RowResult result;
    if (wanted.isNull()) {
        result.errors.push_back(
            listError("MISSING_ARGUMENT", QString(key->name + u" not specified"_s)));
        return result;
    }
    std::vector<QByteArray> found = find(object, *key, wanted);
    if (found.size() > 1) {
        result.errors.push_back(severalRecords(*key, found));
        result.candidates = std::move(found);
    } else if (found.size() == 1) {
        id = found.front();
    } else if (options.updateOnly) {
        result.errors.push_back(
            plainError("NOT_FOUND", u"The requested resource does not exist"_s, 404));
    }
    return result;
}

// The doors

RowResult RecordWriter::applyJson(const QJsonObject &body, const QString &id)
{
    if (d->operation == Operation::Delete || d->operation == Operation::HardDelete)
        return remove(id);
    std::optional<QByteArray> target;
    Value keyValue;
    if (d->operation == Operation::Upsert && d->key != nullptr) {
        const QJsonValue given =
            id.isNull() ? valueWithoutCase(body, d->key->name) : QJsonValue(id);
        if (std::optional<RowError> error = valueFromJson(*d->key, given, keyValue))
            return refused(std::move(*error));
        if (std::optional<RowError> error = checkValue(*d->key, keyValue))
            return refused(std::move(*error));
        RowResult result = d->upsertTarget(keyValue, target);
        if (!result.ok())
            return result;
    } else if (d->operation == Operation::Update
        || (d->operation == Operation::Upsert && !id.isEmpty())) {
        if (id.isEmpty()) {
            return refused(listError("MISSING_ARGUMENT", u"Id not specified in an update call"_s));
        }
        target = id18(id.toUtf8());
    }
    Private::Incoming incoming = d->fromJson(body, !target);
    if (std::vector<RowError> errors = unreadable(incoming.errors); !errors.empty()) {
        RowResult result;
        result.errors = std::move(errors);
        return result;
    }
    if (!target && d->key != nullptr)
        d->addValue(incoming, *d->key, std::move(keyValue), true);
    return target ? d->change(*target, incoming) : d->create(incoming);
}

RowResult RecordWriter::applyCells(
    std::span<const UploadColumn> columns, std::span<const std::string_view> cells)
{
    std::optional<QByteArray> target;
    Value keyValue;
    // The record first: what an empty cell means depends on whether it is there.
    for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
        if (columns[i].isId && !cells[i].empty() && cells[i] != "#N/A")
            target = id18(QByteArrayView(cells[i].data(), static_cast<qsizetype>(cells[i].size())));
        else if (d->key != nullptr && columns[i].parent == nullptr && columns[i].field == d->key
            && !cells[i].empty() && !valueFromText(*d->key, cells[i], keyValue))
            keyValue = {};
    }
    if (d->operation == Operation::Delete || d->operation == Operation::HardDelete) {
        return target
            ? remove(QString::fromUtf8(*target))
            : refused(listError("MISSING_ARGUMENT", u"Id not specified in a delete call"_s));
    }
    if (d->operation == Operation::Insert)
        target.reset();
    if (d->operation == Operation::Update && !target)
        return refused(listError("MISSING_ARGUMENT", u"Id not specified in an update call"_s));
    if (d->operation == Operation::Upsert && d->key != nullptr) {
        target.reset();
        if (std::optional<RowError> error = checkValue(*d->key, keyValue))
            return refused(std::move(*error));
        RowResult result = d->upsertTarget(keyValue, target);
        if (!result.ok())
            return result;
    }

    const bool creating = !target;
    Private::Incoming incoming = d->fromCells(columns, cells, creating);
    if (creating && d->key != nullptr)
        d->addValue(incoming, *d->key, std::move(keyValue), true);
    return target ? d->change(*target, incoming) : d->create(incoming);
}

RowResult RecordWriter::remove(const QString &id)
{
    RowResult result;
    result.id = id18(id.toUtf8());
    Row row;
    if (std::optional<RowError> error = d->findForUpdate(result.id, row)) {
        result.errors.push_back(std::move(*error));
        return result;
    }
    if (d->object.name == "Contact"_L1 && isPerson(d->object, row)) {
        result.errors.push_back(personContactRefused());
        return result;
    }
    if (!d->object.mayDelete || !d->object.flag(u"deletable"_s)) {
        RowError error = listError(
            "INSUFFICIENT_ACCESS_OR_READONLY", u"insufficient access rights on object id"_s);
        error.status = 403;
        result.errors.push_back(std::move(error));
        return result;
    }
    if (!removeRecord(*d->schema, d->object, result.id, d->writer, d->now,
            d->records.org().userId(), d->operation == Operation::HardDelete))
        result.errors.push_back(internalError(d->writer.errorText()));
    return result;
}

} // namespace practice
