#include "app/practiceorg/records/recordsincoming.h"

#include "app/practiceorg/records/recordserrors.h"
#include "app/practiceorg/records/recordsrow.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// Salesforce's words, as several people quote them for RecordType.DeveloperName.
QString notForLookup(const Field &field, const Object &object)
{
    return u"%1 is not an External ID or indexed field for %2"_s.arg(field.name, object.name);
}

} // namespace

void IncomingReader::addValue(IncomingRow &incoming, const Field &field, Value value, bool creating)
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

void IncomingReader::addJson(
    IncomingRow &incoming, const QString &name, const QJsonValue &json, bool creating) const
{
    const Field *field = m_context.object.visibleField(name);
    if (field == nullptr) {
        if (!addParent(incoming, name, json, creating))
            incoming.errors.push_back(noSuchColumn(name, m_context.object));
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
bool IncomingReader::addParent(
    IncomingRow &incoming, const QString &name, const QJsonValue &json, bool creating) const
{
    const Field *field = m_context.object.relationship(name);
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
    const Object *parent = m_context.schema->visibleObject(type);
    const QString keyName = reference.isEmpty() ? QString() : reference.begin().key();
    const Field *parentKey = parent == nullptr ? nullptr : parent->visibleField(keyName);
    if (parentKey == nullptr) {
        incoming.errors.push_back(plainError(
            "INVALID_FIELD", u"No such column '%1' on sobject of type %2"_s.arg(keyName, type)));
        return true;
    }
    if (!parentKey->idLookup) {
        incoming.errors.push_back(plainError("INVALID_FIELD", notForLookup(*parentKey, *parent)));
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

std::optional<RowError> IncomingReader::parentId(
    const Object &parent, const Field &parentKey, const Value &wanted, Value &id) const
{
    const std::vector<QByteArray> found = findRecords(m_context.writer, parent, parentKey, wanted);
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

IncomingRow IncomingReader::fromJson(const QJsonObject &body, bool creating) const
{
    IncomingRow incoming;
    for (auto each = body.begin(); each != body.end(); ++each) {
        if (each.key() == "attributes"_L1 || each.key().compare(u"Id"_s, Qt::CaseInsensitive) == 0)
            continue;
        if (m_context.key != nullptr
            && each.key().compare(m_context.key->name, Qt::CaseInsensitive) == 0)
            continue;
        addJson(incoming, each.key(), each.value(), creating);
    }
    return incoming;
}

IncomingRow IncomingReader::fromCells(std::span<const UploadColumn> headers,
    std::span<const std::string_view> cells, bool creating) const
{
    IncomingRow incoming;
    for (std::size_t i = 0; i < headers.size() && i < cells.size(); ++i) {
        const UploadColumn &column = headers[i];
        if (column.isId || cells[i].empty()
            || (column.field == m_context.key && column.parent == nullptr))
            continue;
        Value value;
        if (cells[i] == "#N/A") {
            addValue(incoming, *column.field, {}, creating);
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
                    parentId(*column.parent, *column.parentKey, value, id)) {
                incoming.errors.push_back(std::move(*error));
                continue;
            }
            value = std::move(id);
        }
        addValue(incoming, *column.field, std::move(value), creating);
    }
    return incoming;
}

bool IncomingReader::column(const QString &header, UploadColumn &column) const
{
    const qsizetype dot = header.indexOf(u'.');
    if (dot < 0) {
        column.field = m_context.object.visibleField(header);
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
    column.field = m_context.object.relationship(relationship);
    // A type where the field may point to several objects, and only there (Bulk API 2.0 guide,
    // "Relationship Fields in a Header Row").
    if (column.field == nullptr || column.field->polymorphic == type.isEmpty())
        return false;
    if (type.isEmpty())
        type = column.field->referenceTo.value(0);
    column.parent = column.field->referenceTo.contains(type, Qt::CaseInsensitive)
        ? m_context.schema->visibleObject(type)
        : nullptr;
    column.parentKey =
        column.parent == nullptr ? nullptr : column.parent->visibleField(header.mid(dot + 1));
    return column.parentKey != nullptr && column.parentKey->stored() && column.parentKey->idLookup;
}

} // namespace practice
