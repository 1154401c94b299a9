#include "base/clock.h"
#include "salesforce/bulk/bulkrecords.h"
#include "salesforce/http/answerbody.h"
#include "salesforce/http/apierror.h"
#include "salesforce/oauth/oauth.h"
#include "salesforce/query/records.h"
#include "salesforce/replay.h"
#include "salesforce/schema/describe.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Reads the file as the engine would and says in a few words what came of it.
using Reader = QString (*)(Replay &, const QString &name);

struct Verdict {
    Reader read = nullptr;
    QString outcome;
};

QString path(const QString &rest) { return u"/services/data/v62.0/"_s % rest; }

QString describe(Replay &replay, const QString &name)
{
    const QString object = name.section(u'/', 1).section(u'.', 0, 0);
    replay.give(path(u"sobjects/"_s % object % u"/describe"_s).toLatin1(), name);
    const Result<ObjectSchema> schema = describe(replay.session, object);
    return schema ? u"%1 with %2 fields"_s.arg(schema->name).arg(schema->fields.size())
                  : schema.failure().code();
}

QString describeGlobal(Replay &replay, const QString &name)
{
    replay.give(path(u"sobjects"_s).toLatin1(), name);
    const Result<std::vector<ObjectSummary>> objects = describeGlobal(replay.session);
    return objects ? u"%1 objects"_s.arg(objects->size()) : objects.failure().code();
}

QString limits(Replay &replay, const QString &name)
{
    replay.give(path(u"limits"_s).toLatin1(), name);
    const Result<ApiUsage> usage = replay.session.limits();
    return usage ? u"%1 calls of %2"_s.arg(usage->used).arg(usage->maximum)
                 : usage.failure().code();
}

QString queryPage(Replay &replay, const QString &name)
{
    replay.give(path(u"query"_s).toLatin1(), name);
    const auto page = restRecords(replay.session, u"SELECT Id FROM X"_s, {u"Id"_s})->next();
    if (!page)
        return page.failure().code();
    return u"%1 of %2 rows%3"_s.arg((*page)->batch.rowCount())
        .arg((*page)->expectedTotal.value_or(-1))
        .arg((*page)->resumeAt.isEmpty() ? u""_s : u", then more"_s);
}

QString newJob(Replay &replay, const QString &name)
{
    replay.give(path(u"jobs/query"_s).toLatin1(), name);
    const Result<QString> job = createBulkQuery(replay.session, u"SELECT Id FROM Account"_s);
    return job ? u"job "_s % *job : job.failure().code();
}

/// What is told about the job, and how the wait for it ends where it ends by itself.
QString job(Replay &replay, const QString &name)
{
    replay.giveEverywhere(name, 200);
    CountingTokens tokens(replay.address().toString());
    ManualClock clock{QDateTime::currentDateTimeUtc()};
    InstantPause pause(clock);
    std::stop_source seen;
    QString told;
    BulkOptions options;
    options.listener = [&](const QString &, const QString &state, qint64 records) {
        told = u"%1, %2 records"_s.arg(state).arg(records);
        if (state != "Failed"_L1 && state != "Open"_L1)
            seen.request_stop();
    };
    const auto pages = bulkRecords(replay.session, tokens, pause,
        {u"750ak000009E1YXAA0"_s, {}, false}, {u"Id"_s}, options, seen.get_token());
    const Failure ended = pages->next().failure();
    return seen.stop_requested() ? told : QString(told % u": "_s % ended.code());
}

/// The names of the first line, whatever stands between them.
QStringList columnsOf(const QByteArray &csv)
{
    static const QRegularExpression between(u"[,;\t`]"_s);
    QString header = QString::fromUtf8(csv.left(csv.indexOf('\n'))).trimmed();
    return header.remove(u'"').remove(QChar(0xfeff)).split(between);
}

/// As a page of results of a job that is complete.
QString resultPage(Replay &replay, const QString &name)
{
    replay.give(path(u"jobs/query/7"_s).toLatin1(), u"bulk/ingest.4-complete-1-failed.v60.json"_s);
    replay.give(path(u"jobs/query/7/results"_s).toLatin1(), name);
    CountingTokens tokens(replay.address().toString());
    ManualClock clock{QDateTime::currentDateTimeUtc()};
    InstantPause pause(clock);
    const auto page = bulkRecords(
        replay.session, tokens, pause, {u"7"_s, {}, false}, columnsOf(contents(name)), {}, {})
                          ->next();
    if (page)
        return u"%1 rows"_s.arg((*page)->batch.rowCount());
    return QString(page.failure().code() % u": "_s % page.failure().raw);
}

