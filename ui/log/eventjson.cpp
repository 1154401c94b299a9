#include "log/eventjson.h"

#include "base/timestamp.h"
#include "wording/wording.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

QByteArray eventJson(const Event &event)
{
    QJsonObject json{
        {u"id"_s, event.id},
        {u"at"_s, isoUtc(event.at)},
        {u"run"_s, event.run != 0 ? QJsonValue(event.run) : QJsonValue()},
        {u"event"_s, event.name},
        {u"level"_s, levelName(event.level)},
        {u"object"_s, event.object.isEmpty() ? QJsonValue() : QJsonValue(event.object)},
        {u"message"_s, wording::sentence(event)},
        {u"raw"_s, event.raw.isEmpty() ? QJsonValue() : QJsonValue(event.raw)},
        {u"counts"_s, QJsonValue()},
        {u"api_calls"_s, event.apiCalls ? QJsonValue(*event.apiCalls) : QJsonValue()},
        {u"seconds"_s, event.seconds ? QJsonValue(*event.seconds) : QJsonValue()},
    };
    if (event.counts) {
        json[u"counts"_s] = QJsonObject{
            {u"records_imported"_s, event.counts->imported},
            {u"records_updated"_s, event.counts->updated},
            {u"records_deleted"_s, event.counts->deleted},
            {u"failed"_s, event.counts->failed},
            {u"held"_s, event.counts->held},
        };
    }
    return QJsonDocument(json).toJson(QJsonDocument::Indented);
}
