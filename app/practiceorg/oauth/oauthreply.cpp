#include "app/practiceorg/oauth/oauthreply.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QString xmlOf(const QJsonObject &body)
{
    QString text;
    for (auto entry = body.begin(); entry != body.end(); ++entry) {
        const QJsonValue value = entry.value();
        if (value.isNull())
            text += u"<%1 xsi:nil=\"true\"/>"_s.arg(entry.key());
        else
            text += u"<%1>%2</%1>"_s.arg(entry.key(),
                value.isObject() ? xmlOf(value.toObject())
                                 : value.toVariant().toString().toHtmlEscaped());
    }
    return text;
}

} // namespace

http::Headers noStore() { return {{"Cache-Control", "no-store"}, {"Pragma", "no-cache"}}; }

void answerOAuthJson(http::ReplySink &reply, int status, const QJsonObject &body)
{
    reply.answer(status, "application/json;charset=UTF-8",
        QJsonDocument(body).toJson(QJsonDocument::Compact), noStore());
}

void answerOAuthXml(
    http::ReplySink &reply, int status, const QString &head, const QJsonObject &body)
{
    const QString text = u"<?xml version=\"1.0\" encoding=\"UTF-8\"?><%1>"_s.arg(head) + xmlOf(body)
        + u"</%1>"_s.arg(head.section(u' ', 0, 0));
    reply.answer(status, "application/xml;charset=UTF-8", text.toUtf8(), noStore());
}

void answerOAuthError(
    http::ReplySink &reply, int status, const QString &error, const QString &description)
{
    answerOAuthJson(reply, status, {{u"error"_s, error}, {u"error_description"_s, description}});
}

} // namespace practice
