#include "soqlplan.h"

#include "soqlfilter.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

constexpr int mostFieldsRows = 200; ///< FIELDS(ALL) goes no further

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
    const qsizetype behind = query.objectAt + query.object.size();
    return text.mid(item.at + 1, query.objectAt - item.at - 1) + object
        + text.mid(behind, end - behind);
}

class Planner {
public:
    Planner(const QString &text, const Query &query, const Context &context)
        : m_query(query), m_context(context), m_scope(text, query, context, m_nextAlias)
    {
        m_plan.schema = context.schema;
        m_plan.withDeleted = context.withDeleted;
    }

    Planned run(const ChildRelationship *child = nullptr)
    {
        if (child != nullptr)
            m_scope.openAs(*child->child);
        else if (const std::optional<Error> error = m_scope.open())
            return *error;
        m_plan.object = &m_scope.object();
        m_plan.ordered = !m_query.orderBy.empty();
        m_plan.limited = m_query.limit.has_value();
        if (!(checkLimits() && selectItems() && filter(child) && groups() && order()))
            return *m_error;
        const bool tableOrder =
            !m_query.where && !m_plan.ordered && child == nullptr && !m_query.mine;
        m_plan.columns = m_columns.join(", ");
        m_plan.from = m_scope.fromSql(tableOrder);
        return std::move(m_plan);
    }

private:
    bool refuse(const Error &error)
    {
        if (!m_error)
            m_error = error;
        return false;
    }
    bool refuse(qsizetype at, const QString &sentence, const QByteArray &code = "MALFORMED_QUERY")
    {
        return refuse(m_scope.refuse(at, code, sentence));
    }
    std::optional<Found> find(const Path &path)
    {
        std::variant<Found, Error> found = m_scope.find(path);
        if (const Error *error = std::get_if<Error>(&found)) {
            refuse(*error);
            return std::nullopt;
        }
        return std::get<Found>(std::move(found));
    }
    int addColumn(const QByteArray &sql)
    {
        m_columns.append(sql);
        return m_columnCount++;
    }

