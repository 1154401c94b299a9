#include "app/practiceorg/bulk/bulk.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace practice {

namespace bulk {

namespace {

constexpr qsizetype jobsOnPage = 1'000;

/// What the list of jobs may be narrowed down with.
struct Wanted {
    QByteArray jobType;
    QByteArray pkChunking;
    QByteArray concurrency;

    [[nodiscard]] bool fits(const BulkJob &job) const
    {
        const QByteArray type = job.isQuery ? "V2Query" : "V2Ingest";
        // Only jobs of the first Bulk API have it switched on ("Get Information About All Query
        // Jobs"); there are none here.
        return (jobType.isEmpty() || jobType.compare(type, Qt::CaseInsensitive) == 0)
            && pkChunking.compare("true", Qt::CaseInsensitive) != 0
            && (concurrency.isEmpty() || concurrency.compare("parallel", Qt::CaseInsensitive) == 0);
    }
};

} // namespace

void refuse(Call &call, const QByteArray &code, const QString &message)
{
    answerError(call, {400, code, message});
}

void answerJob(Call &call, const BulkJob &job, JobView view)
{
    answerJsonText(call, 200, jobJson(job, view));
}

std::optional<BulkJob> jobOf(Call &call, bool isQuery, bool wait)
{
    const QByteArray id = call.argument("id");
    std::optional<BulkJob> job = wait ? jobsOf(call.org).await(id) : jobsOf(call.org).find(id);
    if (!job || job->isQuery != isQuery) {
        answerNotFound(call);
        return std::nullopt;
    }
    return job;
}

bool readFormat(Call &call, const QJsonObject &body, BulkJob &job)
{
    const auto choice = [&body](QStringView key, const QString &otherwise) {
        const QJsonValue value = body.value(key);
        return value.isUndefined() || value.isNull() ? otherwise : value.toString();
    };
    job.columnDelimiter = choice(u"columnDelimiter", u"COMMA"_s);
    job.lineEnding = choice(u"lineEnding", u"LF"_s);
    job.version = call.version;
    const QString contentType = choice(u"contentType", u"CSV"_s);
    if (contentType != u"CSV"_s) {
        refuse(call, "INVALIDJOB", u"InvalidJob : Unsupported content type: %1"_s.arg(contentType));
        return false;
    }
    if (!csv::dialect(job.columnDelimiter, u"LF"_s)) {
        refuse(call, "INVALIDJOB",
            u"InvalidJob : Unsupported column delimiter: %1"_s.arg(job.columnDelimiter));
        return false;
    }
    if (!csv::dialect(u"COMMA"_s, job.lineEnding)) {
        refuse(
            call, "INVALIDJOB", u"InvalidJob : Unsupported line ending: %1"_s.arg(job.lineEnding));
        return false;
    }
    return true;
}

bool hasLeft(Call &call, const QString &limit, const QString &what)
{
    const QJsonObject entry = call.org.limits().value(limit).toObject();
    if (entry.isEmpty() || entry.value(u"Remaining").toInt() > 0)
        return true;
    const int maximum = entry.value(u"Max").toInt();
    refuse(call, "EXCEEDEDQUOTA",
        u"Max bulk v2 %1 (%2) per 24 hrs has been reached (%2)"_s.arg(
            what, QString::number(maximum)));
    return false;
}

void listJobs(Call &call, bool isQuery)
{
    const Wanted wanted{call.request.parameter("jobType"),
        call.request.parameter("isPkChunkingEnabled"), call.request.parameter("concurrencyMode")};
    const qsizetype from = call.request.parameter("queryLocator").toLongLong();
    QByteArray records;
    qsizetype seen = 0;
    for (const BulkJob &job : jobsOf(call.org).all(isQuery)) {
        if (!wanted.fits(job))
            continue;
        if (seen >= from && seen < from + jobsOnPage) {
            if (!records.isEmpty())
                records += ',';
            records += jobJson(job, JobView::Listed);
        }
        ++seen;
    }
    const bool done = seen <= from + jobsOnPage;
    const QByteArray next = done
        ? QByteArray("null")
        : QByteArray('"'
              + call
                  .url(u"jobs/%1?queryLocator=%2"_s.arg(
                      isQuery ? u"query"_s : u"ingest"_s, QString::number(from + jobsOnPage)))
                  .toLatin1()
              + '"');
    answerJsonText(call, 200,
        QByteArray("{\"done\":") + (done ? "true" : "false") + ",\"records\":[" + records
            + "],\"nextRecordsUrl\":" + next + "}");
}

void abortJob(Call &call, const BulkJob &job)
{
    const std::optional<BulkJob> aborted = jobsOf(call.org).change(job.id, [](BulkJob &changed) {
        if (changed.isOver())
            return false;
        changed.state = BulkJob::State::Aborted;
        return true;
    });
    if (aborted)
        answerJob(call, *aborted, JobView::Changed);
    else
        refuse(call, "INVALIDJOBSTATE", u"Aborting already Completed Job not allowed"_s);
}

void deleteJob(Call &call, bool isQuery)
{
    const std::optional<BulkJob> job = jobOf(call, isQuery);
    if (!job)
        return;
    const bool may = job->isOver() || (!isQuery && job->state == BulkJob::State::UploadComplete);
    if (!may) {
        refuse(call, "API_ERROR",
            u"Error encountered when deleting the job because the job is not terminated"_s);
        return;
    }
    jobsOf(call.org).remove(job->id);
    answerEmpty(call, 204);
}

} // namespace bulk

void addBulkEndpoints(Router &router)
{
    bulk::addQueryJobs(router);
    bulk::addIngestJobs(router);
}

} // namespace practice
