#pragma once

#include "values/mapping.h"

#include <QString>
#include <QStringList>

#include <vector>

/// The statements that put records of one object into their table, made once per pull. Pure text:
/// what runs per record is prepared from it. Parameter 1 is the record's Id, from 2 on come
/// `values`.
struct RowSql {
    /// One value that is written.
    struct Value {
        int batchColumn = -1; ///< where in the batch it stands
        FieldRow row;
        int lookup = -1; ///< which of `lookups` finds it; -1: none
    };

    /// A table with a column for the Id and rows that SQLite counts, as templates have: inserts the
    /// record, or updates the row that has it. Empty where `update` and `insert` do it.
    QString upsert;
    /// An admin's own table, whose links are kept beside it or whose keys are no rowids: the row
    /// with key `keyParameter`.
    QString update;
    /// A new row; gives its key. `keyParameter` is its key where Orgmend makes it
    /// (KeySource::Uuid).
    QString insert;
    int keyParameter = 0;

    QString keyOfRecord; ///< (Id) -> key
    QStringList lookups; ///< (Id) -> key of the row that holds it
    std::vector<Value> values;
};

/// A row is written where a value differs: the statements themselves decide, so an equal row is
/// neither written nor counted. Columns in which another object's values go first are left alone
/// while the row has a record of that object.
///
/// `fields` names the columns of the batches to come; a field row whose field is not among them is
/// left out, and its column stays as it is. So is a lookup into a table that none of `all` (the
/// connection's mappings) fills.
[[nodiscard]] RowSql makeRowSql(
    const Mapping &mapping, const std::vector<Mapping> &all, const QStringList &fields);
