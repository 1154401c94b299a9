#include "salesforce/bulk/bulkrecords.h"
#include "salesforce/bulk/csvscanner.h"
#include "salesforce/http/apierror.h"
#include "salesforce/oauth/oauth.h"
#include "salesforce/query/records.h"
#include "salesforce/query/soql.h"
#include "salesforce/replay.h"
#include "salesforce/schema/describe.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

namespace {

QByteArrayList rowOf(const RecordBatch &batch, std::size_t row)
{
    QByteArrayList values;
    for (std::size_t column = 0; column < batch.columnCount(); ++column) {
        const std::string_view cell = batch.cell(row, column);
        values.append(batch.isNull(row, column)
                ? QByteArray("(null)")
                : QByteArray(cell.data(), static_cast<qsizetype>(cell.size())));
    }
    return values;
}

} // namespace

/// Real answers: what was recorded from real orgs is read, or refused for a reason.
class ReplayTest : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        if (!QDir(fixture({})).exists())
            QSKIP("the recorded answers are not on this machine");
    }

    void everyDescribeIsRead_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("object");
        QTest::addColumn<int>("fields");
        QTest::newRow("Account v48") << u"Account.v48.cumulusci"_s << u"Account"_s << 68;
        QTest::newRow("Account v53") << u"Account.v53.swiftly"_s << u"Account"_s << 71;
        QTest::newRow("Contact") << u"Contact.vxx.cumulusci"_s << u"Contact"_s << 59;
        QTest::newRow("Event") << u"Event.vxx.cumulusci"_s << u"Event"_s << 48;
        QTest::newRow("Lead v59") << u"Lead.v59.cumulusci"_s << u"Lead"_s << 54;
        QTest::newRow("Opportunity") << u"Opportunity.vxx.cumulusci"_s << u"Opportunity"_s << 40;
    }
    void everyDescribeIsRead()
    {
        QFETCH(QString, name);
        QFETCH(QString, object);
        QFETCH(int, fields);
        Replay replay;
        const QString file = u"describe/"_s % name % u".json"_s;
        replay.give("/services/data/v62.0/sobjects/" + object.toLatin1() + "/describe", file);
        const Result<ObjectSchema> schema = describe(replay.session, object);
        QVERIFY2(schema, schema ? "" : qPrintable(schema.failure().code()));
        QCOMPARE(schema->name, object);
        QCOMPARE(schema->fields.size(), static_cast<std::size_t>(fields));
        QCOMPARE(schema->keyPrefix.size(), 3);

        // Field by field, against the recording itself.
        const QJsonObject json = QJsonDocument::fromJson(contents(file)).object();
        for (const QJsonValue &value : json["fields"_L1].toArray()) {
            const FieldSchema *field = schema->field(value["name"_L1].toString().toUpper());
            QVERIFY(field);
            QCOMPARE(field->type, value["type"_L1].toString());
            QCOMPARE(field->label, value["label"_L1].toString());
            QCOMPARE(field->length, value["length"_L1].toInt());
            QCOMPARE(field->precision, value["precision"_L1].toInt());
            QCOMPARE(field->scale, value["scale"_L1].toInt());
            QCOMPARE(field->nillable, value["nillable"_L1].toBool());
            QCOMPARE(field->createable, value["createable"_L1].toBool());
            QCOMPARE(field->updateable, value["updateable"_L1].toBool());
            QCOMPARE(field->defaultedOnCreate, value["defaultedOnCreate"_L1].toBool());
            QCOMPARE(field->calculated, value["calculated"_L1].toBool());
            QCOMPARE(field->filterable, value["filterable"_L1].toBool());
            QCOMPARE(field->idLookup, value["idLookup"_L1].toBool());
            QCOMPARE(field->restrictedPicklist, value["restrictedPicklist"_L1].toBool());
            QCOMPARE(field->relationshipName, value["relationshipName"_L1].toString());
            QCOMPARE(field->referenceTo.size(), value["referenceTo"_L1].toArray().size());
            QCOMPARE(static_cast<qsizetype>(field->picklistValues.size()),
                value["picklistValues"_L1].toArray().size());
            QVERIFY(field->compoundFieldName != field->name);
        }
        QVERIFY(schema->field(u"id"_s) && schema->field(u"SystemModstamp"_s));
        QVERIFY(!schema->field(u"Nowhere__c"_s));
    }

    void theListOfObjectsIsRead()
    {
        Replay replay;
        replay.give("/services/data/v62.0/sobjects", u"describe-global/sobjects.cumulusci.json"_s);
        const Result<std::vector<ObjectSummary>> objects = describeGlobal(replay.session);
        QVERIFY(objects);
        QCOMPARE(objects->size(), 110U);
        const auto account = std::find_if(objects->begin(), objects->end(),
            [](const ObjectSummary &object) { return object.name == "Account"_L1; });
        QVERIFY(account != objects->end());
        QVERIFY(account->queryable && !account->custom);
    }

    void limitsAreRead()
    {
        Replay replay;
        const QString name = u"limits/limits.swiftly.json"_s;
        replay.give("/services/data/v62.0/limits", name);
        const Result<ApiUsage> usage = replay.session.limits();
        QVERIFY(usage);
        const QJsonObject daily =
            QJsonDocument::fromJson(contents(name))["DailyApiRequests"_L1].toObject();
        QVERIFY(daily["Max"_L1].toInteger() > 0);
        QCOMPARE(usage->maximum, daily["Max"_L1].toInteger());
        QCOMPARE(usage->used, daily["Max"_L1].toInteger() - daily["Remaining"_L1].toInteger());
        // Record counts are no limits: refused for what they are.
        replay.give("/services/data/v62.0/limits", u"limits/recordCount.cumulusci.json"_s);
        QCOMPARE(replay.session.limits().failure().problem, Problem::AnswerUnreadable);
    }

    void aPageOfContactsIsRead()
    {
        Replay replay;
        const QString name = u"query/query.contacts.v60.json"_s;
        replay.give("/services/data/v62.0/query", name);
        const QStringList fields{
            u"AccountId"_s, u"Department"_s, u"AssistantName"_s, u"Description"_s};
        const auto pages = restRecords(replay.session, selectFrom(u"Contact"_s, fields), fields);
        const Result<std::optional<RecordPage>> page = pages->next();
        QVERIFY(page && *page);
        const RecordPage &contacts = **page;
        QCOMPARE(contacts.expectedTotal, 20);
        QVERIFY(contacts.endOfPage && contacts.resumeAt.isEmpty());
        const QJsonArray recorded = QJsonDocument::fromJson(contents(name))["records"_L1].toArray();
        QCOMPARE(contacts.batch.rowCount(), static_cast<std::size_t>(recorded.size()));
        for (qsizetype row = 0; row < recorded.size(); ++row) {
            QByteArrayList expected;
            for (const QString &field : fields) {
                const QJsonValue value = recorded.at(row)[field];
                expected.append(value.isNull() ? QByteArray("(null)") : value.toString().toUtf8());
            }
            QCOMPARE(rowOf(contacts.batch, static_cast<std::size_t>(row)), expected);
        }
        QVERIFY(!pages->next()->has_value());
    }

    void anEmptyAndAnAggregateAnswerAreRead()
    {
        Replay replay;
        replay.give("/services/data/v62.0/query", u"query/query.empty.cumulusci.json"_s);
        const auto none = restRecords(replay.session, u"SELECT Id FROM Contact"_s, {u"Id"_s});
        QCOMPARE((*none->next())->batch.rowCount(), 0U);
        QCOMPARE(*countRecords(replay.session, u"SELECT COUNT() FROM Contact"_s), 0);

        replay.give("/services/data/v62.0/query", u"query/query.aggregate.swiftly.json"_s);
        const auto groups = restRecords(replay.session, u"SELECT … FROM Task GROUP BY …"_s,
            {u"WhatId"_s, u"ActivityDate"_s, u"Status"_s, u"MyCount"_s});
        const Result<std::optional<RecordPage>> page = groups->next();
        QVERIFY(page && *page);
        QCOMPARE((*page)->batch.rowCount(), 7U);
        QCOMPARE(
            rowOf((*page)->batch, 0), (QByteArrayList{"(null)", "(null)", "Not Started", "10"}));
        QCOMPARE(rowOf((*page)->batch, 6),
            (QByteArrayList{"500i0000001ruqeAAA", "2017-10-03", "Not Started", "1"}));
    }

    void pagesAreFollowed()
    {
        Replay replay;
        replay.give("/services/data/v62.0/query",
            u"restforce/sobject.query_paginated_first_page_response.json"_s);
        replay.give("/services/data/v26.0/query/01gD",
            u"restforce/sobject.query_paginated_last_page_response.json"_s);
        const auto pages =
            restRecords(replay.session, u"SELECT Text_Label FROM Whizbang"_s, {u"Text_Label"_s});
        const Result<std::optional<RecordPage>> first = pages->next();
        QVERIFY(first && *first);
        QCOMPARE(rowOf((*first)->batch, 0), QByteArrayList{"First Page"});
        QCOMPARE((*first)->resumeAt, u"/services/data/v26.0/query/01gD"_s);
        const Result<std::optional<RecordPage>> last = pages->next();
        QVERIFY(last && *last);
        QCOMPARE(rowOf((*last)->batch, 0), QByteArrayList{"Last Page"});
        QVERIFY(!pages->next()->has_value());
    }

    void whatIsNoQueryAnswerIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
            {"query/search.v53.swiftly.json", "records/Account.v51.swiftly.json",
                "restforce/sobject.get_updated_success_response.json",
                "composite/composite.not-found.cumulusci.json",
                "collections/create.2-records.json"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void whatIsNoQueryAnswerIsRefused()
    {
        QFETCH(QString, name);
        Replay replay;
        replay.give("/services/data/v62.0/query", name);
        const Failure failed =
            restRecords(replay.session, u"SELECT Id FROM X"_s, {u"Id"_s})->next().failure();
        QCOMPARE(failed.problem, Problem::AnswerUnreadable);
    }

    void recordsAndIdentityAreJson_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("key");
        QTest::newRow("organization")
            << u"org/Organization.record.cumulusci.json"_s << u"IsSandbox"_s;
        QTest::newRow("account") << u"records/Account.v51.swiftly.json"_s << u"BillingAddress"_s;
        QTest::newRow("identity") << u"oauth/identity.swiftly.json"_s << u"organization_id"_s;
        QTest::newRow("updated") << u"restforce/sobject.get_updated_success_response.json"_s
                                 << u"latestDateCovered"_s;
        QTest::newRow("search") << u"query/search.v53.swiftly.json"_s << u"searchRecords"_s;
    }
    void recordsAndIdentityAreJson()
    {
        QFETCH(QString, name);
        QFETCH(QString, key);
        Replay replay;
        replay.giveEverywhere(name, 200);
        const Result<QJsonDocument> json = replay.session.getJson(u"/anything"_s);
        QVERIFY(json);
        QCOMPARE(json->object(), QJsonDocument::fromJson(contents(name)).object());
        QVERIFY(json->object().contains(key));
    }

    void refusalsAreUnderstood_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QStringList>("fields");
        const auto row = [](const char *name, int status, const QString &problem,
                             const QString &code, const QStringList &fields = {}) {
            QTest::newRow(name) << QString::fromLatin1(name) << status << problem << code << fields;
        };
        row("errors/DUPLICATES_DETECTED.400.json", 400, u"request_refused"_s,
            u"DUPLICATES_DETECTED"_s);
        row("errors/INVALID_FIELD.dml.400.json", 400, u"request_refused"_s, u"INVALID_FIELD"_s);
        row("errors/INVALID_FIELD_FOR_INSERT_UPDATE.400.json", 400, u"request_refused"_s,
            u"INVALID_FIELD_FOR_INSERT_UPDATE"_s, {u"MasterRecordId"_s});
        row("errors/INVALID_TYPE.soql.400.json", 400, u"request_refused"_s, u"INVALID_TYPE"_s);
        row("restforce/expired_session_response.json", 401, u"sign_in_needed"_s,
            u"INVALID_SESSION_ID"_s);
        row("restforce/sobject.delete_error_response.json", 404, u"request_refused"_s,
            u"NOT_FOUND"_s);
        row("restforce/sobject.search_error_response.json", 400, u"request_refused"_s,
            u"MALFORMED_SEARCH"_s);
        row("restforce/sobject.sobject_find_error_response.json", 404, u"request_refused"_s,
            u"NOT_FOUND"_s);
        row("restforce/sobject.upsert_error_response.json", 404, u"request_refused"_s,
            u"NOT_FOUND"_s);
    }
    void refusalsAreUnderstood()
    {
        QFETCH(QString, name);
        QFETCH(int, status);
        QFETCH(QString, problem);
        QFETCH(QString, code);
        QFETCH(QStringList, fields);
        Replay replay;
        replay.giveEverywhere(name, status);
        const Failure failed = replay.session.getJson(u"limits"_s).failure();
        QCOMPARE(failed.code(), problem);
        QCOMPARE(failed.raw, QString::fromUtf8(contents(name))); // word for word
        const ApiError error = ApiError::fromAnswer(status, contents(name));
        QCOMPARE(error.code, code);
        QCOMPARE(error.fields, fields);
        QVERIFY(!error.message.isEmpty());
    }

    void aDescribeOfNothing()
    {
        Replay replay;
        replay.giveEverywhere(u"restforce/sobject.sobject_describe_error_response.json"_s, 404);
        QCOMPARE(
            describe(replay.session, u"Whizbang"_s).failure().problem, Problem::ObjectNotVisible);
        replay.giveEverywhere(u"errors/INVALID_TYPE.soql.400.json"_s, 400);
        QCOMPARE(restRecords(replay.session, u"SELECT Id FROM Accout"_s, {u"Id"_s})
                     ->next()
                     .failure()
                     .problem,
            Problem::ObjectNotVisible);
    }

    void rowsOfCollectionsThatFailed()
    {
        const ApiError first =
            ApiError::fromAnswer(200, contents(u"collections/update.missing-ids.json"_s));
        QCOMPARE(first.code, u"MISSING_ARGUMENT"_s);
        const ApiError rolledBack =
            ApiError::fromAnswer(200, contents(u"collections/create.allOrNone-rolled-back.json"_s));
        QVERIFY(!rolledBack.code.isEmpty() && !rolledBack.message.isEmpty());
    }

    void aSignInThatWentWellAndOneThatDidNot()
    {
        Replay replay;
        oauth::Client client{replay.address(), u"key"_s, u"http://localhost:1717/OauthRedirect"_s};
        replay.giveEverywhere(u"restforce/auth_error_response.json"_s, 400);
        const Failure failed =
            oauth::exchangeCode(replay.transport(), client, oauth::Pkce::make(), Secret("c"))
                .failure();
        QCOMPARE(failed.problem, Problem::SignInRefused);
        QCOMPARE(failed.arguments,
            (QStringList{u"invalid_grant"_s, u"authentication failure - Invalid Password"_s}));
        // The recorded instance is far away while the login host is this machine: its token would
        // go to strangers.
        replay.giveEverywhere(u"restforce/auth_success_response.json"_s, 200);
        QCOMPARE(oauth::refresh(replay.transport(), client, Secret("r")).failure().problem,
            Problem::NotSalesforce);
        // Asked of the host that it was recorded from, it is taken.
        ScriptedTransport recorded([](const auto &, const auto &) {
            return Scripted{200, contents(u"restforce/auth_success_response.json"_s), {}, {}, -1};
        });
        client.loginUrl = QUrl(u"https://login.salesforce.com"_s);
        const Result<TokenGrant> grant = oauth::refresh(recorded, client, Secret("r"));
        QVERIFY(grant);
        QCOMPARE(grant->instanceUrl, u"https://na1.salesforce.com"_s);
        QCOMPARE(grant->issuedAt.toMSecsSinceEpoch(), 1278448832702);
        QVERIFY(grant->refreshToken.isEmpty());
    }

    void theAnswerToANewBulkQueryIsRead()
    {
        Replay replay;
        replay.give("/services/data/v62.0/jobs/query", u"bulk/query.1-created.v60.json"_s);
        const Result<QString> job = createBulkQuery(replay.session, u"SELECT Id FROM Account"_s);
        QVERIFY(job);
        QCOMPARE(*job, u"750ak000009AVi5AAG"_s);
    }

    void aJobThatFailedIsRead()
    {
        Replay replay;
        replay.giveEverywhere(u"bulk/ingest.5-failed-field-not-found.v60.json"_s, 200);
        CountingTokens tokens(replay.address().toString());
        RealPause pause;
        const auto pages = bulkRecords(
            replay.session, tokens, pause, {u"750ak000009E1YXAA0"_s, {}, false}, {u"Id"_s}, {}, {});
        const Failure failed = pages->next().failure();
        QCOMPARE(failed.problem, Problem::BulkJobFailed);
        QCOMPARE(failed.arguments, (QStringList{u"Opportunity"_s, u"750ak000009E1YXAA0"_s}));
        const ApiError error = ApiError::fromBulkJob(failed.raw);
        QCOMPARE(error.code, u"InvalidBatch"_s);
        QVERIFY(error.message.startsWith("Field name not found"_L1));
    }

    void failedRowsAreRead()
    {
        const QByteArray text = contents(u"bulk/failedResults.v60.csv"_s);
        const auto columns =
            std::make_shared<const std::vector<std::string>>(std::initializer_list<std::string>{
                "sf__Id", "sf__Error", "Name", "StageName", "external_id__c", "CloseDate"});
        CsvScanner scanner(columns);
        const std::span<char> room = scanner.room(static_cast<std::size_t>(text.size()));
        std::copy(text.begin(), text.end(), room.begin());
        QVERIFY(scanner.feed(room.size()));
        QVERIFY2(scanner.finish(), qPrintable(scanner.problem()));
        const RecordBatch rows = scanner.take();
        QCOMPARE(rows.rowCount(), 1U);
        QVERIFY(rows.isNull(0, 0));
        QCOMPARE(rowOf(rows, 0).mid(2),
            (QByteArrayList{
                "Noemi Miller", "GENERATED", "external-id-3", "2003-04-987654321987654321"}));
        const ApiError error = ApiError::fromBulkRow(QString::fromUtf8(rowOf(rows, 0).at(1)));
        QCOMPARE(error.code, u"INVALID_FIELD"_s);
        QCOMPARE(error.fields, QStringList{u"CloseDate"_s});
    }
};

QTEST_GUILESS_MAIN(ReplayTest)
#include "tst_replay.moc"
