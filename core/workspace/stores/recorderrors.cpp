#include "workspace/stores/recorderrors.h"

#include "base/redact.h"
#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

qint64 RecordErrors::note(const RecordError &error, Transaction &work)
{
    const QDateTime now = work.workspace().clock().now();
    work.run(u"INSERT INTO orgmend_record_error (connection, object, record, table_name, row_key, "
             "run, code, raw, first_at, last_at, attempts) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
             "ON CONFLICT (connection, object, record) DO UPDATE SET "
             "table_name = excluded.table_name, row_key = excluded.row_key, run = excluded.run, "
             "code = excluded.code, raw = excluded.raw, last_at = excluded.last_at, "
             "attempts = orgmend_record_error.attempts + 1"_s,
        error.connection, error.object, error.record, error.table,
        error.rowKey == 0 ? QVariant() : QVariant(error.rowKey), error.run, error.code,
        redact(error.raw), now, now);
    return work
        .value(u"SELECT id FROM orgmend_record_error "
               "WHERE connection = ? AND object = ? AND record = ?"_s,
            error.connection, error.object, error.record)
        .toLongLong();
}

void RecordErrors::settle(
    qint64 connection, const QString &object, const QString &record, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_record_error "
             "WHERE connection = ? AND object = ? AND record = ?"_s,
        connection, object, record);
}

std::vector<RecordError> RecordErrors::open(
    qint64 connection, const QString &object, Transaction &work)
{
    std::vector<RecordError> errors;
    for (const Row &row :
        work.rows(u"SELECT id, connection, object, record, table_name, row_key, run, code, raw, "
                  "first_at, last_at, attempts FROM orgmend_record_error "
                  "WHERE connection = ? AND (? = '' OR object = ?) ORDER BY id"_s,
            connection, object, object)) {
        Reader from(row);
        RecordError error;
        error.id = from.integer();
        error.connection = from.integer();
        error.object = from.text();
        error.record = from.text();
        error.table = from.text();
        error.rowKey = from.integer();
        error.run = from.integer();
        error.code = from.text();
        error.raw = from.text();
        error.firstAt = from.time();
        error.lastAt = from.time();
        error.attempts = int(from.integer());
        errors.push_back(error);
    }
    return errors;
}

qint64 RecordErrors::count(qint64 connection, const QString &object, Transaction &work)
{
    return work
        .value(u"SELECT COUNT(*) FROM orgmend_record_error WHERE connection = ? AND object = ?"_s,
            connection, object)
        .toLongLong();
}
