#pragma once

#include "httphost/message.h"

#include <QJsonObject>
#include <QString>

namespace practice {

/// What keeps tokens out of caches.
[[nodiscard]] http::Headers noStore();
void answerOAuthJson(http::ReplySink &reply, int status, const QJsonObject &body);
/// The same as XML; `head` stands in the first tag: `user xmlns:xsi="…"`.
void answerOAuthXml(
    http::ReplySink &reply, int status, const QString &head, const QJsonObject &body);
/// `{"error","error_description"}`.
void answerOAuthError(
    http::ReplySink &reply, int status, const QString &error, const QString &description);

} // namespace practice
