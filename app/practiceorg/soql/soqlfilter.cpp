#include "app/practiceorg/soql/soqlfilter.h"

#include "app/practiceorg/store/store.h"

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

QByteArray symbol(Operator op)
{
    switch (op) {
    case Operator::Less:
        return " < ";
    case Operator::LessOrEqual:
        return " <= ";
    case Operator::Greater:
        return " > ";
    case Operator::GreaterOrEqual:
        return " >= ";
    case Operator::NotEqual:
    case Operator::NotIn:
        return " <> ";
    default:
        return " = ";
    }
}

bool isOrdering(Operator op) { return op >= Operator::Less && op <= Operator::GreaterOrEqual; }

bool isNegative(Operator op)
{
    return op == Operator::NotEqual || op == Operator::NotIn || op == Operator::Excludes;
}

/// As the API's messages call the types.
QString soapType(FieldType type)
{
    switch (type) {
    case FieldType::Boolean:
        return u"boolean"_s;
    case FieldType::Int:
        return u"int"_s;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return u"double"_s;
    case FieldType::Date:
        return u"date"_s;
    case FieldType::DateTime:
        return u"dateTime"_s;
    case FieldType::Time:
        return u"time"_s;
    case FieldType::Id:
    case FieldType::Reference:
        return u"id"_s;
    default:
        return u"string"_s;
    }
}

/// Parts side by side in a tree of small depth: SQLite limits how deep an expression may be.
QByteArray joined(
    const std::vector<QByteArray> &parts, std::size_t from, std::size_t to, const QByteArray &word)
{
    if (to - from == 1)
        return parts[from];
    const std::size_t middle = from + (to - from) / 2;
    return "(" + joined(parts, from, middle, word) + word + joined(parts, middle, to, word) + ")";
}

Bound text(const QString &value) { return value.isEmpty() ? Bound() : Bound(value.toStdString()); }

} // namespace

Filter::Sql Filter::refuse(qsizetype at, const QByteArray &code, const QString &sentence)
{
    if (!m_error)
        m_error = m_scope.refuse(at, code, sentence);
    return std::nullopt;
}

Filter::Sql Filter::refuseOperator(const Condition &condition, const QString &type)
{
    return refuse(condition.left.at, "INVALID_QUERY_FILTER_OPERATOR",
        u"invalid operator on %1 field"_s.arg(type));
}

Filter::Sql Filter::refuseValue(const Condition &condition, const Found &found)
{
    const QString type = found.field ? soapType(found.field->type) : u"string"_s;
    const bool quoted = type == u"string" || type == u"id";
    return refuse(condition.left.at, "INVALID_FIELD",
        u"value of filter criterion for field '%1' must be of type %2 and should %3be enclosed in quotes"_s
            .arg(found.fieldName(), type, quoted ? QString() : u"not "_s));
}

Filter::Sql Filter::sql(const Condition &condition, Depth depth)
{
    switch (condition.kind) {
    case Condition::Kind::And:
    case Condition::Kind::Or:
        return many(condition, depth);
    case Condition::Kind::Not:
        if (const Sql inner = sql(condition.parts.front(), Depth::Nested))
            return "((" + *inner + ") IS NOT TRUE)";
        return std::nullopt;
    case Condition::Kind::Compare:
        return comparison(condition, depth);
    }
    return std::nullopt;
}

Filter::Sql Filter::many(const Condition &condition, Depth depth)
{
    const bool all = condition.kind == Condition::Kind::And;
    const Depth below = depth != Depth::Top ? Depth::Nested : all ? Depth::Top : Depth::Alternative;
    std::vector<QByteArray> parts;
    for (const Condition &part : condition.parts) {
        const bool isOne = part.kind == Condition::Kind::Compare;
        const Sql one = sql(part, isOne ? below : Depth::Nested);
        if (!one)
            return std::nullopt;
        parts.push_back(*one);
    }
    return joined(parts, 0, parts.size(), all ? " AND " : " OR ");
}

