#pragma once

#include "app/practiceorg/bulk/bulkjob.h"
#include "app/practiceorg/org/org.h"
#include "app/practiceorg/records/records.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace practice {

/// The Bulk jobs of one org. They are kept on disk with what was uploaded and what came out, so
/// that they go on after the program was stopped or killed. One thread works on them in turn.
///
/// Files below `jobs/` of the org's folder, by the job's Id: `.json` the job itself, `.rows` and
/// `.index` what a query found, `.csv` what was uploaded, `.done` and `.failed` rows of results.
class Jobs final : public Part {
public:
    explicit Jobs(Org &org);
    ~Jobs() override;

    Result<void> open() override;
    Result<void> reset() override;
    [[nodiscard]] QJsonObject state() const override; ///< `{"jobs":[{"id","state",…}]}`

    /// Gives the job its Id, creator and time, and keeps it. An uploaded or query job is queued.
    [[nodiscard]] BulkJob add(BulkJob job);
    /// Nothing when there is none, or it is older than seven days.
    [[nodiscard]] std::optional<BulkJob> find(const QByteArray &id);
    /// As find(). Waits a moment for a job that is being worked on, so that a small one is done
    /// when it is first asked for.
    [[nodiscard]] std::optional<BulkJob> await(const QByteArray &id);
    [[nodiscard]] std::vector<BulkJob> all(bool queries);
    /// Changes a job under the lock; what `change` refuses (false) stays as it was. The changed
    /// job.
    std::optional<BulkJob> change(
        const QByteArray &id, const std::function<bool(BulkJob &)> &change);
    /// Takes the job and its files away.
    void remove(const QByteArray &id);

    [[nodiscard]] QString file(const QByteArray &id, const QString &ending = {}) const;
    /// How long jobs stay UploadComplete and InProgress at least, in the org's time. 0 at first.
    void setPace(qint64 queuedMs, qint64 runningMs);

private:
    void start();
    void stop();
    void work(const std::stop_token &stop);
    /// The next job to work on, marked InProgress.
    [[nodiscard]] std::optional<BulkJob> takeNext();
    void finish(const QByteArray &id, const BulkJob &outcome);
    [[nodiscard]] bool save(const BulkJob &job) const;
    [[nodiscard]] BulkJob shown(BulkJob job) const;
    [[nodiscard]] bool isDue(const BulkJob &job) const;
    [[nodiscard]] qint64 now() const { return m_org.now().toMSecsSinceEpoch(); }
    void dropOld();
    void removeFiles(const QByteArray &id) const;
    void settle(BulkJob &job) const;

    Org &m_org;
    const QString m_folder;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<QByteArray, BulkJob> m_jobs;
    std::map<QByteArray, Store::Reader> m_moments; ///< what queued queries will see
    qint64 m_queuedMs = 0;
    qint64 m_runningMs = 0;
    std::jthread m_worker; ///< the last member: it ends before the rest goes
};

[[nodiscard]] inline Jobs &jobsOf(Org &org) { return static_cast<Jobs &>(org.part(Part::Jobs)); }

/// What a working job may ask and tell.
struct BulkProgress {
    std::stop_token stop;
    /// False when the job was aborted meanwhile.
    std::function<bool(qint64 processed, qint64 failed)> report;
};

// Carry out a job; what comes back is its state at the end, or still InProgress when stopped.
[[nodiscard]] BulkJob runBulkQuery(
    Org &org, BulkJob job, Store::Reader moment, const QString &file, const BulkProgress &progress);
[[nodiscard]] BulkJob runBulkIngest(
    Org &org, BulkJob job, const QString &file, const BulkProgress &progress);

} // namespace practice
