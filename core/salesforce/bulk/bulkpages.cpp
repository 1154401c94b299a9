#include "salesforce/bulk/bulkpages.h"

#include "salesforce/http/answerbody.h"
#include "salesforce/http/retry.h"
#include "salesforce/query/soql.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t readAtOnce = 128 << 10;

bool isWorthAnotherTry(const Failure &failed)
{
    return failed.problem == Failure::Problem::ConnectionLost
        || failed.problem == Failure::Problem::TimedOut
        || failed.problem == Failure::Problem::AnswerTruncated
        || failed.problem == Failure::Problem::AnswerUnreadable;
}
} // namespace

struct BulkPages::Download {
    Download(std::unique_ptr<HttpReply> answer, const QString &what,
        const RecordBatch::Columns &columns, std::size_t batchBytes)
        : reply(std::move(answer)), body(*reply, what), scanner(columns, batchBytes)
    {
    }
    std::unique_ptr<HttpReply> reply;
    AnswerBody body;
    CsvScanner scanner;
    QString nextLocator;
    std::optional<qint64> announced;
};

BulkPages::BulkPages(Session &session, Pause &pause, std::stop_token stop, Source source)
    : m_session(session), m_pause(pause), m_stop(std::move(stop)), m_source(std::move(source))
{
}

BulkPages::~BulkPages() = default;

Result<std::optional<RecordPage>> BulkPages::next()
{
    while (!m_atEnd) {
        Result<std::optional<RecordPage>> page = advance();
        if (page) {
            if (!*page)
                continue; // nothing but rows that were handed on before: no progress yet
            m_failed = 0;
            return page;
        }
        m_download.reset();
        const Failure failed = page.failure();
        if (!isWorthAnotherTry(failed) || ++m_failed >= retry::mostTries)
            return failed;
        const std::chrono::milliseconds wait = retry::backoff(m_failed);
        if (m_session.listener().retried)
            m_session.listener().retried(failed, wait);
        if (!m_pause.wait(wait, m_stop))
            return failure(Failure::Problem::Cancelled);
    }
    return std::optional<RecordPage>();
}

Result<void> BulkPages::begin()
{
    Result<std::unique_ptr<HttpReply>> reply = m_session.stream(path(), {{"Accept", "text/csv"}});
    if (!reply) {
        const Failure &failed = reply.failure();
        // Gone after its days, made with another version, or a locator that means nothing to it.
        if (failed.problem == Failure::Problem::RequestRefused)
            return failure(
                Failure::Problem::BulkJobFailed, {m_source.object, m_source.jobId}, failed.raw);
        return failed;
    }
    m_download = std::make_unique<Download>(*std::move(reply), u"Bulk query "_s % m_source.jobId,
        m_source.columns, m_source.batchBytes);
    m_download->scanner.skipRows(m_delivered);
    const QByteArray locator = m_download->reply->header("Sforce-Locator").trimmed();
    if (locator != "null")
        m_download->nextLocator = QString::fromLatin1(locator);
    bool isNumber = false;
    const qint64 announced =
        m_download->reply->header("Sforce-NumberOfRecords").toLongLong(&isNumber);
    if (isNumber)
        m_download->announced = announced;
    return {};
}

/// The next batch of the current page, the page's end, or none where there was nothing new in it.
Result<std::optional<RecordPage>> BulkPages::advance()
{
    if (!m_download) {
        if (const Result<void> begun = begin(); !begun)
            return begun.failure();
    }
    CsvScanner &scanner = m_download->scanner;
    while (true) {
        const Result<qsizetype> got = m_download->body.read(scanner.room(readAtOnce));
        if (!got)
            return got.failure();
        if (*got == 0) {
            Result<RecordPage> last = end();
            if (!last)
                return last.failure();
            return std::optional<RecordPage>(*std::move(last));
        }
        if (!scanner.feed(static_cast<std::size_t>(*got)))
            return failure(Failure::Problem::AnswerUnreadable, {u"Bulk query "_s % m_source.jobId},
                scanner.problem());
        if (!scanner.hasBatch())
            continue;
        RecordBatch batch = scanner.take();
        if (batch.rowCount() == 0)
            return std::optional<RecordPage>();
        return std::make_optional(pageOf(std::move(batch), false));
    }
}

Result<RecordPage> BulkPages::end()
{
    CsvScanner &scanner = m_download->scanner;
    const QString what = u"Bulk query "_s % m_source.jobId;
    if (!scanner.finish())
        return failure(scanner.endsEarly() ? Failure::Problem::AnswerTruncated
                                           : Failure::Problem::AnswerUnreadable,
            {what}, scanner.problem());
    const qint64 announced = m_download->announced.value_or(scanner.rows());
    if (scanner.rows() < announced)
        return failure(Failure::Problem::AnswerTruncated, {what},
            u"%1 rows of %2"_s.arg(scanner.rows()).arg(announced));
    if (scanner.rows() > announced)
        return failure(Failure::Problem::AnswerUnreadable, {what},
            u"%1 rows instead of %2"_s.arg(scanner.rows()).arg(announced));
    m_source.locator = m_download->nextLocator;
    m_atEnd = m_source.locator.isEmpty();
    RecordPage last = pageOf(scanner.take(), true);
    m_delivered = 0;
    m_download.reset();
    return last;
}

RecordPage BulkPages::pageOf(RecordBatch batch, bool endOfPage)
{
    m_delivered += static_cast<qint64>(batch.rowCount());
    return {std::move(batch), endOfPage, endOfPage ? m_source.locator : QString(), m_source.total};
}

QString BulkPages::path() const
{
    const QString first =
        u"jobs/query/%1/results?maxRecords=%2"_s.arg(m_source.jobId).arg(m_source.maxRecords);
    if (m_source.locator.isEmpty())
        return first;
    return first % u"&locator="_s % QString::fromLatin1(QUrl::toPercentEncoding(m_source.locator));
}
