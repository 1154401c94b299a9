#include "app/practiceorg/recordswrite.h"

#include "app/practiceorg/recordsderive.h"
#include "app/practiceorg/recordsduplicates.h"
#include "app/practiceorg/recordsremove.h"
#include "app/practiceorg/recordsvalues.h"

#include <QJsonObject>
#include <QTimeZone>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

RowError plainError(const QByteArray &code, const QString &message, int status = 400)
{
    RowError error;
    error.code = code;
    error.message = message;
    error.withFields = false;
    error.status = status;
    return error;
}

RowError listError(const QByteArray &code, const QString &message, const QStringList &fields = {})
{
    RowError error;
    error.code = code;
    error.message = message;
    error.fields = fields;
    return error;
}

RowResult refused(RowError error)
{
    RowResult result;
    result.errors.push_back(std::move(error));
    return result;
}

RowError noSuchColumn(const QString &name, const Object &object)
{
    return plainError(
        "INVALID_FIELD", u"No such column '%1' on sobject of type %2"_s.arg(name, object.name));
}

RowError internalError(const QString &text)
{
    return plainError("UNKNOWN_EXCEPTION",
        QString(
            u"An unexpected error occurred. Please include this ErrorId if you contact support: "_s
            + text),
        500);
}

void bindValue(Statement &statement, int index, const Value &value)
{
    switch (value.kind) {
    case Value::Kind::Null:
        statement.bindNull(index);
        break;
    case Value::Kind::Text:
        statement.bind(index, std::string_view(value.text));
        break;
    case Value::Kind::Integer:
        statement.bind(index, value.integer);
        break;
    case Value::Kind::Real:
        statement.bind(index, value.real);
        break;
    }
}

Value columnValue(sqlite3_stmt *row, int column)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL:
        return {};
    case SQLITE_INTEGER:
        return Value::ofInteger(sqlite3_column_int64(row, column));
    case SQLITE_FLOAT:
        return Value::ofReal(sqlite3_column_double(row, column));
    default:
        return Value::ofText({reinterpret_cast<const char *>(sqlite3_column_text(row, column)),
            static_cast<std::size_t>(sqlite3_column_bytes(row, column))});
    }
}

} // namespace

struct RecordWriter::Private {
    Private(Records &owner, Store::Writer &connection, SchemaPointer schemaNow,
        const Object &ofObject, Operation what, const Field *keyField, WriteOptions given);

    // What every row shares.
    Records &records;
    Store::Writer &writer;
    const SchemaPointer schema;
    const Object &object;
    const Operation operation;
    const Field *const key;
    const WriteOptions options;
    const std::shared_ptr<const RuleSet> rules;
    std::vector<const ValidationRule *> validation;
    std::vector<const DuplicateRule *> duplicates;
    std::vector<const Field *> columns;  ///< stored, generated ones included
    std::vector<const Field *> writable; ///< stored, not generated
    std::vector<const Field *> uniques;
    Row blank;
    qint64 now = 0;
    QDateTime time;
    std::string user;
    QByteArray selectSql;
    QByteArray insertSql;

    struct Incoming {
        std::vector<Assignment> values;
        std::vector<RowError> errors;
        QStringList notWritable;
    };

    void addValue(Incoming &incoming, const Field &field, Value value, bool creating) const;
    void addJson(Incoming &incoming, const QString &name, const QJsonValue &json, bool creating);
    bool addParent(Incoming &incoming, const QString &name, const QJsonValue &json, bool creating);
    std::optional<RowError> parentId(
        const Object &parent, const Field &parentKey, const Value &wanted, Value &id);
    Incoming fromJson(const QJsonObject &body, bool creating);

    RowResult write(Incoming incoming, const std::optional<QByteArray> &id);
    RowResult create(Incoming &incoming);
    RowResult change(const QByteArray &id, Incoming &incoming);
    bool load(const QByteArray &id, Row &row);
    std::optional<RowError> findForUpdate(const QByteArray &id, Row &row);
    std::vector<QByteArray> find(const Object &in, const Field &field, const Value &value);

