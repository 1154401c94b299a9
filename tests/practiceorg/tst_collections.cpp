// What the examples of the REST API Guide's "sObject Collections" show of rows that fail.
#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

namespace {

/// `CODE: message [fields]` of the first error of a row.
QString errorOf(const QJsonValue &row)
{
    const QJsonValue error = row[u"errors"][0];
    QStringList fields;
    for (const QJsonValue &field : error[u"fields"].toArray())
        fields.append(field.toString());
    return error[u"statusCode"].toString() + u": "_s + error[u"message"].toString() + u" ["_s
        + fields.join(u',') + u']';
}

QByteArray record(const QByteArray &type, const QByteArray &fields)
{
    return "{\"attributes\":{\"type\":\"" + type + "\"}," + fields + '}';
}

QByteArray records(const QByteArrayList &rows, bool allOrNone = false)
{
    return QByteArray("{\"allOrNone\":") + (allOrNone ? "true" : "false") + ",\"records\":["
        + rows.join(',') + "]}";
}

const QString rolledBack =
    u"ALL_OR_NONE_OPERATION_ROLLED_BACK: Record rolled back because not all records were valid and the request was using AllOrNone header []"_s;

} // namespace

class TestCollections : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_bench = std::make_unique<RecordsBench>(10);
        QVERIFY(m_bench->open());
        m_contact = m_bench->contact(R"({"LastName":"Okafor"})");
        m_account = m_bench->create("Account", R"({"Name":"Wheat"})");
        QCOMPARE(
            m_bench
                ->control("fields/add",
                    R"({"object":"Contact","field":"Key__c","type":"Text","length":30,"externalId":true,"unique":true})")
                .status,
            200);
    }

    void anIdOfNoContactIsOfIncorrectType_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("updated") << QByteArray("composite/sobjects");
        QTest::newRow("upserted") << QByteArray("composite/sobjects/Contact/Id");
    }
    void anIdOfNoContactIsOfIncorrectType()
    {
        QFETCH(const QByteArray, path);
        const QByteArray example = "001xx000003DGb2999"; // the guide's
        for (const QByteArray &id : {example, m_account, QByteArray("zzz000000000001AAA")}) {
            const QJsonArray rows =
                patch(path, {record("Contact", R"("Id":")" + id + R"(","Title":"X")")});
            QCOMPARE(errorOf(rows[0]),
                u"MALFORMED_ID: Contact ID: id value of incorrect type: %1 [Id]"_s.arg(
                    QString::fromLatin1(id)));
            QVERIFY(!rows[0].toObject().contains(u"id"_s));
        }
    }

    void anIdThatCannotBeDeletedIsMalformed()
    {
        const QByteArray example = "001RM000003oLrB000"; // the guide's
        const QJsonArray rows =
            m_bench->call("DELETE", "composite/sobjects?ids=" + m_contact + ',' + example).array();
        QCOMPARE(rows[0][u"success"], QJsonValue(true));
        QCOMPARE(errorOf(rows[1]), u"MALFORMED_ID: malformed id 001RM000003oLrB000 []"_s);
    }

    void anUpdateThatIsRolledBackSaysWhose()
    {
        const QJsonArray rows = patch("composite/sobjects",
            {record("Contact", R"("Id":")" + m_contact + R"(","Title":"X")"),
                record("Contact", R"("Id":"001xx000003DGb2999")")},
            true);
        QCOMPARE(rows[0][u"success"], QJsonValue(false));
        QCOMPARE(rows[0][u"id"].toString(), QString::fromLatin1(m_contact));
        QCOMPARE(errorOf(rows[0]), rolledBack);
    }

    void aDeletionThatIsRolledBackSaysWhose()
    {
        const QJsonArray rows =
            m_bench
                ->call("DELETE",
                    "composite/sobjects?allOrNone=true&ids=" + m_contact + ",001RM000003oLrB000")
                .array();
        QCOMPARE(rows[0][u"id"].toString(), QString::fromLatin1(m_contact));
        QCOMPARE(errorOf(rows[0]), rolledBack);
        QCOMPARE(m_bench->call("GET", "sobjects/Contact/" + m_contact).status, 200);
    }

    void anUpsertThatIsRolledBackSaysWhoseIfItWasThere()
    {
        const QByteArray there = m_bench->contact(R"({"LastName":"There","Key__c":"there"})");
        const QJsonArray rows = patch("composite/sobjects/Contact/Key__c",
            {record("Contact", R"("Key__c":"there","Title":"X")"),
                record("Contact", R"("Key__c":"new","LastName":"New")"),
                record("Contact", R"("Key__c":"wrong","Email":"none")")},
            true);
        QCOMPARE(rows[0][u"id"].toString(), QString::fromLatin1(there));
        QVERIFY(!rows[1].toObject().contains(u"id"_s));
        QCOMPARE(errorOf(rows[1]), rolledBack);
        QCOMPARE(rows[1][u"created"], QJsonValue(false));
    }

    void typesThatAlternateTooOftenAreRefused()
    {
        QByteArrayList rows;
        for (int i = 0; i < 5; ++i)
            rows << record("Account", R"("Name":"Often")")
                 << record("Contact", R"("LastName":"Often")")
                 << record("Contact", R"("LastName":"Often")");
        QCOMPARE(m_bench->call("POST", "composite/sobjects", records(rows)).array().size(), 15);
        const int before = m_bench->value("SELECT count(*) FROM Contact").toInt();

        rows << record("Account", R"("Name":"Often")");
        const Answer answer = m_bench->call("POST", "composite/sobjects", records(rows));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.message(),
            u"Cannot have more than 10 chunks in a single operation. Please rearrange the data to reduce chunking."_s);
        QCOMPARE(m_bench->value("SELECT count(*) FROM Contact").toInt(), before);

        QByteArrayList ids;
        for (int i = 0; i < 6; ++i)
            ids << m_account << m_contact;
        QCOMPARE(m_bench->call("DELETE", "composite/sobjects?ids=" + ids.join(',')).status, 400);
    }

    void aRowIsNotFoundByTwoKindsOfIdAtOnce()
    {
        const QJsonArray rows = patch("composite/sobjects/Contact/Key__c",
            {record("Contact", R"("Key__c":"A","LastName":"X","id":")" + m_contact + R"(")"),
                record("Contact", R"("Key__c":"B","LastName":"X","Id":null)")});
        QCOMPARE(errorOf(rows[0]),
            u"INVALID_FIELD: The Id field should not be specified in the sobject data. []"_s);
        QCOMPARE(rows[1][u"success"], QJsonValue(true));
    }

    void idsAndFieldsAreBothWanted()
    {
        const QByteArray path = "composite/sobjects/Contact";
        const QByteArray ids = "ids=" + m_contact;
        QCOMPARE(m_bench->call("GET", path + '?' + ids).code(), u"MISSING_ARGUMENT"_s);
        QCOMPARE(m_bench->call("GET", path + "?fields=Id").code(), u"MISSING_ARGUMENT"_s);
        QCOMPARE(m_bench->call("POST", path, R"({"fields":["Id"]})").code(), u"MISSING_ARGUMENT"_s);
        const QJsonArray found =
            m_bench->call("GET", path + '?' + ids + ",003000000000001&fields=LastName").array();
        QCOMPARE(found[0][u"LastName"].toString(), u"Okafor"_s);
        QVERIFY(found[1].isNull());
    }

private:
    QJsonArray patch(const QByteArray &path, const QByteArrayList &rows, bool allOrNone = false)
    {
        return m_bench->call("PATCH", path, records(rows, allOrNone)).array();
    }

    std::unique_ptr<RecordsBench> m_bench;
    QByteArray m_contact;
    QByteArray m_account;
};

ORGMEND_TEST(TestCollections)
#include "tst_collections.moc"
