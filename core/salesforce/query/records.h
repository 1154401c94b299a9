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

/// A query over REST: pages of up to 2,000 in the query's order. `queryAll` includes deleted and
/// archived records. `nextRecordsUrl` from an earlier page resumes it. JSON values are brought to
/// RecordBatch's form: stamps in `…000+0000` become `…000Z`, numbers keep their digits, booleans
/// read true and false, null is null.
[[nodiscard]] std::unique_ptr<RecordPages> restRecords(Session &session, const QString &soql,
    const QStringList &fields, bool queryAll = false, const QString &resumeAt = {});
/// `SELECT COUNT() …`
[[nodiscard]] Result<qint64> countRecords(Session &session, const QString &soql);
