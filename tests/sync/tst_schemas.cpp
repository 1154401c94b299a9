#include "tests/support/testmain.h"
#include "tests/sync/syncbench.h"
#include "workspace/stores/schemas.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Bench : SyncBench {
    StoredSchema kept(const QString &object)
    {
        Transaction work(*workspace, Transaction::Access::Read);
        return Schemas::find(connection, object, work).value_or(StoredSchema());
    }
    void control(const QString &path, QJsonObject body)
    {
        body.insert(u"object"_s, u"Contact"_s);
        practice.control("POST", path.toUtf8(), body);
    }
    /// The labels of a describe's fields, by their names.
    static QMap<QString, QString> labels(const StoredSchema &schema)
    {
        QMap<QString, QString> labels;
        const QJsonDocument json = QJsonDocument::fromJson(schema.json.toUtf8());
        for (const QJsonValue &field : json["fields"_L1].toArray())
            labels.insert(field["name"_L1].toString(), field["label"_L1].toString());
        return labels;
    }
};

} // namespace

/// What Salesforce said of each object stays in the workspace: what was there before it was renamed
/// or hidden can be told from it.
class TestSchemas : public QObject {
    Q_OBJECT

private slots:
    void aRunKeepsWhatItWasToldOfEachObject()
    {
        Bench bench;
        SYNCED(bench.sync());
        for (const QString &object : {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Task"_s}) {
            const StoredSchema kept = bench.kept(object);
            QCOMPARE(QJsonDocument::fromJson(kept.json.toUtf8())["name"_L1].toString(), object);
            QVERIFY(!kept.etag.isEmpty() && !kept.lastModified.isEmpty());
        }
        QVERIFY(bench.labels(bench.kept(u"Contact"_s)).contains(u"LastName"_s));
    }

    void onlyADescribeThatChangedIsWritten()
    {
        Bench bench;
        SYNCED(bench.sync());
        const QDateTime begun = bench.kept(u"Contact"_s).since;
        bench.wait(24h);
        SYNCED(bench.sync());
        QCOMPARE(bench.kept(u"Contact"_s).since, begun);

        bench.control(u"fields/add"_s,
            {{u"field"_s, u"Shoe_size__c"_s}, {u"type"_s, u"Text"_s}, {u"label"_s, u"Shoe"_s}});
        SYNCED(bench.sync());
        const StoredSchema kept = bench.kept(u"Contact"_s);
        QVERIFY(kept.since > begun);
        QCOMPARE(bench.labels(kept).value(u"Shoe_size__c"_s), u"Shoe"_s);
        QCOMPARE(bench.kept(u"Lead"_s).since, begun);
    }

    void whatIsHiddenFromTheUserIsGoneFromIt()
    {
        Bench bench;
        SYNCED(bench.sync());
        QVERIFY(bench.labels(bench.kept(u"Contact"_s)).contains(u"Title"_s));
        bench.control(u"fields/security"_s,
            {{u"field"_s, u"Title"_s}, {u"readable"_s, false}, {u"editable"_s, false}});
        SYNCED(bench.sync());
        QVERIFY(!bench.labels(bench.kept(u"Contact"_s)).contains(u"Title"_s));
    }
};

ORGMEND_TEST(TestSchemas)
#include "tst_schemas.moc"
