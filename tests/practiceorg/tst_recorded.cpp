#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

namespace {

QJsonDocument recorded(const QString &name)
{
    QFile file(QStringLiteral(ORGMEND_SHARED_DIR "/salesforce/fixtures/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll())
                                          : QJsonDocument();
}

/// What is true of another org cannot be compared: Ids of records and when they were made.
QJsonValue withoutIds(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray list;
        for (const QJsonValue &each : value.toArray())
            list.append(withoutIds(each));
        return list;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each) {
        const bool isId = each.key().compare(u"id"_s, Qt::CaseInsensitive) == 0;
        each.value() =
            isId || each.key() == "url"_L1 ? QJsonValue(u"…"_s) : withoutIds(each.value());
    }
    return object;
}

QByteArray text(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson()
                           : QJsonDocument(value.toObject()).toJson();
}

QJsonValue root(const QJsonDocument &document)
{
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace

/// Answers beside those recorded from real orgs: the same words, keys and kinds of values.
class RecordedTest : public QObject {
    Q_OBJECT

    RecordsBench m_bench;

private slots:
    void initTestCase()
    {
        if (recorded(u"query/query.empty.cumulusci.json"_s).isNull())
            QSKIP("no recorded answers beside the checkout");
        addQueryEndpoints(m_bench.router);
        addOrgEndpoints(m_bench.router);
        QVERIFY(m_bench.open());
    }

    void theSameRequestGetsTheRecordedAnswer_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("recording");
        const auto row = [](const char *name, const char *method, const QByteArray &path,
                             const QByteArray &body, int status, const char *recording) {
            QTest::newRow(name) << QByteArray(method) << path << body << status
                                << QString::fromLatin1(recording);
        };
        const QByteArray contact = R"({"attributes":{"type":"Contact"})";
        row("unknown field", "POST", "sobjects/Account", R"({"Name":"A","AccountNumer":"1"})", 400,
            "errors/INVALID_FIELD.dml.400.json");
        row("read-only field", "POST", "sobjects/Account", R"({"Name":"A","MasterRecordId":"x"})",
            400, "errors/INVALID_FIELD_FOR_INSERT_UPDATE.400.json");
        row("two records", "POST", "composite/sobjects",
            "{\"records\":[" + contact + ",\"LastName\":\"A\"}," + contact
                + ",\"LastName\":\"B\"}]}",
            200, "collections/create.2-records.json");
        row("all or none", "POST", "composite/sobjects",
            "{\"allOrNone\":true,\"records\":[" + contact + "}," + contact
                + ",\"LastName\":\"B\"}]}",
            200, "collections/create.allOrNone-rolled-back.json");
        row("updates without Ids", "PATCH", "composite/sobjects",
            "{\"records\":[" + contact + ",\"LastName\":\"A\"}," + contact
                + ",\"LastName\":\"B\"}]}",
            200, "collections/update.missing-ids.json");
        row("upsert by a null Id", "PATCH", "composite/sobjects/Account/Id",
            R"({"records":[{"attributes":{"type":"Account"},"Id":null,"Name":"A"}]})", 200,
            "collections/upsert-by-Id.created.cumulusci.json");
        row("composite, not found", "POST", "composite",
            R"({"compositeRequest":[{"method":"GET","url":"/services/data/v62.0/sobjects/Nothing","referenceId":"CCI__RefId__0__"}]})",
            200, "composite/composite.not-found.cumulusci.json");
        row("no record of that name", "DELETE", "sobjects/Contact/rid", {}, 404,
            "restforce/sobject.delete_error_response.json");
        row("no record to read", "GET", "sobjects/Contact/23foo", {}, 404,
            "restforce/sobject.sobject_find_error_response.json");
        row("no such external Id", "PATCH", "sobjects/Contact/Namez/x", "{}", 404,
            "restforce/sobject.upsert_error_response.json");
        row("no such object", "GET", "sobjects/Nothing/describe", {}, 404,
            "restforce/sobject.sobject_describe_error_response.json");
        row("nothing found", "GET",
            "query?q=SELECT+Id+FROM+Contact+WHERE+LastName+%3D+%27Nobody%27", {}, 200,
            "query/query.empty.cumulusci.json");
    }

    void theSameRequestGetsTheRecordedAnswer()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, recording);
        const Answer answer = m_bench.call(method, path, body);
        QTEST(answer.status, "status");
        QCOMPARE(text(withoutIds(root(QJsonDocument::fromJson(answer.body)))),
            text(withoutIds(root(recorded(recording)))));
    }

