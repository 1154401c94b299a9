#include "app/practiceorg/http/endpoint.h"
#include "app/practiceorg/text/jsontext.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

/// The JSON that a request brings, and what is said when it brings none.
namespace practice {

namespace {

constexpr qint64 largestJson = 50 << 20; // Salesforce's own limit of a REST body

/// `MediaType of 'multipart/related' is not supported by this resource` (kevinohara80/nforce issue
/// 74, heroku/sf-functions-python pull request 91). XML, which Salesforce takes, is not spoken
/// here. Without the header the body is taken for JSON: no source says what Salesforce does. Parts
/// of a composite request have no media type of their own.
bool isJson(Call &call)
{
    const QByteArray header = call.request.headers.value("Content-Type");
    const QByteArray type = header.split(';').front().trimmed();
    if (call.inside || type.isEmpty() || type.compare("application/json", Qt::CaseInsensitive) == 0)
        return true;
    answerError(call,
        {415, "UNSUPPORTED_MEDIA_TYPE",
            u"MediaType of '%1' is not supported by this resource"_s.arg(
                QString::fromLatin1(type))});
    return false;
}

bool readText(Call &call, QByteArray &text)
{
    bool whole = false;
    text = call.request.body->readAll(largestJson, &whole);
    if (whole)
        return true;
    answerError(call,
        {413, "EXCEEDED_MAX_SIZE_REQUEST",
            u"The request body is larger than %1 bytes or broke off."_s.arg(largestJson)});
    return false;
}

/// What Jackson calls the token that the text begins with. No source for it as a whole body.
QString firstToken(const QByteArray &text)
{
    switch (text.trimmed().front()) {
    case '[':
        return u"START_ARRAY"_s;
    case '"':
        return u"VALUE_STRING"_s;
    case 't':
        return u"VALUE_TRUE"_s;
    case 'f':
        return u"VALUE_FALSE"_s;
    case 'n':
        return u"VALUE_NULL"_s;
    default:
        return u"VALUE_NUMBER_INT"_s;
    }
}

/// Why a text is not the object that is wanted; `document` is what came of it.
QString refusalOf(const QByteArray &text, const QJsonDocument &document)
{
    // Asserted for POST and PATCH by public REST test suites of sobjects/Account.
    if (text.trimmed().isEmpty())
        return u"The HTTP entity body is required, but this request has no entity body."_s;
    if (std::optional<QString> problem = jsonProblem(text))
        return *problem;
    if (document.isObject())
        return {};
    if (text.trimmed().startsWith('{')) // what our reader minds and the parser doesn't: bad UTF-8
        return QString(u"Invalid UTF-8"_s + jsonPlace(text, text.size()));
    return QString(u"Cannot deserialize instance of object from %1 value"_s.arg(firstToken(text))
        + jsonPlace(text, 0));
}

} // namespace

bool readObject(Call &call, QJsonObject &body)
{
    QByteArray text;
    if (!isJson(call) || !readText(call, text))
        return false;
    const QJsonDocument document = QJsonDocument::fromJson(text);
    const QString refusal = refusalOf(text, document);
    if (!refusal.isEmpty()) {
        answerError(call, {400, "JSON_PARSER_ERROR", refusal});
        return false;
    }
    body = document.object();
    return true;
}

} // namespace practice
