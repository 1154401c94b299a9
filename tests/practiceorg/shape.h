// How the shapes of two JSON answers differ, key by key.
#pragma once

#include <QJsonValue>
#include <QStringList>

namespace shape {

/// Every place where `ours` has another shape than `theirs`, sorted:
///
///     -a.b   a key that they have and we have not
///     +a.b   a key that we have and they have not
///     ~a.b   a value of another JSON type
///
/// `a[].b`: of the elements of a list taken together; `fields[Name].b`: of the element with that
/// `name`. Null has every type and an empty list every shape. Keys and names with two underscores
/// are an org's own and are left out.
[[nodiscard]] QStringList differences(const QJsonValue &theirs, const QJsonValue &ours);

} // namespace shape