/// A refusal, with the status that such a one comes with.
QString refusal(Replay &replay, const QString &name, int status)
{
    replay.giveEverywhere(name, status);
    const Failure failed = replay.session.getJson(u"anything"_s).failure();
    const ApiError error = ApiError::fromAnswer(status, contents(name));
    return QString(
        failed.code() % u' ' % error.code % (error.message.isEmpty() ? u" mute"_s : u""_s));
}
QString refused400(Replay &replay, const QString &name) { return refusal(replay, name, 400); }
QString refused401(Replay &replay, const QString &name) { return refusal(replay, name, 401); }
QString refused404(Replay &replay, const QString &name) { return refusal(replay, name, 404); }

/// Rows of a collection: the first that was refused.
QString collection(Replay &replay, const QString &name)
{
    replay.giveEverywhere(name, 200);
    const Result<QJsonDocument> answer = replay.session.getJson(u"composite/sobjects"_s);
    if (!answer)
        return answer.failure().code();
    const ApiError error = ApiError::fromAnswer(200, contents(name));
    return error.code.isEmpty() ? u"none refused"_s : error.code;
}

/// Small JSON: an object, by its keys.
QString json(Replay &replay, const QString &name)
{
    replay.giveEverywhere(name, 200);
    const Result<QJsonDocument> answer = replay.session.getJson(u"anything"_s);
    if (!answer)
        return answer.failure().code();
    return answer->isArray() ? u"a list"_s : u"%1 keys"_s.arg(answer->object().size());
}

QString tokenAnswer(Replay &replay, const QString &name, int status)
{
    replay.giveEverywhere(name, status);
    const oauth::Client client{replay.address(), u"key"_s, {}};
    const auto grant = oauth::refresh(replay.transport(), client, Secret("r"));
    return grant ? u"a token"_s : grant.failure().code();
}
QString token(Replay &replay, const QString &name) { return tokenAnswer(replay, name, 200); }
QString noToken(Replay &replay, const QString &name) { return tokenAnswer(replay, name, 400); }

