#pragma once

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

/// SOQL as text and as a tree. Parsing knows the language alone; which objects and fields exist is
/// soqlplan.h's business. Facts: PROTOCOL.md 4.1, 7.2 and 8.6, and Salesforce's SOQL reference.
namespace practice::soql {

/// Why a query is refused, as the API says it.
struct Error {
    QByteArray code = "MALFORMED_QUERY";
    QString message;
};

/// The message with the piece of the query around `at` (a position in UTF-16 units), a line with a
/// caret below the spot, and `ERROR at Row:1:Column:8` above the sentence. The piece reaches to the
/// word that is at least 30 characters away, on either side, as in recorded answers. Columns count
/// from 1 in SOQL; the scanner of SOSL counts from 0.
[[nodiscard]] Error errorAt(const QString &query, qsizetype at, const QByteArray &code,
    const QString &sentence, int firstColumn = 1);

/// `Account.Owner.Name`
struct Path {
    QStringList parts;
    qsizetype at = 0;

    [[nodiscard]] QString text() const { return parts.join(u'.'); }
};

enum class Function {
    None,
    Count,
    CountDistinct,
    Sum,
    Min,
    Max,
    Avg,
    Grouping,
    ToLabel,
    Format,
    ConvertCurrency,
    CalendarYear,
    CalendarQuarter,
    CalendarMonth,
    FiscalYear,
    FiscalQuarter,
    FiscalMonth,
    DayInMonth,
    DayInWeek,
    DayInYear,
    DayOnly,
    HourInDay,
    WeekInMonth,
    WeekInYear,
};
[[nodiscard]] bool isAggregate(Function function);
[[nodiscard]] bool isDateFunction(Function function);
[[nodiscard]] QString functionName(Function function); ///< `COUNT`, `CALENDAR_YEAR`

/// A field, or a function of one.
struct Operand {
    Function function = Function::None;
    Path path;              ///< no parts in COUNT()
    bool localTime = false; ///< convertTimezone() around the path
    qsizetype at = 0;

    [[nodiscard]] bool isCountAll() const
    {
        return function == Function::Count && path.parts.isEmpty();
    }
};

struct Query;

/// `TYPEOF What WHEN Account THEN Phone ELSE Name END`
struct TypeOf {
    struct Branch {
        QString object; ///< empty: ELSE
        qsizetype at = 0;
        std::vector<Path> fields;
    };
    Path relationship;
    std::vector<Branch> branches;
};

struct SelectItem {
    enum class Kind { Operand, Children, TypeOf, AllFields, StandardFields, CustomFields };
    Kind kind = Kind::Operand;
    Operand operand;
    QString alias;
    qsizetype at = 0;
    std::shared_ptr<Query> children; ///< FROM names a child relationship
    std::shared_ptr<TypeOf> typeOf;
};

/// What stands on the right of an operator, still as the query says it.
struct Literal {
    enum class Kind { Null, Boolean, Number, Text, Date, DateTime, Range };
    Kind kind = Kind::Null;
    QString text;    ///< a string's own text (escapes read, but see Text below), or the token
    QString pattern; ///< for LIKE: wildcards as `%` and `_`, escaped ones as `\%`, `\_`, `\\`
    bool boolean = false;
    qint64 days = 0; ///< n of LAST_N_DAYS:n
    qsizetype at = 0;
};

enum class Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
    In,
    NotIn,
    Includes,
    Excludes,
};

struct Condition {
    enum class Kind { And, Or, Not, Compare };
    Kind kind = Kind::Compare;
    std::vector<Condition> parts; ///< And, Or: two or more; Not: one

    Operand left;
    Operator op = Operator::Equal;
    std::vector<Literal> values;
    std::shared_ptr<Query> inner; ///< of a semi-join
    qsizetype at = 0;
    qsizetype opAt = 0;
};

struct Ordering {
    Operand operand;
    bool descending = false;
    std::optional<bool> nullsFirst; ///< unsaid: first
};

struct Query {
    std::vector<SelectItem> items;
    bool isChild = false; ///< in another's SELECT list
    QString parent;       ///< of a child: `Account` in `FROM Account.Contacts`; mostly unsaid
    QString object;
    qsizetype objectAt = 0;
    qsizetype objectEnd = 0;
    QString alias;
    std::vector<std::pair<QString, Path>> moreAliases; ///< `FROM Contact c, c.Account a`
    QString filterScope;                               ///< of USING SCOPE; mostly empty
    qsizetype scopeAt = 0;
    std::optional<Condition> where;
    std::vector<Operand> groupBy;
    std::optional<Condition> having;
    std::vector<Ordering> orderBy;
    std::optional<qint64> limit;
    std::optional<qint64> offset;
    qsizetype offsetAt = 0;
    bool isGrouped = false; ///< GROUP BY stands there
    enum class Subtotals { None, Rollup, Cube };
    Subtotals subtotals = Subtotals::None;

    [[nodiscard]] bool hasAggregate() const;
    /// `SELECT COUNT() FROM …`: the number alone.
    [[nodiscard]] bool isCountOnly() const;
};

using Parsed = std::variant<Query, Error>;
[[nodiscard]] Parsed parse(const QString &text);

} // namespace practice::soql