    void checkAccess(Incoming &incoming) const;
    void checkFields(Incoming &incoming);
    std::optional<RowError> checkReference(const Field &field, Value &value);
    void checkRequired(const Row &row, std::vector<RowError> &errors) const;
    void checkRules(const Row &row, const Row *before, std::vector<RowError> &errors) const;
    void checkUnique(const Row &row, const Row *before, std::vector<RowError> &errors);
    bool insert(const Row &row);
    bool update(const QByteArray &id, const Row &row, const Row &before);
    void stampChange(Row &row) const;
    void setText(Row &row, const QString &name, const std::string &text) const;
    void setInteger(Row &row, const QString &name, qint64 number) const;
    RowResult upsertTarget(const Value &wanted, std::optional<QByteArray> &id);
};

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

// What comes in

void RecordWriter::Private::addValue(
    Incoming &incoming, const Field &field, Value value, bool creating) const
{
    const bool may = creating ? field.mayCreate() : field.mayUpdate();
    if (!may) {
        incoming.notWritable.append(field.name);
        return;
    }
    // A boolean has no null: clearing one unticks it.
    if (field.type == FieldType::Boolean && value.isNull())
        value = Value::ofInteger(0);
    incoming.values.push_back({&field, std::move(value)});
}

void RecordWriter::Private::addJson(
    Incoming &incoming, const QString &name, const QJsonValue &json, bool creating)
{
    const Field *field = object.visibleField(name);
    if (field == nullptr) {
        if (!addParent(incoming, name, json, creating))
            incoming.errors.push_back(noSuchColumn(name, object));
        return;
    }
    Value value;
    if (!field->stored()) {
        incoming.notWritable.append(field->name);
        return;
    }
    if (const std::optional<RowError> error = valueFromJson(*field, json, value)) {
        incoming.errors.push_back(*error);
        return;
    }
    addValue(incoming, *field, std::move(value), creating);
}

/// `"Account":{"Ext__c":"A-1"}`: the parent by external Id. False when there is no such
/// relationship.
bool RecordWriter::Private::addParent(
    Incoming &incoming, const QString &name, const QJsonValue &json, bool creating)
{
    const Field *field = object.relationship(name);
    if (field == nullptr || !(json.isObject() || json.isNull()))
        return false;
    if (json.isNull()) {
        addValue(incoming, *field, {}, creating);
        return true;
    }
    QJsonObject reference = json.toObject();
    QString type = reference.take(u"attributes"_s)[u"type"_s].toString();
    if (type.isEmpty()) {
        if (field->polymorphic) {
            incoming.errors.push_back(plainError("JSON_PARSER_ERROR",
                u"Nested object for polymorphic foreign key must have an attributes field before any other fields."_s));
            return true;
        }
        type = field->referenceTo.value(0);
    }
    const Object *parent = schema->visibleObject(type);
    const QString keyName = reference.isEmpty() ? QString() : reference.begin().key();
    const Field *parentKey = parent == nullptr ? nullptr : parent->visibleField(keyName);
    if (parentKey == nullptr) {
        incoming.errors.push_back(plainError(
            "INVALID_FIELD", u"No such column '%1' on sobject of type %2"_s.arg(keyName, type)));
        return true;
    }
    Value wanted;
    if (const std::optional<RowError> error =
            valueFromJson(*parentKey, reference.begin().value(), wanted)) {
        incoming.errors.push_back(*error);
        return true;
    }
    Value id;
    if (std::optional<RowError> error = parentId(*parent, *parentKey, wanted, id))
        incoming.errors.push_back(std::move(*error));
    else
        addValue(incoming, *field, std::move(id), creating);
    return true;
}

std::optional<RowError> RecordWriter::Private::parentId(
    const Object &parent, const Field &parentKey, const Value &wanted, Value &id)
{
    const std::vector<QByteArray> found = find(parent, parentKey, wanted);
    if (found.empty()) {
        const QString shown = wanted.kind == Value::Kind::Text
            ? QString::fromStdString(wanted.text)
            : QString::number(wanted.kind == Value::Kind::Integer
                      ? static_cast<double>(wanted.integer)
                      : wanted.real,
                  'g', 15);
        return listError("INVALID_FIELD",
            u"Foreign key external ID: %1 not found for field %2 in entity %3"_s.arg(
                shown, parentKey.name, parent.name));
    }
    if (found.size() > 1)
        return severalRecords(parentKey, found);
    id = Value::ofText(viewOf(found.front()));
    return std::nullopt;
}

