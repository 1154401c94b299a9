#include "mapping/applyschema.h"

using namespace Qt::StringLiterals;

namespace {

bool isShown(const QString &field, const ObjectSchema &schema)
{
    const qsizetype dot = field.indexOf(u'.');
    if (dot < 0)
        return schema.field(field) != nullptr;
    const QString relationship = field.left(dot);
    for (const FieldSchema &known : schema.fields) {
        if (known.relationshipName.compare(relationship, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

} // namespace

Result<AppliedMapping> applySchema(const Mapping &mapping, const ObjectSchema &schema)
{
    if (!schema.queryable)
        return failure(Failure::Problem::ObjectNotVisible, {mapping.object});
    for (const QString &field : {u"Id"_s, u"SystemModstamp"_s, u"IsDeleted"_s}) {
        if (!schema.field(field))
            return failure(Failure::Problem::FieldIndispensable, {mapping.object, field});
    }
    AppliedMapping applied;
    applied.mapping = mapping;
    applied.mapping.rows.clear();
    for (const FieldRow &row : mapping.rows) {
        if (row.field.isEmpty() || isShown(row.field, schema))
            applied.mapping.rows.push_back(row);
        else
            applied.leftOut.append(row.field);
    }
    applied.cursorField = cursorField(schema);
    applied.hasMaster = schema.field(u"MasterRecordId"_s) != nullptr;
    return applied;
}

QString cursorField(const ObjectSchema &schema)
{
    for (const QString &name : {u"SystemModstamp"_s, u"LastModifiedDate"_s, u"CreatedDate"_s}) {
        const FieldSchema *field = schema.field(name);
        if (field && field->filterable)
            return name;
    }
    return {};
}
