#include "app/practiceorg/bulk/bulkjob.h"

#include "app/practiceorg/records/recordsjson.h"
#include "app/practiceorg/store/store.h"

#include <QJsonValue>

#include <array>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr std::array stateNames = {
    "Open"_L1, "UploadComplete"_L1, "InProgress"_L1, "JobComplete"_L1, "Failed"_L1, "Aborted"_L1};

/// A JSON object whose keys stay in the order in which they came.
class OrderedJson {
public:
    void text(const char *key, const QString &value)
    {
        const QByteArray utf8 = value.toUtf8();
        begin(key);
        appendJsonText(m_json, {utf8.constData(), static_cast<std::size_t>(utf8.size())});
    }
    void textIf(const char *key, const QString &value)
    {
        if (!value.isEmpty())
            text(key, value);
    }
    void raw(const char *key, const QByteArray &value)
    {
        begin(key);
        m_json += value;
    }
    void number(const char *key, qint64 value)
    {
        raw(key, QByteArray::number(static_cast<qlonglong>(value)));
    }
    [[nodiscard]] QByteArray json() const { return '{' + m_json + '}'; }

private:
    void begin(const char *key)
    {
        if (!m_json.isEmpty())
            m_json += ',';
        m_json += '"' + QByteArray(key) + "\":";
    }
    QByteArray m_json;
};

void addProgress(OrderedJson &json, const BulkJob &job)
{
    if (job.isQuery || job.state > BulkJob::State::UploadComplete) {
        json.number("numberRecordsProcessed", job.processed);
        if (!job.isQuery)
            json.number("numberRecordsFailed", job.failed);
    }
    json.number("retries", job.retries);
    json.number("totalProcessingTime", job.totalMs);
    if (job.isQuery) {
        json.raw("isPkChunkingSupported", job.pkChunking ? "true" : "false");
    } else {
        json.number("apiActiveProcessingTime", job.activeMs);
        json.number("apexProcessingTime", 0); // no Apex runs here
    }
    if (job.state == BulkJob::State::Failed)
        json.text("errorMessage", job.error);
}

} // namespace

QString stateName(BulkJob::State state) { return stateNames[static_cast<std::size_t>(state)]; }

QByteArray jobJson(const BulkJob &job, JobView view)
{
    OrderedJson json;
    json.text("id", QString::fromLatin1(job.id));
    json.text("operation", job.operation);
    json.text("object", job.object);
    json.text("createdById", QString::fromLatin1(job.createdById));
    json.text("createdDate", QString::fromLatin1(restDateTime(job.createdMs)));
    json.text("systemModstamp", QString::fromLatin1(restDateTime(job.stampMs)));
    json.text("state", stateName(job.state));
    json.textIf("externalIdFieldName", job.externalIdField);
    json.textIf("assignmentRuleId", job.assignmentRuleId);
    json.text("concurrencyMode", u"Parallel"_s);
    json.text("contentType", u"CSV"_s);
    json.raw("apiVersion", job.version);
    const bool brief = view == JobView::Changed && !job.isQuery;
    if (view == JobView::Whole || view == JobView::Listed)
        json.text("jobType", job.isQuery ? u"V2Query"_s : u"V2Ingest"_s);
    if (!job.isQuery && !brief && job.state == BulkJob::State::Open)
        json.text("contentUrl",
            u"services/data/v%1/jobs/ingest/%2/batches"_s.arg(
                QString::fromLatin1(job.version), QString::fromLatin1(job.id)));
    if (!brief) {
        json.text("lineEnding", job.lineEnding);
        json.text("columnDelimiter", job.columnDelimiter);
    }
    if (view == JobView::Whole)
        addProgress(json, job);
    return json.json();
}

QJsonObject BulkJob::toJson() const
{
    return {{u"id"_s, QString::fromLatin1(id)}, {u"isQuery"_s, isQuery},
        {u"operation"_s, operation}, {u"object"_s, object}, {u"soql"_s, soql},
        {u"externalIdField"_s, externalIdField}, {u"assignmentRuleId"_s, assignmentRuleId},
        {u"columnDelimiter"_s, columnDelimiter}, {u"lineEnding"_s, lineEnding},
        {u"version"_s, QString::fromLatin1(version)},
        {u"createdById"_s, QString::fromLatin1(createdById)}, {u"created"_s, createdMs},
        {u"stamp"_s, stampMs}, {u"pkChunking"_s, pkChunking}, {u"state"_s, stateName(state)},
        {u"uploaded"_s, uploaded}, {u"queued"_s, queuedMs}, {u"complete"_s, completeMs},
        {u"processed"_s, processed}, {u"failed"_s, failed}, {u"retries"_s, retries},
        {u"totalMs"_s, totalMs}, {u"activeMs"_s, activeMs}, {u"error"_s, error}};
}

BulkJob BulkJob::fromJson(const QJsonObject &json)
{
    const auto text = [&](const char16_t *key) { return json.value(QStringView(key)).toString(); };
    const auto number = [&](const char16_t *key) {
        return json.value(QStringView(key)).toInteger();
    };
    BulkJob job;
    job.id = text(u"id").toLatin1();
    job.isQuery = json.value(u"isQuery").toBool();
    job.operation = text(u"operation");
    job.object = text(u"object");
    job.soql = text(u"soql");
    job.externalIdField = text(u"externalIdField");
    job.assignmentRuleId = text(u"assignmentRuleId");
    job.columnDelimiter = text(u"columnDelimiter");
    job.lineEnding = text(u"lineEnding");
    job.version = text(u"version").toLatin1();
    job.createdById = text(u"createdById").toLatin1();
    job.createdMs = number(u"created");
    job.stampMs = number(u"stamp");
    job.pkChunking = json.value(u"pkChunking").toBool();
    const QString state = text(u"state");
    for (std::size_t i = 0; i < stateNames.size(); ++i) {
        if (state == stateNames[i])
            job.state = static_cast<State>(i);
    }
    job.uploaded = json.value(u"uploaded").toBool();
    job.queuedMs = number(u"queued");
    job.completeMs = number(u"complete");
    job.processed = number(u"processed");
    job.failed = number(u"failed");
    job.retries = static_cast<int>(number(u"retries"));
    job.totalMs = number(u"totalMs");
    job.activeMs = number(u"activeMs");
    job.error = text(u"error");
    return job;
}

} // namespace practice
