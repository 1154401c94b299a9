#include "app/practiceorg/soql/soqlallfields.h"
#include "app/practiceorg/soql/soqlfilter.h"
#include "app/practiceorg/soql/soqlselect.h"

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

constexpr std::size_t mostSubtotals = 3;

} // namespace

bool GroupSelect::items()
{
    const Query &query = m_draft.query;
    // "You can include up to three fields" (SOQL guide, GROUP BY ROLLUP); the words are ours.
    if (query.subtotals != Query::Subtotals::None && query.groupBy.size() > mostSubtotals)
        return m_draft.refuse(query.groupBy[mostSubtotals].at,
            u"GROUP BY ROLLUP and GROUP BY CUBE take up to three fields"_s);
    for (const Operand &operand : query.groupBy) {
        if (!key(operand))
            return false;
    }
    m_draft.plan.tail = m_keys.groupBy();
    for (const SelectItem &each : m_draft.query.items) {
        if (!item(each))
            return false;
    }
    return true;
}

bool GroupSelect::key(const Operand &operand)
{
    if (operand.isCountAll())
        return m_draft.refuse(operand.at, u"unexpected token: 'COUNT'"_s);
    const std::optional<Found> found = m_draft.find(operand);
    if (!found)
        return false;
    const Field *field = found->field;
    const bool groupable = field == nullptr
        || (field->stored() && !field->longText
            && (field->groupable || isDateFunction(operand.function)));
    const std::optional<QByteArray> sql = groupable && !isAggregate(operand.function)
        ? functionSql(operand.function, *found)
        : std::nullopt;
    if (!sql)
        return m_draft.refuse(
            operand.at, u"field '%1' can not be grouped in a query call"_s.arg(found->fieldName()));
    m_keys.add(*sql);
    return true;
}

bool GroupSelect::item(const SelectItem &item)
{
    if (item.kind == SelectItem::Kind::Children || item.kind == SelectItem::Kind::TypeOf)
        return m_draft.refuse(
            item.at, u"Grouped query cannot use child relationships in the SELECT list"_s);
    if (item.kind != SelectItem::Kind::Operand)
        return allFields(item);
    if (item.operand.isCountAll())
        return m_draft.refuse(item.at, u"unexpected token: 'COUNT'"_s);
    const Function function = item.operand.function;
    const std::optional<Found> found = m_draft.find(item.operand);
    if (!found)
        return false;
    const std::optional<QByteArray> sql = m_keys.functionSql(function, *found);
    if (!sql)
        return m_draft.refuse(item.at,
            u"field %1 does not support aggregate operator %2"_s.arg(
                found->fieldName(), functionName(function)));
    if (!m_keys.hold(function, *found))
        return m_draft.refuse(
            item.at, u"Field must be grouped or aggregated: %1"_s.arg(found->fieldName()));

    Leaf leaf = leafOf(*found, function);
    setKind(leaf);
    if (!item.alias.isEmpty())
        leaf.name = item.alias.toUtf8();
    else if (function != Function::None)
        leaf.name = "expr" + QByteArray::number(m_unnamed++);
    if (m_names.contains(leaf.name.toLower()))
        return m_draft.refuse(item.at, u"duplicate alias: %1"_s.arg(QString::fromUtf8(leaf.name)));
    m_names.insert(leaf.name.toLower());
    leaf.column = m_draft.addColumn(*sql);
    Node node;
    node.name = leaf.name;
    node.leaf = leaf;
    m_draft.plan.leaves.push_back(std::move(leaf));
    m_draft.plan.nodes.push_back(std::move(node));
    return true;
}

/// They are never all of a group: "results in a 'Field must be grouped or aggregated' error because
/// it's equivalent to SELECT IsDeleted, …" (SOQL guide, "SELECT").
bool GroupSelect::allFields(const SelectItem &item)
{
    if (!mayAskForFields(m_draft, item))
        return false;
    QString name = u"FIELDS()"_s;
    for (const Field *field : fieldsOf(m_draft.scope.object(), item)) {
        const std::optional<Found> found = m_draft.find(Path{{field->name}, item.at});
        if (found && m_keys.hold(Function::None, *found))
            continue;
        name = field->name;
        break;
    }
    return m_draft.refuse(item.at, u"Field must be grouped or aggregated: %1"_s.arg(name));
}

/// What a function makes of a field of another kind.
void GroupSelect::setKind(Leaf &leaf)
{
    if (leaf.function == Function::Sum || leaf.function == Function::Avg)
        leaf.kind = Leaf::Kind::Number;
    else if (leaf.function == Function::DayOnly)
        leaf.kind = Leaf::Kind::Text;
    else if (isDateFunction(leaf.function) || leaf.function == Function::Count
        || leaf.function == Function::CountDistinct || leaf.function == Function::Grouping)
        leaf.kind = Leaf::Kind::Integer;
}

bool GroupSelect::having()
{
    if (!m_draft.query.having)
        return true;
    Filter conditions(m_draft.scope, m_draft.plan.bound, Filter::Place::Having, &m_keys);
    const std::optional<QByteArray> sql = conditions.sql(*m_draft.query.having);
    if (!sql)
        return m_draft.refuse(*conditions.error());
    m_draft.plan.tail += " HAVING " + *sql;
    return true;
}

} // namespace practice::soql
