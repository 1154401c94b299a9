#include "bulkbench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace bulkbench;

/// Bulk API 2.0 ingest jobs (PROTOCOL 5.2 to 5.4).
class TestBulkIngest : public QObject {
    Q_OBJECT

private slots:
    void anUpsertLooksAsRecorded();
    void aRefusedRowSaysWhy();
    void anUploadThatCannotBeReadFailsTheJob_data();
    void anUploadThatCannotBeReadFailsTheJob();
    void oneKeyInTwoRowsRefusesBoth();
    void insertUpdateAndDeleteOneAfterTheOther();
    void oneRequestCanHoldJobAndRows();
    void anUploadIsTakenOnce();
    void anAbortedUploadLeavesItsRowsUnprocessed();

private:
    BulkBench m_bench{2'500};
};

void TestBulkIngest::anUpsertLooksAsRecorded()
{
    const OrgBench::Answer created = m_bench.send("POST", "jobs/ingest",
        {{u"object"_s, u"Contact"_s}, {u"operation"_s, u"upsert"_s},
            {u"externalIdFieldName"_s, u"Email"_s}});
    QCOMPARE(created.status, 200);
    const QByteArray id = created.object()[u"id"_s].toString().toLatin1();
    const QByteArray job = "jobs/ingest/" + id;
    QCOMPARE(created.object()[u"contentUrl"_s].toString(),
        u"services/data/v60.0/jobs/ingest/%1/batches"_s.arg(QString::fromLatin1(id)));
    QVERIFY(!m_bench.get(job).object().contains(u"numberRecordsProcessed"_s));
    const QByteArray csv = "Email,LastName\nupsert1@example.org,One\nupsert2@example.org,Two\n";
    QCOMPARE(m_bench.ask("PUT", job + "/batches", csv).status, 201);
    const OrgBench::Answer closed = m_bench.send("PATCH", job, {{u"state"_s, u"UploadComplete"_s}});
    const QJsonObject done = m_bench.finished(job);
    QCOMPARE(done[u"state"_s].toString(), u"JobComplete"_s);
    QCOMPARE(done[u"numberRecordsProcessed"_s].toInt(), 2);
    Rows rows = rowsOf(m_bench.get(job + "/successfulResults").body);
    QCOMPARE(rows[0], QStringList({u"sf__Id"_s, u"sf__Created"_s, u"Email"_s, u"LastName"_s}));
    QCOMPARE(rows[1][1], u"true"_s);
    QVERIFY(m_bench.get(job + "/successfulResults")
            .body.startsWith("\"sf__Id\",\"sf__Created\",Email,LastName\n"));
    const QByteArray again =
        m_bench.startIngest(u"upsert"_s, csv, {{u"externalIdFieldName"_s, u"Email"_s}});
    m_bench.finished(again);
    QCOMPARE(rowsOf(m_bench.get(again + "/successfulResults").body)[1][1], u"false"_s);
    QCOMPARE(m_bench.get(again + "/unprocessedrecords").body, QByteArray("Email,LastName\n"));

    if (recorded(u"ingest.1-created.upsert.v60.json"_s).isEmpty())
        QSKIP("no recorded answers beside the checkout");
    compareKeys(created.object(), recorded(u"ingest.1-created.upsert.v60.json"_s));
    compareKeys(closed.object(), recorded(u"ingest.2-closed.upsert.v60.json"_s));
    compareKeys(done, recorded(u"ingest.4-complete-1-failed.v60.json"_s));
}

void TestBulkIngest::aRefusedRowSaysWhy()
{
    const QByteArray job = m_bench.startIngest(u"insert"_s,
        "LastName,Birthdate,Email\nFine,2001-02-03,fine@example.org\n"
        "Noemi Miller,2003-04-987654321987654321,x@example.org\n,2001-02-03,y@example.org\n");
    const QJsonObject done = m_bench.finished(job);
    QCOMPARE(done[u"state"_s].toString(), u"JobComplete"_s);
    QCOMPARE(done[u"numberRecordsProcessed"_s].toInt(), 3);
    QCOMPARE(done[u"numberRecordsFailed"_s].toInt(), 2);
    const QByteArray failed = m_bench.get(job + "/failedResults/").body;
    QVERIFY2(
        failed.startsWith(
            "\"sf__Id\",\"sf__Error\",LastName,Birthdate,Email\n"
            "\"\",\"INVALID_FIELD:Failed to deserialize field at col 1. Due to, "
            "'2003-04-987654321987654321' is not a valid value for the type xsd:date:Birthdate --\","
            "\"Noemi Miller\",\"2003-04-987654321987654321\",\"x@example.org\"\n"),
        failed.constData());
    QVERIFY2(failed.contains(
                 "\"REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --\""),
        failed.constData());
}

void TestBulkIngest::anUploadThatCannotBeReadFailsTheJob_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("error");
    const QString quote =
        u"InvalidBatch : Failed to parse CSV. Found unescaped quote. A value with quote "
        "should be within a quote"_s;
    QTest::newRow("no such field")
        << QByteArray("LastName,StageName_invalid_field_on_purpose\nx,y\n")
        << u"InvalidBatch : Field name not found : StageName_invalid_field_on_purpose"_s;
    QTest::newRow("another delimiter") << QByteArray("LastName;Email\nx;y\n")
                                       << u"InvalidBatch : Field name not found : LastName;Email"_s;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFLastName\nx\n") << quote;
    QTest::newRow("line ending")
        << QByteArray("LastName\r\nx\r\n")
        << u"ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF"_s;
    QTest::newRow("line ending in a value")
        << QByteArray("LastName\n\"x\r\ny\"\n")
        << u"ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF"_s;
    QTest::newRow("quote in the middle") << QByteArray("LastName\nx\"y\n") << quote;
    QTest::newRow("space behind a quote") << QByteArray("LastName,Email\n\"x\" ,y\n") << quote;
    QTest::newRow("open quote")
        << QByteArray("LastName\n\"x\n")
        << u"InvalidBatch : Failed to parse CSV. EOF reached before closing an opened quote"_s;
    QTest::newRow("no records") << QByteArray("LastName\n")
                                << u"InvalidBatch : Records not found"_s;
    QTest::newRow("nothing") << QByteArray() << u"InvalidBatch : Records not found"_s;
}

