// An org whose features can be switched on, and what a client sees of it.
#pragma once

#include "bulkbench.h"

namespace featurebench {

using namespace Qt::StringLiterals;

struct FeatureBench : bulkbench::BulkBench {
    explicit FeatureBench(int contacts = 30) : BulkBench(contacts)
    {
        practice::addRecordControls(controls);
        practice::addFeatureControls(controls);
    }

    void switchOn(const QJsonObject &features) { control("features", features); }
    /// Status and sentence of a control that is refused.
    QString controlRefusal(const QByteArray &path, const QJsonObject &body)
    {
        const http::Request request;
        practice::ControlCall call{*org, request, body, {}, {}};
        const practice::ControlAnswer answer = controls.route("POST", path, call);
        return QString(QString::number(answer.status) + u' '
            + answer.body[u"error"_s].toObject()[u"message"_s].toString());
    }

    QJsonObject describe(const QByteArray &object)
    {
        return get("sobjects/" + object + "/describe").object();
    }
    /// A field of a describe; empty when it is not there.
    QJsonObject field(const QByteArray &object, const QString &name)
    {
        for (const QJsonValue &each : describe(object)[u"fields"_s].toArray()) {
            if (each[u"name"_s].toString() == name)
                return each.toObject();
        }
        return {};
    }
    QStringList objects()
    {
        QStringList names;
        for (const QJsonValue &each : get("sobjects").object()[u"sobjects"_s].toArray())
            names.append(each[u"name"_s].toString());
        return names;
    }
    /// The Id of a new record.
    QString create(const QByteArray &object, const QJsonObject &values)
    {
        const Answer answer = send("POST", "sobjects/" + object, values);
        QTest::qVerify(
            answer.status == 201, "created", answer.body.constData(), __FILE__, __LINE__);
        return answer.object()[u"id"_s].toString();
    }
    QString change(const QByteArray &object, const QString &id, const QJsonObject &values)
    {
        const Answer answer = send("PATCH", "sobjects/" + object + '/' + id.toLatin1(), values);
        return answer.status == 204 ? QString() : answer.refusal();
    }
    QString refusedCreate(const QByteArray &object, const QJsonObject &values)
    {
        const Answer answer = send("POST", "sobjects/" + object, values);
        return answer.status == 201 ? QString() : answer.refusal();
    }
    /// The records of a query.
    QJsonArray records(const QString &soql)
    {
        const Answer answer = query(soql);
        QTest::qVerify(answer.status == 200, "asked", answer.body.constData(), __FILE__, __LINE__);
        return answer.object()[u"records"_s].toArray();
    }
    QJsonObject record(const QString &soql) { return records(soql).at(0).toObject(); }
    /// The rows of a Bulk query, header first.
    bulkbench::Rows bulkRows(const QString &soql)
    {
        const QByteArray job = startQuery(soql);
        finished(job);
        return bulkbench::rowsOf(get(job + "/results").body);
    }
    /// Everything that describes say: equal texts, equal schema.
    QByteArray wholeSchema()
    {
        QByteArray all;
        for (const QString &name : objects())
            all += get("sobjects/" + name.toLatin1() + "/describe").body;
        return all + get("sobjects").body;
    }
};

} // namespace featurebench
