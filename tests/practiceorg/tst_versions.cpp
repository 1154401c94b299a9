#include "tests/practiceorg/bulkbench.h"

#include "tests/practiceorg/doorbench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace bulkbench;

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

/// What differs from one version of the API to another (PROTOCOL 0, 2, 3.2, 4.2, 4.7, 5.1, 5.3).
class VersionsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void thereAreThoseFrom31To62();
    void everyVersionFrom55To62_data();
    void everyVersionFrom55To62();
    void anUpdatingUpsertSaysSo_data();
    void anUpdatingUpsertSaysSo();
    void theDuplicateIsSpelled_data();
    void theDuplicateIsSpelled();
    void duplicatesAreSavedOnRequestSince52();
    void someResourcesCameLater_data();
    void someResourcesCameLater();
    void describeGrew();
    void columnsKeepTheirOrderSince50();
    void refusedRowsTellTheirIdSince53();
    void resultsBelongToTheVersionOfTheirJob();

private:
    OrgBench::Answer ask(int version, const QByteArray &method, const QByteArray &path,
        const QByteArray &body = {}, const http::Headers &headers = {})
    {
        return m_bench->ask(method, path, body, headers, QByteArray::number(version) + ".0");
    }
    QByteArray finishedJob(
        int version, const QByteArray &kind, const QJsonObject &wanted, const QByteArray &csv = {})
    {
        const QByteArray job = "jobs/" + kind + '/'
            + ask(version, "POST", "jobs/" + kind, json(wanted))
                  .object()[u"id"_s]
                  .toString()
                  .toLatin1();
        if (!csv.isEmpty()) {
            ask(version, "PUT", job + "/batches", csv);
            ask(version, "PATCH", job, R"({"state":"UploadComplete"})");
        }
        m_bench->finished(job);
        return job;
    }

    std::unique_ptr<BulkBench> m_bench;
};

void VersionsTest::initTestCase()
{
    m_bench = std::make_unique<BulkBench>(60);
    practice::addRecordControls(m_bench->controls);
    for (const auto &[name, unique] :
        {std::pair(u"Key__c"_s, true), std::pair(u"Loose__c"_s, false)})
        m_bench->control("fields/add",
            {{u"object"_s, u"Contact"_s}, {u"field"_s, name}, {u"type"_s, u"string"_s},
                {u"length"_s, 40}, {u"externalId"_s, true}, {u"unique"_s, unique}});
}

void VersionsTest::thereAreThoseFrom31To62()
{
    DoorBench door(5);
    const QJsonArray versions = door.get("/services/data").json().toArray();
    QCOMPARE(versions.first()[u"version"].toString(), u"31.0"_s);
    QCOMPARE(versions.last()[u"version"].toString(), u"62.0"_s);
    QCOMPARE(door.get("/services/data/v31.0/limits").status, 200);
    QCOMPARE(door.get("/services/data/v62.0/limits").status, 200);
    QCOMPARE(door.get("/services/data/v30.0/limits").status, 410);
    QCOMPARE(door.get("/services/data/v63.0/limits").status, 404);
}

void VersionsTest::everyVersionFrom55To62_data()
{
    QTest::addColumn<int>("version");
    for (int version = 55; version <= 62; ++version)
        QTest::addRow("%d.0", version) << version;
}

/// Its own number wherever an address is told, and the same answers but for that.
void VersionsTest::everyVersionFrom55To62()
{
    QFETCH(int, version);
    const QString root = u"/services/data/v%1.0/"_s.arg(version);
    const QJsonObject made =
        ask(version, "POST", "sobjects/Contact", R"({"LastName":"Versioned"})").object();
    const QByteArray id = made[u"id"_s].toString().toLatin1();
    QCOMPARE(made.keys(), QStringList({u"errors"_s, u"id"_s, u"success"_s}));
    QCOMPARE(ask(version, "GET", "sobjects/Contact/" + id)
                 .object()[u"attributes"_s][u"url"_s]
                 .toString(),
        QString(root + u"sobjects/Contact/"_s + QString::fromLatin1(id)));
    const OrgBench::Answer page = ask(version, "GET", "query?q=SELECT+Id+FROM+Task", {},
        {{"Sforce-Query-Options", "batchSize=200"}});
    QCOMPARE(page.object()[u"records"_s][0][u"attributes"_s][u"url"_s].toString().left(root.size()),
        root);
    const QJsonObject job =
        ask(version, "POST", "jobs/ingest", R"({"object":"Contact","operation":"insert"})")
            .object();
    QCOMPARE(job[u"apiVersion"_s].toDouble(), double(version));
    QVERIFY(job[u"contentUrl"_s].toString().startsWith(root.mid(1) + u"jobs/ingest/"_s));
    const QJsonObject described = ask(version, "GET", "sobjects/Contact/describe").object();
    QCOMPARE(described[u"urls"_s][u"sobject"_s].toString(), QString(root + u"sobjects/Contact"_s));
}

