#pragma once

#include "base/recordbatch.h"
#include "salesforce/http/session.h"

#include <optional>

/// Records as they arrive. `next()` waits for the network; the batches of one page come one after
/// the other and the last of them says where to go on from.
struct RecordPage {
    RecordBatch batch;
    bool endOfPage =
        true;         ///< false: more of the same page follows; commit positions only at its end
    QString resumeAt; ///< at endOfPage: the locator of the next page; empty after the last page
    std::optional<qint64> expectedTotal; ///< where the answer tells
};

class RecordPages {
public:
    virtual ~RecordPages() = default;
    /// None at the end.
    virtual Result<std::optional<RecordPage>> next() = 0;
};

/// The columns of a batch are exactly `fields`, in this order; parents as `Account.Name`.
[[nodiscard]] QString selectFrom(const QString &object, const QStringList &fields);
/// `'O\'Brien'`: a SOQL literal with its quotes (PROTOCOL.md 8.6).
[[nodiscard]] QString soqlText(const QString &value);

/// A query over REST: pages of up to 2,000 in the query's order. `queryAll` includes deleted and
/// archived records. `nextRecordsUrl` from an earlier page resumes it. JSON values are brought to
/// RecordBatch's form: stamps in `…000+0000` become `…000Z`, numbers keep their digits, booleans
/// read true and false, null is null.
[[nodiscard]] std::unique_ptr<RecordPages> restRecords(Session &session, const QString &soql,
    const QStringList &fields, bool queryAll = false, const QString &resumeAt = {});
/// `SELECT COUNT() …`
[[nodiscard]] Result<qint64> countRecords(Session &session, const QString &soql);

/// Where a Bulk API 2.0 query stands; kept in the workspace so that any program can go on with it.
struct BulkQueryState {
    QString jobId;         ///< empty: not created yet
    QString locator;       ///< of the next page; empty: the first
    bool complete = false; ///< every page is in
};

/// What a caller may want to tell about the job: `UploadComplete`, `InProgress`, `JobComplete`,
/// `Failed`, `Aborted`.
using BulkJobListener =
    std::function<void(const QString &jobId, const QString &state, qint64 recordsProcessed)>;

/// Creates the query job; its Id is known (and should be committed) before any result is read.
[[nodiscard]] Result<QString> createBulkQuery(Session &session, const QString &soql);
/// Waits for the job and streams its result pages from `state.locator` on: received, inflated and
/// scanned on threads of their own behind bounded queues when `threaded`, on the caller's
/// otherwise. `makeTransport` is called on the thread that receives. A page whose rows are fewer
/// than `Sforce-NumberOfRecords`, or whose gzip ends early, is AnswerTruncated.
struct BulkOptions {
    int maxRecords = 50'000;          ///< a page
    std::size_t batchBytes = 4 << 20; ///< a batch, roughly
    std::function<std::unique_ptr<HttpTransport>(const std::stop_token &)>
        makeTransport; ///< none: not threaded
    BulkJobListener listener;
};
[[nodiscard]] std::unique_ptr<RecordPages> bulkRecords(Session &session, AccessTokens &tokens,
    Pause &pause, const BulkQueryState &state, const QStringList &fields,
    const BulkOptions &options, const std::stop_token &stop);
/// Ends a job that nobody will read any more; a job that is gone is a success.
[[nodiscard]] Result<void> discardBulkQuery(Session &session, const QString &jobId);
