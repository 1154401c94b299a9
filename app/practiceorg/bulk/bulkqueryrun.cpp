#include "app/practiceorg/bulk/bulkjobs.h"

#include "app/practiceorg/bulk/bulkresults.h"
#include "app/practiceorg/bulk/csvrow.h"
#include "app/practiceorg/soql/soqlplan.h"

#include <sqlite3.h>

#include <algorithm>

/// What a Bulk query does while it is InProgress: from the records to the file of results.
using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 reportEvery = 1'000; ///< rows

BulkJob failedJob(BulkJob job, const QString &error)
{
    job.state = BulkJob::State::Failed;
    job.error = error;
    return job;
}

/// The order of the rows, different for each job and always the same for one.
quint64 orderOf(const BulkJob &job, const soql::Plan &plan)
{
    if (plan.ordered)
        return 0;
    quint64 hash = 0xcbf29ce484222325; // FNV-1a: qHash differs from one start to the next
    for (const char c : job.id)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash | 1;
}

/// In the order of SELECT; before version 50 by their names.
std::vector<soql::Leaf> columnsOf(const BulkJob &job, const soql::Plan &plan)
{
    std::vector<soql::Leaf> columns = plan.leaves;
    if (job.version.toDouble() < 50)
        std::ranges::sort(columns, {}, &soql::Leaf::heading);
    return columns;
}

} // namespace

BulkJob runBulkQuery(
    Org &org, BulkJob job, Store::Reader moment, const QString &file, const BulkProgress &progress)
{
    const soql::Context context{recordsOf(org).snapshot(), job.createdMs, job.createdById,
        job.operation == u"queryAll"_s, true};
    const soql::Planned planned = soql::plan(job.soql, context);
    if (const auto *error = std::get_if<soql::Error>(&planned))
        return failedJob(job, u"InvalidBatch : %1"_s.arg(error->message.trimmed()));
    const auto &plan = std::get<soql::Plan>(planned);

    const QByteArray sql = plan.recordsSql();
    Statement rows(moment.db(), {sql.constData(), static_cast<std::size_t>(sql.size())});
    if (!rows)
        return failedJob(
            job, u"InternalServerError : %1"_s.arg(QString::fromUtf8(sqlite3_errmsg(moment.db()))));
    plan.bind(rows.handle());

    const std::vector<soql::Leaf> columns = columnsOf(job, plan);
    const CsvRow csv(columns, job.dialect());
    ResultWriter results(file, orderOf(job, plan));
    std::string line;
    qint64 count = 0;
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(rows.handle())) == SQLITE_ROW) {
        line.clear();
        csv.append(line, rows.handle());
        if (!results.add(line))
            return failedJob(job, u"InternalServerError : The results could not be stored"_s);
        ++count;
        if (count % reportEvery == 0
            && (progress.stop.stop_requested() || !progress.report(count, 0)))
            return job; // stopped or aborted: the owner knows
    }
    if (step != SQLITE_DONE)
        return failedJob(
            job, u"InternalServerError : %1"_s.arg(QString::fromUtf8(sqlite3_errmsg(moment.db()))));
    if (!results.finish(QByteArray::fromStdString(csv.header())))
        return failedJob(job, u"InternalServerError : The results could not be stored"_s);
    job.processed = count;
    job.state = BulkJob::State::JobComplete;
    return job;
}

} // namespace practice
