#include "documents/rundocument.h"

#include "documents/jsonvalues.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace jsonvalues;

namespace {

QJsonObject object(const RunObject &object, const documents::Tell &tell)
{
    QJsonObject entry = counts(object.counts);
    entry[u"object"_s] = object.object;
    entry[u"table"_s] = object.table;
    // Nothing is written to Salesforce, so nothing can have come of it.
    for (const QString &key :
        {u"pushed_created"_s, u"pushed_updated"_s, u"pushed_deleted"_s, u"conflicts"_s})
        entry[key] = 0;
    if (object.failure)
        entry[u"error"_s] = documents::error(*object.failure, tell);
    return entry;
}

} // namespace

QJsonObject documents::run(const RunReport &report, const Tell &tell)
{
    QJsonArray objects;
    for (const RunObject &each : report.objects)
        objects.append(object(each, tell));
    QJsonObject document{{u"run"_s, report.run}, {u"kind"_s, word(report.kind)},
        {u"outcome"_s, word(report.outcome)}, {u"api_calls"_s, report.apiCalls},
        {u"seconds"_s, seconds(report.seconds)}, {u"objects"_s, objects}};
    if (report.stoppedBy)
        document[u"error"_s] = error(*report.stoppedBy, tell);
    return document;
}
