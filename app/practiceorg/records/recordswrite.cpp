#include "app/practiceorg/records/recordswrite.h"

#include "app/practiceorg/records/recordschecks.h"
#include "app/practiceorg/records/recordsderive.h"
#include "app/practiceorg/records/recordserrors.h"
#include "app/practiceorg/records/recordshooks.h"
#include "app/practiceorg/records/recordsremove.h"
#include "app/practiceorg/records/recordsrow.h"

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

/// A contact or an opportunity that goes to another account.
bool changesAccount(const Object &object, const Row &row, const Row &before)
{
    if (object.name != "Contact"_L1 && object.name != "Opportunity"_L1)
        return false;
    const auto at = static_cast<std::size_t>(object.field(u"AccountId"_s)->index);
    return !(row[at] == before[at]);
}

} // namespace

/// The steps of a write, in their order: what comes in is read, checked, completed, checked as a
/// whole and stored.
struct RecordWriter::Private {
    WriteContext context;
    const RecordRows rows{context.writer, context.object};
    const IncomingReader reader{context};
    const RowChecks checks{context, rows};
    const RecordHooks hooks = recordHooks(context);

    RowResult create(IncomingRow &incoming);
    RowResult change(const QByteArray &id, IncomingRow &incoming);
    void complete(RowOnItsWay change, std::vector<RowError> &errors) const;
    RowResult upsertTarget(const Value &wanted, std::optional<QByteArray> &id);
    [[nodiscard]] RowError wrongId(const QByteArray &id) const;
    std::optional<RowError> findForUpdate(const QByteArray &id, Row &row);
    void stampChange(Row &row) const;
    void giveNumber(Row &row) const;
    [[nodiscard]] bool insert(Row &row) const;
    [[nodiscard]] bool update(const QByteArray &id, const Row &row, const Row &before) const;
};

RecordWriter::RecordWriter(Records &records, Store::Writer &writer, SchemaPointer schema,
    const Object &object, Operation operation, const Field *key, WriteOptions options)
{
    const qint64 now = records.stamp();
    const bool byKey = key != nullptr && key->type != FieldType::Id;
    d = std::make_unique<Private>(
        WriteContext{records, writer, std::move(schema), object, operation, byKey ? key : nullptr,
            std::move(options), now, QDateTime::fromMSecsSinceEpoch(now, QTimeZone::utc()),
            records.org().userId().toStdString()});
}

RecordWriter::~RecordWriter() = default;

bool RecordWriter::column(const QString &header, UploadColumn &column) const
{
    return d->reader.column(header, column);
}

/// What follows from the client's values, by the features of the org and by the object itself.
void RecordWriter::Private::complete(RowOnItsWay change, std::vector<RowError> &errors) const
{
    for (const auto &hook : hooks)
        hook->complete(change, errors);
    derive(context.object, change.row, change.before, change.given, context.writer, context.now);
}

RowResult RecordWriter::Private::create(IncomingRow &incoming)
{
    const Object &object = context.object;
    if (!object.mayCreate || !object.flag(u"createable"_s)) {
        return refused(listError("CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
            QString(u"entity type cannot be inserted: "_s + object.label)));
    }
    RowResult result;
    checks.incoming(incoming);
    result.errors = std::move(incoming.errors);

    Row row = rows.blank();
    setText(object, row, u"OwnerId"_s, context.user);
    setText(object, row, u"CreatedById"_s, context.user);
    setInteger(object, row, u"CreatedDate"_s, context.now);
    stampChange(row);
    std::vector<bool> given(object.fields.size());
    for (Assignment &each : incoming.values) {
        const auto at = static_cast<std::size_t>(each.field->index);
        given[at] = true;
        // Null for what has a default means the default.
        if (!each.value.isNull() || !each.field->defaultedOnCreate)
            row[at] = std::move(each.value);
    }
    complete({row, nullptr, given}, result.errors);
    checks.row(row, nullptr, result.errors);
    if (!result.errors.empty())
        return result;

    result.id = context.records.store().nextId(object.keyPrefix.toLatin1());
    result.created = true;
    setText(object, row, u"Id"_s, result.id.toStdString());
    giveNumber(row);
    if (!insert(row))
        result.errors.push_back(internalError(context.writer.errorText()));
    return result;
}