void VersionsTest::anUpdatingUpsertSaysSo_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("tells");
    QTest::newRow("45") << 45 << 204 << false;
    for (int version : {46, 55, 56, 57, 58, 59, 60, 61, 62})
        QTest::addRow("%d", version) << version << 200 << true;
}

void VersionsTest::anUpdatingUpsertSaysSo()
{
    QFETCH(int, version);
    QFETCH(int, status);
    QFETCH(bool, tells);
    const QByteArray path = "sobjects/Contact/Key__c/V" + QByteArray::number(version);
    const OrgBench::Answer first = ask(version, "PATCH", path, R"({"LastName":"A"})");
    QCOMPARE(first.status, 201);
    QCOMPARE(first.object().contains(u"created"_s), tells);
    QCOMPARE(first.object()[u"created"_s].toBool(), tells);
    const OrgBench::Answer second = ask(version, "PATCH", path, R"({"LastName":"B"})");
    QCOMPARE(second.status, status);
    QCOMPARE(second.body.isEmpty(), !tells);
    QCOMPARE(second.object()[u"created"_s].toBool(true), !tells);
    const OrgBench::Answer third =
        ask(version, "POST", "sobjects/Contact/Id", R"({"LastName":"E"})");
    QCOMPARE(third.status, 201);
    QCOMPARE(third.object().contains(u"created"_s), tells);
    // Several records of one key are told the same way in all of them.
    for (const char *name : {"C", "D"})
        ask(version, "POST", "sobjects/Contact",
            R"({"Loose__c":"both)" + QByteArray::number(version) + R"(","LastName":")" + name
                + "\"}");
    const OrgBench::Answer several = ask(version, "PATCH",
        "sobjects/Contact/Loose__c/both" + QByteArray::number(version), R"({"LastName":"E"})");
    QCOMPARE(several.status, 300);
    QCOMPARE(QJsonDocument::fromJson(several.body).array().size(), 2);
}

void VersionsTest::theDuplicateIsSpelled_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("key");
    for (int version : {51, 54})
        QTest::addRow("%d", version) << version << u"duplicateResut"_s;
    for (int version = 55; version <= 62; ++version)
        QTest::addRow("%d", version) << version << u"duplicateResult"_s;
}

void VersionsTest::theDuplicateIsSpelled()
{
    QFETCH(int, version);
    QFETCH(QString, key);
    m_bench->control("rules/duplicate",
        {{u"object"_s, u"Contact"_s}, {u"name"_s, u"One_%1"_s.arg(version)},
            {u"match"_s, QJsonArray{QJsonObject{{u"field"_s, u"LastName"_s}}}},
            {u"action_on_create"_s, u"allow"_s},
            {u"operations_on_create"_s, QJsonArray{u"alert"_s}}});
    ask(version, "POST", "sobjects/Contact", R"({"LastName":"Spelled"})");
    const QJsonObject refused = QJsonDocument::fromJson(
        ask(version, "POST", "sobjects/Contact", R"({"LastName":"Spelled"})").body)[0]
                                    .toObject();
    QCOMPARE(refused.keys(), (QStringList{key, u"errorCode"_s, u"message"_s}));
    QVERIFY(refused[key][u"allowSave"_s].toBool());
}

void VersionsTest::duplicatesAreSavedOnRequestSince52()
{
    const http::Headers save{{"Sforce-Duplicate-Rule-Header", "allowSave=true"}};
    const QByteArray again = R"({"LastName":"Spelled"})";
    QCOMPARE(ask(51, "POST", "sobjects/Contact", again, save).status, 400);
    QCOMPARE(ask(52, "POST", "sobjects/Contact", again, save).status, 201);
    QCOMPARE(ask(62, "POST", "sobjects/Contact", again, save).status, 201);
}

