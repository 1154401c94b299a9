#include "tests/practiceorg/recordsbench.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace practice;

/// Records over REST as PROTOCOL 4 tells, with the refusals of PROTOCOL 7.
class RecordsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RecordsBench> m_bench;

    Answer call(const QByteArray &method, const QByteArray &path, const QByteArray &body = {},
        const http::Headers &headers = {})
    {
        return m_bench->call(method, path, body, headers);
    }

private slots:
    void init()
    {
        m_bench = std::make_unique<RecordsBench>();
        const Result<void> opened = m_bench->open();
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.failure().raw));
    }

    void idsHaveTheRightPrefixAndChecksum()
    {
        QCOMPARE(id18("00DdM00000vfgTu"), QByteArray("00DdM00000vfgTuUAI"));
        QVERIFY(isWellFormedId("00DdM00000vfgTuUAI"));
        QVERIFY(!isWellFormedId("00DdM00000vfgTuUAA"));
        QVERIFY(!isWellFormedId("00dDM00000vfgTuUAI"));
        const QByteArray id = m_bench->contact(R"({"LastName":"Okafor"})");
        QVERIFY(id.startsWith("003"));
        QVERIFY(isWellFormedId(id));
    }

    void aContactIsCreatedReadChangedAndDeleted()
    {
        const Answer created = call("POST", "sobjects/contact",
            R"({"FirstName":"Grace","LastName":"Okafor","MailingCity":"Köln","Email":"grace@example.org","HasOptedOutOfEmail":true,"Birthdate":"1980-02-29"})");
        QCOMPARE(created.status, 201);
        QCOMPARE(created.object()[u"success"_s], QJsonValue(true));
        const QByteArray id = created.object()[u"id"_s].toString().toLatin1();
        QCOMPARE(created.headers.value("Location"), "/services/data/v62.0/sobjects/Contact/" + id);

        const QJsonObject record = call("GET", "sobjects/Contact/" + id).object();
        QCOMPARE(record[u"attributes"_s][u"url"_s].toString(),
            u"/services/data/v62.0/sobjects/Contact/"_s + QString::fromLatin1(id));
        QCOMPARE(record[u"Name"_s].toString(), u"Grace Okafor"_s);
        QCOMPARE(record[u"HasOptedOutOfEmail"_s], QJsonValue(true));
        QCOMPARE(record[u"MailingAddress"_s][u"city"_s].toString(), u"Köln"_s);
        QVERIFY(record[u"OtherAddress"_s].isNull());
        QCOMPARE(record[u"CreatedDate"_s].toString(), u"2026-05-03T10:00:00.000+0000"_s);
        QVERIFY(record[u"Phone"_s].isNull());

        m_bench->clock->advance(std::chrono::milliseconds(61'700));
        const Answer changed =
            call("PATCH", "sobjects/Contact/" + id, R"({"FirstName":null,"Phone":"1"})");
        QCOMPARE(changed.status, 204);
        QVERIFY(changed.body.isEmpty());
        const QJsonObject again = call(
            "GET", "sobjects/Contact/" + id.left(15) + "?fields=Name,SystemModstamp,CreatedDate")
                                      .object();
        QCOMPARE(again[u"Name"_s].toString(), u"Okafor"_s);
        QCOMPARE(again[u"SystemModstamp"_s].toString(), u"2026-05-03T10:01:02.000+0000"_s);
        QCOMPARE(again[u"CreatedDate"_s].toString(), u"2026-05-03T10:00:00.000+0000"_s);

        QCOMPARE(call("DELETE", "sobjects/Contact/" + id).status, 204);
        const Answer twice = call("DELETE", "sobjects/Contact/" + id);
        QCOMPARE(twice.status, 404);
        QCOMPARE(twice.code(), u"ENTITY_IS_DELETED"_s);
        QCOMPARE(twice.message(), u"entity is deleted"_s);
        QCOMPARE(call("GET", "sobjects/Contact/" + id).status, 404);
        QCOMPARE(
            m_bench->value("SELECT IsDeleted FROM Contact WHERE Id = '" + id + "'").toInt(), 1);
    }

    void severalValuesKeepTheOrderOfTheList()
    {
        const auto add = [](const QString &field, bool restricted) {
            return QJsonDocument(
                QJsonObject{{u"object"_s, u"Contact"_s}, {u"field"_s, field},
                    {u"type"_s, u"MultiselectPicklist"_s}, {u"restricted"_s, restricted},
                    {u"values"_s, QJsonArray{u"red"_s, u"green"_s, u"blue"_s}}})
                .toJson();
        };
        QCOMPARE(m_bench->control("fields/add", add(u"Strict__c"_s, true)).status, 200);
        QCOMPARE(m_bench->control("fields/add", add(u"Free__c"_s, false)).status, 200);
        const QByteArray id = m_bench->contact(
            R"({"LastName":"X","Strict__c":"blue;red;blue","Free__c":"mauve;blue;green"})");
        const QJsonObject record = call("GET", "sobjects/Contact/" + id).object();
        QCOMPARE(record[u"Strict__c"_s].toString(), u"red;blue"_s);
        QCOMPARE(record[u"Free__c"_s].toString(), u"green;blue;mauve"_s);
    }

    void whatIsNotReplicateableHasNoListOfChanges()
    {
        for (const QByteArray what : {"updated", "deleted"}) {
            const Answer answer = call("GET",
                "sobjects/SetupAuditTrail/" + what
                    + "/?start=2026-05-02T10:00:00Z&end=2026-05-03T10:00:00Z");
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.message(), u"sObject type SetupAuditTrail is not replicable"_s);
        }
    }

    void refusalsUseSalesforcesWords_data()
    {
        QTest::addColumn<QByteArray>("object");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("required") << QByteArray("Contact") << QByteArray("{}")
                                  << u"REQUIRED_FIELD_MISSING"_s
                                  << u"Required fields are missing: [LastName]"_s;
        QTest::newRow("too long")
            << QByteArray("Contact")
            << QByteArray(
                   R"({"LastName":"X","FirstName":"01234567890123456789012345678901234567890"})")
            << u"STRING_TOO_LONG"_s
            << u"First Name: data value too large: 01234567890123456789012345678901234567890 (max length=40)"_s;
        QTest::newRow("unknown field")
            << QByteArray("Account") << QByteArray(R"({"Name":"X","AccountNumer":"1"})")
            << u"INVALID_FIELD"_s << u"No such column 'AccountNumer' on sobject of type Account"_s;
        QTest::newRow("read-only")
            << QByteArray("Account") << QByteArray(R"({"Name":"X","MasterRecordId":null})")
            << u"INVALID_FIELD_FOR_INSERT_UPDATE"_s
            << u"Unable to create/update fields: MasterRecordId. Please check the security settings of this field and verify that it is read/write for your profile or permission set."_s;
        QTest::newRow("a date that is none")
            << QByteArray("Opportunity")
            << QByteArray(R"({"Name":"X","StageName":"Prospecting","CloseDate":"2003-04-99"})")
            << u"JSON_PARSER_ERROR"_s
            << u"Cannot deserialize instance of date from VALUE_STRING value 2003-04-99 or request may be missing a required field at [line:1, column:63]"_s;
        QTest::newRow("a number for text")
            << QByteArray("Contact") << QByteArray(R"({"LastName":5})") << u"JSON_PARSER_ERROR"_s
            << u"Cannot deserialize instance of string from VALUE_NUMBER_INT value 5 or request may be missing a required field at [line:1, column:14]"_s;
        QTest::newRow("restricted picklist")
            << QByteArray("Contact")
            << QByteArray(R"({"LastName":"X","Donor_Level__c":"Platinum"})")
            << u"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"_s
            << u"Donor Level: bad value for restricted picklist field: Platinum"_s;
        QTest::newRow("e-mail") << QByteArray("Contact")
                                << QByteArray(R"({"LastName":"X","Email":"123"})")
                                << u"INVALID_EMAIL_ADDRESS"_s
                                << u"Email: invalid email address: 123"_s;
        QTest::newRow("number too large")
            << QByteArray("Account") << QByteArray(R"({"Name":"X","NumberOfEmployees":1431655766})")
            << u"NUMBER_OUTSIDE_VALID_RANGE"_s
            << u"Employees: value outside of valid range on numeric field: 1431655766"_s;
        QTest::newRow("dead reference")
            << QByteArray("Contact")
            << QByteArray(R"({"LastName":"X","AccountId":"0015g000000zzzzAAA"})")
            << u"INVALID_CROSS_REFERENCE_KEY"_s << u"invalid cross reference id"_s;
        QTest::newRow("an Id of another kind")
            << QByteArray("Contact") << QByteArray(R"({"LastName":"X","AccountId":"nonsense"})")
            << u"MALFORMED_ID"_s << u"Account ID: id value of incorrect type: nonsense"_s;
        QTest::newRow("validation rule")
            << QByteArray("Lead")
            << QByteArray(R"({"LastName":"X","Company":"Y","Status":"Closed - Not Converted"})")
            << u"FIELD_CUSTOM_VALIDATION_EXCEPTION"_s
            << u"Please say why the lead was disqualified."_s;
    }

    void refusalsUseSalesforcesWords()
    {
        QFETCH(QByteArray, object);
        QFETCH(QByteArray, body);
        const Answer answer = call("POST", "sobjects/" + object, body);
        QCOMPARE(answer.status, 400);
        QTEST(answer.code(), "code");
        QTEST(answer.message(), "message");
        QCOMPARE(
            m_bench->value("SELECT count(*) FROM " + object + " WHERE CreatedDate = 1777802400000")
                .toInt(),
            0);
    }

    void anUnknownObjectOrIdIsNotFound()
    {
        QCOMPARE(call("GET", "sobjects/Nothing__c/describe").status, 404);
        QCOMPARE(call("POST", "sobjects/Nothing__c", "{}").code(), u"NOT_FOUND"_s);
        const Answer rid = call("DELETE", "sobjects/Contact/rid");
        QCOMPARE(rid.status, 404);
        QCOMPARE(rid.message(),
            u"Provided external ID field does not exist or is not accessible: rid"_s);
        QCOMPARE(call("PATCH", "sobjects/Contact/0035g000000zzzzAAA", "{}").status, 404);
    }

    void upsertAnswers201Then200And300WhenSeveralFit()
    {
        QCOMPARE(
            m_bench
                ->control("fields/add",
                    R"({"object":"Contact","field":"Ext__c","type":"Text","length":30,"label":"Ext","externalId":true,"unique":false})")
                .status,
            200);
        const Answer created =
            call("PATCH", "sobjects/Contact/Ext__c/A%2F1", R"({"LastName":"One"})");
        QCOMPARE(created.status, 201);
        QCOMPARE(created.object()[u"created"_s], QJsonValue(true));
        const QString id = created.object()[u"id"_s].toString();
        QCOMPARE(m_bench->value("SELECT Ext__c FROM Contact WHERE Id = '" + id.toLatin1() + "'")
                     .toString(),
            u"A/1"_s);
        const Answer updated =
            call("PATCH", "sobjects/Contact/Ext__c/a/1", R"({"LastName":"Two"})");
        QCOMPARE(updated.status, 200);
        QCOMPARE(updated.object()[u"created"_s], QJsonValue(false));
        QCOMPARE(updated.object()[u"id"_s].toString(), id);
        QCOMPARE(
            m_bench->call("PATCH", "sobjects/Contact/Ext__c/A%2F1", "{}", {}, "45.0").status, 204);

        m_bench->contact(R"({"LastName":"Twin","Ext__c":"A/1"})");
        const Answer several = call("PATCH", "sobjects/Contact/Ext__c/A%2F1", "{}");
        QCOMPARE(several.status, 300);
        QCOMPARE(several.array().size(), 2);
        QVERIFY(several.array()[0].toString().startsWith(
            u"/services/data/v62.0/sobjects/Contact/003"_s));
        QCOMPARE(call("PATCH", "sobjects/Contact/Ext__c/None?updateOnly=true", "{}").status, 404);
        QCOMPARE(call("PATCH", "sobjects/Contact/Nope__c/1", "{}").message(),
            u"Provided external ID field does not exist or is not accessible: Nope__c"_s);
        QCOMPARE(call("GET", "sobjects/Contact/Email/nobody@example.org").status, 404);
    }

    void aParentIsNamedByItsExternalId()
    {
        const QByteArray account =
            m_bench->create("Account", R"({"Name":"A","Constituent_Id__c":"P-1"})");
        const QByteArray contact =
            m_bench->contact(R"({"LastName":"C","account":{"Constituent_Id__c":"p-1"}})");
        QCOMPARE(m_bench->value("SELECT AccountId FROM Contact WHERE Id = '" + contact + "'")
                     .toByteArray(),
            account);
        QCOMPARE(call("POST", "sobjects/Contact",
                     R"({"LastName":"C","Account":{"Constituent_Id__c":"P-2"}})")
                     .message(),
            u"Foreign key external ID: P-2 not found for field Constituent_Id__c in entity Account"_s);
        QCOMPARE(call("POST", "sobjects/Task", R"({"Subject":"x","Who":{"Email":"a@example.org"}})")
                     .message(),
            u"Nested object for polymorphic foreign key must have an attributes field before any other fields."_s);
        m_bench->contact(R"({"LastName":"C","Email":"only@example.org"})");
        QCOMPARE(
            call("POST", "sobjects/Task",
                R"({"Subject":"x","Who":{"attributes":{"type":"Contact"},"Email":"only@example.org"}})")
                .status,
            201);
    }

    void aUniqueExternalIdIsKept()
    {
        const QByteArray first = m_bench->contact(R"({"LastName":"A","Constituent_Id__c":"K-1"})");
        const Answer second =
            call("POST", "sobjects/Contact", R"({"LastName":"B","Constituent_Id__c":"k-1"})");
        QCOMPARE(second.code(), u"DUPLICATE_VALUE"_s);
        QCOMPARE(second.message(),
            u"duplicate value found: Constituent_Id__c duplicates value on record with id: "_s
                + QString::fromLatin1(first.left(15)));
        QCOMPARE(
            call("PATCH", "sobjects/Contact/" + first, R"({"Constituent_Id__c":"K-1"})").status,
            204);
    }

    void collectionsMixResultsAndRollBackAllOrNone()
    {
        const QByteArray records =
            R"("records":[{"attributes":{"type":"Contact"},"LastName":"X"},{"attributes":{"type":"Contact"},"FirstName":"Y"}])";
        const QJsonArray mixed =
            call("POST", "composite/sobjects", "{\"allOrNone\":false," + records + '}').array();
        QCOMPARE(mixed.size(), 2);
        QCOMPARE(mixed[0][u"success"_s], QJsonValue(true));
        QCOMPARE(mixed[1][u"success"_s], QJsonValue(false));
        QVERIFY(!mixed[1].toObject().contains(u"id"_s));
        QCOMPARE(mixed[1][u"errors"_s][0][u"statusCode"_s].toString(), u"REQUIRED_FIELD_MISSING"_s);

        const int before = m_bench->value("SELECT count(*) FROM Contact").toInt();
        const Answer all =
            call("POST", "composite/sobjects", "{\"allOrNone\":true," + records + '}');
        QCOMPARE(all.status, 200);
        QCOMPARE(all.array()[0][u"errors"_s][0][u"statusCode"_s].toString(),
            u"ALL_OR_NONE_OPERATION_ROLLED_BACK"_s);
        QCOMPARE(all.array()[1][u"errors"_s][0][u"statusCode"_s].toString(),
            u"REQUIRED_FIELD_MISSING"_s);
        QCOMPARE(m_bench->value("SELECT count(*) FROM Contact").toInt(), before);

        const Answer noIds = call("PATCH", "composite/sobjects",
            R"({"records":[{"attributes":{"type":"Contact"},"LastName":"X"}]})");
        QCOMPARE(noIds.array()[0][u"errors"_s][0][u"message"_s].toString(),
            u"Id not specified in an update call"_s);
        QCOMPARE(call("POST", "composite/sobjects", R"({"records":[]})").message(),
            u"At least 1 record is required"_s);
    }

    /// The sentence as people quote it for RecordType.DeveloperName; its code is not among what
    /// they quote.
    void aParentIsNamedByAKeyAlone()
    {
        call("POST", "sobjects/Account", R"({"Name":"Named"})");
        const Answer refused =
            call("POST", "sobjects/Contact", R"({"LastName":"X","Account":{"Name":"Named"}})");
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.code(), u"INVALID_FIELD"_s);
        QCOMPARE(refused.message(), u"Name is not an External ID or indexed field for Account"_s);
    }

    void updatedAndDeletedTellWhatChanged()
    {
        const QByteArray kept = m_bench->contact(R"({"LastName":"Kept"})");
        const QByteArray gone = m_bench->contact(R"({"LastName":"Gone"})");
        QCOMPARE(call("DELETE", "sobjects/Contact/" + gone).status, 204);
        m_bench->clock->advance(std::chrono::minutes(3));
        const QByteArray window =
            "?start=2026-05-03T09:59:30%2B00:00&end=2026-05-03T10:02:45%2B00:00";
        const QJsonObject updated = call("GET", "sobjects/Contact/updated/" + window).object();
        QVERIFY(updated[u"ids"_s].toArray().contains(QString::fromLatin1(kept)));
        QVERIFY(!updated[u"ids"_s].toArray().contains(QString::fromLatin1(gone)));
        QCOMPARE(updated[u"latestDateCovered"_s].toString(), u"2026-05-03T10:02:00.000+0000"_s);
        const QJsonObject deleted = call("GET", "sobjects/Contact/deleted" + window).object();
        QCOMPARE(deleted[u"deletedRecords"_s].toArray().size(), 1);
        QCOMPARE(deleted[u"deletedRecords"_s][0][u"id"_s].toString(), QString::fromLatin1(gone));
        QCOMPARE(
            call("GET",
                "sobjects/Contact/updated/?start=2020-01-01T00:00:00Z&end=2020-01-02T00:00:00Z")
                .code(),
            u"INVALID_REPLICATION_DATE"_s);
    }

    void aBulkRowSpeaksOfItsColumn()
    {
        Records &records = m_bench->records();
        const SchemaPointer schema = records.snapshot();
        Store::Writer writer = records.store().writer();
        RecordWriter rows(
            records, writer, schema, *schema->object(u"Opportunity"_s), Operation::Insert);
        std::vector<UploadColumn> columns(4);
        QVERIFY(rows.column(u"name"_s, columns[0]));
        QVERIFY(rows.column(u"StageName"_s, columns[1]));
        QVERIFY(rows.column(u"Account.Constituent_Id__c"_s, columns[2]));
        QVERIFY(rows.column(u"CloseDate"_s, columns[3]));
        UploadColumn unknown;
        QVERIFY(!rows.column(u"Nope__c"_s, unknown));
        const std::vector<std::string_view> cells{"Noemi", "GENERATED", "", "2003-04-9876"};
        const RowResult refused = rows.applyCells(columns, cells);
        QCOMPARE(refused.errors.size(), std::size_t(1));
        QCOMPARE(refused.errors[0].message,
            u"Failed to deserialize field at col 3. Due to, '2003-04-9876' is not a valid value for the type xsd:date"_s);
        const std::vector<std::string_view> lost{"Noemi", "Prospecting", "A-9", "2003-04-09"};
        QCOMPARE(rows.applyCells(columns, lost).errors[0].message,
            u"Foreign key external ID: A-9 not found for field Constituent_Id__c in entity Account"_s);
        const std::vector<std::string_view> good{"Noemi", "Closed Won", "#N/A", "2003-04-09"};
        QVERIFY(rows.applyCells(columns, good).ok());
    }
};

ORGMEND_TEST(RecordsTest)
#include "tst_records.moc"