bool RecordWriter::Private::insert(Row &row) const
{
    return std::ranges::all_of(hooks, [&row](const auto &hook) { return hook->beforeInsert(row); })
        && rows.insert(row);
}

RowResult RecordWriter::Private::change(const QByteArray &id, IncomingRow &incoming)
{
    const Object &object = context.object;
    RowResult result;
    result.id = id;
    Row before;
    if (std::optional<RowError> error = findForUpdate(id, before)) {
        result.errors.push_back(std::move(*error));
        return result;
    }
    if (!object.mayEdit || !object.flag(u"updateable"_s)) {
        result.errors.push_back(noAccess());
        return result;
    }
    checks.incoming(incoming);
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
    complete({row, &before, given}, result.errors);
    stampChange(row);
    checks.row(row, &before, result.errors);
    if (!result.errors.empty())
        return result;
    if (!update(id, row, before))
        result.errors.push_back(internalError(context.writer.errorText()));
    return result;
}

bool RecordWriter::Private::update(const QByteArray &id, const Row &row, const Row &before) const
{
    return rows.update(id, row, before)
        && std::ranges::all_of(hooks, [&row](const auto &hook) { return hook->afterUpdate(row); })
        && (!changesAccount(context.object, row, before)
            || moveActivities(context.writer, id, context.now));
}

/// Words and fields are those of the REST API Guide's examples: "Update" and "Upsert Records Using
/// sObject Collections", "Status Codes and Error Responses"; of deleting, "Delete Records Using
/// sObject Collections".
RowError RecordWriter::Private::wrongId(const QByteArray &id) const
{
    if (context.operation == Operation::Delete || context.operation == Operation::HardDelete)
        return listError("MALFORMED_ID", QString(u"malformed id "_s + QString::fromUtf8(id)));
    return listError("MALFORMED_ID",
        u"%1 ID: id value of incorrect type: %2"_s.arg(context.object.label, QString::fromUtf8(id)),
        {u"Id"_s});
}

std::optional<RowError> RecordWriter::Private::findForUpdate(const QByteArray &id, Row &row)
{
    const Object *ofId = context.schema->objectOfId(QString::fromLatin1(id));
    if (!isWellFormedId(id) || ofId == nullptr || ofId->name != context.object.name)
        return wrongId(id);
    if (!rows.load(id, row)) {
        RowError error = listError("INVALID_CROSS_REFERENCE_KEY", u"invalid cross reference id"_s);
        error.status = 404;
        return error;
    }
    const Field *deleted = context.object.field(u"IsDeleted"_s);
    if (deleted != nullptr && row[static_cast<std::size_t>(deleted->index)].integer != 0) {
        RowError error = listError("ENTITY_IS_DELETED", u"entity is deleted"_s);
        error.status = 404;
        return error;
    }
    for (const auto &hook : hooks) {
        if (std::optional<RowError> refusal = hook->refusal(row))
            return refusal;
    }
    return std::nullopt;
}

void RecordWriter::Private::stampChange(Row &row) const
{
    setInteger(context.object, row, u"LastModifiedDate"_s, context.now);
    setInteger(context.object, row, u"SystemModstamp"_s, context.now);
    setText(context.object, row, u"LastModifiedById"_s, context.user);
}

/// The name of a record that names itself: `PMT-{0000000}` with as many digits at least.
void RecordWriter::Private::giveNumber(Row &row) const
{
    const Field *name = context.object.nameField();
    if (name == nullptr || name->autoNumber.isNull())
        return;
    const qsizetype open = name->autoNumber.indexOf(u'{');
    const quint64 number = context.records.store().idsGiven(context.object.keyPrefix.toLatin1());
    const QString digits =
        QString::number(number).rightJustified(name->autoNumber.size() - open - 2, u'0');
    setText(context.object, row, name->name,
        QString(name->autoNumber.left(open) + digits).toStdString());
}