RecordWriter::Private::Incoming RecordWriter::Private::fromJson(
    const QJsonObject &body, bool creating)
{
    Incoming incoming;
    for (auto each = body.begin(); each != body.end(); ++each) {
        if (each.key() == "attributes"_L1 || each.key().compare(u"Id"_s, Qt::CaseInsensitive) == 0)
            continue;
        if (key != nullptr && each.key().compare(key->name, Qt::CaseInsensitive) == 0)
            continue;
        addJson(incoming, each.key(), each.value(), creating);
    }
    return incoming;
}

// Checks

void RecordWriter::Private::checkAccess(Incoming &incoming) const
{
    if (incoming.notWritable.isEmpty())
        return;
    incoming.notWritable.sort();
    incoming.notWritable.removeDuplicates();
    incoming.errors.push_back(listError("INVALID_FIELD_FOR_INSERT_UPDATE",
        u"Unable to create/update fields: %1. Please check the security settings of this field and verify that it is read/write for your profile or permission set."_s
            .arg(incoming.notWritable.join(u", "_s)),
        incoming.notWritable));
}

void RecordWriter::Private::checkFields(Incoming &incoming)
{
    for (Assignment &each : incoming.values) {
        std::optional<RowError> error = each.field->type == FieldType::Reference
            ? checkReference(*each.field, each.value)
            : checkValue(*each.field, each.value);
        if (error)
            incoming.errors.push_back(std::move(*error));
    }
}

std::optional<RowError> RecordWriter::Private::checkReference(const Field &field, Value &value)
{
    if (value.isNull())
        return std::nullopt;
    const QByteArray id =
        id18(QByteArrayView(value.text.data(), static_cast<qsizetype>(value.text.size())));
    const Object *target = schema->objectOfId(QString::fromLatin1(id));
    const bool rightKind = target == nullptr || field.referenceTo.contains(target->name);
    if (!isWellFormedId(id) || !rightKind) {
        return listError("MALFORMED_ID",
            u"%1: id value of incorrect type: %2"_s.arg(
                field.label, QString::fromStdString(value.text)),
            {field.name});
    }
    if (target == nullptr || !target->mayRead)
        return listError("INVALID_CROSS_REFERENCE_KEY", u"invalid cross reference id"_s);
    Statement &known = writer.prepared(
        "SELECT " + deletedColumn(*target) + " FROM " + target->table + " WHERE \"Id\" = ?");
    known.bind(1, viewOf(id));
    const bool exists = known.step();
    const bool deleted = exists && known.integer(0) != 0;
    known.reset();
    if (!exists)
        return listError("INVALID_CROSS_REFERENCE_KEY", u"invalid cross reference id"_s);
    if (deleted)
        return listError("ENTITY_IS_DELETED", u"entity is deleted"_s);
    value.text = id.toStdString();
    return std::nullopt;
}

void RecordWriter::Private::checkRequired(const Row &row, std::vector<RowError> &errors) const
{
    QStringList missing;
    for (const Field *field : writable) {
        if (!field->nillable && field->createable && !field->defaultedOnCreate
            && row[static_cast<std::size_t>(field->index)].isNull())
            missing.append(field->name);
    }
    missing += missingTogether(object, row);
    if (!missing.isEmpty()) {
        errors.push_back(listError("REQUIRED_FIELD_MISSING",
            u"Required fields are missing: [%1]"_s.arg(missing.join(u", "_s)), missing));
    }
}

void RecordWriter::Private::checkRules(
    const Row &row, const Row *before, std::vector<RowError> &errors) const
{
    for (const ValidationRule *rule : validation) {
        if (rule->compiled->holds(row, before, time)) {
            errors.push_back(listError("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule->message,
                rule->field.isEmpty() ? QStringList() : QStringList{rule->field}));
        }
    }
}

