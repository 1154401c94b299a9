#include "app/practiceorg/bulk/bulkjobs.h"

#include "app/practiceorg/bulk/bulkresults.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <chrono>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr qint64 keptMs = 7 * dayMs;
/// A poll waits so long for a job that is being worked on.
constexpr std::chrono::milliseconds patience{1'000};
/// How often jobs that wait for the org's time are looked at: that clock may be set by hand.
constexpr std::chrono::milliseconds glance{20};

} // namespace

std::unique_ptr<Part> makeJobs(Org &org) { return std::make_unique<Jobs>(org); }

Jobs::Jobs(Org &org) : m_org(org), m_folder(org.folder() + u"/jobs") { }

Jobs::~Jobs() { stop(); }

Result<void> Jobs::open()
{
    if (!QDir().mkpath(m_folder))
        return failure(Failure::Problem::Internal, {m_folder}, u"cannot make the folder"_s);
    {
        const std::scoped_lock lock(m_mutex);
        for (const QString &name : QDir(m_folder).entryList({u"750*.json"_s}, QDir::Files)) {
            QFile file(m_folder + u'/' + name);
            if (!file.open(QIODevice::ReadOnly))
                return failure(Failure::Problem::Internal, {file.fileName()}, file.errorString());
            BulkJob job = BulkJob::fromJson(QJsonDocument::fromJson(file.readAll()).object());
            // Whoever worked on it is gone: it goes on from what is kept.
            if (job.state == BulkJob::State::InProgress) {
                job.state = BulkJob::State::UploadComplete;
                ++job.retries;
            }
            m_jobs[job.id] = job;
        }
        dropOld();
    }
    start();
    return {};
}

Result<void> Jobs::reset()
{
    stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_moments.clear();
        m_jobs.clear();
        m_queuedMs = m_runningMs = 0;
        QDir(m_folder).removeRecursively();
        if (!QDir().mkpath(m_folder))
            return failure(Failure::Problem::Internal, {m_folder}, u"cannot make the folder"_s);
    }
    start();
    return {};
}

QJsonObject Jobs::state() const
{
    const std::scoped_lock lock(m_mutex);
    QJsonArray jobs;
    for (const auto &[id, job] : m_jobs) {
        const BulkJob visible = shown(job);
        jobs.append(QJsonObject{{u"id"_s, QString::fromLatin1(id)}, {u"object"_s, visible.object},
            {u"operation"_s, visible.operation}, {u"state"_s, stateName(visible.state)},
            {u"processed"_s, visible.processed}, {u"failed"_s, visible.failed}});
    }
    return {{u"jobs"_s, jobs}};
}

QString Jobs::file(const QByteArray &id, const QString &ending) const
{
    return m_folder + u'/' + QString::fromLatin1(id) + ending;
}

bool Jobs::save(const BulkJob &job) const
{
    QSaveFile out(file(job.id, u".json"_s));
    return out.open(QIODevice::WriteOnly)
        && out.write(QJsonDocument(job.toJson()).toJson(QJsonDocument::Compact)) > 0
        && out.commit();
}

BulkJob Jobs::add(BulkJob job)
{
    const std::scoped_lock lock(m_mutex);
    do {
        job.id = recordsOf(m_org).store().nextId("750");
    } while (m_jobs.contains(job.id));
    job.createdById = m_org.userId();
    job.createdMs = job.stampMs = now() / 1'000 * 1'000;
    if (job.isQuery) {
        job.queuedMs = now();
        job.state = BulkJob::State::UploadComplete;
        // It sees the data of this moment, whenever its turn comes.
        Store::Reader moment = recordsOf(m_org).store().reader();
        moment.begin();
        Statement look(moment.db(), "SELECT COUNT(*) FROM sqlite_schema");
        if (look && look.step())
            m_moments.emplace(job.id, std::move(moment));
    }
    dropOld();
    settle(job);
    m_jobs[job.id] = job;
    m_changed.notify_all();
    return job;
}

/// A job that cannot be kept is a failed one: nobody may count on it.
void Jobs::settle(BulkJob &job) const
{
    if (save(job))
        return;
    job.state = BulkJob::State::Failed;
    job.error = u"InternalServerError : The job could not be stored"_s;
}

/// Until its time has come, a job that is done does not say so.
BulkJob Jobs::shown(BulkJob job) const
{
    if (job.state == BulkJob::State::JobComplete && now() < job.completeMs)
        job.state = BulkJob::State::InProgress;
    return job;
}

std::optional<BulkJob> Jobs::find(const QByteArray &id)
{
    const std::scoped_lock lock(m_mutex);
    dropOld();
    const auto found = m_jobs.find(id18(id));
    if (found == m_jobs.end())
        return std::nullopt;
    return shown(found->second);
}

std::optional<BulkJob> Jobs::await(const QByteArray &id)
{
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, patience, [&] {
            const auto found = m_jobs.find(id18(id));
            return found == m_jobs.end() || !isDue(found->second);
        });
    }
    return find(id);
}

bool Jobs::isDue(const BulkJob &job) const
{
    return job.state == BulkJob::State::InProgress
        || (job.state == BulkJob::State::UploadComplete && now() >= job.queuedMs + m_queuedMs);
}

std::vector<BulkJob> Jobs::all(bool queries)
{
    const std::scoped_lock lock(m_mutex);
    dropOld();
    std::vector<BulkJob> found;
    for (const auto &[id, job] : m_jobs) {
        if (job.isQuery == queries)
            found.push_back(shown(job));
    }
    return found;
}