const QMap<QString, Verdict> &verdicts()
{
    static const QMap<QString, Verdict> known{
        // Ingest jobs have the states of query jobs, and one more: no query job is ever Open.
        {u"bulk/failedResults.v60.csv"_s, {resultPage, u"1 rows"_s}},
        {u"bulk/ingest.1-created.upsert.v60.json"_s, {job, u"Open, 0 records: bulk_job_failed"_s}},
        {u"bulk/ingest.2-closed.upsert.v60.json"_s, {job, u"UploadComplete, 0 records"_s}},
        {u"bulk/ingest.3-inprogress.v60.json"_s, {job, u"InProgress, 2000 records"_s}},
        {u"bulk/ingest.4-complete-1-failed.v60.json"_s, {job, u"JobComplete, 8 records"_s}},
        {u"bulk/ingest.5-failed-field-not-found.v60.json"_s,
            {job, u"Failed, 0 records: bulk_job_failed"_s}},
        {u"bulk/query.1-created.v60.json"_s, {newJob, u"job 750ak000009AVi5AAG"_s}},
        // Nothing asks for these yet; they are JSON all the same.
        {u"cdc/AccountChangeEvent.CREATE.json"_s, {json, u"43 keys"_s}},
        {u"cdc/ContactChangeEvent.UPDATE-compound.json"_s, {json, u"3 keys"_s}},
        {u"cdc/ContactChangeEvent.UPDATE.json"_s, {json, u"3 keys"_s}},
        // Rows that were refused are told from those that were not.
        {u"collections/create.2-records.json"_s, {collection, u"none refused"_s}},
        {u"collections/create.allOrNone-rolled-back.json"_s,
            {collection, u"REQUIRED_FIELD_MISSING"_s}},
        {u"collections/update.missing-ids.json"_s, {collection, u"MISSING_ARGUMENT"_s}},
        {u"collections/upsert-by-Id.16-records.cumulusci.json"_s, {collection, u"none refused"_s}},
        {u"collections/upsert-by-Id.created.cumulusci.json"_s, {collection, u"none refused"_s}},
        // No composite request is made yet.
        {u"composite/composite.count-ok-and-invalid-type.cumulusci.json"_s, {json, u"1 keys"_s}},
        {u"composite/composite.not-found.cumulusci.json"_s, {json, u"1 keys"_s}},
        // Uploads, read as result pages: a last value without quotes may be half of one, and
        // Orgmend asks for commas.
        {u"csv/dataloader.csvEscapedQuotes.csv"_s,
            {resultPage, u"answer_truncated: The page ends inside a row"_s}},
        {u"csv/dataloader.csvSeparator.csv"_s,
            {resultPage, u"answer_truncated: The page ends inside a row"_s}},
        {u"csv/dataloader.csvtext_BOM_UTF8.csv"_s, {resultPage, u"2 rows"_s}},
        {u"csv/dataloader.dateWithTimeZone.csv"_s, {resultPage, u"2 rows"_s}},
        {u"csv/dataloader.emptyFirstRowFieldValueInCsvTemplate.csv"_s, {resultPage, u"2 rows"_s}},
        {u"csv/dataloader.error0413060133.csv"_s, {resultPage, u"11 rows"_s}},
        {u"csv/dataloader.insertTaskWithContactAsWhoCsv.csv"_s, {resultPage, u"1 rows"_s}},
        {u"csv/dataloader.polymorphicRelationshipInAttachment.csv"_s, {resultPage, u"2 rows"_s}},
        {u"csv/dataloader.success0413060133.csv"_s, {resultPage, u"9 rows"_s}},
        {u"csv/dataloader.timeZoneFormatTesting.csv"_s, {resultPage, u"12 rows"_s}},
        {u"csv/dataloader.timeZoneFormatTestingWithErrors.csv"_s, {resultPage, u"6 rows"_s}},
        {u"csv/dataloader.upsertAccountSmallTemplate.csv"_s, {resultPage, u"10 rows"_s}},
        {u"csv/dataloader.upsertFkAccountNewFormatCsvMap.sdl"_s, {json, u"answer_unreadable"_s}},
        {u"csv/dataloader.upsertFkAccountNewFormatCsvTemplate.csv"_s,
            {resultPage, u"answer_truncated: The page ends inside a row"_s}},
        {u"csv/jsforce.Account_bulk2_test.csv"_s, {resultPage, u"100 rows"_s}},
        {u"csv/plugin-data.backquote.csv"_s,
            {resultPage, u"answer_unreadable: Column NAME is missing"_s}},
        {u"csv/plugin-data.comma_wrapped_values.csv"_s, {resultPage, u"10 rows"_s}},
        {u"csv/plugin-data.semicolon.csv"_s,
            {resultPage, u"answer_unreadable: Column NAME is missing"_s}},
        {u"csv/plugin-data.tab.csv"_s,
            {resultPage, u"answer_unreadable: Column NAME is missing"_s}},
        {u"describe-global/sobjects.cumulusci.json"_s, {describeGlobal, u"110 objects"_s}},
        {u"describe/Account.v48.cumulusci.json"_s, {describe, u"Account with 68 fields"_s}},
        {u"describe/Account.v53.swiftly.json"_s, {describe, u"Account with 71 fields"_s}},
        {u"describe/Contact.vxx.cumulusci.json"_s, {describe, u"Contact with 59 fields"_s}},
        {u"describe/Event.vxx.cumulusci.json"_s, {describe, u"Event with 48 fields"_s}},
        {u"describe/Lead.v59.cumulusci.json"_s, {describe, u"Lead with 54 fields"_s}},
        {u"describe/Opportunity.vxx.cumulusci.json"_s, {describe, u"Opportunity with 40 fields"_s}},
        // A part of a composite answer is no describe.
        {u"describe/composite-describe.Account.sampled.json"_s, {describe, u"answer_unreadable"_s}},
        {u"errors/DUPLICATES_DETECTED.400.json"_s,
            {refused400, u"request_refused DUPLICATES_DETECTED"_s}},
        {u"errors/INVALID_FIELD.dml.400.json"_s, {refused400, u"request_refused INVALID_FIELD"_s}},
        {u"errors/INVALID_FIELD_FOR_INSERT_UPDATE.400.json"_s,
            {refused400, u"request_refused INVALID_FIELD_FOR_INSERT_UPDATE"_s}},
        {u"errors/INVALID_TYPE.soql.400.json"_s, {refused400, u"request_refused INVALID_TYPE"_s}},
        {u"limits/limits.swiftly.json"_s, {limits, u"47 calls of 15000"_s}},
        // Counts of records are no limits.
        {u"limits/recordCount.cumulusci.json"_s, {limits, u"answer_unreadable"_s}},
        // SOAP, where JSON was asked for.
        {u"metadata/upsertMetadata.CustomField.error.xml"_s, {json, u"answer_unreadable"_s}},
        {u"metadata/upsertMetadata.CustomField.request.xml"_s, {json, u"answer_unreadable"_s}},
        {u"metadata/upsertMetadata.CustomField.response.xml"_s, {json, u"answer_unreadable"_s}},
        {u"metadata/upsertMetadata.PermissionSet.request.xml"_s, {json, u"answer_unreadable"_s}},
        {u"metadata/upsertMetadata.PermissionSet.response.xml"_s, {json, u"answer_unreadable"_s}},
        {u"oauth/identity.swiftly.json"_s, {json, u"30 keys"_s}},
        {u"org/Organization.record.cumulusci.json"_s, {json, u"57 keys"_s}},
        {u"query/query.aggregate.swiftly.json"_s, {queryPage, u"7 of 7 rows"_s}},
        {u"query/query.contacts.v60.json"_s, {queryPage, u"20 of 20 rows"_s}},
        {u"query/query.empty.cumulusci.json"_s, {queryPage, u"0 of 0 rows"_s}},
        // What was found by SOSL is no page of a query.
        {u"query/search.v53.swiftly.json"_s, {queryPage, u"answer_unreadable"_s}},
        {u"records/Account.v51.swiftly.json"_s, {json, u"72 keys"_s}},
        {u"restforce/auth_error_response.json"_s, {noToken, u"sign_in_needed"_s}},
        // A login host on this machine that sends the token to an instance elsewhere is not
        // believed.
        {u"restforce/auth_success_response.json"_s, {token, u"not_salesforce"_s}},
        {u"restforce/expired_session_response.json"_s,
            {refused401, u"sign_in_needed INVALID_SESSION_ID"_s}},
        {u"restforce/sobject.delete_error_response.json"_s,
            {refused404, u"request_refused NOT_FOUND"_s}},
        {u"restforce/sobject.get_updated_success_response.json"_s, {json, u"2 keys"_s}},
        {u"restforce/sobject.query_paginated_first_page_response.json"_s,
            {queryPage, u"1 of 2 rows, then more"_s}},
        {u"restforce/sobject.query_paginated_last_page_response.json"_s,
            {queryPage, u"1 of 2 rows"_s}},
        {u"restforce/sobject.search_error_response.json"_s,
            {refused400, u"request_refused MALFORMED_SEARCH"_s}},
        {u"restforce/sobject.sobject_describe_error_response.json"_s,
            {refused404, u"request_refused NOT_FOUND"_s}},
        {u"restforce/sobject.sobject_find_error_response.json"_s,
            {refused404, u"request_refused NOT_FOUND"_s}},
        {u"restforce/sobject.upsert_error_response.json"_s,
            {refused404, u"request_refused NOT_FOUND"_s}},
        {u"trust/instances-status-preview.2020.json"_s, {json, u"a list"_s}},
    };
    return known;
}

