#pragma once

#include "workspace/workspace.h"

#include <QDateTime>

#include <vector>

/// A record that Salesforce or the database refused, with the raw answer kept word for word.
struct RecordError {
    qint64 id = 0;
    qint64 connection = 0;
    QString object;
    QString record; ///< Salesforce Id, 18 characters
    QString table;
    qint64 rowKey = 0; ///< 0: the record never got a row
    qint64 run = 0;    ///< the run that met it last
    QString code;
    QString raw; ///< redacted, otherwise word for word
    QDateTime firstAt;
    QDateTime lastAt;
    int attempts = 0;
};

/// The rows of orgmend_record_error: one a record, until it goes through.
class RecordErrors {
public:
    /// Notes it, or that it failed once more. Its id.
    static qint64 note(const RecordError &error, Transaction &work);
    /// The record went through, or is gone.
    static void settle(
        qint64 connection, const QString &object, const QString &record, Transaction &work);
    [[nodiscard]] static qint64 count(qint64 connection, const QString &object, Transaction &work);
    /// Unsettled ones, oldest first; an empty `object` means all of the connection.
    [[nodiscard]] static std::vector<RecordError> open(
        qint64 connection, const QString &object, Transaction &work);
};