void TestBulkIngest::anUploadThatCannotBeReadFailsTheJob()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, error);
    const QJsonObject done = m_bench.finished(m_bench.startIngest(u"insert"_s, csv));
    QCOMPARE(done[u"state"_s].toString(), u"Failed"_s);
    QCOMPARE(done[u"errorMessage"_s].toString(), error);
    QCOMPARE(done[u"numberRecordsProcessed"_s].toInt(-1), 0);
    QCOMPARE(done[u"numberRecordsFailed"_s].toInt(-1), 0);
    const QJsonObject theirs = recorded(u"ingest.5-failed-field-not-found.v60.json"_s);
    if (theirs.isEmpty())
        QSKIP("no recorded answers beside the checkout");
    QStringList keys = theirs.keys();
    keys.removeOne(u"externalIdFieldName"_s); // of upserts alone
    QCOMPARE(done.keys(), keys);
}

/// Of one transaction, that is: two hundred rows later the key is that of a record.
void TestBulkIngest::oneKeyInTwoRowsRefusesBoth()
{
    QByteArray csv =
        "Email,LastName\nTwice@example.org,A\ntwice@example.org,B\nonce@example.org,C\n";
    for (int i = 0; i < 200; ++i)
        csv += "k" + QByteArray::number(i) + "@example.org,Filler\n";
    csv += "once@example.org,D\n";
    const QByteArray job =
        m_bench.startIngest(u"upsert"_s, csv, {{u"externalIdFieldName"_s, u"Email"_s}});
    QCOMPARE(m_bench.finished(job)[u"numberRecordsFailed"_s].toInt(), 2);
    const Rows refused = rowsOf(m_bench.get(job + "/failedResults").body);
    QCOMPARE(
        refused[1][1], u"DUPLICATE_VALUE:Duplicate external id specified: Twice@example.org:--"_s);
    QCOMPARE(
        refused[2][1], u"DUPLICATE_VALUE:Duplicate external id specified: twice@example.org:--"_s);
    QCOMPARE(m_bench.count(u"Email = 'twice@example.org'"_s), 0);
    QCOMPARE(m_bench.count(u"Email = 'once@example.org' AND LastName = 'D'"_s), 1);
}

