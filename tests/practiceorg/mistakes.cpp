#include "tests/practiceorg/mistakes.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace mistakes {

Said errorIn(int status, const QJsonValue &errors)
{
    const QJsonValue error = errors[0];
    QStringList fields;
    for (const QJsonValue &field : error[u"fields"].toArray())
        fields.append(field.toString());
    const QJsonValue code = error[u"errorCode"];
    return {status, (code.isString() ? code : error[u"statusCode"]).toString(),
        error[u"message"].toString(), fields};
}

Said restError(const DoorBench::Answer &answer) { return errorIn(answer.status, answer.json()); }

Make rest(const QByteArray &verb, const QByteArray &path, const QByteArray &body,
    const DoorBench::Headers &headers)
{
    return [=](DoorBench &bench) {
        return restError(bench.ask(verb, bench.data + path, body, headers));
    };
}

Make query(const QByteArray &soql)
{
    return rest("GET", "query?q=" + QByteArray(soql).toPercentEncoding());
}

QByteArray created(DoorBench &bench, const QByteArray &object, const QByteArray &body)
{
    return bench.ask("POST", bench.data + "sobjects/" + object, body)
        .json()[u"id"]
        .toString()
        .toLatin1();
}

} // namespace mistakes
