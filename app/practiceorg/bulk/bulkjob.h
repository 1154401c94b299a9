#pragma once

#include "app/practiceorg/text/csv.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace practice {

/// A Bulk API 2.0 job: what was asked for and how far it has come (PROTOCOL.md 5).
struct BulkJob {
    enum class State { Open, UploadComplete, InProgress, JobComplete, Failed, Aborted };

    QByteArray id; ///< `750…`
    bool isQuery = false;
    QString operation; ///< `query`, `upsert` …
    QString object;
    QString soql;
    QString externalIdField;
    QString assignmentRuleId;
    QString columnDelimiter = QStringLiteral("COMMA");
    QString lineEnding = QStringLiteral("LF");
    QByteArray version; ///< `60.0`
    QByteArray createdById;
    qint64 createdMs = 0;
    qint64 stampMs = 0; ///< systemModstamp
    bool pkChunking = false;

    State state = State::Open;
    bool uploaded = false;
    qint64 queuedMs = 0;   ///< the org's time when it became UploadComplete
    qint64 completeMs = 0; ///< the org's time before which it does not show that it is done
    qint64 processed = 0;
    qint64 failed = 0;
    int retries = 0;
    qint64 totalMs = 0;  ///< totalProcessingTime
    qint64 activeMs = 0; ///< apiActiveProcessingTime
    QString error;

    [[nodiscard]] bool isOver() const { return state >= State::JobComplete; }
    [[nodiscard]] csv::Dialect dialect() const
    {
        return csv::dialect(columnDelimiter, lineEnding).value_or(csv::Dialect());
    }

    /// How it is kept on disk.
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static BulkJob fromJson(const QJsonObject &json);
};

[[nodiscard]] QString stateName(BulkJob::State state);

/// Which of a job's keys an answer shows.
enum class JobView {
    Created, ///< the answer to POST
    Changed, ///< the answer to PATCH: the short one
    Whole,   ///< GET
    Listed,  ///< GET of all jobs: without how far each one is
};
/// The keys and their order as recorded; apiVersion as `60.0`.
[[nodiscard]] QByteArray jobJson(const BulkJob &job, JobView view);

} // namespace practice
