#include "app/practiceorg/soql/soqlselect.h"

#include "app/practiceorg/soql/soqlallfields.h"
#include "app/practiceorg/soql/soqlfilter.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

/// `SELECT Id FROM Contact` of `(SELECT Id FROM Contacts)`: for the pages that follow the first.
QString withoutParent(const QString &text, const SelectItem &item, const QString &object)
{
    const Query &query = *item.children;
    qsizetype end = item.at + 1;
    bool quoted = false;
    for (int depth = 1; end < text.size(); ++end) {
        const QChar c = text[end];
        if (quoted && c == u'\\')
            ++end;
        else if (c == u'\'')
            quoted = !quoted;
        else if (!quoted && c == u'(')
            ++depth;
        else if (!quoted && c == u')' && --depth == 0)
            break;
    }
    return text.mid(item.at + 1, query.objectAt - item.at - 1) + object
        + text.mid(query.objectEnd, end - query.objectEnd);
}

} // namespace

bool RecordSelect::items()
{
    m_draft.addColumn(m_draft.scope.root().idSql());
    for (const SelectItem &item : m_draft.query.items) {
        const bool ok = item.kind == SelectItem::Kind::Operand ? recordItem(item)
            : item.kind == SelectItem::Kind::Children          ? childItem(item)
            : item.kind == SelectItem::Kind::TypeOf            ? typeOfItem(item)
                                                               : allFields(item);
        if (!ok)
            return false;
    }
    return true;
}

bool RecordSelect::refuseTwice(const SelectItem &item, const QString &name)
{
    return m_draft.refuse(item.at, u"duplicate field selected: %1"_s.arg(name), "INVALID_FIELD");
}

bool RecordSelect::recordItem(const SelectItem &item)
{
    const Function function = item.operand.function;
    if (isDateFunction(function) || function == Function::Grouping)
        return m_draft.refuse(item.at,
            u"Field must be grouped or aggregated: %1"_s.arg(item.operand.path.parts.last()));
    if (!item.alias.isEmpty() && function == Function::None)
        return m_draft.refuse(item.at, u"only aggregate expressions use field aliasing"_s);
    std::optional<Found> found = m_draft.find(item.operand.path);
    if (!found)
        return false;
    for (const Relation *r = found->relation; r->from != nullptr; r = r->from) {
        if (m_typeOf.contains(r))
            return refuseTwice(item, r->name);
    }
    if (function == Function::ConvertCurrency) {
        const std::optional<QByteArray> sql = convertedSql(*found, m_draft.context.userId);
        if (!sql)
            return m_draft.refuse(item.at,
                u"field %1 does not support function %2"_s.arg(
                    found->fieldName(), functionName(function)));
        found->sql = *sql;
    }
    Leaf leaf = leafOf(*found, function);
    if (leaf.kind == Leaf::Kind::Formatted && leaf.field->type == FieldType::DateTime)
        found->sql = m_draft.scope.localSql(found->sql);
    if (!item.alias.isEmpty())
        leaf.name = leaf.heading = item.alias.toUtf8();
    if (m_headings.contains(leaf.heading.toLower()))
        return refuseTwice(item, QString::fromUtf8(leaf.heading));
    addLeaf(leaf, *found);
    return true;
}

void RecordSelect::addLeaf(Leaf leaf, const Found &found)
{
    m_headings.insert(leaf.heading.toLower());
    Node node = leafNode(std::move(leaf), found);
    m_draft.plan.leaves.push_back(node.leaf);
    membersOf(*found.relation, m_draft.scope.root(), m_draft.plan.nodes).push_back(std::move(node));
}

/// A leaf with the columns that it reads.
Node RecordSelect::leafNode(Leaf leaf, const Found &found)
{
    const auto width =
        leaf.kind == Leaf::Kind::Compound ? found.object->components(*found.field).size() : 1;
    leaf.column = m_draft.addColumn(found.sql, static_cast<int>(width));
    Node node;
    node.name = leaf.name;
    node.leaf = std::move(leaf);
    return node;
}

/// The list of keys that the fields of a parent belong to, made where it is first asked for.
/// `members` is that of `base`, from which the parent was reached.
std::vector<Node> &RecordSelect::membersOf(
    const Relation &relation, const Relation &base, std::vector<Node> &members)
{
    if (&relation == &base || relation.from == nullptr)
        return members;
    std::vector<Node> &above = membersOf(*relation.from, base, members);
    const QByteArray name = relation.name.toUtf8();
    for (Node &node : above) {
        if (node.kind == Node::Kind::Parent && node.name == name)
            return node.members;
    }
    Node parent;
    parent.kind = Node::Kind::Parent;
    parent.name = name;
    parent.idColumn = m_draft.addColumn(relation.idSql());
    if (relation.targets.size() > 1)
        parent.typeColumn = m_draft.addColumn(relation.typeSql());
    else
        parent.object = relation.targets.front().object->name.toUtf8();
    above.push_back(std::move(parent));
    return above.back().members;
}