void RecordWriter::Private::checkUnique(
    const Row &row, const Row *before, std::vector<RowError> &errors)
{
    for (const Field *field : uniques) {
        const auto at = static_cast<std::size_t>(field->index);
        if (row[at].isNull() || (before != nullptr && row[at] == (*before)[at]))
            continue;
        for (const QByteArray &other : find(object, *field, row[at])) {
            if (before != nullptr && other == QByteArray::fromStdString((*before)[0].text))
                continue;
            errors.push_back(listError("DUPLICATE_VALUE",
                u"duplicate value found: %1 duplicates value on record with id: %2"_s.arg(
                    field->name, QString::fromLatin1(other.left(15)))));
            break;
        }
    }
}

// Reading and writing rows

std::vector<QByteArray> RecordWriter::Private::find(
    const Object &in, const Field &field, const Value &value)
{
    std::vector<QByteArray> ids;
    if (value.isNull())
        return ids;
    Statement &statement = writer.prepared("SELECT \"Id\" FROM " + in.table + " WHERE "
        + field.column + " = ? AND " + deletedColumn(in) + " = 0 ORDER BY \"Id\" LIMIT 20");
    if (field.type == FieldType::Id || field.type == FieldType::Reference) {
        statement.bind(1, viewOf(id18(QByteArray::fromStdString(value.text))));
    } else {
        bindValue(statement, 1, value);
    }
    while (statement.step()) {
        const std::string_view id = statement.text(0);
        ids.emplace_back(id.data(), static_cast<qsizetype>(id.size()));
    }
    statement.reset();
    return ids;
}

bool RecordWriter::Private::load(const QByteArray &id, Row &row)
{
    Statement &statement = writer.prepared(selectSql);
    statement.bind(1, viewOf(id));
    const bool found = statement.step();
    if (found) {
        row.assign(object.fields.size(), {});
        int column = 0;
        for (const Field *field : columns)
            row[static_cast<std::size_t>(field->index)] = columnValue(statement.handle(), column++);
    }
    statement.reset();
    return found;
}

std::optional<RowError> RecordWriter::Private::findForUpdate(const QByteArray &id, Row &row)
{
    if (!isWellFormedId(id))
        return listError("MALFORMED_ID", QString(u"malformed id "_s + QString::fromUtf8(id)));
    const Object *ofId = schema->objectOfId(QString::fromLatin1(id));
    if (ofId != nullptr && ofId->name != object.name) {
        return listError("MALFORMED_ID",
            u"%1 ID: id value of incorrect type: %2"_s.arg(object.label, QString::fromLatin1(id)));
    }
    if (!load(id, row)) {
        RowError error = listError("INVALID_CROSS_REFERENCE_KEY", u"invalid cross reference id"_s);
        error.status = 404;
        return error;
    }
    const Field *deleted = object.field(u"IsDeleted"_s);
    if (deleted != nullptr && row[static_cast<std::size_t>(deleted->index)].integer != 0) {
        RowError error = listError("ENTITY_IS_DELETED", u"entity is deleted"_s);
        error.status = 404;
        return error;
    }
    return std::nullopt;
}

void RecordWriter::Private::setText(Row &row, const QString &name, const std::string &text) const
{
    if (const Field *field = object.field(name))
        row[static_cast<std::size_t>(field->index)] = Value::ofText(text);
}

void RecordWriter::Private::setInteger(Row &row, const QString &name, qint64 number) const
{
    if (const Field *field = object.field(name))
        row[static_cast<std::size_t>(field->index)] = Value::ofInteger(number);
}

void RecordWriter::Private::stampChange(Row &row) const
{
    setInteger(row, u"LastModifiedDate"_s, now);
    setInteger(row, u"SystemModstamp"_s, now);
    setText(row, u"LastModifiedById"_s, user);
}

bool RecordWriter::Private::insert(const Row &row)
{
    Statement &statement = writer.prepared(insertSql);
    int index = 1;
    for (const Field *field : writable)
        bindValue(statement, index++, row[static_cast<std::size_t>(field->index)]);
    return statement.run();
}

