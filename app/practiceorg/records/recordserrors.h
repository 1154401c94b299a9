// The refusals of a row, as REST, collections and Bulk tell them.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

namespace practice {

/// A refusal without the key `fields` in single-record answers.
[[nodiscard]] RowError plainError(const QByteArray &code, const QString &message, int status = 400);
/// A refusal that lists its fields, be it none.
[[nodiscard]] RowError listError(
    const QByteArray &code, const QString &message, const QStringList &fields = {});
[[nodiscard]] RowError noSuchColumn(const QString &name, const Object &object);
[[nodiscard]] RowError noAccess(); ///< 403: the user may not change or delete what is there
[[nodiscard]] RowError internalError(const QString &text);

} // namespace practice
