#include "app/practiceorg/soql/soqlplan.h"

#include "app/practiceorg/soql/soqlfilter.h"
#include "app/practiceorg/soql/soqlselect.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

class Planner {
public:
    Planner(const QString &text, const Query &query, const Context &context)
        : m_draft(text, query, context), m_groups(m_draft)
    {
    }

    Planned run(const ChildRelationship *child)
    {
        const Query &query = m_draft.query;
        Plan &plan = m_draft.plan;
        if (child != nullptr)
            m_draft.scope.openAs(*child->child);
        else if (const std::optional<Error> error = m_draft.scope.open())
            return *error;
        plan.object = &m_draft.scope.object();
        plan.ordered = !query.orderBy.empty();
        plan.limited = query.limit.has_value();
        plan.skips = query.offset.has_value();
        if (!(checkLimits() && checkTotals() && selectItems() && filter(child) && m_groups.having()
                && order()))
            return *m_draft.error;
        const bool tableOrder =
            !query.where && !plan.ordered && child == nullptr && query.filterScope.isEmpty();
        plan.columns = m_draft.columns.join(", ");
        plan.from = m_draft.scope.fromSql(tableOrder) + m_groups.keys().sets();
        return std::move(plan);
    }

private:
    bool checkLimits()
    {
        if (m_draft.query.offset && *m_draft.query.offset > 2'000)
            return m_draft.refuse(m_draft.query.offsetAt, u"Maximum SOQL offset allowed is 2000"_s,
                "NUMBER_OUTSIDE_VALID_RANGE");
        if (m_draft.query.limit || m_draft.query.offset) {
            m_draft.plan.limits = " LIMIT " + QByteArray::number(m_draft.query.limit.value_or(-1));
            if (m_draft.query.offset)
                m_draft.plan.limits += " OFFSET " + QByteArray::number(*m_draft.query.offset);
        }
        return true;
    }

    /// A total is one row: nothing to limit (COUNT() alone may be), nothing to sort.
    bool checkTotals()
    {
        const Query &query = m_draft.query;
        if (query.isGrouped || !query.hasAggregate())
            return true;
        if (!query.isCountOnly())
            return !query.limit
                || m_draft.refuse(query.items.front().at,
                    u"Non-grouped query that uses overall aggregate functions cannot also use LIMIT"_s);
        if (query.orderBy.empty())
            return true;
        const Operand &first = query.orderBy.front().operand;
        return m_draft.refuse(
            first.at, u"Ordered field must be grouped or aggregated: %1"_s.arg(first.path.text()));
    }

    bool selectItems()
    {
        const Query &query = m_draft.query;
        if (query.isCountOnly() && !query.isGrouped) {
            m_draft.plan.shape = Plan::Shape::Count;
            m_draft.addColumn("1");
            return true;
        }
        if (query.isGrouped || query.hasAggregate()) {
            m_draft.plan.shape = Plan::Shape::Groups;
            return m_groups.items();
        }
        return RecordSelect(m_draft).items();
    }

    /// One of the scopes that describe names (SOQL guide, "USING SCOPE"). There are no teams,
    /// queues or delegates here, and no scoping rules. What Salesforce says to another: no source
    /// found.
    bool inScope(QList<QByteArray> &conditions)
    {
        const QString name = m_draft.query.filterScope.toLower();
        const auto &scopes = m_draft.scope.object().scopes;
        const bool isKnown = name.isEmpty() || (scopes.empty() && name == u"everything")
            || std::ranges::any_of(
                scopes, [&](const auto &scope) { return scope.first.toLower() == name; });
        if (!isKnown)
            return m_draft.refuse(
                m_draft.query.scopeAt, u"unexpected token: '%1'"_s.arg(m_draft.query.filterScope));
        if (name == u"mine" && m_draft.scope.object().field(u"OwnerId"_s) != nullptr) {
            conditions.append(m_draft.scope.root().targets.front().alias + ".\"OwnerId\" = ?");
            m_draft.plan.bound.emplace_back(m_draft.context.userId.toStdString());
        } else if (name == u"team" || name == u"delegated" || name == u"queue_owned") {
            conditions.append("0");
        }
        return true;
    }

    bool filter(const ChildRelationship *child)
    {
        const QByteArray alias = m_draft.scope.root().targets.front().alias;
        QList<QByteArray> all;
        if (child != nullptr)
            all.append(alias + "." + child->field->column + " = ?");
        if (!m_draft.context.withDeleted && m_draft.scope.object().field(u"IsDeleted"_s) != nullptr)
            all.append(alias + ".\"IsDeleted\" = 0");
        if (!inScope(all))
            return false;
        if (m_draft.query.where) {
            Filter conditions(m_draft.scope, m_draft.plan.bound, Filter::Place::Where);
            const std::optional<QByteArray> sql = conditions.sql(*m_draft.query.where);
            if (!sql)
                return m_draft.refuse(*conditions.error());
            all.append(*sql);
        }
        if (!all.isEmpty())
            m_draft.plan.where = " WHERE " + all.join(" AND ");
        return true;
    }

    bool order()
    {
        QList<QByteArray> terms;
        for (const Ordering &ordering : m_draft.query.orderBy) {
            const std::optional<QByteArray> term = orderTerm(ordering);
            if (!term)
                return false;
            terms.append(*term);
        }
        if (!terms.isEmpty())
            m_draft.plan.tail += " ORDER BY " + terms.join(", ");
        return true;
    }

    std::optional<QByteArray> orderTerm(const Ordering &ordering)
    {
        const Operand &operand = ordering.operand;
        if (operand.isCountAll()) {
            m_draft.refuse(operand.at, u"unexpected token: 'COUNT'"_s);
            return std::nullopt;
        }
        const std::optional<Found> found = m_draft.find(operand);
        if (!found)
            return std::nullopt;
        const bool aggregate = isAggregate(operand.function);
        const bool sortable = operand.function != Function::ToLabel
            && (found->field == nullptr
                || (found->field->stored() && (found->field->sortable || aggregate)
                    && !found->field->longText));
        const std::optional<QByteArray> sql =
            sortable ? m_groups.keys().functionSql(operand.function, *found) : std::nullopt;
        const bool grouped = m_draft.plan.shape == Plan::Shape::Groups;
        if (!sql || (aggregate && !grouped)) {
            m_draft.refuse(operand.at,
                u"field '%1' can not be sorted in a query call"_s.arg(found->fieldName()));
            return std::nullopt;
        }
        if (grouped && !m_groups.keys().hold(operand.function, *found)) {
            m_draft.refuse(operand.at,
                u"Ordered field must be grouped or aggregated: %1"_s.arg(found->fieldName()));
            return std::nullopt;
        }
        return sorted(ordering, *found, *sql);
    }

    /// Salesforce puts nulls first both ways. Said only where there may be some: an index is read
    /// backwards otherwise.
    QByteArray sorted(const Ordering &ordering, const Found &found, const QByteArray &sql) const
    {
        const Function function = ordering.operand.function;
        const bool isValue =
            function == Function::None || function == Function::Min || function == Function::Max;
        const QByteArray rank = isValue ? picklistRankSql(found, sql) : QByteArray();
        const QByteArray direction = ordering.descending ? " DESC" : "";
        const bool nullsFirst = ordering.nullsFirst.value_or(true);
        const bool grouped = m_draft.plan.shape == Plan::Shape::Groups;
        QByteArray term = (rank.isEmpty() ? sql : rank) + direction;
        if (nullsFirst == ordering.descending && (found.nullable || grouped))
            term += nullsFirst ? " NULLS FIRST" : " NULLS LAST";
        return rank.isEmpty() ? term : term + ", " + sql + direction;
    }

    Draft m_draft;
    GroupSelect m_groups;
};

} // namespace

Planned planOf(
    const QString &text, const Query &query, const Context &context, const ChildRelationship *child)
{
    return Planner(text, query, context).run(child);
}

Planned plan(const QString &text, const Query &query, const Context &context)
{
    return planOf(text, query, context, nullptr);
}

Planned plan(const QString &text, const Context &context)
{
    const Parsed parsed = parse(text);
    if (const Error *error = std::get_if<Error>(&parsed))
        return *error;
    return plan(text, std::get<Query>(parsed), context);
}

} // namespace practice::soql
