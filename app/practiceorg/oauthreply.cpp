#include "app/practiceorg/oauthreply.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace practice {

http::Headers noStore() { return {{"Cache-Control", "no-store"}, {"Pragma", "no-cache"}}; }

void answerOAuthJson(http::ReplySink &reply, int status, const QJsonObject &body)
{
    reply.answer(status, "application/json;charset=UTF-8",
        QJsonDocument(body).toJson(QJsonDocument::Compact), noStore());
}

void answerOAuthError(
    http::ReplySink &reply, int status, const QString &error, const QString &description)
{
    answerOAuthJson(reply, status, {{u"error"_s, error}, {u"error_description"_s, description}});
}

} // namespace practice
