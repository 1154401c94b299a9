#include "salesforce/bulk/bulkrecords.h"

#include "base/boundedqueue.h"
#include "salesforce/bulk/bulkpages.h"
#include "salesforce/http/apierror.h"
#include "salesforce/query/soql.h"

#include <QJsonObject>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto firstPoll = 250ms;
constexpr auto longestPoll = 15s;
constexpr std::size_t batchesAhead = 2; ///< besides the one being scanned and the one being written

QString jobPath(const QString &jobId)
{
    return u"jobs/query/"_s % QString::fromLatin1(QUrl::toPercentEncoding(jobId));
}

/// What the receiving thread sends across: a page, or how it ended, and what it used meanwhile.
struct Piece {
    Result<std::optional<RecordPage>> page;
    qint64 calls = 0;
    std::optional<ApiUsage> usage;
    QDateTime serverTime;
    std::vector<std::function<void(const Session::Listener &)>> told;
};

/// Receives, inflates and scans on a thread of its own, a few batches ahead of whoever takes them.
class Receiver {
public:
    Receiver(Session &session, AccessTokens &tokens, Pause &pause, const QString &version,
        const BulkPages::Source &source, const BulkOptions &options, const std::stop_token &stop)
        : m_session(session)
        , m_stop(stop)
        , m_thread([this, &tokens, &pause, version, source, make = options.makeTransport](
                       const std::stop_token &own) {
            receive(tokens, pause, version, source, make, own);
        })
        , m_passOn(stop, [this] { m_thread.request_stop(); })
    {
    }
    ~Receiver()
    {
        m_queue.close();
        m_thread.request_stop();
    }

    Result<std::optional<RecordPage>> next()
    {
        std::optional<Piece> piece = m_queue.pop(m_stop);
        if (!piece)
            return failure(Failure::Problem::Cancelled);
        m_session.add(piece->calls, piece->usage, piece->serverTime);
        for (const auto &tell : piece->told)
            tell(m_session.listener());
        return std::move(piece->page);
    }

private:
    void receive(AccessTokens &tokens, Pause &pause, const QString &version,
        const BulkPages::Source &source,
        const std::function<std::unique_ptr<HttpTransport>(const std::stop_token &)> &make,
        const std::stop_token &own)
    {
        // What the session has to tell travels with the next piece: listeners belong to the
        // caller's thread.
        std::vector<std::function<void(const Session::Listener &)>> told;
        Session::Listener listener;
        listener.tokenRefreshed = [&told] {
            told.emplace_back([](const Session::Listener &to) {
                if (to.tokenRefreshed)
                    to.tokenRefreshed();
            });
        };
        listener.retried = [&told](const Failure &why, std::chrono::milliseconds wait) {
            told.emplace_back([why, wait](const Session::Listener &to) {
                if (to.retried)
                    to.retried(why, wait);
            });
        };
        const std::unique_ptr<HttpTransport> transport = make(own);
        Session session(*transport, tokens, pause, own, version, listener);
        BulkPages pages(session, pause, own, source);
        qint64 counted = 0;
        while (true) {
            Result<std::optional<RecordPage>> page = pages.next();
            const bool goesOn = page && page->has_value();
            Piece piece{std::move(page), session.calls() - counted, session.usage(),
                session.serverTime(), std::exchange(told, {})};
            counted = session.calls();
            if (!m_queue.push(std::move(piece), own) || !goesOn)
                return;
        }
    }

    Session &m_session;
    std::stop_token m_stop;
    BoundedQueue<Piece> m_queue{batchesAhead};
    std::jthread m_thread;
    std::stop_callback<std::function<void()>> m_passOn;
};

class BulkRecords final : public RecordPages {
public:
    BulkRecords(Session &session, AccessTokens &tokens, Pause &pause, const BulkQueryState &state,
        const QStringList &fields, BulkOptions options, std::stop_token stop)
        : m_session(session)
        , m_tokens(tokens)
        , m_pause(pause)
        , m_options(std::move(options))
        , m_stop(std::move(stop))
        , m_atEnd(state.complete)
    {
        m_source.jobId = state.jobId;
        m_source.locator = state.locator;
        m_source.columns = batchColumns(fields);
        m_source.maxRecords = m_options.maxRecords;
        m_source.batchBytes = m_options.batchBytes;
    }

    Result<std::optional<RecordPage>> next() override
    {
        if (m_endedBy)
            return *m_endedBy;
        if (m_atEnd)
            return std::optional<RecordPage>();
        if (!m_receiver && !m_pages) {
            if (const Result<void> ready = start(); !ready)
                return ended(ready.failure());
        }
        Result<std::optional<RecordPage>> page = m_receiver ? m_receiver->next() : m_pages->next();
        if (!page)
            return ended(page.failure());
        if (!*page) {
            m_atEnd = true;
            m_receiver.reset();
        }
        return page;
    }

private:
    /// Once failed, always failed: part of a page may have been handed on.
    Failure ended(const Failure &why)
    {
        m_endedBy = why;
        m_receiver.reset();
        m_pages.reset();
        return why;
    }

