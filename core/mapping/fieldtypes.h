#pragma once

#include "salesforce/schema/schema.h"
#include "values/mapping.h"

/// How a field of that type is converted by default (LOCAL_DATABASE.md, section 5). Numbers with
/// decimals are exact: Decimal.
[[nodiscard]] Conversion conversionFor(const FieldSchema &field);
/// The type a column for it is declared with: `TEXT`, `DECIMAL_TEXT(18,2)`, `TIMESTAMP` …
[[nodiscard]] QString columnTypeFor(const FieldSchema &field);
/// A field whose parts are fields of their own (an address, a place, a person's Name), or that is
/// no value for a column (a file's bytes).
[[nodiscard]] bool isCompound(const FieldSchema &field, const ObjectSchema &of);

/// `sf_<connection>_<object>_<record>` (S1-19): names a record across all of a workspace.
[[nodiscard]] QString externalId(qint64 connection, const QString &object, const QString &record);
