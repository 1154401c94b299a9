#include "app/practiceorg/records/recordswriter.h"

/// Why a row is refused, in Salesforce's own words.
using namespace Qt::StringLiterals;

namespace practice {

RowError plainError(const QByteArray &code, const QString &message, int status)
{
    RowError error;
    error.code = code;
    error.message = message;
    error.withFields = false;
    error.status = status;
    return error;
}

RowError listError(const QByteArray &code, const QString &message, const QStringList &fields)
{
    RowError error;
    error.code = code;
    error.message = message;
    error.fields = fields;
    return error;
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

RowError severalRecords(const Field &key, const std::vector<QByteArray> &ids)
{
    QStringList list;
    for (const QByteArray &id : ids)
        list.append(QString::fromLatin1(id));
    return listError("DUPLICATE_EXTERNAL_ID",
        u"%1: more than one record found for external id field: [%2]"_s.arg(
            key.label, list.join(u", "_s)));
}

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

void RecordWriter::Private::checkAddresses(Row &row, const Row *before,
    const std::vector<bool> &given, std::vector<RowError> &errors) const
{
    for (const AddressCodes &address : addresses) {
        if (!errors.empty())
            return;
        if (std::optional<RowError> error = keepInStep(address, row, before, given))
            errors.push_back(std::move(*error));
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

/// Nobody is given what belongs to somebody who has left.
void RecordWriter::Private::checkOwner(
    const Row &row, const Row *before, std::vector<RowError> &errors)
{
    const Field *field = object.field(u"OwnerId"_s);
    if (field == nullptr)
        return;
    const auto at = static_cast<std::size_t>(field->index);
    if (row[at].isNull() || row[at].text == user || (before != nullptr && row[at] == (*before)[at]))
        return;
    Statement &owner = writer.prepared("SELECT \"IsActive\" FROM \"User\" WHERE \"Id\" = ?");
    owner.bind(1, std::string_view(row[at].text));
    const bool hasLeft = owner.step() && owner.integer(0) == 0;
    owner.reset();
    if (hasLeft) {
        errors.push_back(listError("INACTIVE_OWNER_OR_USER",
            u"operation performed with inactive user [%1] as owner of %2"_s.arg(
                QString::fromStdString(row[at].text.substr(0, 15)), object.label.toLower())));
    }
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

} // namespace practice
