#pragma once

#include "app/practiceorg/soql/soqlscope.h"

namespace practice::soql {

/// What GROUP BY names. With ROLLUP or CUBE every row counts in several groups, once for each set
/// of keys: SQLite has neither, so the rows are joined with a table of these sets, and a key that
/// is not in the set is null.
class GroupKeys {
public:
    explicit GroupKeys(Query::Subtotals subtotals) : m_subtotals(subtotals) { }

    void add(const QByteArray &sql) { m_keys.append(sql); }
    /// Whether a group has one value of it: a key, what its records make together, or "there is an
    /// exception if the field used in the date function is a date field: you can use the date field
    /// instead of the date function in the GROUP BY clause" (SOQL guide, "Date Functions").
    [[nodiscard]] bool hold(Function function, const Found &found) const;

    /// A key as its group shows it; any other SQL as it is.
    [[nodiscard]] QByteArray shown(const QByteArray &sql) const;
    /// functionSql() within a group.
    [[nodiscard]] std::optional<QByteArray> functionSql(
        Function function, const Found &found) const;
    [[nodiscard]] QByteArray groupBy() const; ///< ` GROUP BY …` or empty
    [[nodiscard]] QByteArray sets() const;    ///< what FROM needs besides; mostly empty

private:
    /// 1 where the row is a subtotal over this key.
    [[nodiscard]] static QByteArray isSubtotal(qsizetype key);

    const Query::Subtotals m_subtotals;
    QList<QByteArray> m_keys;
};

} // namespace practice::soql
