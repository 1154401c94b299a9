#pragma once

#include "salesforce/bulk/csvscanner.h"
#include "salesforce/query/records.h"

/// Reads the result pages of a finished Bulk API 2.0 query one batch after the other, on the
/// calling thread. A download that breaks off is asked for again by its locator: the result of a
/// finished job does not change, so the rows that were handed on already are skipped.
class BulkPages {
public:
    struct Source {
        QString object; ///< for failures
        QString jobId;
        QString locator;
        RecordBatch::Columns columns;
        int maxRecords = 0;
        std::size_t batchBytes = 4 << 20;
        std::optional<qint64> total;
    };
    BulkPages(Session &session, Pause &pause, std::stop_token stop, Source source);
    ~BulkPages();

    /// None after the last page.
    Result<std::optional<RecordPage>> next();

private:
    struct Download;
    Result<void> begin();
    Result<std::optional<RecordPage>> advance();
    Result<RecordPage> end();
    [[nodiscard]] RecordPage pageOf(RecordBatch batch, bool endOfPage);
    [[nodiscard]] QString path() const;

    Session &m_session;
    Pause &m_pause;
    std::stop_token m_stop;
    Source m_source;
    bool m_atEnd = false;
    qint64 m_delivered = 0; ///< rows of the current page
    int m_failed = 0;       ///< tries without a row in between
    std::unique_ptr<Download> m_download;
};
