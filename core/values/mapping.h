#pragma once

#include "values/enumwords.h"

#include <QString>
#include <QStringList>

#include <vector>

/// How a Salesforce value becomes a database value. The column's declared type decides how it is
/// stored.
enum class Conversion {
    Text,    ///< as it is
    Boolean, ///< true/false to 1/0
    Integer,
    Real,
    Decimal, ///< exact, kept as text (DECIMAL_TEXT)
    Date,
    Timestamp, ///< ISO text in UTC with milliseconds
    Lookup,    ///< a Salesforce Id to the key of the row that holds it
};
template <>
struct EnumWords<Conversion> {
    static constexpr EnumWordList<Conversion, 8> all{{
        {Conversion::Text, QLatin1StringView("text")},
        {Conversion::Boolean, QLatin1StringView("boolean")},
        {Conversion::Integer, QLatin1StringView("integer")},
        {Conversion::Real, QLatin1StringView("real")},
        {Conversion::Decimal, QLatin1StringView("decimal")},
        {Conversion::Date, QLatin1StringView("date")},
        {Conversion::Timestamp, QLatin1StringView("timestamp")},
        {Conversion::Lookup, QLatin1StringView("lookup")},
    }};
};

/// Which way a value is on.
enum class Direction { Inbound, Outbound };
template <>
struct EnumWords<Direction> {
    static constexpr EnumWordList<Direction, 2> all{{
        {Direction::Inbound, QLatin1StringView("inbound")},
        {Direction::Outbound, QLatin1StringView("outbound")},
    }};
};

/// One field tied to one column. An empty `field` with a `constant` writes the same value to every
/// row (`kind`).
struct FieldRow {
    qint64 id = 0;      ///< survives every save of its mapping; 0: not saved yet
    QString field = {}; ///< API name, or `Account.Name`
    QString column = {};
    Conversion conversion = Conversion::Text;
    QString constant = {};
    QString lookupTable = {}; ///< Lookup: the table whose rows are meant
};

/// How two values are compared when a record looks for its row.
enum class Comparison {
    Exact, ///< letter for letter
    Email, ///< without spaces around it, A to Z like a to z
};
template <>
struct EnumWords<Comparison> {
    static constexpr EnumWordList<Comparison, 2> all{{
        {Comparison::Exact, QLatin1StringView("exact")},
        {Comparison::Email, QLatin1StringView("email")},
    }};
};

/// One part of a match key: this field's value stands in that column.
struct MatchPart {
    QString field;
    QString column;
    Comparison comparison = Comparison::Exact;

    friend bool operator==(const MatchPart &, const MatchPart &) = default;
};
/// Every part has to agree, and none may be empty.
using MatchKey = std::vector<MatchPart>;

/// How the records of an object find their rows, beyond their own Id.
struct Identity {
    /// Among the objects that share a table, the lower one's values go first: what several of them
    /// feed takes the value of the first that the row has.
    int precedence = 0;
    /// Tried in this order; the first whose fields the record has all of decides.
    std::vector<MatchKey> matchKeys = {};
    /// A record of this object may become one of that (a Lead a Contact), which `convertedField`
    /// then names: it belongs to that record's row. Empty: it can't.
    QString convertsInto = {};
    QString convertedField = {};

    /// Whether a record may belong to a row that is not known by its Id.
    [[nodiscard]] bool mayMeet() const { return !matchKeys.empty() || !convertsInto.isEmpty(); }

    friend bool operator==(const Identity &, const Identity &) = default;
};

/// Where the key of a row comes from that is made for a record.
enum class KeySource {
    Counted, ///< INTEGER PRIMARY KEY: the database counts
    Default, ///< the column's default
    Field,   ///< a field row feeds the key column
    Uuid,    ///< a new UUID, as text
};
template <>
struct EnumWords<KeySource> {
    static constexpr EnumWordList<KeySource, 4> all{{
        {KeySource::Counted, QLatin1StringView("counted")},
        {KeySource::Default, QLatin1StringView("default")},
        {KeySource::Field, QLatin1StringView("field")},
        {KeySource::Uuid, QLatin1StringView("uuid")},
    }};
};

/// One object kept in step with one table. All rows are inbound until writing is switched on (a
/// later issue).
struct Mapping {
    qint64 id = 0;
    qint64 connection = 0;
    QString object;    ///< `Contact`
    QString table;     ///< with the connection's prefix
    QString keyColumn; ///< one column, whatever its type: see RowKey
    KeySource keySource = KeySource::Counted;
    /// The column with the Salesforce Id, unique. Empty: the table has none, and the links between
    /// records and rows are kept beside it (workspace/stores/links.h).
    QString idColumn;
    QString externalIdColumn; ///< `external_id`, or empty
    Identity identity;
    /// A record that is deleted in Salesforce leaves its row behind, without its link.
    bool keepsRows = false;
    int order = 0;    ///< parents before children
    int revision = 0; ///< counts the saves
    std::vector<FieldRow> rows;
};

/// Both keep their records' Ids in one column (Task and Event in `activities`).
[[nodiscard]] inline bool shareLink(const Mapping &one, const Mapping &other)
{
    return one.id == other.id
        || (!one.idColumn.isEmpty() && one.idColumn == other.idColumn && one.table == other.table);
}