void TestBulkIngest::insertUpdateAndDeleteOneAfterTheOther()
{
    QByteArray csv = "LastName,Department\n";
    for (int i = 0; i < 450; ++i)
        csv += "Bulky,\"D" + QByteArray::number(i) + "\"\n";
    const QByteArray inserted = m_bench.startIngest(u"insert"_s, csv);
    QCOMPARE(m_bench.finished(inserted)[u"numberRecordsProcessed"_s].toInt(), 450);
    QCOMPARE(m_bench.count(u"LastName = 'Bulky'"_s), 450);

    const Rows rows = rowsOf(m_bench.get(inserted + "/successfulResults").body).mid(1);
    QByteArray update = "Id,Department,FirstName\n";
    for (const QStringList &row : rows.mid(0, 100))
        update += row[0].toLatin1() + ",#N/A,Ann\n";
    for (const QStringList &row : rows.mid(100, 100))
        update += row[0].toLatin1() + ",,Ann\n";
    QCOMPARE(
        m_bench.finished(m_bench.startIngest(u"update"_s, update))[u"numberRecordsFailed"_s].toInt(
            -1),
        0);
    QCOMPARE(
        m_bench.count(u"LastName = 'Bulky' AND FirstName = 'Ann' AND Department = null"_s), 100);
    QCOMPARE(
        m_bench.count(u"LastName = 'Bulky' AND FirstName = 'Ann' AND Department != null"_s), 100);

    QByteArray gone = "Id\n";
    for (const QStringList &row : rows)
        gone += row[0].toLatin1() + "\n";
    gone += rows.first().first().toLatin1() + "\n"; // a second time
    const QJsonObject done = m_bench.finished(m_bench.startIngest(u"delete"_s, gone));
    QCOMPARE(done[u"numberRecordsProcessed"_s].toInt(), 451);
    QCOMPARE(done[u"numberRecordsFailed"_s].toInt(), 1);
    QCOMPARE(m_bench.count(u"LastName = 'Bulky'"_s), 0);
    QCOMPARE(
        m_bench.finished(m_bench.startIngest(u"delete"_s, "Id,LastName\nx,y\n"))[u"errorMessage"_s]
            .toString(),
        u"InvalidBatch : Field name not found : LastName"_s);
}

void TestBulkIngest::oneRequestCanHoldJobAndRows()
{
    const QByteArray body =
        "--B\r\nContent-Type: application/json\r\nContent-Disposition: form-data; name=\"job\"\r\n\r\n"
        "{\"object\":\"Contact\",\"operation\":\"insert\",\"lineEnding\":\"LF\"}\r\n"
        "--B\r\nContent-Type: text/csv\r\nContent-Disposition: form-data; name=\"content\"; "
        "filename=\"content\"\r\n\r\nLastName\nMultipart\nMultipart\n\r\n--B--\r\n";
    const OrgBench::Answer created = m_bench.ask(
        "POST", "jobs/ingest", body, {{"Content-Type", "multipart/form-data; boundary=B"}});
    QCOMPARE(created.status, 200);
    QCOMPARE(created.object()[u"state"_s].toString(), u"UploadComplete"_s);
    const QJsonObject done =
        m_bench.finished("jobs/ingest/" + created.object()[u"id"_s].toString().toLatin1());
    QCOMPARE(done[u"numberRecordsProcessed"_s].toInt(), 2);
    QCOMPARE(m_bench.count(u"LastName = 'Multipart'"_s), 2);
}

void TestBulkIngest::anUploadIsTakenOnce()
{
    const QByteArray job = "jobs/ingest/"
        + m_bench
              .send("POST", "jobs/ingest",
                  {{u"object"_s, u"Contact"_s}, {u"operation"_s, u"insert"_s}})
              .object()[u"id"_s]
              .toString()
              .toLatin1();
    QCOMPARE(m_bench.ask("PUT", job + "/batches", "LastName\nOnce\n").status, 201);
    QCOMPARE(m_bench.ask("PUT", job + "/batches", "LastName\nTwice\n").status, 400);
    m_bench.send("PATCH", job, {{u"state"_s, u"UploadComplete"_s}});
    m_bench.finished(job);
    QCOMPARE(m_bench.count(u"LastName = 'Once'"_s), 1);
    QCOMPARE(m_bench.count(u"LastName = 'Twice'"_s), 0);
    QCOMPARE(m_bench.send("PATCH", job, {{u"state"_s, u"UploadComplete"_s}}).status, 400);
}

void TestBulkIngest::anAbortedUploadLeavesItsRowsUnprocessed()
{
    m_bench.control("bulk", {{u"queued_seconds"_s, 3'600}});
    const QByteArray job =
        m_bench.startIngest(u"insert"_s, "LastName,Email\nNever,\"a\"\"b@example.org\"\n");
    QCOMPARE(m_bench.send("PATCH", job, {{u"state"_s, u"Aborted"_s}}).status, 200);
    m_bench.control("bulk");
    QCOMPARE(m_bench.get(job + "/unprocessedrecords").body,
        QByteArray("LastName,Email\n\"Never\",\"a\"\"b@example.org\"\n"));
    QCOMPARE(m_bench.get(job + "/successfulResults").body,
        QByteArray("\"sf__Id\",\"sf__Created\",LastName,Email\n"));
    QCOMPARE(m_bench.count(u"LastName = 'Never'"_s), 0);
}

ORGMEND_TEST(TestBulkIngest)
#include "tst_bulkingest.moc"
