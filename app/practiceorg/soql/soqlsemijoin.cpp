#include "app/practiceorg/soql/soqlfilter.h"

#include <algorithm>

/// `Id IN (SELECT AccountId FROM Contact WHERE …)`, and what Salesforce does not do of it (SOQL
/// guide, "Comparison Operators").
using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

constexpr int mostSemiJoins = 2;

bool isReference(const Found &found)
{
    return found.field != nullptr
        && (found.field->type == FieldType::Id || found.field->type == FieldType::Reference);
}

/// The objects that an Id in the field can be of. Setup data refers by other things than Ids.
QStringList objectsOf(const Found &found)
{
    if (found.field->byDurableId)
        return {};
    return found.field->type == FieldType::Id ? QStringList(found.object->name)
                                              : found.field->referenceTo;
}

bool mayMeet(const Found &left, const Found &right)
{
    const QStringList ours = objectsOf(left);
    const QStringList theirs = objectsOf(right);
    return ours.isEmpty() || theirs.isEmpty()
        || std::ranges::any_of(ours, [&](const QString &name) { return theirs.contains(name); });
}

/// "The following objects aren't currently supported in subqueries": those of them that are here.
bool isNeverInner(const Object &object)
{
    return object.name == "Task"_L1 || object.name == "Event"_L1;
}

QString cannotUse(const QString &name)
{
    return u"Semi join sub-selects can only query id fields, cannot use: '%1'"_s.arg(name);
}

} // namespace

Filter::Sql Filter::semiJoin(const Condition &condition, const Found &left, Depth depth)
{
    const auto malformed = [this](qsizetype at, const QString &sentence) {
        return refuse(at, "MALFORMED_QUERY", sentence);
    };
    if (m_place == Place::Having)
        return malformed(
            condition.opAt, u"Semi join sub-selects are not allowed in HAVING clauses"_s);
    if (depth == Depth::Alternative)
        return malformed(
            condition.opAt, u"Semi join sub-selects are not allowed with the 'OR' operator"_s);
    if (depth == Depth::Nested)
        return malformed(condition.opAt,
            u"Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested "
            "WHERE expressions"_s);
    if (m_place == Place::SemiJoin)
        return malformed(condition.opAt, u"Nesting of semi join sub-selects is not supported"_s);
    if (++m_semiJoins > mostSemiJoins)
        return malformed(condition.opAt, u"Maximum 2 semi join sub-selects are allowed"_s);
    if (!isReference(left) || left.relation != &m_scope.root())
        return malformed(condition.left.at,
            u"The left operand field in the where expression for outer query should be an id field, cannot use: "
            "'%1'"_s.arg(condition.left.path.text()));
    const Query &query = *condition.inner;
    const bool one = query.items.size() == 1 && query.items[0].kind == SelectItem::Kind::Operand
        && query.items[0].operand.function == Function::None && !query.isGrouped;
    if (!one || query.limit || query.offset || !query.orderBy.empty())
        return malformed(query.objectAt, cannotUse(query.object));
    return semiJoinWith(condition, left);
}

Filter::Sql Filter::semiJoinWith(const Condition &condition, const Found &left)
{
    const Query &query = *condition.inner;
    const Operand &selected = query.items[0].operand;
    Scope inner(m_scope.text(), query, m_scope.context(), m_scope.nextAlias());
    m_error = inner.open();
    if (m_error)
        return std::nullopt;
    if (isNeverInner(inner.object()))
        return refuse(query.objectAt, "MALFORMED_QUERY",
            u"Entity '%1' is not supported for semi join inner selects"_s.arg(inner.object().name));
    if (&inner.object() == &m_scope.object())
        return refuse(query.objectAt, "MALFORMED_QUERY",
            u"The inner and outer selects should not be on the same object type"_s);
    const auto found = inner.find(selected.path);
    if (const Error *error = std::get_if<Error>(&found)) {
        m_error = *error;
        return std::nullopt;
    }
    const Found &field = std::get<Found>(found);
    if (!isReference(field) || field.relation != &inner.root())
        return refuse(selected.at, "MALFORMED_QUERY", cannotUse(selected.path.text()));
    if (!mayMeet(left, field))
        return refuse(condition.left.at, "MALFORMED_QUERY",
            u"The selected field '%1' in the subquery and the left operand field in the where expression in the "
            "outer query '%2' should point to the same object type"_s.arg(
                field.fieldName(), left.fieldName()));

    QByteArray where = " WHERE " + field.sql + " IS NOT NULL";
    if (!m_scope.context().withDeleted && inner.object().field(u"IsDeleted"_s) != nullptr)
        where += " AND " + inner.root().targets.front().alias + ".\"IsDeleted\" = 0";
    if (query.where) {
        Filter filter(inner, m_bound, Place::SemiJoin);
        const Sql filtered = filter.sql(*query.where);
        if (!filtered) {
            m_error = filter.error();
            return std::nullopt;
        }
        where += " AND " + *filtered;
    }
    const QByteArray list = "(SELECT " + field.sql + inner.fromSql(false) + where + ")";
    if (condition.op == Operator::In)
        return left.sql + " IN " + list;
    return "(" + left.sql + " NOT IN " + list + " OR " + left.sql + " IS NULL)";
}

} // namespace practice::soql