    bool checkLimits()
    {
        if (m_query.offset && *m_query.offset > 2'000)
            return refuse(m_query.offsetAt, u"Maximum SOQL offset allowed is 2000"_s,
                "NUMBER_OUTSIDE_VALID_RANGE");
        if (m_query.limit || m_query.offset) {
            m_plan.limits = " LIMIT " + QByteArray::number(m_query.limit.value_or(-1));
            if (m_query.offset)
                m_plan.limits += " OFFSET " + QByteArray::number(*m_query.offset);
        }
        return true;
    }

    bool selectItems()
    {
        if (m_query.isCountOnly() && !m_query.isGrouped) {
            m_plan.shape = Plan::Shape::Count;
            addColumn("1");
            return true;
        }
        if (m_query.isGrouped || m_query.hasAggregate()) {
            m_plan.shape = Plan::Shape::Groups;
            return groupKeys() && groupItems();
        }
        addColumn(m_scope.root().idSql());
        for (const SelectItem &item : m_query.items) {
            const bool ok = item.kind == SelectItem::Kind::Operand ? recordItem(item)
                : item.kind == SelectItem::Kind::Children          ? childItem(item)
                : item.kind == SelectItem::Kind::TypeOf            ? typeOfItem(item)
                                                                   : allFields(item);
            if (!ok)
                return false;
        }
        return true;
    }

    bool recordItem(const SelectItem &item)
    {
        const Function function = item.operand.function;
        if (isDateFunction(function))
            return refuse(item.at,
                u"Field must be grouped or aggregated: %1"_s.arg(item.operand.path.parts.last()));
        if (!item.alias.isEmpty() && function == Function::None)
            return refuse(item.at, u"only aggregate expressions use field aliasing"_s);
        std::optional<Found> found = find(item.operand.path);
        if (!found)
            return false;
        if (function == Function::ConvertCurrency) {
            const std::optional<QByteArray> sql = convertedSql(*found, m_context.userId);
            if (!sql)
                return refuse(item.at,
                    u"field %1 does not support function %2"_s.arg(
                        found->fieldName(), functionName(function)));
            found->sql = *sql;
        }
        Leaf leaf = leafOf(*found, function);
        if (!item.alias.isEmpty())
            leaf.name = leaf.heading = item.alias.toUtf8();
        if (m_headings.contains(leaf.heading.toLower()))
            return refuse(item.at,
                u"duplicate field selected: %1"_s.arg(QString::fromUtf8(leaf.heading)),
                "INVALID_FIELD");
        addLeaf(leaf, *found);
        return true;
    }

    Leaf leafOf(const Found &found, Function function)
    {
        Leaf leaf;
        leaf.object = found.object;
        leaf.field = found.field;
        leaf.function = function;
        leaf.name = leaf.heading = found.fieldName().toUtf8();
        for (const Relation *r = found.relation; r->from != nullptr; r = r->from)
            leaf.heading = r->name.toUtf8() + "." + leaf.heading;
        leaf.kind = found.field == nullptr ? Leaf::Kind::Text
            : !found.field->stored()       ? Leaf::Kind::Compound
            : function == Function::Format ? Leaf::Kind::Formatted
                                           : Leaf::Kind::Field;
        return leaf;
    }

    void addLeaf(Leaf leaf, const Found &found)
    {
        m_headings.insert(leaf.heading.toLower());
        Node node = leafNode(std::move(leaf), found);
        m_plan.leaves.push_back(node.leaf);
        membersOf(*found.relation, m_scope.root(), m_plan.nodes).push_back(std::move(node));
    }

    /// A leaf with the columns that it reads.
    Node leafNode(Leaf leaf, const Found &found)
    {
        leaf.column = addColumn(found.sql);
        if (leaf.kind == Leaf::Kind::Compound)
            m_columnCount += static_cast<int>(found.object->components(*found.field).size()) - 1;
        Node node;
        node.name = leaf.name;
        node.leaf = std::move(leaf);
        return node;
    }

    /// The list of keys that the fields of a parent belong to, made where it is first asked for.
    /// `members` is that of `base`, from which the parent was reached.
    std::vector<Node> &membersOf(
        const Relation &relation, const Relation &base, std::vector<Node> &members)
    {
        if (&relation == &base)
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
        parent.idColumn = addColumn(relation.idSql());
        if (relation.targets.size() > 1)
            parent.typeColumn = addColumn(relation.typeSql());
        else
            parent.object = relation.targets.front().object->name.toUtf8();
        above.push_back(std::move(parent));
        return above.back().members;
    }

    /// One parent with a list of keys for each object that it may be.
    bool typeOfItem(const SelectItem &item)
    {
        const TypeOf &typeOf = *item.typeOf;
        const auto asked = m_scope.polymorphic(typeOf.relationship);
        if (const Error *error = std::get_if<Error>(&asked))
            return refuse(*error);
        const Relation &relation = *std::get<const Relation *>(asked);
        Node node;
        node.kind = Node::Kind::Parent;
        node.name = relation.name.toUtf8();
        node.idColumn = addColumn(relation.idSql());
        node.typeColumn = addColumn(relation.typeSql());
        for (const TypeOf::Branch &branch : typeOf.branches) {
            if (branch.object.isEmpty()) {
                if (!branchFields(branch, relation, node.members))
                    return false;
                continue;
            }
            const Relation *target = m_scope.as(relation, branch.object);
            if (target == nullptr)
                return refuse(branch.at,
                    u"%1 is no object that %2 can be"_s.arg(branch.object, relation.name),
                    "INVALID_TYPE");
            node.branches.push_back({target->targets.front().object->name.toUtf8(), {}});
            if (!branchFields(branch, *target, node.branches.back().members))
                return false;
        }
        std::vector<Node> &above = membersOf(*relation.from, m_scope.root(), m_plan.nodes);
        const auto same = [&node](const Node &other) { return other.name == node.name; };
        if (std::ranges::any_of(above, same))
            return refuse(
                item.at, u"duplicate field selected: %1"_s.arg(relation.name), "INVALID_FIELD");
        above.push_back(std::move(node));
        return true;
    }

    bool branchFields(
        const TypeOf::Branch &branch, const Relation &relation, std::vector<Node> &members)
    {
        for (const Path &path : branch.fields) {
            const auto asked = m_scope.findFrom(relation, path);
            if (const Error *error = std::get_if<Error>(&asked))
                return refuse(*error);
            const auto &found = std::get<Found>(asked);
            Node node = leafNode(leafOf(found, Function::None), found);
            membersOf(*found.relation, relation, members).push_back(std::move(node));
        }
        return true;
    }

    bool allFields(const SelectItem &item)
    {
        const bool bounded = item.kind == SelectItem::Kind::StandardFields;
        if (!bounded && (!m_query.limit || *m_query.limit > mostFieldsRows))
            return refuse(Error{
                "MALFORMED_QUERY", u"The SOQL FIELDS function must have a LIMIT of at most 200"_s});
        for (const Field &field : m_scope.object().fields) {
            const bool wanted = item.kind == SelectItem::Kind::AllFields
                || field.custom == (item.kind == SelectItem::Kind::CustomFields);
            if (!wanted || !field.visible())
                continue;
            const std::optional<Found> found = find(Path{{field.name}, item.at});
            if (!found)
                return false;
            const Leaf leaf = leafOf(*found, Function::None);
            if (!m_headings.contains(leaf.heading.toLower()))
                addLeaf(leaf, *found);
        }
        return true;
    }

    bool childItem(const SelectItem &item)
    {
        const Query &query = *item.children;
        if (query.isGrouped || query.hasAggregate())
            return refuse(
                query.items.front().at, u"Only root queries support aggregate expressions"_s);
        for (const ChildRelationship &child : m_context.schema->children(m_scope.object())) {
            if (child.name.isNull() || child.name.compare(query.object, Qt::CaseInsensitive) != 0
                || m_context.schema->visibleObject(child.child->name) == nullptr)
                continue;
            Planned planned = Planner(m_scope.text(), query, m_context).run(&child);
            if (const Error *error = std::get_if<Error>(&planned))
                return refuse(*error);
            auto &plan = std::get<Plan>(planned);
            plan.soql = withoutParent(m_scope.text(), item, child.child->name);
            Node node;
            node.kind = Node::Kind::Children;
            node.name = child.name.toUtf8();
            node.children = std::make_shared<const Plan>(std::move(plan));
            m_plan.nodes.push_back(std::move(node));
            return true;
        }
        return refuse(query.objectAt,
            u"Didn't understand relationship '%1' in FROM part of query call. If you are attempting to use a "
            "custom relationship, be sure to append the '__r' after the custom relationship name. Please reference "
            "your WSDL or the describe call for the appropriate names."_s.arg(query.object),
            "INVALID_TYPE");
    }

    bool groupKeys()
    {
        for (const Operand &operand : m_query.groupBy) {
            const std::optional<Found> found = find(operand.path);
            if (!found)
                return false;
            const bool groupable = found->field == nullptr
                || (found->field->stored() && !found->field->longText
                    && (found->field->groupable || isDateFunction(operand.function)));
            if (!groupable)
                return refuse(operand.at,
                    u"field '%1' can not be grouped in a query call"_s.arg(found->fieldName()));
            const std::optional<QByteArray> sql = isAggregate(operand.function)
                ? std::nullopt
                : functionSql(operand.function, *found);
            if (!sql)
                return refuse(operand.at,
                    u"field '%1' can not be grouped in a query call"_s.arg(found->fieldName()));
            m_groupSql.append(*sql);
        }
        return true;
    }

    bool groupItems()
    {
        int unnamed = 0;
        for (const SelectItem &item : m_query.items) {
            if (item.kind != SelectItem::Kind::Operand)
                return refuse(
                    item.at, u"Grouped query cannot use child relationships in the SELECT list"_s);
            if (!groupItem(item, unnamed))
                return false;
        }
        return true;
    }

    bool groupItem(const SelectItem &item, int &unnamed)
    {
        const Function function = item.operand.function;
        if (item.operand.isCountAll())
            return refuse(item.at, u"unexpected token: 'COUNT'"_s);
        const std::optional<Found> found = find(item.operand.path);
        if (!found)
            return false;
        const std::optional<QByteArray> sql = functionSql(function, *found);
        if (!sql)
            return refuse(item.at,
                u"field %1 does not support aggregate operator %2"_s.arg(
                    found->fieldName(), functionName(function)));
        if (!isAggregate(function) && !m_groupSql.contains(*sql))
            return refuse(
                item.at, u"Field must be grouped or aggregated: %1"_s.arg(found->fieldName()));

        Leaf leaf = leafOf(*found, function);
        if (function == Function::Sum || function == Function::Avg)
            leaf.kind = Leaf::Kind::Number;
        else if (function == Function::DayOnly)
            leaf.kind = Leaf::Kind::Text;
        else if (isDateFunction(function) || function == Function::Count
            || function == Function::CountDistinct)
            leaf.kind = Leaf::Kind::Integer;
        if (!item.alias.isEmpty())
            leaf.name = item.alias.toUtf8();
        else if (function != Function::None)
            leaf.name = "expr" + QByteArray::number(unnamed++);
        if (m_headings.contains(leaf.name.toLower()))
            return refuse(item.at, u"duplicate alias: %1"_s.arg(QString::fromUtf8(leaf.name)));
        m_headings.insert(leaf.name.toLower());
        leaf.column = addColumn(*sql);
        Node node;
        node.name = leaf.name;
        node.leaf = leaf;
        m_plan.leaves.push_back(std::move(leaf));
        m_plan.nodes.push_back(std::move(node));
        return true;
    }

    bool filter(const ChildRelationship *child)
    {
        const QByteArray alias = m_scope.root().targets.front().alias;
        QList<QByteArray> all;
        if (child != nullptr)
            all.append(alias + "." + child->field->column + " = ?");
        if (!m_context.withDeleted && m_scope.object().field(u"IsDeleted"_s) != nullptr)
            all.append(alias + ".\"IsDeleted\" = 0");
        if (m_query.mine && m_scope.object().field(u"OwnerId"_s) != nullptr) {
            all.append(alias + ".\"OwnerId\" = ?");
            m_plan.bound.emplace_back(m_context.userId.toStdString());
        }
        if (m_query.where) {
            Filter conditions(m_scope, m_plan.bound, Filter::Place::Where);
            const std::optional<QByteArray> sql = conditions.sql(*m_query.where);
            if (!sql)
                return refuse(*conditions.error());
            all.append(*sql);
        }
        if (!all.isEmpty())
            m_plan.where = " WHERE " + all.join(" AND ");
        return true;
    }

    bool groups()
    {
        if (!m_groupSql.isEmpty())
            m_plan.tail = " GROUP BY " + m_groupSql.join(", ");
        if (!m_query.having)
            return true;
        Filter conditions(m_scope, m_plan.bound, Filter::Place::Having);
        const std::optional<QByteArray> sql = conditions.sql(*m_query.having);
        if (!sql)
            return refuse(*conditions.error());
        m_plan.tail += " HAVING " + *sql;
        return true;
    }

    bool order()
    {
        QList<QByteArray> terms;
        for (const Ordering &ordering : m_query.orderBy) {
            const std::optional<QByteArray> term = orderTerm(ordering);
            if (!term)
                return false;
            terms.append(*term);
        }
        if (!terms.isEmpty() && m_plan.shape != Plan::Shape::Count)
            m_plan.tail += " ORDER BY " + terms.join(", ");
        return true;
    }

    std::optional<QByteArray> orderTerm(const Ordering &ordering)
    {
        const Operand &operand = ordering.operand;
        if (operand.isCountAll()) {
            refuse(operand.at, u"unexpected token: 'COUNT'"_s);
            return std::nullopt;
        }
        const std::optional<Found> found = find(operand.path);
        if (!found)
            return std::nullopt;
        const bool aggregate = isAggregate(operand.function);
        const bool sortable = found->field == nullptr
            || (found->field->stored() && (found->field->sortable || aggregate)
                && !found->field->longText);
        const std::optional<QByteArray> sql =
            sortable ? functionSql(operand.function, *found) : std::nullopt;
        const bool grouped = m_plan.shape == Plan::Shape::Groups;
        if (!sql || (aggregate && !grouped)) {
            refuse(operand.at,
                u"field '%1' can not be sorted in a query call"_s.arg(found->fieldName()));
            return std::nullopt;
        }
        if (grouped && !aggregate && !m_groupSql.contains(*sql)) {
            refuse(operand.at,
                u"Ordered field must be grouped or aggregated: %1"_s.arg(found->fieldName()));
            return std::nullopt;
        }
        // Salesforce puts nulls first both ways. Said only where there may be some: an index is
        // read backwards otherwise.
        const bool nullsFirst = ordering.nullsFirst.value_or(true);
        QByteArray term = *sql + (ordering.descending ? " DESC" : "");
        if (nullsFirst == ordering.descending && (found->nullable || aggregate))
            term += nullsFirst ? " NULLS FIRST" : " NULLS LAST";
        return term;
    }

    const Query &m_query;
    const Context &m_context;
    int m_nextAlias = 0;
    Scope m_scope;
    Plan m_plan;
    QList<QByteArray> m_columns;
    int m_columnCount = 0;
    QSet<QByteArray> m_headings;
    QList<QByteArray> m_groupSql;
    std::optional<Error> m_error;
};

} // namespace

Planned plan(const QString &text, const Query &query, const Context &context)
{
    return Planner(text, query, context).run();
}

Planned plan(const QString &text, const Context &context)
{
    const Parsed parsed = parse(text);
    if (const Error *error = std::get_if<Error>(&parsed))
        return *error;
    return plan(text, std::get<Query>(parsed), context);
}

} // namespace practice::soql