/// A list of contents and licences lie beside them.
bool isAnswer(const QString &name)
{
    return name != "INDEX.md"_L1 && !name.startsWith("LICENSES/"_L1);
}

QStringList recorded()
{
    const QDir folder(fixture({}));
    QStringList names;
    QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = folder.relativeFilePath(files.next());
        if (isAnswer(name))
            names.append(name);
    }
    names.sort();
    return names;
}

} // namespace

/// The whole folder of recorded answers: each is served byte for byte over real HTTP and read by
/// the part of the engine that it is meant for, or refused for the reason that stands here.
class ReplayFolderTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!QDir(fixture({})).exists())
            QSKIP("the recorded answers are not on this machine");
    }

    void everyRecordedAnswerIsReadOrRefusedForAReason_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : recorded())
            QTest::newRow(qPrintable(name)) << name;
    }
    void everyRecordedAnswerIsReadOrRefusedForAReason()
    {
        QFETCH(QString, name);
        const Verdict verdict = verdicts().value(name);
        QVERIFY2(verdict.read, "nothing says what becomes of this recording");

        Replay served;
        served.giveEverywhere(name, 200);
        const Result<HttpAnswer> answer = sendWhole(
            served.transport(), {"GET", served.address().resolved(QUrl(u"/anything"_s)), {}});
        QVERIFY(answer);
        QCOMPARE(answer->body, contents(name));

        Replay replay;
        QCOMPARE(verdict.read(replay, name), verdict.outcome);
    }

    void everyVerdictHasItsRecording() { QCOMPARE(QStringList(verdicts().keys()), recorded()); }
};

QTEST_GUILESS_MAIN(ReplayFolderTest)
#include "tst_replay_folder.moc"
