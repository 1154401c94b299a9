#pragma once

#include "salesforce/query/records.h"

#include <functional>

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
/// scanned on a thread of its own behind a bounded queue where `makeTransport` is given (and called
/// on that thread), on the caller's otherwise. A page whose rows are fewer
/// than `Sforce-NumberOfRecords`, or whose gzip ends early, is AnswerTruncated.
struct BulkOptions {
    int maxRecords = 50'000;          ///< a page; whoever pulls decides (sync/plan/bulkpagesize.h)
    std::size_t batchBytes = 4 << 20; ///< a batch, roughly
    std::function<std::unique_ptr<HttpTransport>(const std::stop_token &)>
        makeTransport; ///< none: all on the caller's thread
    BulkJobListener listener;
};
[[nodiscard]] std::unique_ptr<RecordPages> bulkRecords(Session &session, AccessTokens &tokens,
    Pause &pause, const BulkQueryState &state, const QStringList &fields,
    const BulkOptions &options, const std::stop_token &stop);
/// Ends a job that nobody will read any more; a job that is gone is a success.
[[nodiscard]] Result<void> discardBulkQuery(Session &session, const QString &jobId);
