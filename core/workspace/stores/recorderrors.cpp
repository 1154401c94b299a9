#include "workspace/stores/recorderrors.h"

#include "base/redact.h"
#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

qint64 causeOf(const RecordError &error, const Mapping &mapping, Transaction &work)
{
    const QString direction = wordOf(error.direction);
    work.run(u"INSERT INTO orgmend_cause (connection, object, direction, code) "
             "VALUES (?, ?, ?, ?) ON CONFLICT (connection, object, direction, code) DO NOTHING"_s,
        mapping.connection, mapping.object, direction, error.code);
    return work
        .value(u"SELECT id FROM orgmend_cause "
               "WHERE connection = ? AND object = ? AND direction = ? AND code = ?"_s,
            mapping.connection, mapping.object, direction, error.code)
        .toLongLong();
}

/// The one that is known already, whatever its code was; 0 for a new one.
qint64 known(const RecordError &error, Transaction &work)
{
    const QString direction = wordOf(error.direction);
    if (!error.record.isEmpty())
        return work
            .value(u"SELECT id FROM orgmend_record_error "
                   "WHERE mapping = ? AND direction = ? AND record = ? AND record <> ''"_s,
                error.mapping, direction, error.record)
            .toLongLong();
    return work
        .value(u"SELECT id FROM orgmend_record_error "
               "WHERE mapping = ? AND direction = ? AND row_key = ? AND record = ''"_s,
            error.mapping, direction, error.rowKey.value())
        .toLongLong();
}

} // namespace

qint64 RecordErrors::note(RecordError error, const Mapping &mapping, Transaction &work)
{
    error.mapping = mapping.id;
    const QDateTime now = work.workspace().clock().now();
    const qint64 cause = causeOf(error, mapping, work);
    if (const qint64 id = known(error, work); id != 0) {
        work.run(u"UPDATE orgmend_record_error SET row_key = ?, cause = ?, run = ?, raw = ?, "
                 "last_at = ?, attempts = attempts + 1, next_try = ? WHERE id = ?"_s,
            error.rowKey.value(), cause, error.run, redact(error.raw), now, error.nextTry, id);
        return id;
    }
    work.run(
        u"INSERT INTO orgmend_record_error (mapping, direction, record, row_key, cause, run, "
        "raw, first_at, last_at, attempts, next_try) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)"_s,
        error.mapping, wordOf(error.direction), error.record, error.rowKey.value(), cause,
        error.run, redact(error.raw), now, now, error.nextTry);
    return work.lastInsertId();
}

void RecordErrors::settle(
    qint64 mapping, Direction direction, const QString &record, Transaction &work)
{
    work.run(u"DELETE FROM orgmend_record_error "
             "WHERE mapping = ? AND direction = ? AND record = ? AND record <> ''"_s,
        mapping, wordOf(direction), record);
}

bool RecordErrors::any(qint64 mapping, Direction direction, Transaction &work)
{
    return work
        .value(u"SELECT EXISTS (SELECT 1 FROM orgmend_record_error "
               "WHERE mapping = ? AND direction = ? AND record <> '')"_s,
            mapping, wordOf(direction))
        .toBool();
}

qint64 RecordErrors::count(qint64 mapping, Transaction &work)
{
    return work
        .value(u"SELECT COUNT(*) FROM orgmend_record_error "
               "WHERE mapping = ? AND dismissed_at IS NULL"_s,
            mapping)
        .toLongLong();
}

std::vector<RecordError> RecordErrors::open(qint64 mapping, Transaction &work)
{
    std::vector<RecordError> errors;
    for (const Row &row : work.rows(
             u"SELECT e.id, e.mapping, e.direction, e.record, e.row_key, e.run, c.code, e.raw, "
             "e.first_at, e.last_at, e.attempts, e.next_try FROM orgmend_record_error AS e "
             "JOIN orgmend_cause AS c ON c.id = e.cause "
             "WHERE e.mapping = ? AND e.dismissed_at IS NULL ORDER BY e.id"_s,
             mapping)) {
        Reader from(row);
        RecordError error;
        error.id = from.integer();
        error.mapping = from.integer();
        error.direction = from.word<Direction>().value_or(Direction::Inbound);
        error.record = from.text();
        error.rowKey = RowKey(from.next());
        error.run = from.integer();
        error.code = from.text();
        error.raw = from.text();
        error.firstAt = from.time();
        error.lastAt = from.time();
        error.attempts = int(from.integer());
        error.nextTry = from.time();
        errors.push_back(error);
    }
    return errors;
}
