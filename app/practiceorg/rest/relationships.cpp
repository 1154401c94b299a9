#include "app/practiceorg/rest/relationships.h"

#include "app/practiceorg/query/query.h"
#include "app/practiceorg/rest/recordsendpoints.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qsizetype mostParents = 5;

QStringList namesOf(const Call &call)
{
    return QString::fromUtf8(call.argument("value")).split(u'/');
}

/// `Contacts` of Account, as far as the user may see it.
std::optional<ChildRelationship> childrenOf(
    const SchemaSnapshot &schema, const Object &object, const QString &name)
{
    for (const ChildRelationship &each : schema.children(object)) {
        if (each.name.compare(name, Qt::CaseInsensitive) == 0 && !each.name.isEmpty()
            && each.child->mayRead && each.field->visible())
            return each;
    }
    return std::nullopt;
}

/// A column of a record that is there. Nothing when it isn't, or the column is empty.
std::optional<QByteArray> valueOf(
    Call &call, const Object &object, const QByteArray &id, const QByteArray &column)
{
    Store::Reader reader = recordsOf(call.org).store().reader();
    const QByteArray sql = "SELECT " + column + " FROM " + object.table + " WHERE \"Id\" = ? AND "
        + deletedColumn(object) + " = 0";
    Statement row(
        reader.db(), std::string_view(sql.constData(), static_cast<std::size_t>(sql.size())));
    row.bind(1, QString::fromLatin1(id18(id)));
    if (!row.step() || row.isNull(0))
        return std::nullopt;
    return row.string(0).toLatin1();
}

/// One step from a record to its parent. No object: there is none.
RelatedRecord parentOf(
    Call &call, const SchemaSnapshot &schema, const RelatedRecord &from, const QString &name)
{
    const Field *field = from.object->relationship(name);
    if (field == nullptr || field->byDurableId)
        return {};
    const std::optional<QByteArray> id = valueOf(call, *from.object, from.id, field->column);
    if (!id)
        return {};
    const Object *parent = schema.objectOfId(QString::fromLatin1(*id));
    return {parent != nullptr && parent->mayRead ? parent : nullptr, *id};
}

void answerChildren(
    Call &call, const Object &object, const QByteArray &id, const ChildRelationship &children)
{
    std::vector<const Field *> fields;
    const QStringList wanted = parameter(call, "fields").split(u',', Qt::SkipEmptyParts);
    if (!fieldsOf(call, *children.child, wanted, fields))
        return;
    if (!valueOf(call, object, id, "\"Id\"")) {
        answerNotFound(call);
        return;
    }
    QStringList names;
    for (const Field *field : fields)
        names.append(field->name);
    answerSoql(call,
        u"SELECT %1 FROM %2 WHERE %3 = '%4'"_s.arg(names.join(u','), children.child->name,
            children.field->name, QString::fromLatin1(id18(id))));
}

} // namespace

bool isRelationshipPath(const Call &call, const Object &object)
{
    const QByteArray id = call.argument("field");
    return call.versionNumber() >= 36 && isWellFormedId(id)
        && object.field(QString::fromLatin1(id)) == nullptr;
}

std::optional<RelatedRecord> relatedRecord(
    Call &call, const SchemaSnapshot &schema, const Object &object)
{
    const QStringList names = namesOf(call);
    if (names.size() == 1 && childrenOf(schema, object, names.front())) {
        answerNotAllowed(call, {"GET"});
        return std::nullopt;
    }
    RelatedRecord at{&object, call.argument("field")};
    for (const QString &name : names) {
        if (at.object != nullptr)
            at = parentOf(call, schema, at, name);
    }
    if (at.object != nullptr && names.size() <= mostParents)
        return at;
    answerNotFound(call);
    return std::nullopt;
}

void readRelated(Call &call, const SchemaSnapshot &schema, const Object &object)
{
    const QStringList names = namesOf(call);
    const std::optional<ChildRelationship> children =
        names.size() == 1 ? childrenOf(schema, object, names.front()) : std::nullopt;
    if (children) {
        answerChildren(call, object, call.argument("field"), *children);
        return;
    }
    if (const std::optional<RelatedRecord> related = relatedRecord(call, schema, object))
        answerRecord(call, *related->object, related->id);
}

} // namespace practice
