#pragma once

#include "soqlscope.h"

namespace practice::soql {

/// What GROUP BY names. With ROLLUP or CUBE every row counts in several groups, once for each set
/// of keys: SQLite has neither, so the rows are joined with a table of these sets, and a key that
/// is not in the set is null.
class GroupKeys {
public:
    explicit GroupKeys(Query::Subtotals subtotals) : m_subtotals(subtotals) { }

    void add(const QByteArray &sql) { m_keys.append(sql); }
    [[nodiscard]] bool contains(const QByteArray &sql) const { return m_keys.contains(sql); }

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
