#pragma once

#include "base/result.h"
#include "salesforce/schema/schema.h"
#include "values/mapping.h"

/// A mapping as it can run today.
struct AppliedMapping {
    Mapping mapping;        ///< only the field rows that describe shows; constants stay
    QStringList leftOut;    ///< fields that it does not show, in the mapping's order
    QString cursorField;    ///< what the pull asks by: see cursorField()
    bool hasMaster = false; ///< MasterRecordId can be read: merges tell who won
};

/// Measures a mapping against what describe shows of its object. A field that is not shown is left
/// out of queries and its column stays as it is; a parent's field (`Account.Name`) is shown when
/// the reference to the parent is. FieldIndispensable (object, field) without Id, SystemModstamp or
/// IsDeleted; ObjectNotVisible when the object can't be queried.
[[nodiscard]] Result<AppliedMapping> applySchema(
    const Mapping &mapping, const ObjectSchema &schema);

/// SystemModstamp, else LastModifiedDate, else CreatedDate (S1-15): the first that is shown and can
/// be filtered by. Empty when there is none.
[[nodiscard]] QString cursorField(const ObjectSchema &schema);