/// Which record an upsert by external Id means: one, none (then `id` stays empty), or several.
RowResult RecordWriter::Private::upsertTarget(const Value &wanted, std::optional<QByteArray> &id)
{
    RowResult result;
    if (wanted.isNull()) {
        result.errors.push_back(
            listError("MISSING_ARGUMENT", QString(context.key->name + u" not specified"_s)));
        return result;
    }
    std::vector<QByteArray> found =
        findRecords(context.writer, context.object, *context.key, wanted);
    if (found.size() > 1) {
        result.errors.push_back(severalRecords(*context.key, found));
        result.candidates = std::move(found);
    } else if (found.size() == 1) {
        id = found.front();
    } else if (context.options.updateOnly) {
        result.errors.push_back(
            plainError("NOT_FOUND", u"The requested resource does not exist"_s, 404));
    }
    return result;
}

// The doors

RowResult RecordWriter::applyJson(const QJsonObject &body, const QString &id)
{
    if (d->context.operation == Operation::Delete || d->context.operation == Operation::HardDelete)
        return remove(id);
    std::optional<QByteArray> target;
    Value keyValue;
    if (d->context.operation == Operation::Upsert && d->context.key != nullptr) {
        const QJsonValue given =
            id.isNull() ? valueWithoutCase(body, d->context.key->name) : QJsonValue(id);
        if (std::optional<RowError> error = valueFromJson(*d->context.key, given, keyValue))
            return refused(std::move(*error));
        if (std::optional<RowError> error = checkValue(*d->context.key, keyValue))
            return refused(std::move(*error));
        RowResult result = d->upsertTarget(keyValue, target);
        if (!result.ok())
            return result;
    } else if (d->context.operation == Operation::Update
        || (d->context.operation == Operation::Upsert && !id.isEmpty())) {
        if (id.isEmpty()) {
            return refused(listError("MISSING_ARGUMENT", u"Id not specified in an update call"_s));
        }
        target = id18(id.toUtf8());
    }
    IncomingRow incoming = d->reader.fromJson(body, !target);
    if (std::vector<RowError> errors = unreadable(incoming.errors); !errors.empty()) {
        RowResult result;
        result.errors = std::move(errors);
        return result;
    }
    if (!target && d->context.key != nullptr)
        IncomingReader::addValue(incoming, *d->context.key, std::move(keyValue), true);
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
        else if (d->context.key != nullptr && columns[i].parent == nullptr
            && columns[i].field == d->context.key && !cells[i].empty()
            && !valueFromText(*d->context.key, cells[i], keyValue))
            keyValue = {};
    }
    if (d->context.operation == Operation::Delete
        || d->context.operation == Operation::HardDelete) {
        return target
            ? remove(QString::fromUtf8(*target))
            : refused(listError("MISSING_ARGUMENT", u"Id not specified in a delete call"_s));
    }
    if (d->context.operation == Operation::Insert)
        target.reset();
    if (d->context.operation == Operation::Update && !target)
        return refused(listError("MISSING_ARGUMENT", u"Id not specified in an update call"_s));
    if (d->context.operation == Operation::Upsert && d->context.key != nullptr) {
        target.reset();
        if (std::optional<RowError> error = checkValue(*d->context.key, keyValue))
            return refused(std::move(*error));
        RowResult result = d->upsertTarget(keyValue, target);
        if (!result.ok())
            return result;
    }

    const bool creating = !target;
    IncomingRow incoming = d->reader.fromCells(columns, cells, creating);
    if (creating && d->context.key != nullptr)
        IncomingReader::addValue(incoming, *d->context.key, std::move(keyValue), true);
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
    if (!d->context.object.mayDelete || !d->context.object.flag(u"deletable"_s)) {
        result.errors.push_back(noAccess());
        return result;
    }
    if (!removeRecord(*d->context.schema, d->context.object, result.id, d->context.writer,
            d->context.now, d->context.records.org().userId(),
            d->context.operation == Operation::HardDelete))
        result.errors.push_back(internalError(d->context.writer.errorText()));
    return result;
}

} // namespace practice
