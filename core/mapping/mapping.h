#pragma once

#include "salesforce/schema/schema.h"
#include "workspace/workspace.h"

#include <QString>
#include <QStringList>

#include <optional>
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

/// One field tied to one column. An empty `field` with a `constant` writes the same value to every
/// row (`kind`).
struct FieldRow {
    QString field; ///< API name, or `Account.Name`
    QString column;
    Conversion conversion = Conversion::Text;
    QString constant;
    QString lookupTable; ///< Lookup: the table and, in it, the columns that may hold the Id, in
                         ///< order of preference
    QStringList lookupColumns;
    /// Whether the other object of a shared table (`people`) may not overwrite it. See
    /// Mapping::yieldsTo.
    bool shared = false;
};

/// One object kept in step with one table. All rows are inbound until writing is switched on (a
/// later issue).
struct Mapping {
    qint64 id = 0;
    qint64 connection = 0;
    QString object; ///< `Contact`
    QString table;  ///< with the connection's prefix
    QString
        keyColumn; ///< `id`, or `orgmend_id` for mirror tables: INTEGER PRIMARY KEY AUTOINCREMENT
    QString idColumn;         ///< the column with the Salesforce Id, unique
    QString externalIdColumn; ///< `external_id`, or empty
    /// `people`: the id column of the object whose values go first for `shared` rows
    /// (`salesforce_contact_id` in Lead's mapping); empty otherwise.
    QString yieldsTo;
    /// `people`: records meet rows by email too (CONTRACT.md, "Who is one person").
    bool matchesPeople = false;
    int order = 0; ///< parents before children
    std::vector<FieldRow> rows;
};
