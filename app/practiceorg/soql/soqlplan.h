#pragma once

#include "app/practiceorg/schema/schema.h"
#include "app/practiceorg/soql/soql.h"

#include <QByteArray>
#include <QDate>

#include <optional>
#include <string>
#include <variant>
#include <vector>

struct sqlite3_stmt;

/// From SOQL to SQL over the store's tables, and the way back from a row of SQL to what was asked.
namespace practice::soql {

/// A value for a `?` of the SQL. A type of its own where QString and numbers would need casts.
using Bound = std::variant<std::monostate, qint64, double, std::string>;

/// One column of the result: where its value stands in a row, and what it is.
struct Leaf {
    enum class Kind {
        Field,     ///< a stored field
        Compound,  ///< an address: its components' columns stand at `column` and after
        Integer,   ///< COUNT and the like
        Number,    ///< SUM, AVG
        Text,      ///< the type of a polymorphic parent, DAY_ONLY
        Formatted, ///< FORMAT(): whatever it is, as text
    };
    Kind kind = Kind::Field;
    QByteArray name;    ///< the JSON key: `Name`, an alias, `expr0`
    QByteArray heading; ///< of a CSV column: `Account.Name`
    const Object *object = nullptr;
    const Field *field = nullptr;
    Function function = Function::None;
    int column = 0;
};

struct Plan;

/// The shape of a record in JSON: leaves, parents within it, lists of children.
struct Node {
    enum class Kind { Leaf, Parent, Children };
    Kind kind = Kind::Leaf;
    QByteArray name;
    Leaf leaf;
    // Parent
    int idColumn = 0;
    int typeColumn = -1; ///< polymorphic: the object's name stands there
    QByteArray object;   ///< otherwise it is this one
    std::vector<Node> members;
    struct Branch;
    std::vector<Branch> branches; ///< TYPEOF: instead of `members`, where the object is one of them
    // Children
    std::shared_ptr<const Plan> children; ///< its first `?` is the parent's Id
};

struct Node::Branch {
    QByteArray object;
    std::vector<Node> members;
};

struct Plan {
    enum class Shape { Records, Groups, Count };
    Shape shape = Shape::Records;
    SchemaPointer schema; ///< keeps the objects and fields that are pointed at
    const Object *object = nullptr;
    bool withDeleted = false; ///< queryAll

    std::vector<Node> nodes;
    std::vector<Leaf> leaves; ///< in the order of SELECT, parents' fields included
    QString soql;             ///< of children: the query by itself, without its parent
    bool ordered = false;     ///< ORDER BY stands there
    bool limited = false;     ///< LIMIT stands there
    bool skips = false;       ///< OFFSET stands there: the first page is all there is

    // SQL. In Records the first column is the record's Id.
    QByteArray columns;
    QByteArray from;
    QByteArray where; ///< `WHERE …` or empty
    QByteArray tail;  ///< GROUP BY, HAVING, ORDER BY
    QByteArray limits;
    std::vector<Bound> bound;

    [[nodiscard]] QByteArray recordsSql() const;
    [[nodiscard]] QByteArray rowIdsSql() const;
    [[nodiscard]] QByteArray countSql() const;
    /// One record by its rowid (the only `?`), as long as the query may still see it.
    [[nodiscard]] QByteArray byRowIdSql() const;
    void bind(sqlite3_stmt *statement, int first = 1) const;
};

/// Whom a query runs for, and when.
struct Context {
    SchemaPointer schema;
    qint64 now = 0;    ///< the org's time, ms since 1970; date literals are reckoned in UTC
    QByteArray userId; ///< USING SCOPE Mine
    bool withDeleted = false;
    bool isBulk = false; ///< FIELDS() is for STANDARD alone there, and leaves out compound fields
};

using Planned = std::variant<Plan, Error>;
/// `text` is the query that `query` was parsed from, for the positions of errors.
[[nodiscard]] Planned plan(const QString &text, const Query &query, const Context &context);
/// Parses and plans.
[[nodiscard]] Planned plan(const QString &text, const Context &context);

/// The days of a date literal such as LAST_N_DAYS:7, first day and the day after the last.
struct Days {
    QDate from;
    QDate to;
};
[[nodiscard]] Days daysOf(const QString &word, qint64 count, const QDate &today);

} // namespace practice::soql
