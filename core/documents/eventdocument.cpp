#include "documents/eventdocument.h"

#include "documents/jsonvalues.h"
#include "wording/wording.h"

using namespace Qt::StringLiterals;
using namespace jsonvalues;

QJsonObject documents::event(const Event &event)
{
    return {{u"id"_s, event.id}, {u"at"_s, time(event.at)},
        {u"run"_s, event.run == 0 ? QJsonValue() : QJsonValue(event.run)}, {u"event"_s, event.name},
        {u"level"_s, wordOf(event.level)}, {u"object"_s, orNull(event.object)},
        {u"message"_s, wording::sentence(event)}, {u"raw"_s, orNull(event.raw)},
        {u"counts"_s, event.counts ? QJsonValue(counts(*event.counts)) : QJsonValue()},
        {u"api_calls"_s, number(event.apiCalls)},
        {u"seconds"_s, event.seconds ? QJsonValue(seconds(*event.seconds)) : QJsonValue()}};
}
