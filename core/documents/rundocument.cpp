#include "documents/rundocument.h"

#include "documents/jsonvalues.h"
#include "wording/wording.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace jsonvalues;

namespace {

/// `{"code","message","raw"}` as an error has it.
QJsonObject refusal(const Event &event)
{
    return {{u"code"_s, event.arguments.value(0)}, {u"message"_s, wording::sentence(event)},
        {u"raw"_s, orNull(event.raw)}};
}

QJsonObject object(const RunObject &object)
{
    return {{u"object"_s, object.object}, {u"table"_s, object.table},
        {u"records_imported"_s, object.counts.imported},
        {u"records_updated"_s, object.counts.updated},
        {u"records_deleted"_s, object.counts.deleted}, {u"pushed_created"_s, 0},
        {u"pushed_updated"_s, 0}, {u"pushed_deleted"_s, 0}, {u"failed"_s, object.counts.failed},
        {u"conflicts"_s, 0}, {u"held"_s, object.counts.held}};
}

} // namespace

QJsonObject documents::run(
    const RunReport &report, const std::vector<Event> &refused, const Tell &tell)
{
    QJsonArray objects;
    for (const RunObject &each : report.objects) {
        QJsonObject entry = object(each);
        for (const Event &event : refused) {
            if (event.object == each.object)
                entry[u"error"_s] = refusal(event);
        }
        objects.append(entry);
    }
    QJsonObject document{{u"run"_s, report.run}, {u"kind"_s, orNull(report.kind)},
        {u"outcome"_s, report.outcome}, {u"api_calls"_s, report.apiCalls},
        {u"seconds"_s, seconds(report.seconds)}, {u"objects"_s, objects}};
    if (report.stoppedBy)
        document[u"error"_s] = error(*report.stoppedBy, tell);
    return document;
}
