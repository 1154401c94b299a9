// Bulk jobs on an org without a server around it.
#pragma once

#include "orgbench.h"

#include "app/practiceorg/text/csv.h"

#include <QFile>
#include <QJsonArray>
#include <QUrl>

namespace bulkbench {

using namespace Qt::StringLiterals;
using practice::csv::Dialect;

using Rows = QList<QStringList>;

inline Rows rowsOf(const QByteArray &body, Dialect dialect = {})
{
    Rows rows;
    practice::csv::Reader reader(
        {body.constData(), static_cast<std::size_t>(body.size())}, dialect);
    while (reader.next() == practice::csv::Reader::Outcome::Row) {
        QStringList row;
        for (const std::string_view cell : reader.cells())
            row.append(QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size())));
        rows.append(row);
    }
    return rows;
}

inline QJsonObject recorded(const QString &name)
{
    QFile file(QStringLiteral(ORGMEND_SHARED_DIR "/salesforce/fixtures/bulk/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

/// Every key of the recorded answer, no other, each with a value of the same type.
inline void compareKeys(const QJsonObject &ours, const QJsonObject &theirs)
{
    QCOMPARE(ours.keys(), theirs.keys());
    for (const QString &key : theirs.keys())
        QVERIFY2(ours[key].type() == theirs[key].type(), qPrintable(key));
}

struct BulkBench : OrgBench {
    using OrgBench::OrgBench;

    QByteArray startQuery(const QString &soql, const QJsonObject &more = {})
    {
        QJsonObject body = more;
        if (!body.contains(u"operation"_s))
            body[u"operation"_s] = u"query"_s;
        body[u"query"_s] = soql;
        const OrgBench::Answer answer = send("POST", "jobs/query", body);
        return "jobs/query/" + answer.object()[u"id"_s].toString().toLatin1();
    }
    QByteArray startIngest(
        const QString &operation, const QByteArray &csv, const QJsonObject &more = {})
    {
        QJsonObject body = more;
        if (!body.contains(u"object"_s))
            body[u"object"_s] = u"Contact"_s;
        body[u"operation"_s] = operation;
        const QByteArray job = "jobs/ingest/"
            + send("POST", "jobs/ingest", body).object()[u"id"_s].toString().toLatin1();
        ask("PUT", job + "/batches", csv, {{"Content-Type", "text/csv"}});
        send("PATCH", job, {{u"state"_s, u"UploadComplete"_s}});
        return job;
    }
    int count(const QString &where)
    {
        return query(u"SELECT COUNT() FROM Contact WHERE "_s + where)
            .object()[u"totalSize"_s]
            .toInt();
    }
};

} // namespace bulkbench