bool RecordWriter::Private::update(const QByteArray &id, const Row &row, const Row &before)
{
    QByteArray sql = "UPDATE " + object.table + " SET ";
    std::vector<const Value *> values;
    for (const Field *field : writable) {
        const auto at = static_cast<std::size_t>(field->index);
        if (row[at] == before[at])
            continue;
        sql += (values.empty() ? "" : ", ") + field->column + " = ?";
        values.push_back(&row[at]);
    }
    if (values.empty())
        return true;
    Statement &statement = writer.prepared(sql + " WHERE \"Id\" = ?");
    int index = 1;
    for (const Value *value : values)
        bindValue(statement, index++, *value);
    statement.bind(index, viewOf(id));
    return statement.run();
}

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
    derive(object, row, nullptr, given, writer, now);
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
    if (!insert(row))
        result.errors.push_back(internalError(writer.errorText()));
    return result;
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
    derive(object, row, &before, given, writer, now);
    stampChange(row);
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
    if (result.errors.empty() && !update(id, row, before))
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
    if (!target && d->key != nullptr)
        d->addValue(incoming, *d->key, std::move(keyValue), true);
    return target ? d->change(*target, incoming) : d->create(incoming);
}

bool RecordWriter::column(const QString &header, UploadColumn &column) const
{
    const qsizetype dot = header.indexOf(u'.');
    if (dot < 0) {
        column.field = d->object.visibleField(header);
        column.isId = column.field != nullptr && column.field->type == FieldType::Id;
        return column.field != nullptr && column.field->stored();
    }
    // `Account.Ext__c`, `Lead:Who.Email`
    QString relationship = header.left(dot);
    QString type;
    if (const qsizetype colon = relationship.indexOf(u':'); colon >= 0) {
        type = relationship.left(colon);
        relationship.remove(0, colon + 1);
    }
    column.field = d->object.relationship(relationship);
    if (column.field == nullptr)
        return false;
    if (type.isEmpty())
        type = column.field->referenceTo.value(0);
    column.parent = column.field->referenceTo.contains(type, Qt::CaseInsensitive)
        ? d->schema->visibleObject(type)
        : nullptr;
    column.parentKey =
        column.parent == nullptr ? nullptr : column.parent->visibleField(header.mid(dot + 1));
    return column.parentKey != nullptr && column.parentKey->stored();
}

RowResult RecordWriter::applyCells(
    std::span<const UploadColumn> columns, std::span<const std::string_view> cells)
{
    Private::Incoming incoming;
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
    for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
        const UploadColumn &column = columns[i];
        if (column.isId || cells[i].empty() || (column.field == d->key && column.parent == nullptr))
            continue;
        Value value;
        if (cells[i] == "#N/A") {
            d->addValue(incoming, *column.field, {}, creating);
            continue;
        }
        const Field &read = column.parentKey != nullptr ? *column.parentKey : *column.field;
        if (!valueFromText(read, cells[i], value)) {
            incoming.errors.push_back(listError("INVALID_FIELD",
                u"Failed to deserialize field at col %1. Due to, '%2' is not a valid value for the type %3"_s
                    .arg(QString::number(i),
                        QString::fromUtf8(cells[i].data(), static_cast<qsizetype>(cells[i].size())),
                        xsdType(read.type)),
                {read.name}));
            continue;
        }
        if (column.parent != nullptr) {
            Value id;
            if (std::optional<RowError> error =
                    d->parentId(*column.parent, *column.parentKey, value, id)) {
                incoming.errors.push_back(std::move(*error));
                continue;
            }
            value = std::move(id);
        }
        d->addValue(incoming, *column.field, std::move(value), creating);
    }
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

RowError severalRecords(const Field &key, const std::vector<QByteArray> &ids)
{
    QStringList list;
    for (const QByteArray &id : ids)
        list.append(QString::fromLatin1(id));
    return listError("DUPLICATE_EXTERNAL_ID",
        u"%1: more than one record found for external id field: [%2]"_s.arg(
            key.label, list.join(u", "_s)));
}

QByteArray deletedColumn(const Object &object)
{
    return object.field(u"IsDeleted"_s) == nullptr ? "0" : "\"IsDeleted\"";
}

} // namespace practice
