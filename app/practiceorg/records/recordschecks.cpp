#include "app/practiceorg/records/recordschecks.h"

#include "app/practiceorg/records/recordsderive.h"
#include "app/practiceorg/records/recordsduplicates.h"
#include "app/practiceorg/records/recordserrors.h"
#include "app/practiceorg/records/recordsrow.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

void refuseNotWritable(IncomingRow &incoming)
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

} // namespace

RowChecks::RowChecks(const WriteContext &context, const RecordRows &rows)
    : m_context(context), m_rows(rows), m_rules(context.records.rules().current())
{
    for (const ValidationRule &rule : m_rules->validation) {
        if (rule.active && rule.object == context.object.name && rule.compiled)
            m_validation.push_back(&rule);
    }
    for (const DuplicateRule &rule : m_rules->duplicates) {
        if (rule.active && rule.object == context.object.name)
            m_duplicates.push_back(&rule);
    }
}

void RowChecks::incoming(IncomingRow &incoming) const
{
    refuseNotWritable(incoming);
    for (Assignment &each : incoming.values) {
        std::optional<RowError> error = each.field->type == FieldType::Reference
            ? reference(*each.field, each.value)
            : checkValue(*each.field, each.value);
        if (error)
            incoming.errors.push_back(std::move(*error));
    }
}

void RowChecks::row(const Row &row, const Row *before, std::vector<RowError> &errors) const
{
    owner(row, before, errors);
    if (errors.empty())
        required(row, errors);
    if (errors.empty())
        validation(row, before, errors);
    if (errors.empty())
        unique(row, before, errors);
    if (errors.empty())
        duplicates(row, before, errors);
}

std::optional<RowError> RowChecks::reference(const Field &field, Value &value) const
{
    if (value.isNull())
        return std::nullopt;
    const QByteArray id =
        id18(QByteArrayView(value.text.data(), static_cast<qsizetype>(value.text.size())));
    const Object *target = m_context.schema->objectOfId(QString::fromLatin1(id));
    const bool rightKind = target == nullptr || field.referenceTo.contains(target->name);
    if (!isWellFormedId(id) || !rightKind) {
        return listError("MALFORMED_ID",
            u"%1: id value of incorrect type: %2"_s.arg(
                field.label, QString::fromStdString(value.text)),
            {field.name});
    }
    if (target == nullptr || !target->mayRead)
        return listError("INVALID_CROSS_REFERENCE_KEY", u"invalid cross reference id"_s);
    Statement &known = m_context.writer.prepared(
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
void RowChecks::owner(const Row &row, const Row *before, std::vector<RowError> &errors) const
{
    const Field *field = m_context.object.field(u"OwnerId"_s);
    if (field == nullptr)
        return;
    const auto at = static_cast<std::size_t>(field->index);
    if (row[at].isNull() || row[at].text == m_context.user
        || (before != nullptr && row[at] == (*before)[at]))
        return;
    Statement &owner =
        m_context.writer.prepared("SELECT \"IsActive\" FROM \"User\" WHERE \"Id\" = ?");
    owner.bind(1, std::string_view(row[at].text));
    const bool hasLeft = owner.step() && owner.integer(0) == 0;
    owner.reset();
    if (hasLeft) {
        errors.push_back(listError("INACTIVE_OWNER_OR_USER",
            u"operation performed with inactive user [%1] as owner of %2"_s.arg(
                QString::fromStdString(row[at].text.substr(0, 15)),
                m_context.object.label.toLower())));
    }
}

void RowChecks::required(const Row &row, std::vector<RowError> &errors) const
{
    QStringList missing;
    for (const Field *field : m_rows.writable()) {
        if (!field->nillable && field->createable && !field->defaultedOnCreate
            && row[static_cast<std::size_t>(field->index)].isNull())
            missing.append(field->name);
    }
    missing += missingTogether(m_context.object, row);
    if (!missing.isEmpty()) {
        errors.push_back(listError("REQUIRED_FIELD_MISSING",
            u"Required fields are missing: [%1]"_s.arg(missing.join(u", "_s)), missing));
    }
}

void RowChecks::validation(const Row &row, const Row *before, std::vector<RowError> &errors) const
{
    for (const ValidationRule *rule : m_validation) {
        if (rule->compiled->holds(row, before, m_context.time)) {
            errors.push_back(listError("FIELD_CUSTOM_VALIDATION_EXCEPTION", rule->message,
                rule->field.isEmpty() ? QStringList() : QStringList{rule->field}));
        }
    }
}

void RowChecks::unique(const Row &row, const Row *before, std::vector<RowError> &errors) const
{
    for (const Field *field : m_rows.writable()) {
        if (!field->unique)
            continue;
        const auto at = static_cast<std::size_t>(field->index);
        if (row[at].isNull() || (before != nullptr && row[at] == (*before)[at]))
            continue;
        for (const QByteArray &other :
            findRecords(m_context.writer, m_context.object, *field, row[at])) {
            if (before != nullptr && other == QByteArray::fromStdString((*before)[0].text))
                continue;
            errors.push_back(listError("DUPLICATE_VALUE",
                u"duplicate value found: %1 duplicates value on record with id: %2"_s.arg(
                    field->name, QString::fromLatin1(other.left(15)))));
            break;
        }
    }
}

void RowChecks::duplicates(const Row &row, const Row *before, std::vector<RowError> &errors) const
{
    if (before != nullptr && !matchesChanged(m_duplicates, m_context.object, row, *before))
        return;
    const QByteArray self =
        before == nullptr ? QByteArray() : QByteArray::fromStdString((*before)[0].text);
    if (std::optional<RowError> error = findDuplicates(
            m_duplicates, m_context.object, row, self, m_context.options, m_context.writer))
        errors.push_back(std::move(*error));
}

} // namespace practice