    Result<void> start()
    {
        if (const Result<void> done = waitForJob(); !done)
            return done;
        if (!m_options.makeTransport) {
            m_pages = std::make_unique<BulkPages>(m_session, m_pause, m_stop, m_source);
            return {};
        }
        const Result<QString> version = m_session.apiVersion();
        if (!version)
            return version.failure();
        m_receiver = std::make_unique<Receiver>(
            m_session, m_tokens, m_pause, *version, m_source, m_options, m_stop);
        return {};
    }

    Result<void> waitForJob()
    {
        std::chrono::milliseconds wait = firstPoll;
        QString told;
        while (true) {
            const Result<QJsonDocument> answer = m_session.getJson(jobPath(m_source.jobId));
            if (!answer)
                return refused(answer.failure());
            const QJsonObject job = answer->object();
            const QString state = job["state"_L1].toString();
            const qint64 processed = job["numberRecordsProcessed"_L1].toInteger();
            m_source.object = job["object"_L1].toString();
            const QString news = state % u' ' % QString::number(processed);
            if (m_options.listener && news != std::exchange(told, news))
                m_options.listener(m_source.jobId, state, processed);
            if (state == "JobComplete"_L1) {
                m_source.total = processed;
                return {};
            }
            if (state != "UploadComplete"_L1 && state != "InProgress"_L1)
                return failed(state, job);
            if (!m_pause.wait(wait, m_stop))
                return failure(Failure::Problem::Cancelled);
            wait = std::min<std::chrono::milliseconds>(wait * 3 / 2, longestPoll);
        }
    }

    [[nodiscard]] Failure failed(const QString &state, const QJsonObject &job) const
    {
        if (state.isEmpty())
            return failure(Failure::Problem::AnswerUnreadable, {jobPath(m_source.jobId)});
        const QString words = ApiError::fromBulkJob(job["errorMessage"_L1].toString()).raw;
        return failure(Failure::Problem::BulkJobFailed, {m_source.object, m_source.jobId},
            words.isEmpty() ? state : words);
    }

    /// A job that is gone (it lives for seven days) has failed; the rest is the network's.
    [[nodiscard]] Failure refused(const Failure &why) const
    {
        if (why.problem != Failure::Problem::RequestRefused)
            return why;
        return failure(Failure::Problem::BulkJobFailed, {m_source.object, m_source.jobId}, why.raw);
    }

    Session &m_session;
    AccessTokens &m_tokens;
    Pause &m_pause;
    BulkOptions m_options;
    std::stop_token m_stop;
    BulkPages::Source m_source;
    bool m_atEnd;
    std::optional<Failure> m_endedBy;
    std::unique_ptr<BulkPages> m_pages;
    std::unique_ptr<Receiver> m_receiver;
};

} // namespace

Result<QString> createBulkQuery(Session &session, const QString &soql)
{
    const QJsonObject order{{"operation"_L1, "query"_L1}, {"query"_L1, soql},
        {"contentType"_L1, "CSV"_L1}, {"columnDelimiter"_L1, "COMMA"_L1},
        {"lineEnding"_L1, "LF"_L1}};
    const QString path = u"jobs/query"_s;
    const Result<HttpAnswer> answer =
        session.send("POST", path, QJsonDocument(order).toJson(QJsonDocument::Compact));
    if (!answer)
        return asQueryFailure(answer.failure(), objectOf(soql));
    const Result<QJsonDocument> job = jsonFrom(*answer, session.host(), path);
    if (!job)
        return job.failure();
    const QString id = job->object()["id"_L1].toString();
    if (id.isEmpty())
        return failure(Failure::Problem::AnswerUnreadable, {path});
    return id;
}

std::unique_ptr<RecordPages> bulkRecords(Session &session, AccessTokens &tokens, Pause &pause,
    const BulkQueryState &state, const QStringList &fields, const BulkOptions &options,
    const std::stop_token &stop)
{
    return std::make_unique<BulkRecords>(session, tokens, pause, state, fields, options, stop);
}

Result<void> discardBulkQuery(Session &session, const QString &jobId)
{
    const auto isGone = [](const Failure &why) {
        const QString code = why.arguments.value(0);
        return why.problem == Failure::Problem::RequestRefused
            && (code == "NOT_FOUND"_L1 || code == "HTTP 404"_L1);
    };
    const auto remove = [&]() -> Result<void> {
        const Result<HttpAnswer> removed = session.send("DELETE", jobPath(jobId), {});
        if (removed || isGone(removed.failure()))
            return {};
        return removed.failure();
    };
    const Result<void> removed = remove();
    if (removed || removed.failure().problem != Failure::Problem::RequestRefused)
        return removed;
    // Only a job that has ended can be removed; one that works can be aborted.
    const Result<HttpAnswer> aborted =
        session.send("PATCH", jobPath(jobId), R"({"state":"Aborted"})");
    if (aborted || isGone(aborted.failure()))
        return {};
    if (aborted.failure().problem != Failure::Problem::RequestRefused)
        return aborted.failure();
    // It ended between the two questions.
    return remove();
}
