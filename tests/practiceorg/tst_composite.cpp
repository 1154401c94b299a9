#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

/// Several requests in one: composite, batch and tree. Where no other source is named, the facts
/// are of the REST API Developer Guide, "Composite Subrequest" and "Composite Subrequest Result".
class TestComposite : public QObject {
    Q_OBJECT

    RecordsBench m_bench;

    Answer call(const QJsonArray &parts, const QByteArray &version = "62.0")
    {
        const QJsonObject body{{u"compositeRequest"_s, parts}};
        return m_bench.call("POST", "composite", QJsonDocument(body).toJson(), {}, version);
    }
    QJsonArray composite(const QJsonArray &parts, const QByteArray &version = "62.0")
    {
        return call(parts, version).object()[u"compositeResponse"_s].toArray();
    }
    static QJsonObject get(const QString &reference, const QString &path)
    {
        return {{u"method"_s, u"GET"_s}, {u"referenceId"_s, reference},
            {u"url"_s, QString(u"/services/data/v62.0/"_s + path)}};
    }
    static QJsonObject post(
        const QString &reference, const QString &object, const QJsonObject &body)
    {
        return {{u"method"_s, u"POST"_s}, {u"referenceId"_s, reference},
            {u"url"_s, QString(u"/services/data/v62.0/sobjects/"_s + object)}, {u"body"_s, body}};
    }
    static QString sentence(const QJsonValue &part)
    {
        return part[u"body"_s][0][u"errorCode"_s].toString() + u": "_s
            + part[u"body"_s][0][u"message"_s].toString();
    }
    static QString noValue(const QString &whole, const QString &name)
    {
        return u"PROCESSING_HALTED: Invalid reference specified. No value for %1 found in %2. "
               "Provided referenceId ('%1') must start with a letter or a number, and it can "
               "contain only letters, numbers and underscores ('_')."_s.arg(whole, name);
    }
    int contacts() { return m_bench.value("SELECT count(*) FROM Contact").toInt(); }
    Answer tree(const QByteArray &records)
    {
        return m_bench.call("POST", "composite/tree/Contact", "{\"records\":[" + records + "]}");
    }

private slots:
    void initTestCase()
    {
        const Result<void> opened = m_bench.open();
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.failure().raw));
        addQueryEndpoints(m_bench.router);
    }

    void theListNamesWhatThereIs()
    {
        QCOMPARE(m_bench.call("GET", "composite").object(),
            (QJsonObject{{u"tree"_s, u"/services/data/v62.0/composite/tree"_s},
                {u"batch"_s, u"/services/data/v62.0/composite/batch"_s},
                {u"sobjects"_s, u"/services/data/v62.0/composite/sobjects"_s}}));
    }

    void partsUseEarlierAnswersAndRollBackTogether()
    {
        const QByteArray parts = R"("compositeRequest":[
            {"method":"POST","url":"/services/data/v62.0/sobjects/Account","referenceId":"acc","body":{"Name":"Trust"}},
            {"method":"POST","url":"/services/data/v62.0/sobjects/Contact","referenceId":"con","body":{"LastName":"X","AccountId":"@{acc.id}"}},
            {"method":"GET","url":"/services/data/v62.0/sobjects/Account/@{acc.id}?fields=Name","referenceId":"read"}%1]})";
        QByteArray well = parts;
        const Answer good =
            m_bench.call("POST", "composite", "{\"allOrNone\":true," + well.replace("%1", ""));
        QCOMPARE(good.status, 200);
        const QJsonArray answers = good.object()[u"compositeResponse"_s].toArray();
        QCOMPARE(answers[0][u"httpStatusCode"_s].toInt(), 201);
        QVERIFY(answers[0][u"httpHeaders"_s][u"Location"_s].isString());
        QCOMPARE(answers[1][u"httpStatusCode"_s].toInt(), 201);
        QCOMPARE(answers[2][u"body"_s][u"Name"_s].toString(), u"Trust"_s);

        const int before = m_bench.value("SELECT count(*) FROM Account").toInt();
        QByteArray bad = parts;
        bad.replace("%1",
            R"(,{"method":"POST","url":"/services/data/v62.0/sobjects/Contact","referenceId":"no","body":{}})");
        const Answer rolled = m_bench.call("POST", "composite", "{\"allOrNone\":true," + bad);
        const QJsonArray halted = rolled.object()[u"compositeResponse"_s].toArray();
        QCOMPARE(halted[0][u"body"_s][0][u"errorCode"_s].toString(), u"PROCESSING_HALTED"_s);
        QCOMPARE(halted[3][u"body"_s][0][u"errorCode"_s].toString(), u"REQUIRED_FIELD_MISSING"_s);
        QCOMPARE(m_bench.value("SELECT count(*) FROM Account").toInt(), before);
    }

    /// "The query string must be URL-encoded": it is decoded once, as in a request of its own.
    void encodedAddressesAreDecodedOnce()
    {
        m_bench.contact(R"({"LastName":"Once","Email":"o@x.example"})");
        const QJsonArray answers = composite(
            {get(u"encoded"_s,
                 u"query?q=SELECT%20Email%20FROM%20Contact%20WHERE%20LastName%3D%27Once%27"_s),
                get(u"blanks"_s, u"query?q=SELECT Email FROM Contact WHERE LastName = 'Once'"_s)});
        for (const QJsonValue &answer : answers)
            QCOMPARE(answer[u"body"_s][u"records"_s][0][u"Email"_s], u"o@x.example"_s);

        const QJsonObject part{{u"method"_s, u"GET"_s},
            {u"url"_s,
                u"v62.0/query?q=SELECT%20Id%20FROM%20Contact%20WHERE%20LastName%20LIKE%20'Onc%25'"_s}};
        const QJsonObject batch{{u"batchRequests"_s, QJsonArray{part}}};
        const Answer answer =
            m_bench.call("POST", "composite/batch", QJsonDocument(batch).toJson());
        QCOMPARE(answer.object()[u"results"_s][0][u"result"_s][u"totalSize"_s], 1);
    }

    void aReferenceToNothingHaltsItsPart_data()
    {
        QTest::addColumn<QJsonObject>("first");
        QTest::addColumn<QString>("taken");
        const QJsonObject noRows =
            get(u"q"_s, u"query?q=SELECT+Id+FROM+Contact+WHERE+LastName='None'"_s);
        const QJsonObject made = post(u"q"_s, u"Contact"_s, {{u"LastName"_s, u"Made"_s}});
        QTest::newRow("no row") << noRows << u"q.records[0].Id"_s;
        QTest::newRow("the last page") << noRows << u"q.nextRecordsUrl"_s;
        QTest::newRow("case counts") << made << u"q.Id"_s;
        QTest::newRow("not a value") << noRows << u"q.records"_s;
        QTest::newRow("another part") << made << u"r.id"_s;
    }
    void aReferenceToNothingHaltsItsPart()
    {
        QFETCH(const QJsonObject, first);
        QFETCH(const QString, taken);
        const QString reference = u"@{%1}"_s.arg(taken);
        const QJsonArray answers =
            composite({first, get(u"inAddress"_s, u"sobjects/Contact/"_s + reference),
                post(u"inBody"_s, u"Contact"_s,
                    {{u"LastName"_s, u"Taken"_s}, {u"Title"_s, reference}})});
        for (const int part : {1, 2}) {
            QCOMPARE(answers[part][u"httpStatusCode"_s], 400);
            QCOMPARE(sentence(answers[part]), noValue(taken, taken.left(1)));
        }
        QCOMPARE(m_bench.value("SELECT count(*) FROM Contact WHERE LastName = 'Taken'").toInt(), 0);
    }

    /// Of a record that was read: a value from version 52.0 on. Of a query's row: never.
    void aReferenceToNull()
    {
        const QString id = QString::fromLatin1(m_bench.contact(R"({"LastName":"Nameless"})"));
        const auto copyOf = [](const QString &whole) {
            return post(
                u"copy"_s, u"Contact"_s, {{u"LastName"_s, u"X"_s}, {u"FirstName"_s, whole}});
        };
        const QJsonArray read{get(u"c"_s, u"sobjects/Contact/%1?fields=FirstName"_s.arg(id)),
            copyOf(u"@{c.FirstName}"_s)};
        QCOMPARE(composite(read)[1][u"httpStatusCode"_s], 201);
        QCOMPARE(sentence(composite(read, "51.0")[1]), noValue(u"c.FirstName"_s, u"c"_s));
        const QJsonArray queried{
            get(u"q"_s, u"query?q=SELECT+FirstName+FROM+Contact+WHERE+Id='%1'"_s.arg(id)),
            copyOf(u"@{q.records[0].FirstName}"_s)};
        QCOMPARE(sentence(composite(queried)[1]), noValue(u"q.records[0].FirstName"_s, u"q"_s));
    }

    void aReferenceKeepsItsType()
    {
        const QString id =
            QString::fromLatin1(m_bench.contact(R"({"LastName":"Typed","DoNotCall":true})"));
        const QJsonArray answers = composite({get(u"c"_s, u"sobjects/Contact/"_s + id),
            post(u"copy"_s, u"Contact"_s,
                {{u"LastName"_s, u"Copy of @{c.LastName}"_s},
                    {u"DoNotCall"_s, u"@{c.DoNotCall}"_s}}),
            get(u"read"_s, u"sobjects/Contact/@{copy.id}"_s)});
        QCOMPARE(answers[2][u"body"_s][u"LastName"_s], u"Copy of Typed"_s);
        QCOMPARE(answers[2][u"body"_s][u"DoNotCall"_s], true);
    }

    /// What depends on a failed part is halted, what doesn't is done.
    void whatDependsOnAFailedPartIsHalted()
    {
        const QJsonArray answers = composite(
            {post(u"bad"_s, u"Contact"_s, {}), get(u"dependent"_s, u"sobjects/Contact/@{bad.id}"_s),
                post(u"free"_s, u"Contact"_s, {{u"LastName"_s, u"Free"_s}})});
        QCOMPARE(sentence(answers[1]),
            u"PROCESSING_HALTED: The transaction was rolled back since another operation in the same transaction failed."_s);
        QCOMPARE(answers[2][u"httpStatusCode"_s], 201);
    }

    void illegalNamesRefuseTheCallOrFailWhatNeedsThem()
    {
        const QJsonArray parts{post(u"new[1]"_s, u"Account"_s, {{u"Name"_s, u"A"_s}}),
            post(u"con"_s, u"Contact"_s,
                {{u"LastName"_s, u"B"_s}, {u"AccountId"_s, u"@{new[1].id}"_s}})};
        const Answer refused = call(parts);
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.code(), u"JSON_PARSER_ERROR"_s);
        QCOMPARE(refused.message(),
            u"Provided referenceId ('new[1]') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."_s);
        const QJsonArray old = composite(parts, "51.0");
        QCOMPARE(old[0][u"httpStatusCode"_s], 201);
        QCOMPARE(sentence(old[1]), noValue(u"new[1].id"_s, u"new"_s));
        const QJsonArray digitFirst =
            composite({post(u"1a"_s, u"Account"_s, {{u"Name"_s, u"A"_s}})});
        QCOMPARE(digitFirst[0][u"httpStatusCode"_s], 201);
    }

    void aBatchHasItsAnswersSideBySide()
    {
        const QByteArray parts = R"("batchRequests":[
            {"method":"POST","url":"v62.0/sobjects/Contact","richInput":{"LastName":"B"}},
            {"method":"GET","url":"v62.0/sobjects/Nothing"},
            {"method":"POST","url":"v62.0/sobjects/Contact","richInput":{"LastName":"B"}}]})";
        const QJsonObject mixed = m_bench.call("POST", "composite/batch", "{" + parts).object();
        QCOMPARE(mixed[u"hasErrors"_s], QJsonValue(true));
        QCOMPARE(mixed[u"results"_s][0][u"statusCode"_s].toInt(), 201);
        QCOMPARE(mixed[u"results"_s][1][u"statusCode"_s].toInt(), 404);
        QCOMPARE(mixed[u"results"_s][2][u"statusCode"_s].toInt(), 201);
        const QJsonObject halted =
            m_bench.call("POST", "composite/batch", "{\"haltOnError\":true," + parts).object();
        QCOMPARE(halted[u"results"_s][2][u"statusCode"_s].toInt(), 412);
        QCOMPARE(halted[u"results"_s][2][u"result"_s][0][u"errorCode"_s].toString(),
            u"BATCH_PROCESSING_HALTED"_s);
        QCOMPARE(m_bench.value("SELECT count(*) FROM Contact WHERE LastName = 'B'").toInt(), 3);
    }

    /// The guide's "allOrNone Parameters in Composite and Collections Requests", cases 1 to 4.
    void aRowOfACollectionRollsBackTheComposite_data()
    {
        QTest::addColumn<bool>("outer");
        QTest::addColumn<bool>("inner");
        QTest::addColumn<int>("kept");
        QTest::newRow("neither") << false << false << 2;
        QTest::newRow("inner") << false << true << 1;
        QTest::newRow("both") << true << true << 0;
        QTest::newRow("outer") << true << false << 0;
    }
    void aRowOfACollectionRollsBackTheComposite()
    {
        QFETCH(const bool, outer);
        QFETCH(const bool, inner);
        QFETCH(const int, kept);
        const QJsonObject type{{u"type"_s, u"Contact"_s}};
        const QJsonArray rows{QJsonObject{{u"attributes"_s, type}, {u"LastName"_s, u"Rolled"_s}},
            QJsonObject{
                {u"attributes"_s, type}, {u"LastName"_s, u"Rolled"_s}, {u"Email"_s, u"none"_s}}};
        const QJsonObject collection{{u"method"_s, u"POST"_s}, {u"referenceId"_s, u"rows"_s},
            {u"url"_s, u"/services/data/v62.0/composite/sobjects"_s},
            {u"body"_s, QJsonObject{{u"allOrNone"_s, inner}, {u"records"_s, rows}}}};
        const QJsonArray parts{
            collection, post(u"one"_s, u"Contact"_s, {{u"LastName"_s, u"Rolled"_s}})};
        const QJsonObject body{{u"allOrNone"_s, outer}, {u"compositeRequest"_s, parts}};
        const QString rolled = u"SELECT count(*) FROM Contact WHERE LastName = 'Rolled'"_s;
        const int before = m_bench.value(rolled.toLatin1()).toInt();
        const QJsonArray answers = m_bench.call("POST", "composite", QJsonDocument(body).toJson())
                                       .object()[u"compositeResponse"_s]
                                       .toArray();
        QCOMPARE(m_bench.value(rolled.toLatin1()).toInt() - before, kept);
        QCOMPARE(answers[0][u"httpStatusCode"_s], 200);
        QCOMPARE(
            answers[0][u"body"_s][1][u"errors"_s][0][u"statusCode"_s], u"INVALID_EMAIL_ADDRESS"_s);
        QCOMPARE(answers[1][u"httpStatusCode"_s], outer ? 400 : 201);
    }

    void aBatchOfWrongFormDoesNothing_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("url");
        QTest::newRow("no such method") << u"FOO"_s << u"v62.0/limits"_s;
        QTest::newRow("no method") << QString() << u"v62.0/limits"_s;
        QTest::newRow("no address") << u"GET"_s << u"nonsense"_s;
        QTest::newRow("newer than the batch") << u"GET"_s << u"v63.0/limits"_s;
        QTest::newRow("before there were batches") << u"GET"_s << u"v33.0/limits"_s;
    }
    void aBatchOfWrongFormDoesNothing()
    {
        QFETCH(const QString, method);
        QFETCH(const QString, url);
        const QJsonObject good{{u"method"_s, u"POST"_s}, {u"url"_s, u"v62.0/sobjects/Contact"_s},
            {u"richInput"_s, QJsonObject{{u"LastName"_s, u"Undone"_s}}}};
        const QJsonObject bad{{u"method"_s, method}, {u"url"_s, url}};
        const QJsonObject body{{u"batchRequests"_s, QJsonArray{good, bad}}};
        const Answer answer = m_bench.call("POST", "composite/batch", QJsonDocument(body).toJson());
        QCOMPARE(answer.status, 400);
        QCOMPARE(
            m_bench.value("SELECT count(*) FROM Contact WHERE LastName = 'Undone'").toInt(), 0);
    }

    void aTreeOfWrongFormSavesNothing_data()
    {
        QTest::addColumn<QByteArray>("records");
        QTest::addColumn<QStringList>("said");
        const auto of = [](const char *type, const char *reference) {
            return QByteArray(
                R"({"attributes":{"type":"TYPE","referenceId":"REF"},"LastName":"T"})")
                .replace("TYPE", type)
                .replace("REF", reference);
        };
        // The first two as clients recorded them (amp-labs/connectors, glenmazza's
        // SalesforceMultipleRecordInserter); the third is the sentence of forcedotcom/cli #3285.
        QTest::newRow("twice the same name")
            << of("Contact", "ref1") + ',' + of("Contact", "ref1")
            << QStringList({u"INVALID_INPUT: Duplicate ReferenceId provided in the request."_s,
                   u"PROCESSING_HALTED: Duplicate ReferenceId found: ref1"_s});
        QTest::newRow("no type")
            << QByteArray(R"({"attributes":{"referenceId":"ref1"},"LastName":"T"})")
            << QStringList(
                   u"INVALID_INPUT: Include an entity type for each record in the request."_s);
        QTest::newRow("a type it has not")
            << of("Nothing", "ref1")
            << QStringList(
                   u"INVALID_INPUT: Invalid entity type provided in the request: Nothing"_s);
        QTest::newRow("a root of another type")
            << of("Account", "ref1")
            << QStringList(
                   u"INVALID_INPUT: Invalid entity type provided in the request: Account"_s);
        QTest::newRow("a name that may not be")
            << of("Contact", "bad-ref")
            << QStringList(
                   u"INVALID_INPUT: Provided referenceId ('bad-ref') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_')."_s);
    }
    void aTreeOfWrongFormSavesNothing()
    {
        QFETCH(const QByteArray, records);
        QFETCH(const QStringList, said);
        const int before = contacts();
        const Answer answer = tree(records);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.object()[u"hasErrors"_s], true);
        QCOMPARE(answer.object()[u"results"_s].toArray().size(), 1);
        QStringList found;
        for (const QJsonValue &error : answer.object()[u"results"_s][0][u"errors"_s].toArray())
            found.append(
                error[u"statusCode"_s].toString() + u": "_s + error[u"message"_s].toString());
        QCOMPARE(found, said);
        QCOMPARE(contacts(), before);
    }

    /// glenmazza's SalesforceMultipleRecordInserter.
    void aTreeWithoutNamesIsForbidden()
    {
        const int before = contacts();
        for (const char *record :
            {R"({"attributes":{"type":"Contact"},"LastName":"T"})", R"({"LastName":"T"})"}) {
            const Answer answer = tree(record);
            QCOMPARE(answer.status, 403);
            QCOMPARE(answer.code(), u"INVALID_INPUT"_s);
            QCOMPARE(answer.message(), u"Include a reference ID for each record in the request."_s);
        }
        QCOMPARE(contacts(), before);
    }

    void aTreeGrowsWithItsChildren()
    {
        const Answer answer = m_bench.call("POST", "composite/tree/account",
            R"({"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"Root",
                "Contacts":{"records":[{"attributes":{"type":"Contact","referenceId":"c"},"LastName":"Leaf"}]}}]})");
        QCOMPARE(answer.status, 201);
        const QJsonArray results = answer.object()[u"results"_s].toArray();
        QCOMPARE(results[0][u"referenceId"_s], u"a"_s);
        QCOMPARE(results[1][u"referenceId"_s], u"c"_s);
        QCOMPARE(m_bench.value("SELECT AccountId FROM Contact WHERE LastName = 'Leaf'").toString(),
            results[0][u"id"_s].toString());
    }
};

ORGMEND_TEST(TestComposite)
#include "tst_composite.moc"
