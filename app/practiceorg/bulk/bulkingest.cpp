#include "app/practiceorg/bulk/bulk.h"

#include "app/practiceorg/bulk/bulkupload.h"

#include <QFile>
#include <QJsonDocument>

/// Bulk API 2.0 ingest jobs: asking for one, uploading, closing it, its three result files.
using namespace Qt::StringLiterals;

namespace practice::bulk {

namespace {

constexpr qint64 largestUpload = 150 << 20;
constexpr qint64 largestMultipart = 1 << 20;
constexpr qsizetype largestMultipartContent = 100'000; ///< characters

/// `object` and `externalIdFieldName` as describe spells them.
bool readTarget(Call &call, const QJsonObject &body, BulkJob &job)
{
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    const QString name = body.value(u"object").toString();
    const Object *object = schema->visibleObject(name);
    if (object == nullptr) {
        refuse(call, "INVALIDENTITY", u"Entity '%1' is not supported by the Bulk API."_s.arg(name));
        return false;
    }
    job.object = object->name;
    const QString key = body.value(u"externalIdFieldName").toString();
    if (job.operation != u"upsert"_s) {
        if (!key.isEmpty())
            refuse(call, "INVALIDJOB",
                u"InvalidJob : External ID must not be specified for operation %1"_s.arg(
                    job.operation));
        return key.isEmpty();
    }
    if (key.isEmpty()) {
        refuse(call, "INVALIDJOB",
            u"InvalidJob : External ID was blank for %1. An External ID must be specified for upsert."_s
                .arg(object->name));
        return false;
    }
    const Field *field = object->visibleField(key);
    if (field == nullptr
        || (!field->idLookup && !field->externalId && field->type != FieldType::Id)) {
        refuse(call, "INVALIDJOB",
            u"InvalidJob : Field name provided, %1 does not match an External ID for %2"_s.arg(
                key, object->name));
        return false;
    }
    job.externalIdField = field->name;
    return true;
}

bool readJobBody(Call &call, const QJsonObject &body, BulkJob &job)
{
    static const QStringList operations = {
        u"insert"_s, u"update"_s, u"upsert"_s, u"delete"_s, u"hardDelete"_s};
    job.operation = body.value(u"operation").toString();
    job.assignmentRuleId = body.value(u"assignmentRuleId").toString();
    if (!operations.contains(job.operation)) {
        refuse(call, "INVALIDJOB",
            u"InvalidJob : Unsupported operation for an ingest job: %1"_s.arg(job.operation));
        return false;
    }
    if (job.operation == u"hardDelete"_s && !call.org.permission(u"BulkApiHardDelete"_s)) {
        refuse(call, "FEATURENOTENABLED",
            u"hardDelete operation requires special user profile permission, please contact your system "
            "administrator"_s);
        return false;
    }
    return readFormat(call, body, job) && readTarget(call, body, job);
}

/// The body as a file, piece by piece. What went wrong has been answered when false.
bool storeUpload(Call &call, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        answerError(call, {500, "UNKNOWN_EXCEPTION", u"The upload could not be stored."_s});
        return false;
    }
    std::vector<char> piece(256 << 10);
    qint64 size = 0;
    qint64 got = 0;
    while ((got = call.request.body->read(piece)) > 0) {
        size += got;
        if (size > largestUpload) {
            file.remove();
            answerError(
                call, {413, "EXCEEDED_MAX_SIZE_REQUEST", u"Maximum size of request reached."_s});
            return false;
        }
        if (file.write(piece.data(), got) != got) {
            file.remove();
            answerError(call, {500, "UNKNOWN_EXCEPTION", u"The upload could not be stored."_s});
            return false;
        }
    }
    if (got < 0) {
        file.remove();
        refuse(call, "API_ERROR", u"The upload broke off"_s);
        return false;
    }
    return true;
}

bool storeContent(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.write(content) == content.size() && file.flush();
}

void closeUpload(BulkJob &job) { job.state = BulkJob::State::UploadComplete; }

/// A job and its rows in one request: it starts at once.
void createWithContent(Call &call)
{
    bool whole = false;
    const QByteArray body = call.request.body->readAll(largestMultipart, &whole);
    const std::optional<MultipartUpload> upload =
        whole ? readMultipart(call.request.headers.value("Content-Type"), body) : std::nullopt;
    if (!upload || QString::fromUtf8(upload->content).size() > largestMultipartContent) {
        refuse(call, "INVALIDJOB",
            u"InvalidJob : A multipart request needs a part 'job' with JSON and a part 'content' with CSV of at "
            "most 100000 characters"_s);
        return;
    }
    const QJsonDocument json = QJsonDocument::fromJson(upload->job);
    BulkJob job;
    if (!json.isObject()) {
        refuse(call, "JSON_PARSER_ERROR", u"The part 'job' is not a JSON object"_s);
        return;
    }
    if (!readJobBody(call, json.object(), job))
        return;
    BulkJob made = jobsOf(call.org).add(job);
    if (!storeContent(jobsOf(call.org).file(made.id, u".csv"_s), upload->content)) {
        jobsOf(call.org).remove(made.id);
        answerError(call, {500, "UNKNOWN_EXCEPTION", u"The upload could not be stored."_s});
        return;
    }
    const std::optional<BulkJob> started = jobsOf(call.org).change(made.id, [](BulkJob &changed) {
        changed.uploaded = true;
        closeUpload(changed);
        return true;
    });
    answerJob(call, started.value_or(made), JobView::Created);
}

void createJob(Call &call)
{
    if (call.request.headers.value("Content-Type").toLower().startsWith("multipart/form-data")) {
        createWithContent(call);
        return;
    }
    QJsonObject body;
    BulkJob job;
    if (!readObject(call, body) || !readJobBody(call, body, job))
        return;
    answerJob(call, jobsOf(call.org).add(job), JobView::Created);
}

void upload(Call &call)
{
    const std::optional<BulkJob> job = jobOf(call, false);
    if (!job)
        return;
    if (job->state != BulkJob::State::Open || job->uploaded) {
        refuse(call, "INVALIDJOBSTATE",
            job->uploaded
                ? u"Content was uploaded to this job already"_s
                : u"Job is %1: uploads are taken while it is Open"_s.arg(stateName(job->state)));
        return;
    }
    // Beside the real name until all of it is here: two uploads at once can't mix.
    static std::atomic<int> uploads = 0;
    const QString path = jobsOf(call.org).file(job->id, u".csv"_s);
    const QString partial = path + u".part" + QString::number(++uploads);
    if (!storeUpload(call, partial))
        return;
    const std::optional<BulkJob> taken = jobsOf(call.org).change(job->id, [&](BulkJob &changed) {
        if (changed.uploaded || changed.state != BulkJob::State::Open
            || !QFile::rename(partial, path))
            return false;
        changed.uploaded = true;
        return true;
    });
    if (!taken) {
        QFile::remove(partial);
        refuse(call, "INVALIDJOBSTATE", u"Content was uploaded to this job already"_s);
        return;
    }
    answerEmpty(call, 201);
}

void changeJob(Call &call)
{
    const std::optional<BulkJob> job = jobOf(call, false);
    QJsonObject body;
    if (!job || !readObject(call, body))
        return;
    const QString wanted = body.value(u"state").toString();
    if (wanted == u"Aborted"_s) {
        abortJob(call, *job);
        return;
    }
    if (wanted != u"UploadComplete"_s) {
        refuse(call, "INVALIDJOBSTATE", u"A job can't be changed to %1"_s.arg(wanted));
        return;
    }
    if (!hasLeft(call, u"DailyBulkApiBatches"_s, u"ingest batches"_s))
        return;
    const std::optional<BulkJob> closed = jobsOf(call.org).change(job->id, [](BulkJob &changed) {
        if (changed.state != BulkJob::State::Open)
            return false;
        closeUpload(changed);
        return true;
    });
    if (!closed) {
        refuse(call, "INVALIDJOBSTATE",
            u"Closing already %1 Job not allowed"_s.arg(stateName(job->state)));
        return;
    }
    answerJob(call, *closed, JobView::Changed);
}

void readJob(Call &call)
{
    if (const std::optional<BulkJob> job = jobOf(call, false, true))
        answerJob(call, *job, JobView::Whole);
}

void sendFile(Call &call, const QString &path, const std::string &headerIfMissing)
{
    call.reply.begin(200, {{"Content-Type", "text/csv"}});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        call.reply.write(headerIfMissing);
        return;
    }
    while (!file.atEnd()) {
        const QByteArray piece = file.read(256 << 10);
        if (piece.isEmpty()) {
            call.reply.cut(); // unreadable in the middle
            return;
        }
        if (!call.reply.write({piece.constData(), static_cast<std::size_t>(piece.size())}))
            return;
    }
}

