#pragma once

#include "values/mapping.h"

#include <QString>
#include <QStringList>

#include <vector>

/// The statements that put records of one object into their table, made once per pull. Pure text:
/// what runs per record is prepared from it.
struct RowSql {
    /// One value that the upsert takes, in the order of its parameters from 2 on (1 is the Id).
    struct Value {
        int batchColumn = -1; ///< where in the batch it stands
        FieldRow row;
        int lookup = -1; ///< which of `lookups` finds it; -1: none
    };

    /// Inserts the record, or updates the row that has its Id where a value differs: the statement
    /// itself decides, so an equal row is neither written nor counted. Columns that another
    /// object's values go first in (Mapping::yieldsTo) are left alone while the row has that
    /// object.
    QString upsert;
    QString keyOfRecord; ///< (Id) -> key
    QStringList lookups; ///< (Id) -> key of the row that holds it
    std::vector<Value> values;
};

/// `fields` names the columns of the batches to come; a field row whose field is not among them is
/// left out, and its column stays as it is. So is a lookup into a table that none of `all` (the
/// connection's mappings) fills.
[[nodiscard]] RowSql makeRowSql(
    const Mapping &mapping, const std::vector<Mapping> &all, const QStringList &fields);
