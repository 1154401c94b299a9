#include "tests/practiceorg/fixturesteps.h"

#include <QDateTime>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace fixtures {

namespace {

const QByteArray form = "application/x-www-form-urlencoded";

QByteArray contacts(const QByteArrayList &records, const QByteArray &more = {})
{
    QByteArrayList each;
    for (const QByteArray &record : records)
        each.append(R"({"attributes":{"type":"Contact"})" + record + '}');
    return '{' + more + "\"records\":[" + each.join(',') + "]}";
}

/// A job of upserts as the recorded ones, up to its upload.
QByteArray openJob(Bench &bench)
{
    const DoorBench::Answer created = bench.post(bench.data + "jobs/ingest",
        {{u"object"_s, u"Opportunity"_s}, {u"operation"_s, u"upsert"_s},
            {u"externalIdFieldName"_s, u"external_id__c"_s}});
    bench.values["{job}"] = created.json()[u"id"].toString().toLatin1();
    return bench.data + "jobs/ingest/" + bench.values["{job}"];
}

QByteArray uploadedJob(Bench &bench, const QByteArray &csv)
{
    const QByteArray job = openJob(bench);
    bench.ask("PUT", job + "/batches", csv, {{"Content-Type", "text/csv"}});
    return job;
}

const QByteArray goodCsv = "Name,StageName,external_id__c,CloseDate\n"
                           "Noemi Miller,Prospecting,external-id-1,2030-01-02\n";
const QByteArray badDateCsv =
    "Name,StageName,external_id__c,CloseDate\n"
    "Noemi Miller,GENERATED,external-id-3,2003-04-987654321987654321\n"; // as recorded

std::function<void(Bench &)> finishedJob(const QByteArray &csv)
{
    return [csv](Bench &bench) {
        const QByteArray job = uploadedJob(bench, csv);
        bench.ask("PATCH", job, R"({"state":"UploadComplete"})");
        bench.finished(job);
    };
}

void runJobsFor(Bench &bench, int seconds)
{
    bench.practice.control("POST", "bulk", QJsonObject{{u"running_seconds"_s, seconds}});
}

Step runningJob()
{
    return {.before =
                [](Bench &bench) {
                    runJobsFor(bench, 3'600);
                    const QByteArray job = uploadedJob(bench, goodCsv);
                    bench.ask("PATCH", job, R"({"state":"UploadComplete"})");
                },
        .after = [](Bench &bench) { runJobsFor(bench, 0); }};
}

Step refusedDuplicate()
{
    return {.body = R"({"LastName":"Onlyone"})",
        .before =
            [](Bench &bench) {
                bench.practice.control("POST", "rules/duplicate",
                    QJsonObject{{u"object"_s, u"Contact"_s},
                        {u"name"_s, u"Standard_Contact_Duplicate_Rule"_s},
                        {u"match"_s,
                            QJsonArray{QJsonObject{
                                {u"field"_s, u"LastName"_s}, {u"method"_s, u"fuzzy"_s}}}},
                        {u"action_on_create"_s, u"allow"_s},
                        {u"operations_on_create"_s, QJsonArray{u"alert"_s}}});
                bench.post(bench.data + "sobjects/Contact", {{u"LastName"_s, u"Onlyone"_s}});
            },
        .after =
            [](Bench &bench) {
                bench.practice.control("DELETE", "rules/Standard_Contact_Duplicate_Rule");
            }};
}

std::map<QString, Step> recordSteps()
{
    QByteArrayList sixteen;
    for (int i = 0; i < 16; ++i)
        sixteen.append(",\"Id\":null,\"LastName\":\"N" + QByteArray::number(i) + '"');
    return {
        {u"collections/create.2-records.json"_s,
            {contacts({",\"LastName\":\"A\"", ",\"LastName\":\"B\""})}},
        {u"collections/create.allOrNone-rolled-back.json"_s,
            {contacts({"", ",\"LastName\":\"B\""}, "\"allOrNone\":true,")}},
        {u"collections/update.missing-ids.json"_s,
            {contacts({",\"LastName\":\"A\"", ",\"LastName\":\"B\""})}},
        {u"collections/upsert-by-Id.16-records.cumulusci.json"_s, {contacts(sixteen)}},
        {u"collections/upsert-by-Id.created.cumulusci.json"_s,
            {contacts({",\"Id\":null,\"LastName\":\"A\""})}},
        {u"composite/composite.count-ok-and-invalid-type.cumulusci.json"_s,
            {R"({"compositeRequest":[{"method":"GET","url":"/services/data/v60.0/query/?q=select+count()+from+Account","referenceId":"refAccount"},{"method":"GET","url":"/services/data/v60.0/query/?q=select+count()+from+XYZZY","referenceId":"refXYZZY"}]})"}},
        {u"composite/composite.not-found.cumulusci.json"_s,
            {R"({"compositeRequest":[{"method":"GET","url":"/services/data/v60.0/sobjects/Nothing","referenceId":"CCI__RefId__0__"}]})"}},
        {u"describe/composite-describe.Account.sampled.json"_s,
            {R"({"compositeRequest":[{"method":"GET","url":"/services/data/v60.0/sobjects/Account/describe","referenceId":"Account"}]})"}},
        {u"errors/DUPLICATES_DETECTED.400.json"_s, refusedDuplicate()},
        {u"errors/INVALID_FIELD.dml.400.json"_s, {R"({"Name":"A","AccountNumer":"1"})"}},
        {u"errors/INVALID_FIELD_FOR_INSERT_UPDATE.400.json"_s,
            {R"({"Name":"A","MasterRecordId":"x"})"}},
        {u"restforce/sobject.upsert_error_response.json"_s, {"{}"}},
        {u"restforce/sobject.get_updated_success_response.json"_s,
            {.before =
                    [](Bench &bench) {
                        const QDateTime now = QDateTime::currentDateTimeUtc();
                        bench.values["{start}"] = now.addDays(-1).toString(Qt::ISODate).toLatin1();
                        bench.values["{end}"] = now.toString(Qt::ISODate).toLatin1();
                    }}},
        {u"restforce/sobject.query_paginated_first_page_response.json"_s,
            {.headers = {{"Sforce-Query-Options", "batchSize=200"}}}},
        {u"restforce/sobject.query_paginated_last_page_response.json"_s,
            {.headers = {{"Sforce-Query-Options", "batchSize=200"}},
                .before =
                    [](Bench &bench) {
                        const QByteArray first =
                            bench.data + "query?q=SELECT+LastName+FROM+Contact";
                        bench.values["{next}"] =
                            bench.ask("GET", first, {}, {{"Sforce-Query-Options", "batchSize=200"}})
                                .json()[u"nextRecordsUrl"]
                                .toString()
                                .toLatin1();
                    }}},
    };
}

std::map<QString, Step> jobSteps()
{
    return {
        {u"bulk/failedResults.v60.csv"_s, {.before = finishedJob(badDateCsv)}},
        {u"bulk/ingest.1-created.upsert.v60.json"_s,
            {R"({"object":"Opportunity","operation":"upsert","externalIdFieldName":"external_id__c"})"}},
        {u"bulk/ingest.2-closed.upsert.v60.json"_s,
            {.body = R"({"state":"UploadComplete"})",
                .before = [](Bench &bench) { uploadedJob(bench, goodCsv); }}},
        {u"bulk/ingest.3-inprogress.v60.json"_s, runningJob()},
        {u"bulk/ingest.4-complete-1-failed.v60.json"_s, {.before = finishedJob(badDateCsv)}},
        {u"bulk/ingest.5-failed-field-not-found.v60.json"_s,
            {.before = finishedJob("Name,StageName_invalid_field_on_purpose\na,b\n")}},
        {u"bulk/query.1-created.v60.json"_s,
            {R"({"operation":"query","query":"SELECT Id FROM Account"})"}},
    };
}

std::map<QString, Step> signInSteps()
{
    const DoorBench::Headers asForm{{"Content-Type", form}};
    return {
        {u"oauth/identity.swiftly.json"_s,
            {.before =
                    [](Bench &bench) {
                        bench.values["{org}"] = bench.who().orgId.toLatin1();
                        bench.values["{user}"] = bench.who().userId.toLatin1();
                    }}},
        {u"restforce/auth_error_response.json"_s,
            {"grant_type=password&client_id=x&username=x&password=x", asForm}},
        {u"restforce/auth_success_response.json"_s, {.headers = asForm}},
        {u"restforce/expired_session_response.json"_s,
            {.headers = {{"Authorization", "Bearer 00Dx0000000BV7z!expired"}}}},
    };
}

} // namespace

const std::map<QString, Step> &steps()
{
    static const std::map<QString, Step> all = [] {
        std::map<QString, Step> made = recordSteps();
        made.merge(jobSteps());
        made.merge(signInSteps());
        return made;
    }();
    return all;
}

const std::map<QString, Upload> &uploads()
{
    const QString account = u"Account"_s;
    const QString contact = u"Contact"_s;
    const QString insert = u"insert"_s;
    static const std::map<QString, Upload> all{
        {u"csv/dataloader.csvEscapedQuotes.csv"_s,
            {contact, insert, {}, u"COMMA"_s,
                {{"column1", "LastName"}, {"column2", "Department"}}}},
        {u"csv/dataloader.csvSeparator.csv"_s,
            {contact, insert, {}, u"COMMA"_s,
                {{"column1", "FirstName"}, {"column2!some", "LastName"},
                    {"column3", "Department"}}}},
        {u"csv/dataloader.csvtext_BOM_UTF8.csv"_s, {contact, insert}},
        {u"csv/dataloader.dateWithTimeZone.csv"_s,
            {account, insert, {}, u"COMMA"_s,
                {{"DATE", "Moment__c"}, {"DATE_ONLY", "OtherMoment__c"}}}},
        {u"csv/dataloader.emptyFirstRowFieldValueInCsvTemplate.csv"_s,
            {account, u"update"_s, {}, u"COMMA"_s, {}, "Account"}},
        {u"csv/dataloader.error0413060133.csv"_s,
            {u"Opportunity"_s, u"upsert"_s, u"Oracle_Id__c"_s}},
        {u"csv/dataloader.insertTaskWithContactAsWhoCsv.csv"_s,
            {u"Task"_s, insert, {}, u"COMMA"_s, {{"Who:Contact-email", "Contact:Who.Email"}}}},
        {u"csv/dataloader.polymorphicRelationshipInAttachment.csv"_s, {u"Attachment"_s, insert}},
        {u"csv/dataloader.success0413060133.csv"_s,
            {u"Opportunity"_s, u"upsert"_s, u"Oracle_Id__c"_s}},
        {u"csv/dataloader.timeZoneFormatTesting.csv"_s,
            {account, insert, {}, u"COMMA"_s, {{"\"Date\"", "Moment__c"}}}},
        {u"csv/dataloader.timeZoneFormatTestingWithErrors.csv"_s,
            {account, insert, {}, u"COMMA"_s, {{"\"Date\"", "Moment__c"}}}},
        {u"csv/dataloader.upsertAccountSmallTemplate.csv"_s,
            {account, u"upsert"_s, u"Oracle_Id__c"_s}},
        {u"csv/dataloader.upsertFkAccountNewFormatCsvTemplate.csv"_s,
            {account, u"upsert"_s, u"Oracle_Id__c"_s, u"COMMA"_s,
                {{"PARENT", "Parent.Oracle_Id__c"}}}},
        {u"csv/jsforce.Account_bulk2_test.csv"_s, {account, insert}},
        {u"csv/plugin-data.backquote.csv"_s, {account, insert, {}, u"BACKQUOTE"_s}},
        {u"csv/plugin-data.comma_wrapped_values.csv"_s, {account, insert}},
        {u"csv/plugin-data.semicolon.csv"_s, {account, insert, {}, u"SEMICOLON"_s}},
        {u"csv/plugin-data.tab.csv"_s, {account, insert, {}, u"TAB"_s}},
    };
    return all;
}

QByteArray Bench::filled(QByteArray path)
{
    for (const auto &[name, value] : values)
        path.replace(name, value);
    const qsizetype open = path.indexOf('{');
    const qsizetype close = path.indexOf('}', open);
    if (open >= 0 && close > open) {
        const QByteArray object = path.mid(open + 1, close - open - 1);
        path.replace(
            open, close + 1 - open, value("SELECT Id FROM " + object + " LIMIT 1").toLatin1());
    }
    return path;
}

void prepare(Bench &bench)
{
    const auto add = [&bench](const char *object, const char *field, const char *type,
                         bool externalId = false) {
        bench.practice.control("POST", "fields/add",
            QJsonObject{{u"object"_s, QString::fromLatin1(object)},
                {u"field"_s, QString::fromLatin1(field)}, {u"type"_s, QString::fromLatin1(type)},
                {u"length"_s, 40}, {u"externalId"_s, externalId}});
    };
    add("Opportunity", "external_id__c", "string", true);
    add("Opportunity", "Oracle_Id__c", "string", true);
    add("Account", "Oracle_Id__c", "string", true);
    add("Account", "AccountNumber__c", "string");
    add("Account", "Moment__c", "datetime");
    add("Account", "OtherMoment__c", "datetime");
}

} // namespace fixtures
