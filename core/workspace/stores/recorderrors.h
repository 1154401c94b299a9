#pragma once

#include "values/mapping.h"
#include "values/rowkey.h"
#include "workspace/workspace.h"

#include <QDateTime>

#include <vector>

/// A record that Salesforce or the database refused, with the raw answer kept word for word. Known
/// by mapping, direction and record (or, where Salesforce has none yet, the row): a new code keeps
/// its id.
struct RecordError {
    qint64 id = 0;
    qint64 mapping = 0;
    Direction direction = Direction::Inbound;
    QString record; ///< Salesforce Id, 18 characters; empty for a row that has none
    RowKey rowKey;  ///< null: the record never got a row
    qint64 run = 0; ///< the run that met it last
    QString code;
    QString raw; ///< redacted, otherwise word for word
    QDateTime firstAt;
    QDateTime lastAt;
    int attempts = 0;
    QDateTime nextTry; ///< invalid: with the next run
};

/// The rows of orgmend_record_error, one a record until it goes through, and of orgmend_cause: what
/// errors of one code and object have in common, explained once for all of them.
class RecordErrors {
public:
    /// Notes an error of the mapping's, or that it failed once more. Its id.
    static qint64 note(RecordError error, const Mapping &mapping, Transaction &work);
    /// The record went through, or is gone.
    static void settle(
        qint64 mapping, Direction direction, const QString &record, Transaction &work);
    /// Whether any record of the mapping failed: nothing to settle for the hot path otherwise.
    [[nodiscard]] static bool any(qint64 mapping, Direction direction, Transaction &work);
    [[nodiscard]] static qint64 count(qint64 mapping, Transaction &work);
    /// Unsettled ones, oldest first.
    [[nodiscard]] static std::vector<RecordError> open(qint64 mapping, Transaction &work);
};