/// One parent with a list of keys for each object that it may be.
bool RecordSelect::typeOfItem(const SelectItem &item)
{
    const TypeOf &typeOf = *item.typeOf;
    const auto asked = m_draft.scope.polymorphic(typeOf.relationship);
    if (const Error *error = std::get_if<Error>(&asked))
        return m_draft.refuse(*error);
    const Relation &relation = *std::get<const Relation *>(asked);
    Node node;
    node.kind = Node::Kind::Parent;
    node.name = relation.name.toUtf8();
    node.idColumn = m_draft.addColumn(relation.idSql());
    node.typeColumn = m_draft.addColumn(relation.typeSql());
    for (const TypeOf::Branch &branch : typeOf.branches) {
        if (branch.object.isEmpty()) {
            if (!branchFields(branch, relation, node.members))
                return false;
            continue;
        }
        const Relation *target = m_draft.scope.as(relation, branch.object);
        if (target == nullptr)
            return m_draft.refuse(branch.at,
                u"%1 is no object that %2 can be"_s.arg(branch.object, relation.name),
                "INVALID_TYPE");
        node.branches.push_back({target->targets.front().object->name.toUtf8(), {}});
        if (!branchFields(branch, *target, node.branches.back().members))
            return false;
    }
    std::vector<Node> &above = membersOf(*relation.from, m_draft.scope.root(), m_draft.plan.nodes);
    const auto same = [&node](const Node &other) { return other.name == node.name; };
    if (std::ranges::any_of(above, same))
        return refuseTwice(item, relation.name);
    m_typeOf.insert(&relation);
    above.push_back(std::move(node));
    return true;
}

bool RecordSelect::branchFields(
    const TypeOf::Branch &branch, const Relation &relation, std::vector<Node> &members)
{
    for (const Path &path : branch.fields) {
        const auto asked = m_draft.scope.findFrom(relation, path);
        if (const Error *error = std::get_if<Error>(&asked))
            return m_draft.refuse(*error);
        const auto &found = std::get<Found>(asked);
        Node node = leafNode(leafOf(found, Function::None), found);
        membersOf(*found.relation, relation, members).push_back(std::move(node));
    }
    return true;
}

bool RecordSelect::allFields(const SelectItem &item)
{
    if (!mayAskForFields(m_draft, item))
        return false;
    const std::vector<const Field *> fields = fieldsOf(m_draft.scope.object(), item);
    for (const Field *field : fields) {
        if (m_draft.context.isBulk && !field->stored())
            continue;
        const std::optional<Found> found = m_draft.find(Path{{field->name}, item.at});
        if (!found)
            return false;
        const Leaf leaf = leafOf(*found, Function::None);
        if (m_headings.contains(leaf.heading.toLower()))
            return m_draft.refuse(
                Error{"INVALID_FIELD", u"duplicate field selected: %1"_s.arg(field->name)});
        addLeaf(leaf, *found);
    }
    // "If there are any fields included in the field list, there's no error" (SOQL guide,
    // "SELECT"). What it says to FIELDS(CUSTOM) of an object without any: no source found.
    if (fields.empty() && m_draft.query.items.size() == 1)
        return m_draft.refuse(
            item.at, u"%1 has no custom fields"_s.arg(m_draft.scope.object().name));
    return true;
}

bool RecordSelect::childItem(const SelectItem &item)
{
    const Query &query = *item.children;
    if (query.isGrouped || query.hasAggregate())
        return m_draft.refuse(
            query.items.front().at, u"Only root queries support aggregate expressions"_s);
    // "A subquery can use OFFSET only if the parent query has a LIMIT 1 clause", otherwise
    // MALFORMED_QUERY (SOQL guide, "OFFSET"); its words: no source found.
    if (query.offset && m_draft.query.limit != 1)
        return m_draft.refuse(
            query.offsetAt, u"OFFSET in a subquery needs LIMIT 1 in its parent query"_s);
    const bool isHere = query.parent.isEmpty() || m_draft.scope.isCalled(query.parent);
    for (const ChildRelationship &child :
        m_draft.context.schema->children(m_draft.scope.object())) {
        if (!isHere || child.name.isNull()
            || child.name.compare(query.object, Qt::CaseInsensitive) != 0
            || m_draft.context.schema->visibleObject(child.child->name) == nullptr)
            continue;
        Planned planned = planOf(m_draft.scope.text(), query, m_draft.context, &child);
        if (const Error *error = std::get_if<Error>(&planned))
            return m_draft.refuse(*error);
        auto &plan = std::get<Plan>(planned);
        plan.soql = withoutParent(m_draft.scope.text(), item, child.child->name);
        Node node;
        node.kind = Node::Kind::Children;
        node.name = child.name.toUtf8();
        node.children = std::make_shared<const Plan>(std::move(plan));
        m_draft.plan.nodes.push_back(std::move(node));
        return true;
    }
    return m_draft.refuse(query.objectAt,
        u"Didn't understand relationship '%1' in FROM part of query call. If you are attempting to use a "
        "custom relationship, be sure to append the '__r' after the custom relationship name. Please reference "
        "your WSDL or the describe call for the appropriate names."_s.arg(query.object),
        "INVALID_TYPE");
}

} // namespace practice::soql
