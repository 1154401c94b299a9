#pragma once

#include <QString>

namespace practice {

class Org;

/// The language of the connected user, as `User.LanguageLocaleKey` has it: "en_US", "de", "pt_BR".
[[nodiscard]] QString userLanguage(Org &org);
/// A message of the API in that language. Salesforce translates them all; here are those whose
/// words are known from real orgs. The rest stays English, and so do codes and names of fields.
[[nodiscard]] QString inLanguage(const QString &message, const QString &language);
/// In the language of the connected user.
[[nodiscard]] QString told(Org &org, const QString &message);

} // namespace practice
