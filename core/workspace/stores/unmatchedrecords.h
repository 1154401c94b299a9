#pragma once

#include "base/recordbatch.h"
#include "workspace/workspace.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

/// Records of a pull under way whose row is decided when all of it is in (sync/identity),
/// with what Salesforce sent of them. They survive an interruption like the pull itself.
class UnmatchedRecords {
public:
    struct Record {
        QString record;
        QString email;
        QJsonObject cells;  ///< field to value; null where Salesforce had none
        bool alone = false; ///< no other record of the object has this email
    };

    static void put(qint64 mapping, const QString &record, const QString &email,
        const RecordBatch &batch, std::size_t row, Transaction &work);
    static void remove(qint64 mapping, const QString &record, Transaction &work);
    static void clear(qint64 mapping, Transaction &work);
    [[nodiscard]] static bool any(qint64 mapping, Transaction &work);
    /// The next ones by email, whole emails only: some `about` of them, at least one email's.
    [[nodiscard]] static std::vector<Record> next(qint64 mapping, int about, Transaction &work);
};

/// Back to the form in which they came. A field that is not among a record's cells is null.
[[nodiscard]] RecordBatch batchOf(
    const std::vector<UnmatchedRecords::Record> &records, const QStringList &fields);