    void aCountAndAnUnknownObjectStandSideBySide()
    {
        const Answer answer = m_bench.call("POST", "composite", R"({"compositeRequest":[
            {"method":"GET","url":"/services/data/v62.0/query/?q=select+count()+from+Account","referenceId":"refAccount"},
            {"method":"GET","url":"/services/data/v62.0/query/?q=select+count()+from+XYZZY","referenceId":"refXYZZY"}]})");
        QJsonObject theirs =
            recorded(u"composite/composite.count-ok-and-invalid-type.cumulusci.json"_s).object();
        QJsonArray parts = theirs[u"compositeResponse"_s].toArray();
        QJsonObject first = parts[0].toObject();
        QJsonObject count = first[u"body"_s].toObject();
        count[u"totalSize"_s] = m_bench.value("SELECT count(*) FROM Account").toInt();
        first[u"body"_s] = count;
        parts[0] = first;
        theirs[u"compositeResponse"_s] = parts;
        QCOMPARE(text(answer.object()), text(theirs));
    }

    void aDuplicateIsRefusedInTheRecordedShape()
    {
        QCOMPARE(
            m_bench
                .control("rules/duplicate",
                    R"({"object":"Contact","name":"Standard_Contact_Duplicate_Rule","match":[{"field":"LastName","method":"fuzzy"}],"action_on_create":"allow","operations_on_create":["alert"]})")
                .status,
            200);
        m_bench.contact(R"({"LastName":"Onlyone"})");
        const QJsonArray ours =
            m_bench.call("POST", "sobjects/Contact", R"({"LastName":"Onlyone"})").array();
        const QJsonArray theirs = recorded(u"errors/DUPLICATES_DETECTED.400.json"_s).array();
        QCOMPARE(
            m_bench.control("rules/Standard_Contact_Duplicate_Rule", {}, "DELETE").status, 200);
        QJsonObject expected = withoutIds(theirs[0]).toObject();
        QJsonObject result = expected[u"duplicateResult"_s].toObject();
        QJsonArray matches = result[u"matchResults"_s].toArray();
        QJsonObject match = matches[0].toObject();
        // The matching rule's name is the org's own.
        match[u"rule"_s] = ours[0][u"duplicateResult"_s][u"matchResults"_s][0][u"rule"_s];
        matches[0] = match;
        result[u"matchResults"_s] = matches;
        expected[u"duplicateResult"_s] = result;
        QCOMPARE(text(withoutIds(ours[0])), text(expected));
    }

    /// Every recorded field of a standard record is there, with the same kind of value.
    void recordsHaveTheRecordedFields_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("recording");
        QTest::newRow("Account") << u"Account"_s << u"records/Account.v51.swiftly.json"_s;
        QTest::newRow("Organization")
            << u"Organization"_s << u"org/Organization.record.cumulusci.json"_s;
    }

    void recordsHaveTheRecordedFields()
    {
        QFETCH(QString, object);
        QFETCH(QString, recording);
        const QByteArray id =
            m_bench.value("SELECT Id FROM " + object.toLatin1() + " LIMIT 1").toByteArray();
        const QJsonObject ours =
            m_bench.call("GET", "sobjects/" + object.toLatin1() + '/' + id).object();
        const QJsonObject theirs = recorded(recording).object();
        QVERIFY(theirs.size() > 40);
        for (auto each = theirs.begin(); each != theirs.end(); ++each) {
            if (each.key().endsWith("__c"_L1))
                continue;
            QVERIFY2(ours.contains(each.key()), qPrintable(each.key()));
            const QJsonValue mine = ours[each.key()];
            if (!mine.isNull() && !each.value().isNull())
                QVERIFY2(mine.type() == each.value().type(), qPrintable(each.key()));
        }
    }

    void theLimitsAreThoseOfARealOrg()
    {
        const QJsonObject ours = m_bench.call("GET", "limits").object();
        const QJsonObject theirs = recorded(u"limits/limits.swiftly.json"_s).object();
        // Einstein and callouts come with add-ons; orgs without them do not list them.
        const QStringList addOns{u"BOZosCalloutHourlyLimit"_s,
            u"DailyEinsteinDataInsightsStoryCreation"_s, u"DailyEinsteinDiscoveryPredictAPICalls"_s,
            u"DailyEinsteinDiscoveryPredictionsByCDC"_s, u"DailyEinsteinDiscoveryStoryCreation"_s};
        for (auto each = theirs.begin(); each != theirs.end(); ++each) {
            if (addOns.contains(each.key()))
                continue;
            QVERIFY2(ours.contains(each.key()), qPrintable(each.key()));
            QVERIFY2(ours[each.key()][u"Max"_s].isDouble()
                    && ours[each.key()][u"Remaining"_s].isDouble(),
                qPrintable(each.key()));
        }
    }

    void recordsAreCountedInTheRecordedShape()
    {
        const QJsonObject ours =
            m_bench.call("GET", "limits/recordCount?sObjects=Account,Nothing").object();
        QJsonObject theirs = recorded(u"limits/recordCount.cumulusci.json"_s).object();
        QJsonObject account = theirs[u"sObjects"_s][0].toObject();
        account[u"count"_s] = m_bench.value("SELECT count(*) FROM Account").toInt();
        theirs[u"sObjects"_s] = QJsonArray{account};
        QCOMPARE(text(ours), text(theirs));
    }

    /// REST API Guide, Record Count: "This parameter is optional. If this parameter isn't provided,
    /// the resource returns record counts for all objects in the org." `sf org list sobject
    /// record-counts` sends it without a value.
    void allObjectsAreCountedWhenNoneAreNamed()
    {
        for (const QByteArray query : {"", "?sObjects", "?sObjects="}) {
            const QJsonArray counts =
                m_bench.call("GET", "limits/recordCount" + query).object()[u"sObjects"_s].toArray();
            const QJsonObject contacts{{u"name"_s, u"Contact"_s},
                {u"count"_s,
                    m_bench.value("SELECT count(*) FROM Contact WHERE IsDeleted = 0").toInt()}};
            QVERIFY2(counts.contains(contacts), query.constData());
            QVERIFY(counts.size() >= 10);
        }
        QCOMPARE(m_bench.call("GET", "limits/recordCount", {}, {}, "39.0").status, 404);
    }

    void groupsComeInTheRecordedShape()
    {
        const QJsonObject ours = m_bench
                                     .call("GET",
                                         "query?q=SELECT+WhatId,ActivityDate,Status,COUNT(Id)+"
                                         "MyCount+FROM+Task+GROUP+BY+WhatId,ActivityDate,Status")
                                     .object();
        const QJsonObject theirs = recorded(u"query/query.aggregate.swiftly.json"_s).object();
        QCOMPARE(ours.keys(), theirs.keys());
        const QJsonObject group = ours[u"records"_s][0].toObject();
        QCOMPARE(group.keys(), theirs[u"records"_s][0].toObject().keys());
        QCOMPARE(group[u"attributes"_s], theirs[u"records"_s][0][u"attributes"_s]);
        QVERIFY(group[u"MyCount"_s].isDouble());
    }
};

ORGMEND_TEST(RecordedTest)
#include "tst_recorded.moc"
