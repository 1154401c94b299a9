#pragma once

#include "base/recordbatch.h"
#include "base/result.h"

#include <string_view>

/// One page of a REST query (PROTOCOL.md 4.1).
struct QueryPage {
    RecordBatch batch;
    qint64 totalSize = 0;
    bool done = true;
    QString nextRecordsUrl;
};

/// Reads a page straight into a batch, in one pass and without a tree in between. Columns are found
/// by name without regard to case, those of parents as `Account.Name`; what a record does not have
/// is null. Numbers keep their digits. AnswerTruncated where the text ends too early,
/// AnswerUnreadable where it is no query page.
[[nodiscard]] Result<QueryPage> readQueryPage(
    std::string_view json, const RecordBatch::Columns &columns, const QString &what);
