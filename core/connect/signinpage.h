#pragma once

#include <QByteArray>
#include <QString>

/// The small web page that ends a sign-in in the browser; light and dark as the browser likes it.
namespace signinpage {

[[nodiscard]] QByteArray welcome();
/// With the words that Salesforce sent (S1-01).
[[nodiscard]] QByteArray refused(const QString &error, const QString &description);
/// The answer belongs to another sign-in, or to none.
[[nodiscard]] QByteArray stray(const QString &error, const QString &description);

} // namespace signinpage
