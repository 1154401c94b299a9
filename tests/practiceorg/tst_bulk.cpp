#include "orgbench.h"

#include "app/practiceorg/csv.h"

#include <QJsonArray>
#include <QSet>
#include <QUrl>

using namespace Qt::StringLiterals;
using practice::csv::Dialect;

namespace {

using Rows = QList<QStringList>;

Rows rowsOf(const QByteArray &body, Dialect dialect = {})
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

QJsonObject recorded(const QString &name)
{
    QFile file(QStringLiteral(ORGMEND_SHARED_DIR "/salesforce/fixtures/bulk/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

/// Every key of the recorded answer, no other, each with a value of the same type.
void compareKeys(const QJsonObject &ours, const QJsonObject &theirs)
{
    QCOMPARE(ours.keys(), theirs.keys());
    for (const QString &key : theirs.keys())
        QVERIFY2(ours[key].type() == theirs[key].type(), qPrintable(key));
}

} // namespace

class TestBulk : public QObject {
    Q_OBJECT

private slots:
    void aQueryJobIsAskedForPolledAndRead();
    void theSameLocatorGivesTheSameRows();
    void everyDelimiterAndLineEnding_data();
    void everyDelimiterAndLineEnding();
    void aJobSeesTheDataOfItsMoment();
    void whatBulkCannotAskIsRefused_data();
    void whatBulkCannotAskIsRefused();
    void statesTakeTheirTime();
    void aJobIsAbortedAndDeletedInItsTime();
    void resultsNeedTheVersionOfTheJob();
    void resultPagesNameThePages();
    void jobsOutliveTheProgramAndGoAfterSevenDays();

    void anUpsertLooksAsRecorded();
    void aRefusedRowSaysWhy();
    void anUploadThatCannotBeReadFailsTheJob_data();
    void anUploadThatCannotBeReadFailsTheJob();
    void insertUpdateAndDeleteOneAfterTheOther();
    void oneRequestCanHoldJobAndRows();
    void anUploadIsTakenOnce();
    void anAbortedUploadLeavesItsRowsUnprocessed();

private:
    QByteArray startQuery(const QString &soql, const QJsonObject &more = {})
    {
        QJsonObject body = more;
        if (!body.contains(u"operation"_s))
            body[u"operation"_s] = u"query"_s;
        body[u"query"_s] = soql;
        const OrgBench::Answer answer = m_bench.send("POST", "jobs/query", body);
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
            + m_bench.send("POST", "jobs/ingest", body).object()[u"id"_s].toString().toLatin1();
        m_bench.ask("PUT", job + "/batches", csv, {{"Content-Type", "text/csv"}});
        m_bench.send("PATCH", job, {{u"state"_s, u"UploadComplete"_s}});
        return job;
    }
    int count(const QString &where)
    {
        return m_bench.query(u"SELECT COUNT() FROM Contact WHERE "_s + where)
            .object()[u"totalSize"_s]
            .toInt();
    }

    OrgBench m_bench{2'500};
};

void TestBulk::aQueryJobIsAskedForPolledAndRead()
{
    const OrgBench::Answer created = m_bench.send("POST", "jobs/query",
        {{u"operation"_s, u"query"_s},
            {u"query"_s,
                u"SELECT Id, LastName, Account.Name, CreatedDate, HasOptedOutOfEmail FROM Contact"_s},
            {u"contentType"_s, u"CSV"_s}});
    QCOMPARE(created.status, 200);
    QVERIFY(created.body.contains("\"apiVersion\":60.0"));
    const QByteArray job = "jobs/query/" + created.object()[u"id"_s].toString().toLatin1();
    const QJsonObject done = m_bench.finished(job);
    QCOMPARE(done[u"state"_s].toString(), u"JobComplete"_s);
    QCOMPARE(done[u"jobType"_s].toString(), u"V2Query"_s);
    const int total =
        m_bench.query(u"SELECT COUNT() FROM Contact"_s).object()[u"totalSize"_s].toInt();
    QCOMPARE(done[u"numberRecordsProcessed"_s].toInt(), total);

    QByteArray locator;
    QSet<QString> ids;
    int pages = 0;
    do {
        const OrgBench::Answer page = m_bench.get(job + "/results?maxRecords=999"
            + (locator.isEmpty() ? QByteArray() : QByteArray("&locator=" + locator)));
        QCOMPARE(page.status, 200);
        QVERIFY(page.headers.value("Content-Type").startsWith("text/csv"));
        Rows rows = rowsOf(page.body);
        QCOMPARE(rows.takeFirst(),
            QStringList({u"Id"_s, u"LastName"_s, u"Account.Name"_s, u"CreatedDate"_s,
                u"HasOptedOutOfEmail"_s}));
        QCOMPARE(page.headers.value("Sforce-NumberOfRecords").toInt(), rows.size());
        for (const QStringList &row : rows) {
            ids.insert(row[0]);
            QVERIFY2(row[3].endsWith(u".000Z"_s), qPrintable(row[3]));
            QVERIFY(row[4] == u"true" || row[4] == u"false");
        }
        locator = page.headers.value("Sforce-Locator");
        ++pages;
    } while (locator != "null");
    QCOMPARE(ids.size(), total);
    QCOMPARE(pages, (total + 998) / 999);

    const QJsonObject theirs = recorded(u"query.1-created.v60.json"_s);
    if (theirs.isEmpty())
        QSKIP("no recorded answers beside the checkout");
    compareKeys(created.object(), theirs);
}

void TestBulk::theSameLocatorGivesTheSameRows()
{
    const QByteArray job = startQuery(u"SELECT Id, Title FROM Contact"_s);
    const QJsonObject done = m_bench.finished(job);
    QVERIFY2(done[u"state"_s] == u"JobComplete"_s, QJsonDocument(done).toJson().constData());
    const OrgBench::Answer first = m_bench.get(job + "/results?maxRecords=700");
    const QByteArray again =
        job + "/results?maxRecords=700&locator=" + first.headers.value("Sforce-Locator");
    const QByteArray second = m_bench.get(again).body;
    QVERIFY2(rowsOf(second).size() > 1, QByteArray(first.body + second).constData());
    m_bench.send("PATCH", "sobjects/Contact/" + rowsOf(second)[1][0].toLatin1(),
        {{u"Title"_s, u"changed meanwhile"_s}});
    QCOMPARE(m_bench.get(again).body, second);
    QCOMPARE(m_bench.get(job + "/results?locator=nonsense").status, 400);
}

void TestBulk::everyDelimiterAndLineEnding_data()
{
    QTest::addColumn<QString>("delimiter");
    QTest::addColumn<QString>("lineEnding");
    for (const char *delimiter : {"COMMA", "TAB", "SEMICOLON", "PIPE", "CARET", "BACKQUOTE"}) {
        for (const char *ending : {"LF", "CRLF"})
            QTest::addRow("%s %s", delimiter, ending)
                << QString::fromLatin1(delimiter) << QString::fromLatin1(ending);
    }
}

void TestBulk::everyDelimiterAndLineEnding()
{
    QFETCH(QString, delimiter);
    QFETCH(QString, lineEnding);
    const QJsonObject format{{u"columnDelimiter"_s, delimiter}, {u"lineEnding"_s, lineEnding}};
    const Dialect dialect = *practice::csv::dialect(delimiter, lineEnding);
    const auto joined = [&](const QByteArrayList &cells) -> QByteArray {
        return cells.join(dialect.delimiter) + QByteArray(dialect.crlf ? "\r\n" : "\n");
    };
    const QString name = u"Del%1%2"_s.arg(delimiter, lineEnding);
    const QByteArray csv = joined({"LastName", "Department"})
        + joined({name.toUtf8(), "\"a" + QByteArray(1, dialect.delimiter) + " \"\"b\"\"\""});
    const QByteArray ingest = startIngest(u"insert"_s, csv, format);
    QCOMPARE(m_bench.finished(ingest)[u"numberRecordsFailed"_s].toInt(-1), 0);
    QCOMPARE(rowsOf(m_bench.get(ingest + "/successfulResults/").body, dialect).size(), 2);

    const QByteArray query = startQuery(
        u"SELECT LastName, Department FROM Contact WHERE LastName = '%1'"_s.arg(name), format);
    m_bench.finished(query);
    QCOMPARE(rowsOf(m_bench.get(query + "/results").body, dialect),
        Rows({{u"LastName"_s, u"Department"_s},
            {name, QString(u"a"_s + QLatin1Char(dialect.delimiter) + u" \"b\""_s)}}));
}

void TestBulk::aJobSeesTheDataOfItsMoment()
{
    m_bench.control("bulk", {{u"queued_seconds"_s, 10}});
    m_bench.send("POST", "sobjects/Contact", {{u"LastName"_s, u"Moment"_s}});
    const QByteArray job = startQuery(u"SELECT Id FROM Contact WHERE LastName = 'Moment'"_s);
    m_bench.send("POST", "sobjects/Contact", {{u"LastName"_s, u"Moment"_s}});
    m_bench.clock->advance(std::chrono::seconds(10));
    QCOMPARE(m_bench.finished(job)[u"numberRecordsProcessed"_s].toInt(), 1);
    m_bench.control("bulk");
    QCOMPARE(
        m_bench
            .finished(startQuery(
                u"SELECT Id FROM Contact WHERE LastName = 'Moment'"_s))[u"numberRecordsProcessed"_s]
            .toInt(),
        2);
    const QByteArray none =
        startQuery(u"SELECT Id FROM Contact WHERE LastName = 'Nobody at all'"_s);
    m_bench.finished(none);
    const OrgBench::Answer empty = m_bench.get(none + "/results");
    QCOMPARE(empty.body, QByteArray("\"Id\"\n"));
    QCOMPARE(empty.headers.value("Sforce-NumberOfRecords"), QByteArray("0"));
    QCOMPARE(empty.headers.value("Sforce-Locator"), QByteArray("null"));
}

void TestBulk::whatBulkCannotAskIsRefused_data()
{
    QTest::addColumn<QString>("soql");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("object")
        << u"SELECT Id FROM Accout"_s
        << u"INVALIDENTITY: Entity 'Accout' is not supported by the Bulk API."_s;
    QTest::newRow("compound")
        << u"SELECT MailingAddress FROM Contact"_s
        << u"API_ERROR: Selecting compound data not supported in Bulk Query"_s;
    QTest::newRow("group") << u"SELECT LastName FROM Contact GROUP BY LastName"_s
                           << u"API_ERROR: GROUP BY is not supported in Bulk Query"_s;
    QTest::newRow("offset") << u"SELECT Id FROM Contact LIMIT 1 OFFSET 1"_s
                            << u"API_ERROR: OFFSET is not supported in Bulk Query"_s;
    QTest::newRow("field") << u"SELECT Foo FROM Contact"_s << u"INVALID_FIELD: "_s;
    QTest::newRow("text") << u"SELECT"_s << u"MALFORMED_QUERY: "_s;
    QTest::newRow("nothing") << QString() << u"INVALIDJOB: "_s;
}

void TestBulk::whatBulkCannotAskIsRefused()
{
    QFETCH(QString, soql);
    QFETCH(QString, refusal);
    const OrgBench::Answer answer =
        m_bench.send("POST", "jobs/query", {{u"operation"_s, u"query"_s}, {u"query"_s, soql}});
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.refusal().startsWith(refusal), qPrintable(answer.refusal()));
}

void TestBulk::statesTakeTheirTime()
{
    m_bench.control("bulk", {{u"queued_seconds"_s, 5}, {u"running_seconds"_s, 5}});
    const QByteArray job = startQuery(u"SELECT Id FROM Contact LIMIT 3"_s);
    const auto state = [&] { return m_bench.get(job).object()[u"state"_s].toString(); };
    QCOMPARE(state(), u"UploadComplete"_s);
    QCOMPARE(m_bench.get(job + "/results").status, 400);
    m_bench.clock->advance(std::chrono::seconds(6));
    QTRY_COMPARE(state(), u"InProgress"_s);
    m_bench.clock->advance(std::chrono::seconds(5));
    QTRY_COMPARE(state(), u"JobComplete"_s);
    m_bench.control("bulk");
}

void TestBulk::aJobIsAbortedAndDeletedInItsTime()
{
    m_bench.control("bulk", {{u"queued_seconds"_s, 60}});
    const QByteArray job = startQuery(u"SELECT Id FROM Contact"_s);
    QCOMPARE(m_bench.ask("DELETE", job).refusal(),
        u"API_ERROR: Error encountered when deleting the job because the job is not terminated"_s);
    const OrgBench::Answer aborted = m_bench.send("PATCH", job, {{u"state"_s, u"Aborted"_s}});
    QCOMPARE(aborted.status, 200);
    QCOMPARE(aborted.object()[u"state"_s].toString(), u"Aborted"_s);
    m_bench.control("bulk");
    QCOMPARE(m_bench.send("PATCH", job, {{u"state"_s, u"Aborted"_s}}).refusal(),
        u"INVALIDJOBSTATE: Aborting already Completed Job not allowed"_s);
    QCOMPARE(m_bench.ask("DELETE", job).status, 204);
    QCOMPARE(m_bench.get(job).status, 404);
    QCOMPARE(m_bench.get(job).refusal(), u"NOT_FOUND: The requested resource does not exist"_s);
}

void TestBulk::resultsNeedTheVersionOfTheJob()
{
    const QByteArray job = startQuery(u"SELECT Id FROM Contact LIMIT 1"_s);
    m_bench.finished(job);
    QCOMPARE(m_bench.ask("GET", job + "/results", {}, {}, "61.0").status, 409);
    QCOMPARE(m_bench.get(job + "/results").status, 200);
}

void TestBulk::resultPagesNameThePages()
{
    const QByteArray job = startQuery(u"SELECT Id FROM Contact"_s);
    const int total = m_bench.finished(job)[u"numberRecordsProcessed"_s].toInt();
    QSet<QString> ids;
    QByteArray address = job + "/resultPages?maxRecords=400";
    const QJsonObject pages = m_bench.get(address).object();
    QCOMPARE(pages[u"resultPages"_s].toArray().size(), 5);
    for (const auto &page : pages[u"resultPages"_s].toArray()) {
        const QByteArray url = page.toObject()[u"resultUrl"_s].toString().toLatin1();
        Rows rows = rowsOf(m_bench.get(url.mid(qstrlen("/services/data/v60.0/"))).body);
        for (const QStringList &row : rows.mid(1))
            ids.insert(row[0]);
    }
    QCOMPARE(ids.size(), std::min(total, 2'000));
    QCOMPARE(pages[u"done"_s].toBool(), total <= 2'000);
}

void TestBulk::jobsOutliveTheProgramAndGoAfterSevenDays()
{
    const QByteArray done = startQuery(u"SELECT Id FROM Contact"_s);
    m_bench.finished(done);
    const QByteArray page = m_bench.get(done + "/results?maxRecords=50").body;
    m_bench.control("bulk", {{u"queued_seconds"_s, 3'600}});
    const QByteArray waiting = startQuery(u"SELECT Id FROM Contact LIMIT 4"_s);
    const QByteArray upload = startIngest(u"insert"_s, "LastName\nAfterwards\n");
    QCOMPARE(count(u"LastName = 'Afterwards'"_s), 0);
    m_bench.restart();
    QCOMPARE(m_bench.get(done + "/results?maxRecords=50").body, page);
    QCOMPARE(m_bench.finished(waiting)[u"numberRecordsProcessed"_s].toInt(), 4);
    QCOMPARE(m_bench.finished(upload)[u"numberRecordsProcessed"_s].toInt(), 1);
    QCOMPARE(count(u"LastName = 'Afterwards'"_s), 1);

    const QJsonArray list = m_bench.get("jobs/query").object()[u"records"_s].toArray();
    QVERIFY(list.size() >= 2);
    m_bench.clock->advance(std::chrono::hours(7 * 24));
    QCOMPARE(m_bench.get(done + "/results").status, 404);
    QCOMPARE(m_bench.get("jobs/query").object()[u"records"_s].toArray().size(), 0);
}

void TestBulk::anUpsertLooksAsRecorded()
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
        startIngest(u"upsert"_s, csv, {{u"externalIdFieldName"_s, u"Email"_s}});
    m_bench.finished(again);
    QCOMPARE(rowsOf(m_bench.get(again + "/successfulResults").body)[1][1], u"false"_s);
    QCOMPARE(m_bench.get(again + "/unprocessedrecords").body, QByteArray("Email,LastName\n"));

    if (recorded(u"ingest.1-created.upsert.v60.json"_s).isEmpty())
        QSKIP("no recorded answers beside the checkout");
    compareKeys(created.object(), recorded(u"ingest.1-created.upsert.v60.json"_s));
    compareKeys(closed.object(), recorded(u"ingest.2-closed.upsert.v60.json"_s));
    compareKeys(done, recorded(u"ingest.4-complete-1-failed.v60.json"_s));
}

void TestBulk::aRefusedRowSaysWhy()
{
    const QByteArray job = startIngest(u"insert"_s,
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

void TestBulk::anUploadThatCannotBeReadFailsTheJob_data()
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

void TestBulk::anUploadThatCannotBeReadFailsTheJob()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, error);
    const QJsonObject done = m_bench.finished(startIngest(u"insert"_s, csv));
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

void TestBulk::insertUpdateAndDeleteOneAfterTheOther()
{
    QByteArray csv = "LastName,Department\n";
    for (int i = 0; i < 450; ++i)
        csv += "Bulky,\"D" + QByteArray::number(i) + "\"\n";
    const QByteArray inserted = startIngest(u"insert"_s, csv);
    QCOMPARE(m_bench.finished(inserted)[u"numberRecordsProcessed"_s].toInt(), 450);
    QCOMPARE(count(u"LastName = 'Bulky'"_s), 450);

    const Rows rows = rowsOf(m_bench.get(inserted + "/successfulResults").body).mid(1);
    QByteArray update = "Id,Department,FirstName\n";
    for (const QStringList &row : rows.mid(0, 100))
        update += row[0].toLatin1() + ",#N/A,Ann\n";
    for (const QStringList &row : rows.mid(100, 100))
        update += row[0].toLatin1() + ",,Ann\n";
    QCOMPARE(
        m_bench.finished(startIngest(u"update"_s, update))[u"numberRecordsFailed"_s].toInt(-1), 0);
    QCOMPARE(count(u"LastName = 'Bulky' AND FirstName = 'Ann' AND Department = null"_s), 100);
    QCOMPARE(count(u"LastName = 'Bulky' AND FirstName = 'Ann' AND Department != null"_s), 100);

    QByteArray gone = "Id\n";
    for (const QStringList &row : rows)
        gone += row[0].toLatin1() + "\n";
    gone += rows.first().first().toLatin1() + "\n"; // a second time
    const QJsonObject done = m_bench.finished(startIngest(u"delete"_s, gone));
    QCOMPARE(done[u"numberRecordsProcessed"_s].toInt(), 451);
    QCOMPARE(done[u"numberRecordsFailed"_s].toInt(), 1);
    QCOMPARE(count(u"LastName = 'Bulky'"_s), 0);
    QCOMPARE(m_bench.finished(startIngest(u"delete"_s, "Id,LastName\nx,y\n"))[u"errorMessage"_s]
                 .toString(),
        u"InvalidBatch : Field name not found : LastName"_s);
}

void TestBulk::oneRequestCanHoldJobAndRows()
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
    QCOMPARE(count(u"LastName = 'Multipart'"_s), 2);
}

void TestBulk::anUploadIsTakenOnce()
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
    QCOMPARE(count(u"LastName = 'Once'"_s), 1);
    QCOMPARE(count(u"LastName = 'Twice'"_s), 0);
    QCOMPARE(m_bench.send("PATCH", job, {{u"state"_s, u"UploadComplete"_s}}).status, 400);
}

void TestBulk::anAbortedUploadLeavesItsRowsUnprocessed()
{
    m_bench.control("bulk", {{u"queued_seconds"_s, 3'600}});
    const QByteArray job =
        startIngest(u"insert"_s, "LastName,Email\nNever,\"a\"\"b@example.org\"\n");
    QCOMPARE(m_bench.send("PATCH", job, {{u"state"_s, u"Aborted"_s}}).status, 200);
    m_bench.control("bulk");
    QCOMPARE(m_bench.get(job + "/unprocessedrecords").body,
        QByteArray("LastName,Email\n\"Never\",\"a\"\"b@example.org\"\n"));
    QCOMPARE(m_bench.get(job + "/successfulResults").body,
        QByteArray("\"sf__Id\",\"sf__Created\",LastName,Email\n"));
    QCOMPARE(count(u"LastName = 'Never'"_s), 0);
}

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