Filter::Sql Filter::comparison(const Condition &condition, Depth depth)
{
    const Operand &left = condition.left;
    if (isAggregate(left.function) && m_place != Place::Having)
        return refuse(left.at, "MALFORMED_QUERY",
            u"Aggregate function expressions can not be used in WHERE clause"_s);
    if (left.isCountAll())
        return ofNumber(condition, "COUNT(*)");

    auto found = m_scope.find(left);
    if (const Error *error = std::get_if<Error>(&found)) {
        m_error = *error;
        return std::nullopt;
    }
    auto &field = std::get<Found>(found);
    if (field.field != nullptr && (!field.field->filterable || !field.field->stored()))
        return refuse(left.at, "INVALID_FIELD",
            u"field '%1' can not be filtered in a query call"_s.arg(field.fieldName()));
    if (condition.inner)
        return semiJoin(condition, field, depth);
    if (m_keys != nullptr && !m_keys->hold(left.function, field))
        return refuse(left.at, "MALFORMED_QUERY",
            u"Field must be grouped or aggregated: %1"_s.arg(field.fieldName()));
    if (left.function == Function::None || left.function == Function::ToLabel) {
        if (m_keys != nullptr) {
            field.sql = m_keys->shown(field.sql);
            field.nullable = true; // a subtotal's
        }
        return ofField(condition, field);
    }

    const std::optional<QByteArray> value = m_keys == nullptr
        ? functionSql(left.function, field)
        : m_keys->functionSql(left.function, field);
    if (!value)
        return refuse(left.at, "MALFORMED_QUERY",
            u"field %1 does not support aggregate operator %2"_s.arg(
                field.fieldName(), functionName(left.function)));
    const bool ownType = left.function == Function::Min || left.function == Function::Max;
    if (!ownType && left.function != Function::DayOnly)
        return ofNumber(condition, *value);
    Found worked = field;
    worked.sql = *value;
    worked.nullable = true;
    static const Field day = [] {
        Field made;
        made.name = u"DAY_ONLY"_s;
        made.type = FieldType::Date;
        return made;
    }();
    if (left.function == Function::DayOnly)
        worked.field = &day;
    return ofField(condition, worked);
}

Filter::Sql Filter::ofField(const Condition &condition, const Found &found)
{
    const bool sets = condition.op == Operator::Includes || condition.op == Operator::Excludes;
    const bool isPlain = found.field == nullptr || found.field->byDurableId;
    const FieldType type = isPlain ? FieldType::String : found.field->type;
    if (sets && type != FieldType::MultiPicklist)
        return refuse(condition.left.at, "INVALID_QUERY_FILTER_OPERATOR",
            u"includes or excludes operator only valid on multipicklist field"_s);
    switch (type) {
    case FieldType::Id:
    case FieldType::Reference:
        return ofId(condition, found);
    case FieldType::Boolean:
        return ofBoolean(condition, found);
    case FieldType::Date:
    case FieldType::DateTime:
        return ofTime(condition, found);
    case FieldType::MultiPicklist:
        return ofMultiPicklist(condition, found);
    case FieldType::Int:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        if (condition.op == Operator::Like)
            return refuseOperator(condition, soapType(type));
        for (const Literal &value : condition.values) {
            if (value.kind != Literal::Kind::Number && value.kind != Literal::Kind::Null)
                return refuseValue(condition, found);
        }
        return ofNumber(condition, found.sql);
    default:
        return ofText(condition, found);
    }
}

QByteArray Filter::placeholder(const Bound &value)
{
    m_bound.push_back(value);
    return "?";
}

QByteArray Filter::compared(
    const QByteArray &left, Operator op, const std::vector<Bound> &values, bool nullable)
{
    std::vector<Bound> known;
    for (const Bound &value : values) {
        if (!std::holds_alternative<std::monostate>(value))
            known.push_back(value);
    }
    const bool orNull = known.size() != values.size();
    const bool negative = isNegative(op);
    if (isOrdering(op))
        return known.empty() ? QByteArray("0") : left + symbol(op) + placeholder(known.front());
    if (known.empty())
        return left + (negative ? " IS NOT NULL" : " IS NULL");

    QByteArray sql;
    if (known.size() == 1) {
        sql = left + symbol(op) + placeholder(known.front());
    } else {
        QList<QByteArray> marks;
        for (const Bound &value : known)
            marks.append(placeholder(value));
        sql = left + (negative ? " NOT IN (" : " IN (") + marks.join(", ") + ")";
    }
    if (negative)
        return orNull || !nullable ? sql : "(" + sql + " OR " + left + " IS NULL)";
    return orNull ? "(" + sql + " OR " + left + " IS NULL)" : sql;
}

Filter::Sql Filter::ofNumber(const Condition &condition, const QByteArray &left)
{
    std::vector<Bound> values;
    for (const Literal &literal : condition.values) {
        bool ok = true;
        if (literal.kind == Literal::Kind::Null) {
            values.emplace_back();
        } else if (literal.kind != Literal::Kind::Number) {
            return refuse(
                literal.at, "MALFORMED_QUERY", u"unexpected token: '%1'"_s.arg(literal.text));
        } else if (const qint64 integer = literal.text.toLongLong(&ok); ok) {
            values.emplace_back(integer);
        } else {
            values.emplace_back(literal.text.toDouble());
        }
    }
    if (condition.op == Operator::Like || condition.op == Operator::Includes
        || condition.op == Operator::Excludes)
        return refuseOperator(condition, u"double"_s);
    return compared(left, condition.op, values, true);
}

