#pragma once

#include "app/practiceorg/soql/soqlgroupkeys.h"
#include "app/practiceorg/soql/soqlscope.h"

namespace practice::soql {

/// WHERE and HAVING. Every piece of SQL that comes of it is true or not true as in SOQL, where null
/// is a value like others: `Name != 'x'` holds for records without a name.
class Filter {
public:
    enum class Place { Where, SemiJoin, Having };
    /// `keys`: what the groups are made by, in HAVING.
    Filter(Scope &scope, std::vector<Bound> &bound, Place place, const GroupKeys *keys = nullptr)
        : m_scope(scope), m_bound(bound), m_place(place), m_keys(keys)
    {
    }

    /// The SQL of the condition; nothing when it is refused (error() says why).
    [[nodiscard]] std::optional<QByteArray> sql(const Condition &condition)
    {
        return sql(condition, Depth::Top);
    }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    using Sql = std::optional<QByteArray>;
    /// Where a condition stands: in the clause itself or one of its ANDs, one of its ORs, deeper.
    enum class Depth { Top, Alternative, Nested };
    Sql sql(const Condition &condition, Depth depth);
    Sql many(const Condition &condition, Depth depth);
    Sql comparison(const Condition &condition, Depth depth);
    Sql ofField(const Condition &condition, const Found &found);
    Sql ofNumber(const Condition &condition, const QByteArray &left);
    Sql ofTime(const Condition &condition, const Found &found);
    Sql ofId(const Condition &condition, const Found &found);
    Sql ofBoolean(const Condition &condition, const Found &found);
    Sql ofText(const Condition &condition, const Found &found);
    Sql ofMultiPicklist(const Condition &condition, const Found &found);
    Sql like(const Condition &condition, const QByteArray &left);
    Sql semiJoin(const Condition &condition, const Found &left, Depth depth);
    Sql semiJoinWith(const Condition &condition, const Found &left);

    /// `left op ?` or `left IN (?, …)`, nulls among the values and in the column minded.
    [[nodiscard]] QByteArray compared(
        const QByteArray &left, Operator op, const std::vector<Bound> &values, bool nullable);
    QByteArray placeholder(const Bound &value);
    Sql refuse(qsizetype at, const QByteArray &code, const QString &sentence);
    Sql refuseOperator(const Condition &condition, const QString &type);
    Sql refuseValue(const Condition &condition, const Found &found);

    Scope &m_scope;
    std::vector<Bound> &m_bound;
    const Place m_place;
    const GroupKeys *m_keys;
    int m_semiJoins = 0;
    std::optional<Error> m_error;
};

/// The SQL of a function over a column: `COUNT(DISTINCT t0."AccountId")`. Nothing when the field is
/// not for it.
[[nodiscard]] std::optional<QByteArray> functionSql(Function function, const Found &found);
/// What a picklist is sorted by: "the picklist sort determined during setup" (SOQL guide, "ORDER
/// BY"), which describe's list has. `sql`: the value, null for null; empty for any other field.
[[nodiscard]] QByteArray picklistRankSql(const Found &found, const QByteArray &sql);
/// convertCurrency(): an amount in the user's currency. Nothing for what is no amount, or in an org
/// of one currency.
[[nodiscard]] std::optional<QByteArray> convertedSql(const Found &found, const QByteArray &userId);

} // namespace practice::soql
