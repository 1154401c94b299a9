#include "soqlfilter.h"

#include "app/practiceorg/store.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

constexpr qint64 dayMs = 86'400'000;

qint64 msOf(const QDate &day) { return QDate(1970, 1, 1).daysTo(day) * dayMs; }

Bound boundDay(const QDate &day, FieldType type)
{
    if (type == FieldType::DateTime)
        return msOf(day);
    return day.toString(Qt::ISODate).toStdString();
}

/// Where the value lies in regard to the span [from, to).
QByteArray spanSql(const QByteArray &left, Operator op, const QByteArray &nullable)
{
    switch (op) {
    case Operator::Less:
        return left + " < ?1st";
    case Operator::LessOrEqual:
        return left + " < ?2nd";
    case Operator::Greater:
        return left + " >= ?2nd";
    case Operator::GreaterOrEqual:
        return left + " >= ?1st";
    case Operator::NotEqual:
    case Operator::NotIn:
        return "(" + left + " < ?1st OR " + left + " >= ?2nd" + nullable + ")";
    default:
        return "(" + left + " >= ?1st AND " + left + " < ?2nd)";
    }
}

} // namespace

Filter::Sql Filter::ofTime(const Condition &condition, const Found &found)
{
    const FieldType type = found.field->type;
    if (condition.op == Operator::Like)
        return refuseOperator(condition, type == FieldType::Date ? u"date"_s : u"dateTime"_s);

    // A list is looked at value by value: each may be a moment or a span of days.
    std::vector<Bound> moments;
    QByteArray spans;
    const bool negative = condition.op == Operator::NotIn || condition.op == Operator::NotEqual;
    for (const Literal &literal : condition.values) {
        if (literal.kind == Literal::Kind::Range) {
            const QDate today =
                QDateTime::fromMSecsSinceEpoch(m_scope.context().now, QTimeZone::utc()).date();
            const Days days = daysOf(literal.text, literal.days, today);
            QByteArray span = spanSql(found.sql, condition.op, " OR " + found.sql + " IS NULL");
            // The placeholders stand in the order in which they are bound.
            for (qsizetype at = span.indexOf('?'); at >= 0; at = span.indexOf('?', at + 1)) {
                m_bound.push_back(boundDay(span.mid(at, 4) == "?1st" ? days.from : days.to, type));
                span.replace(at, 4, "?");
            }
            spans += (spans.isEmpty() ? "" : negative ? " AND " : " OR ") + span;
        } else if (literal.kind == Literal::Kind::Null) {
            moments.emplace_back();
        } else if (literal.kind == Literal::Kind::Date && type == FieldType::Date) {
            const std::optional<QByteArray> day = parseDate(literal.text.toLatin1());
            if (!day)
                return refuse(
                    literal.at, "MALFORMED_QUERY", u"Invalid date: %1"_s.arg(literal.text));
            moments.emplace_back(day->toStdString());
        } else if (literal.kind == Literal::Kind::DateTime && type == FieldType::DateTime) {
            const std::optional<qint64> ms = parseDateTime(literal.text.toUpper().toLatin1());
            if (!ms)
                return refuse(
                    literal.at, "MALFORMED_QUERY", u"Invalid datetime: %1"_s.arg(literal.text));
            moments.emplace_back(*ms);
        } else {
            return refuseValue(condition, found);
        }
    }
    if (spans.isEmpty())
        return compared(found.sql, condition.op, moments, found.nullable);
    if (moments.empty())
        return "(" + spans + ")";
    return "(" + spans + (negative ? " AND " : " OR ")
        + compared(found.sql, condition.op, moments, found.nullable) + ")";
}

/// `Id IN (SELECT AccountId FROM Contact WHERE …)`
Filter::Sql Filter::semiJoin(const Condition &condition, const Found &left)
{
    const auto isReference = [](const Found &found) {
        return found.field != nullptr
            && (found.field->type == FieldType::Id || found.field->type == FieldType::Reference);
    };
    const Query &query = *condition.inner;
    if (m_place == Place::SemiJoin)
        return refuse(condition.opAt, "MALFORMED_QUERY",
            u"Nesting of semi join sub-selects is not supported"_s);
    if (!isReference(left))
        return refuse(condition.left.at, "MALFORMED_QUERY",
            u"The left operand field in the where expression for outer query should be an id field, cannot use: "
            "'%1'"_s.arg(left.fieldName()));
    const bool one = query.items.size() == 1 && query.items[0].kind == SelectItem::Kind::Operand
        && query.items[0].operand.function == Function::None && !query.isGrouped;
    if (!one || query.limit || query.offset || !query.orderBy.empty())
        return refuse(query.objectAt, "MALFORMED_QUERY",
            u"Semi join sub-selects can only query id fields, cannot use: '%1'"_s.arg(
                query.object));

    Scope inner(m_scope.text(), query, m_scope.context(), m_scope.nextAlias());
    m_error = inner.open();
    if (m_error)
        return std::nullopt;
    if (&inner.object() == &m_scope.object())
        return refuse(query.objectAt, "MALFORMED_QUERY",
            u"The inner and outer selects should not be on the same object type"_s);
    const auto found = inner.find(query.items[0].operand.path);
    if (const Error *error = std::get_if<Error>(&found)) {
        m_error = *error;
        return std::nullopt;
    }
    const Found &field = std::get<Found>(found);
    if (!isReference(field))
        return refuse(query.items[0].at, "MALFORMED_QUERY",
            u"Semi join sub-selects can only query id fields, cannot use: '%1'"_s.arg(
                field.fieldName()));

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
