#pragma once

#include "workspace/workspace.h"

#include <QDateTime>

#include <optional>

/// How many records of a mapped object Salesforce holds, as of the last run that counted: the
/// overview shows it beside the local rows.
class RecordCounts {
public:
    struct Count {
        qint64 records = 0;
        QDateTime at;
    };
    static void set(qint64 mapping, qint64 records, Transaction &work);
    [[nodiscard]] static std::optional<Count> of(qint64 mapping, Transaction &work);
};