/// The results of a job that is over, or of one that goes on: what there is so far.
void readRows(Call &call, BulkRows rows)
{
    const std::optional<BulkJob> job = jobOf(call, false, true);
    if (!job)
        return;
    const QString file = jobsOf(call.org).file(job->id);
    const BulkUpload content(file + u".csv", job->dialect());
    if (rows != BulkRows::Unprocessed) {
        const bool done = rows == BulkRows::Successful;
        sendFile(call, file + (done ? u".done"_s : u".failed"_s), content.resultHeader(rows));
        return;
    }
    call.reply.begin(200, {{"Content-Type", "text/csv"}});
    if (!call.reply.write(content.resultHeader(rows)) || !job->isOver())
        return;
    content.copyFrom(
        job->processed, [&](std::string_view piece) { return call.reply.write(piece); });
}

} // namespace

void addIngestJobs(Router &router)
{
    router.add("POST", "jobs/ingest", createJob);
    router.add("GET", "jobs/ingest", [](Call &call) { listJobs(call, false); });
    router.add("GET", "jobs/ingest/{id}", readJob);
    router.add("PATCH", "jobs/ingest/{id}", changeJob);
    router.add("DELETE", "jobs/ingest/{id}", [](Call &call) { deleteJob(call, false); });
    router.add("PUT", "jobs/ingest/{id}/batches", upload);
    router.add("GET", "jobs/ingest/{id}/successfulResults",
        [](Call &call) { readRows(call, BulkRows::Successful); });
    router.add("GET", "jobs/ingest/{id}/failedResults",
        [](Call &call) { readRows(call, BulkRows::Failed); });
    router.add("GET", "jobs/ingest/{id}/unprocessedrecords",
        [](Call &call) { readRows(call, BulkRows::Unprocessed); });
}

} // namespace practice::bulk
