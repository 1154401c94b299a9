#pragma once

#include "app/practiceorg/bulk/bulkjobs.h"
#include "app/practiceorg/http/endpoint.h"

/// What query and ingest jobs share in how they are asked for and answered.
namespace practice::bulk {

/// The job of `{id}` in the path, of the right kind; without one, 404 has been answered.
[[nodiscard]] std::optional<BulkJob> jobOf(Call &call, bool isQuery, bool wait = false);
/// Reads contentType, columnDelimiter and lineEnding; a refusal has been answered when false.
[[nodiscard]] bool readFormat(Call &call, const QJsonObject &body, BulkJob &job);
void answerJob(Call &call, const BulkJob &job, JobView view);
void refuse(Call &call, const QByteArray &code, const QString &message);
/// Whether the limit has something left; a refusal has been answered when not.
[[nodiscard]] bool hasLeft(Call &call, const QString &limit, const QString &what);

void listJobs(Call &call, bool isQuery);
void abortJob(Call &call, const BulkJob &job);
void deleteJob(Call &call, bool isQuery);

void addQueryJobs(Router &router);
void addIngestJobs(Router &router);

} // namespace practice::bulk
