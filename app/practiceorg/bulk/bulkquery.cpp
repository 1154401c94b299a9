#include "app/practiceorg/bulk/bulk.h"
#include "app/practiceorg/bulk/bulkresults.h"
#include "app/practiceorg/soql/soqlplan.h"

/// Bulk API 2.0 query jobs: asking for one, its results, ending it.
using namespace Qt::StringLiterals;

namespace practice::bulk {

namespace {

constexpr qint64 usualPage = 50'000;
constexpr int pagesAtOnce = 5; ///< resultPages names so many

/// A locator says where the next row stands: `MTAwMDA` is 10000.
QByteArray locatorOf(qint64 row)
{
    return QByteArray::number(static_cast<qlonglong>(row))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<qint64> rowOf(const QByteArray &locator)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        locator, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    bool ok = false;
    const qint64 row = decoded ? (*decoded).toLongLong(&ok) : -1;
    if (!ok || row <= 0)
        return std::nullopt;
    return row;
}

/// What REST can and Bulk can't. Empty when all is well.
QString unsupported(const soql::Query &query, const soql::Plan &plan)
{
    if (query.isGrouped)
        return u"GROUP BY is not supported in Bulk Query"_s;
    if (query.hasAggregate())
        return u"Aggregate expressions are not supported in Bulk Query"_s;
    if (query.offset)
        return u"OFFSET is not supported in Bulk Query"_s;
    for (const soql::Node &node : plan.nodes) {
        if (node.kind == soql::Node::Kind::Children)
            return u"Aggregate Relationships not supported in Bulk V2 Query with CSV content type"_s;
    }
    for (const soql::SelectItem &item : query.items) {
        if (item.kind == soql::SelectItem::Kind::TypeOf)
            return u"TYPEOF is not supported in Bulk Query"_s;
    }
    for (const soql::Leaf &leaf : plan.leaves) {
        if (leaf.kind == soql::Leaf::Kind::Compound)
            return u"Selecting compound data not supported in Bulk Query"_s;
    }
    return {};
}

/// Checks the query as far as it can be before it runs.
bool accept(Call &call, BulkJob &job)
{
    const soql::Parsed parsed = soql::parse(job.soql);
    if (const auto *error = std::get_if<soql::Error>(&parsed)) {
        refuse(call, error->code, error->message);
        return false;
    }
    const auto &query = std::get<soql::Query>(parsed);
    const SchemaPointer schema = recordsOf(call.org).snapshot();
    if (schema->visibleObject(query.object) == nullptr) {
        refuse(call, "INVALIDENTITY",
            u"Entity '%1' is not supported by the Bulk API."_s.arg(query.object));
        return false;
    }
    const soql::Planned planned = soql::plan(job.soql, query,
        {schema, call.org.now().toMSecsSinceEpoch(), call.org.userId(),
            job.operation == u"queryAll"_s, true});
    if (const auto *error = std::get_if<soql::Error>(&planned)) {
        refuse(call, error->code, error->message);
        return false;
    }
    const auto &plan = std::get<soql::Plan>(planned);
    if (const QString what = unsupported(query, plan); !what.isEmpty()) {
        refuse(call, "API_ERROR", what);
        return false;
    }
    job.object = plan.object->name;
    job.pkChunking = !plan.ordered && !plan.limited;
    return true;
}

void createQueryJob(Call &call)
{
    QJsonObject body;
    if (!readObject(call, body))
        return;
    BulkJob job;
    job.isQuery = true;
    job.operation = body.value(u"operation").toString();
    job.soql = body.value(u"query").toString();
    if (job.operation != u"query"_s && job.operation != u"queryAll"_s) {
        refuse(call, "INVALIDJOB",
            u"InvalidJob : Unsupported operation for a query job: %1"_s.arg(job.operation));
        return;
    }
    if (job.soql.trimmed().isEmpty()) {
        refuse(call, "INVALIDJOB", u"InvalidJob : No query specified"_s);
        return;
    }
    if (!readFormat(call, body, job) || !accept(call, job)
        || !hasLeft(call, u"DailyBulkV2QueryJobs"_s, u"query jobs"_s))
        return;
    call.org.useLimit(u"DailyBulkV2QueryJobs"_s);
    answerJob(call, jobsOf(call.org).add(job), JobView::Created);
}

void readQueryJob(Call &call)
{
    if (const std::optional<BulkJob> job = jobOf(call, true, true))
        answerJob(call, *job, JobView::Whole);
}

void changeQueryJob(Call &call)
{
    const std::optional<BulkJob> job = jobOf(call, true);
    QJsonObject body;
    if (!job || !readObject(call, body))
        return;
    if (body.value(u"state").toString() == u"Aborted"_s)
        abortJob(call, *job);
    else
        refuse(call, "INVALIDJOBSTATE",
            u"Query jobs can only be aborted, not changed to %1"_s.arg(
                body.value(u"state").toString()));
}

/// A job whose results may be asked for in this version of the API; otherwise it was answered.
std::optional<BulkJob> finishedJob(Call &call)
{
    const std::optional<BulkJob> job = jobOf(call, true, true);
    if (!job)
        return std::nullopt;
    if (job->version != call.version) {
        answerError(call,
            {409, "API_ERROR",
                u"The job was created with API version %1; its results can be read with that version only"_s
                    .arg(QString::fromLatin1(job->version))});
        return std::nullopt;
    }
    if (job->state != BulkJob::State::JobComplete) {
        refuse(call, "INVALIDJOBSTATE",
            u"Job %1 is %2: results are there once it is JobComplete"_s.arg(
                QString::fromLatin1(job->id), stateName(job->state)));
        return std::nullopt;
    }
    return job;
}

/// A number of the query string, 1 or more; `otherwise` when it is not there.
std::optional<qint64> wantedRecords(const Call &call, qint64 otherwise)
{
    const QByteArray text = call.request.parameter("maxRecords");
    if (text.isEmpty())
        return otherwise;
    bool ok = false;
    const qint64 count = text.toLongLong(&ok);
    if (!ok || count < 1)
        return std::nullopt;
    return count;
}

void answerUnreadable(Call &call)
{
    answerError(call, {500, "UNKNOWN_EXCEPTION", u"The results of the job can't be read."_s});
}

void readResults(Call &call)
{
    const std::optional<BulkJob> job = finishedJob(call);
    if (!job)
        return;
    ResultReader results(jobsOf(call.org).file(job->id));
    if (!results.open()) {
        answerUnreadable(call);
        return;
    }
    const QByteArray locator = call.request.parameter("locator");
    const std::optional<qint64> count = wantedRecords(call, usualPage);
    const std::optional<qint64> first = locator.isEmpty() ? 0 : rowOf(locator);
    if (!count) {
        refuse(call, "INVALID_ARGUMENT_TYPE", u"maxRecords must be a number of at least 1"_s);
        return;
    }
    if (!first || *first >= std::max<qint64>(results.rows(), 1)) {
        refuse(call, "INVALID_QUERY_LOCATOR", u"invalid query locator"_s);
        return;
    }
    const qint64 here = std::min(*count, results.rows() - *first);
    const qint64 end = *first + here;
    call.reply.begin(200,
        {{"Content-Type", "text/csv"},
            {"Sforce-Locator", end < results.rows() ? locatorOf(end) : QByteArray("null")},
            {"Sforce-NumberOfRecords", QByteArray::number(static_cast<qlonglong>(here))}});
    const QByteArray &header = results.header();
    if (!call.reply.write({header.constData(), static_cast<std::size_t>(header.size())}))
        return;
    bool clientThere = true;
    const bool whole = results.read(*first, here, [&](std::string_view rows) {
        clientThere = call.reply.write(rows);
        return clientThere;
    });
    if (!whole && clientThere)
        call.reply.cut(); // rather no end than one that looks right
}

void readResultPages(Call &call)
{
    const std::optional<BulkJob> job = finishedJob(call);
    if (!job)
        return;
    ResultReader results(jobsOf(call.org).file(job->id));
    if (!results.open()) {
        answerUnreadable(call);
        return;
    }
    const QByteArray from = call.request.parameter("locator");
    const qint64 page = wantedRecords(call, usualPage).value_or(usualPage);
    qint64 row = rowOf(from).value_or(0);
    const QString base = call.url(u"jobs/query/%1/"_s.arg(QString::fromLatin1(job->id)));
    QJsonArray pages;
    for (int i = 0; i < pagesAtOnce && (row < results.rows() || row == 0); ++i, row += page) {
        QString address = base + u"results?maxRecords=" + QString::number(page);
        if (row > 0)
            address += u"&locator=" + QString::fromLatin1(locatorOf(row));
        pages.append(QJsonObject{{u"resultUrl"_s, address}});
    }
    QJsonObject body{{u"resultPages"_s, pages}, {u"done"_s, row >= results.rows()}};
    if (row < results.rows())
        body[u"nextRecordsUrl"_s] =
            QString(base + u"resultPages?locator=" + QString::fromLatin1(locatorOf(row)));
    answerJson(call, 200, body);
}

} // namespace

void addQueryJobs(Router &router)
{
    router.add("POST", "jobs/query", createQueryJob);
    router.add("GET", "jobs/query", [](Call &call) { listJobs(call, true); });
    router.add("GET", "jobs/query/{id}", readQueryJob);
    router.add("PATCH", "jobs/query/{id}", changeQueryJob);
    router.add("DELETE", "jobs/query/{id}", [](Call &call) { deleteJob(call, true); });
    router.add("GET", "jobs/query/{id}/results", readResults);
    router.add("GET", "jobs/query/{id}/resultPages", since(58, readResultPages));
}

} // namespace practice::bulk
