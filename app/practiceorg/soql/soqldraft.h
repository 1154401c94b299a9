#pragma once

#include "app/practiceorg/soql/soqlscope.h"

namespace practice::soql {

/// A plan as it grows: what all clauses of one query add to.
struct Draft {
    Draft(const QString &text, const Query &asked, const Context &runsFor);

    /// Always false: the query is refused. The first error is the one that counts.
    bool refuse(const Error &why);
    bool refuse(qsizetype at, const QString &sentence, const QByteArray &code = "MALFORMED_QUERY");
    /// Nothing when the path leads nowhere; the query is refused then.
    [[nodiscard]] std::optional<Found> find(const Path &path);
    [[nodiscard]] std::optional<Found> find(const Operand &operand);
    /// Where the first of its columns stands in a row. `width`: how many the SQL makes.
    int addColumn(const QByteArray &sql, int width = 1);

    const Query &query;
    const Context &context;
    Plan plan;
    QList<QByteArray> columns;
    std::optional<Error> error;
    int width = 0;     ///< of `columns`
    int nextAlias = 0; ///< `scope` counts in it
    Scope scope;
};

/// What a field or a function of one looks like in an answer; its column is not set.
[[nodiscard]] Leaf leafOf(const Found &found, Function function);

/// `child`: a query in another's SELECT list. Its first `?` is the parent's Id then.
[[nodiscard]] Planned planOf(const QString &text, const Query &query, const Context &context,
    const ChildRelationship *child);

} // namespace practice::soql