std::optional<BulkJob> Jobs::change(
    const QByteArray &id, const std::function<bool(BulkJob &)> &change)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_jobs.find(id18(id));
    if (found == m_jobs.end())
        return std::nullopt;
    BulkJob job = shown(found->second);
    if (!change(job))
        return std::nullopt;
    job.stampMs = now() / 1'000 * 1'000;
    if (job.state == BulkJob::State::UploadComplete && job.queuedMs == 0)
        job.queuedMs = now();
    settle(job);
    found->second = job;
    if (job.isOver())
        m_moments.erase(job.id);
    m_changed.notify_all();
    return job;
}

void Jobs::remove(const QByteArray &id)
{
    const std::scoped_lock lock(m_mutex);
    m_moments.erase(id18(id));
    m_jobs.erase(id18(id));
    removeFiles(id18(id));
    m_changed.notify_all();
}

void Jobs::removeFiles(const QByteArray &id) const
{
    for (const QString &ending : {u".json"_s, u".csv"_s, u".done"_s, u".failed"_s})
        QFile::remove(file(id, ending));
    removeResults(file(id));
}

/// Results are kept for seven days; an upload that nobody closes for one.
void Jobs::dropOld()
{
    for (auto it = m_jobs.begin(); it != m_jobs.end();) {
        BulkJob &job = it->second;
        const qint64 age = now() - job.createdMs;
        if (job.state == BulkJob::State::Open && age >= dayMs) {
            job.state = BulkJob::State::Aborted;
            settle(job);
        }
        if (job.isOver() && age >= keptMs) {
            removeFiles(it->first);
            it = m_jobs.erase(it);
        } else {
            ++it;
        }
    }
}

void Jobs::setPace(qint64 queuedMs, qint64 runningMs)
{
    const std::scoped_lock lock(m_mutex);
    m_queuedMs = queuedMs;
    m_runningMs = runningMs;
    m_changed.notify_all();
}

void Jobs::start()
{
    m_worker = std::jthread([this](const std::stop_token &stop) { work(stop); });
}

void Jobs::stop()
{
    m_worker.request_stop();
    m_changed.notify_all();
    if (m_worker.joinable())
        m_worker.join();
}

std::optional<BulkJob> Jobs::takeNext()
{
    BulkJob *next = nullptr;
    for (auto &[id, job] : m_jobs) {
        if (job.state == BulkJob::State::UploadComplete && isDue(job)
            && (next == nullptr || job.queuedMs < next->queuedMs))
            next = &job;
    }
    if (next == nullptr)
        return std::nullopt;
    next->state = BulkJob::State::InProgress;
    next->stampMs = now() / 1'000 * 1'000;
    settle(*next);
    if (next->isOver())
        return std::nullopt; // it could not be kept
    return *next;
}

void Jobs::work(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        std::optional<BulkJob> job;
        std::optional<Store::Reader> moment;
        {
            std::unique_lock lock(m_mutex);
            const bool waiting = std::any_of(m_jobs.begin(), m_jobs.end(), [](const auto &entry) {
                return entry.second.state == BulkJob::State::UploadComplete;
            });
            job = takeNext();
            if (!job && waiting)
                m_changed.wait_for(lock, stop, glance, [this] {
                    return std::any_of(m_jobs.begin(), m_jobs.end(),
                        [this](const auto &entry) { return isDue(entry.second); });
                });
            else if (!job)
                m_changed.wait(lock, stop, [this] {
                    return std::any_of(m_jobs.begin(), m_jobs.end(), [](const auto &entry) {
                        return entry.second.state == BulkJob::State::UploadComplete;
                    });
                });
            if (!job)
                continue;
            if (const auto found = m_moments.find(job->id); found != m_moments.end()) {
                moment.emplace(std::move(found->second));
                m_moments.erase(found);
            }
        }
        const BulkProgress progress{
            stop, [this, id = job->id](qint64 processed, qint64 failed) {
                const std::scoped_lock lock(m_mutex);
                const auto found = m_jobs.find(id);
                if (found == m_jobs.end() || found->second.state != BulkJob::State::InProgress)
                    return false;
                found->second.processed = processed;
                found->second.failed = failed;
                return true;
            }};
        const auto began = std::chrono::steady_clock::now();
        BulkJob outcome;
        if (job->isQuery) {
            if (!moment) {
                moment.emplace(recordsOf(m_org).store().reader());
                moment->begin();
            }
            outcome = runBulkQuery(m_org, *job, std::move(*moment), file(job->id), progress);
        } else {
            outcome = runBulkIngest(m_org, *job, file(job->id), progress);
        }
        const auto took = std::chrono::steady_clock::now() - began;
        outcome.totalMs = outcome.activeMs =
            std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
        finish(job->id, outcome);
    }
}

void Jobs::finish(const QByteArray &id, const BulkJob &outcome)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) {
        removeFiles(id); // deleted while it was worked on
        return;
    }
    BulkJob &job = found->second;
    const bool aborted = job.state == BulkJob::State::Aborted;
    job.processed = outcome.processed;
    job.failed = outcome.failed;
    job.totalMs = outcome.totalMs;
    job.activeMs = outcome.activeMs;
    job.error = outcome.error;
    if (!aborted)
        job.state = outcome.state;
    job.stampMs = now() / 1'000 * 1'000;
    job.completeMs = job.queuedMs + m_queuedMs + m_runningMs;
    settle(job);
    m_changed.notify_all();
}

} // namespace practice
