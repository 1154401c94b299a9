// Fields in the words of setup: as Object Manager shows their types, and as the Metadata API
// describes them.
#pragma once

#include "app/practiceorg/schema/schema.h"

#include <QJsonObject>

namespace practice {

/// `Text(80)`, `Lookup(Account)`, `Text(40) (External ID) (Unique Case Insensitive)`.
[[nodiscard]] QString setupType(const Object &object, const Field &field);
/// Metadata of a CustomField: what there is nothing to say about is null.
[[nodiscard]] QJsonObject fieldMetadata(const Field &field);
/// The type in the Metadata API's words: `Text`, `LongTextArea`, `Lookup`.
[[nodiscard]] QString metadataType(const Field &field);
/// The name without `__c` and without the namespace of a package.
[[nodiscard]] QString developerName(const QString &apiName);
/// `npsp` of `npsp__Amount__c`; null for what no package brought.
[[nodiscard]] QString namespacePrefix(const QString &apiName);

} // namespace practice