Filter::Sql Filter::ofBoolean(const Condition &condition, const Found &found)
{
    if (isOrdering(condition.op) || condition.op == Operator::Like)
        return refuseOperator(condition, u"boolean"_s);
    std::vector<Bound> values;
    for (const Literal &literal : condition.values) {
        if (literal.kind == Literal::Kind::Null)
            values.emplace_back();
        else if (literal.kind == Literal::Kind::Boolean)
            values.emplace_back(qint64(literal.boolean));
        else
            return refuseValue(condition, found);
    }
    // A checkbox is never null; that of a parent who is not there is false.
    const QByteArray left = found.nullable ? "COALESCE(" + found.sql + ", 0)" : found.sql;
    return compared(left, condition.op, values, false);
}

Filter::Sql Filter::ofId(const Condition &condition, const Found &found)
{
    if (condition.op == Operator::Like)
        return refuseOperator(condition, u"id"_s);
    std::vector<Bound> values;
    for (const Literal &literal : condition.values) {
        if (literal.kind == Literal::Kind::Null
            || (literal.kind == Literal::Kind::Text && literal.text.isEmpty())) {
            values.emplace_back();
            continue;
        }
        if (literal.kind != Literal::Kind::Text)
            return refuseValue(condition, found);
        const QByteArray id = literal.text.toUtf8();
        if (!isWellFormedId(id))
            return refuse(condition.left.at, "INVALID_QUERY_FILTER_OPERATOR",
                u"invalid ID field: %1"_s.arg(literal.text));
        values.emplace_back(id18(id).toStdString());
    }
    return compared(found.sql, condition.op, values, found.nullable);
}

Filter::Sql Filter::ofText(const Condition &condition, const Found &found)
{
    for (const Literal &literal : condition.values) {
        if (literal.kind != Literal::Kind::Text && literal.kind != Literal::Kind::Null)
            return refuseValue(condition, found);
        if (literal.text.size() > 4'000)
            return refuse(literal.at, "MALFORMED_QUERY",
                u"The length of a string literal in a WHERE clause cannot exceed 4000 characters"_s);
    }
    if (condition.op == Operator::Like)
        return like(condition, found.sql);
    std::vector<Bound> values;
    values.reserve(condition.values.size());
    for (const Literal &literal : condition.values)
        values.push_back(literal.kind == Literal::Kind::Null ? Bound() : text(literal.text));
    return compared(found.sql, condition.op, values, found.nullable);
}

Filter::Sql Filter::like(const Condition &condition, const QByteArray &left)
{
    const Literal &literal = condition.values.front();
    if (literal.kind == Literal::Kind::Null || literal.pattern.isEmpty())
        return left + " IS NULL";
    return left + " LIKE " + placeholder(literal.pattern.toStdString()) + " ESCAPE '\\'";
}

/// `INCLUDES ('A;B', 'C')`: A and B, or C. Picklist values are compared without regard to case.
Filter::Sql Filter::ofMultiPicklist(const Condition &condition, const Found &found)
{
    if (condition.op != Operator::Includes && condition.op != Operator::Excludes) {
        if (condition.op == Operator::Like || isOrdering(condition.op))
            return refuseOperator(condition, u"multipicklist"_s);
        return ofText(condition, found);
    }
    std::vector<QByteArray> any;
    for (const Literal &literal : condition.values) {
        if (literal.kind != Literal::Kind::Text)
            return refuseValue(condition, found);
        std::vector<QByteArray> all;
        for (const QString &value : literal.text.split(u';', Qt::SkipEmptyParts)) {
            QString pattern = value.trimmed();
            pattern.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
            all.push_back("(';' || " + found.sql + " || ';') LIKE "
                + placeholder(QString(u"%;" + pattern + u";%").toStdString()) + " ESCAPE '\\'");
        }
        any.push_back(all.empty() ? found.sql + " IS NULL" : joined(all, 0, all.size(), " AND "));
    }
    const QByteArray includes = joined(any, 0, any.size(), " OR ");
    if (condition.op == Operator::Excludes)
        return "((" + includes + ") IS NOT TRUE)";
    return "(" + includes + ")";
}

} // namespace practice::soql
