#include "app/practiceorg/soql/soqlfilter.h"

#include "app/practiceorg/store/store.h"

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

} // namespace practice::soql