void VersionsTest::someResourcesCameLater_data()
{
    QTest::addColumn<int>("since");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("insert through the upsert path")
        << 37 << QByteArray("POST") << QByteArray("sobjects/Contact/Id")
        << QByteArray(R"({"LastName":"Later VERSION"})");
    QTest::newRow("upsert of collections")
        << 46 << QByteArray("PATCH") << QByteArray("composite/sobjects/Contact/Key__c")
        << QByteArray(
               R"({"records":[{"attributes":{"type":"Contact"},"Key__c":"later","LastName":"X"}]})");
    const QByteArray job = "{\"operation\":\"query\",\"query\":\"SELECT Id FROM Account\"}";
    QTest::newRow("pages of results")
        << 58 << QByteArray("GET") << QByteArray("resultPages") << job;
}

void VersionsTest::someResourcesCameLater()
{
    QFETCH(int, since);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    for (const int version : {since - 1, since, 62}) {
        QByteArray address = path;
        QByteArray sent = QByteArray(body).replace("VERSION", QByteArray::number(version));
        if (path == "resultPages") {
            address = finishedJob(version, "query", QJsonDocument::fromJson(body).object())
                + "/resultPages";
            sent.clear();
        }
        const int status = ask(version, method, address, sent).status;
        if (version < since)
            QCOMPARE(status, 404);
        else
            QVERIFY2(status == 200 || status == 201, qPrintable(QString::number(status)));
    }
}

void VersionsTest::describeGrew()
{
    const QStringList later{
        u"associateEntityType"_s, u"associateParentEntity"_s, u"sobjectDescribeOption"_s};
    const QJsonObject old = ask(48, "GET", "sobjects/Account/describe").object();
    const QJsonObject fresh = ask(49, "GET", "sobjects/Account/describe").object();
    for (const QString &key : later) {
        QVERIFY2(!old.contains(key), qPrintable(key));
        QVERIFY2(fresh.contains(key), qPrintable(key));
    }
    QVERIFY(old[u"urls"_s].toObject().contains(u"defaultValues"_s));
    QVERIFY(!fresh[u"urls"_s].toObject().contains(u"defaultValues"_s));
    QVERIFY(!ask(48, "GET", "sobjects").object()[u"sobjects"_s][0].toObject().contains(later[0]));
    QVERIFY(ask(55, "GET", "sobjects").object()[u"sobjects"_s][0].toObject().contains(later[0]));
}

void VersionsTest::columnsKeepTheirOrderSince50()
{
    const QJsonObject wanted{{u"operation"_s, u"query"_s},
        {u"query"_s, u"SELECT LastName, Id, Account.Name, FirstName FROM Contact LIMIT 1"_s}};
    const auto heading = [&](int version) {
        const QByteArray job = finishedJob(version, "query", wanted);
        return rowsOf(ask(version, "GET", job + "/results").body).value(0);
    };
    QCOMPARE(heading(49), QStringList({u"Account.Name"_s, u"FirstName"_s, u"Id"_s, u"LastName"_s}));
    const QStringList asked{u"LastName"_s, u"Id"_s, u"Account.Name"_s, u"FirstName"_s};
    QCOMPARE(heading(50), asked);
    QCOMPARE(heading(62), asked);
}

void VersionsTest::refusedRowsTellTheirIdSince53()
{
    const QString id =
        ask(62, "POST", "sobjects/Contact", R"({"LastName":"Kept"})").object()[u"id"_s].toString();
    const auto told = [&](int version) {
        const QByteArray job = finishedJob(version, "ingest",
            {{u"object"_s, u"Contact"_s}, {u"operation"_s, u"update"_s}},
            "Id,Email\n" + id.toLatin1() + ",nonsense\n");
        return rowsOf(ask(version, "GET", job + "/failedResults/").body).value(1).value(0);
    };
    QCOMPARE(told(52), QString());
    QCOMPARE(told(53), id);
    QCOMPARE(told(62), id);
}

void VersionsTest::resultsBelongToTheVersionOfTheirJob()
{
    const QByteArray job = finishedJob(
        61, "query", {{u"operation"_s, u"query"_s}, {u"query"_s, u"SELECT Id FROM Account"_s}});
    QCOMPARE(ask(61, "GET", job + "/results").status, 200);
    QCOMPARE(ask(62, "GET", job + "/results").status, 409);
    QCOMPARE(ask(62, "GET", job).status, 200);
}

ORGMEND_TEST(VersionsTest)
#include "tst_versions.moc"
