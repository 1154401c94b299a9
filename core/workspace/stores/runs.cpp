#include "workspace/stores/runs.h"

#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

const QString selectRun =
    u"SELECT id, connection, kind, origin, outcome, started_at, ended_at, imported, updated, "
    "deleted, failed, held, api_calls, seconds, failure_code, failure_arguments, failure_raw "
    "FROM orgmend_run"_s;

Run read(const Row &row)
{
    Reader from(row);
    Run run;
    run.id = from.integer();
    run.connection = from.integer();
    run.kind = from.text();
    run.origin = from.text();
    run.outcome = from.text();
    run.startedAt = from.time();
    run.endedAt = from.time();
    run.counts = from.counts();
    run.apiCalls = from.integer();
    run.seconds = from.next().toDouble();
    run.failureCode = from.text();
    run.failureArguments = from.list();
    run.failureRaw = from.text();
    return run;
}

} // namespace

qint64 Runs::begin(const Run &run, Transaction &work)
{
    const QDateTime startedAt =
        run.startedAt.isValid() ? run.startedAt : work.workspace().clock().now();
    work.run(u"INSERT INTO orgmend_run (connection, kind, origin, outcome, started_at, imported, "
             "updated, deleted, failed, held, api_calls, seconds, failure_code, "
             "failure_arguments, failure_raw) "
             "VALUES (?, ?, ?, '', ?, 0, 0, 0, 0, 0, 0, 0, '', '[]', '')"_s,
        run.connection, run.kind, run.origin, startedAt);
    return work.lastInsertId();
}

void Runs::progress(qint64 run, const RunObject &object, Transaction &work)
{
    work.run(u"INSERT INTO orgmend_run_object (run, object, position, table_name, imported, "
             "updated, deleted, failed, held, read, expected, done) "
             "VALUES (?, ?, (SELECT COUNT(*) FROM orgmend_run_object WHERE run = ?), ?, ?, ?, ?, "
             "?, ?, ?, ?, ?) "
             "ON CONFLICT (run, object, table_name) DO UPDATE SET "
             "imported = excluded.imported, updated = excluded.updated, "
             "deleted = excluded.deleted, failed = excluded.failed, held = excluded.held, "
             "read = excluded.read, expected = excluded.expected, done = excluded.done"_s,
        run, object.object, run, object.table, object.counts.imported, object.counts.updated,
        object.counts.deleted, object.counts.failed, object.counts.held, object.read,
        orNull(object.expected), object.done);
}

void Runs::end(const Run &run, Transaction &work)
{
    const QDateTime endedAt = run.endedAt.isValid() ? run.endedAt : work.workspace().clock().now();
    work.run(u"UPDATE orgmend_run SET outcome = ?, ended_at = ?, imported = ?, updated = ?, "
             "deleted = ?, failed = ?, held = ?, api_calls = ?, seconds = ?, failure_code = ?, "
             "failure_arguments = ?, failure_raw = ? WHERE id = ?"_s,
        run.outcome, endedAt, run.counts.imported, run.counts.updated, run.counts.deleted,
        run.counts.failed, run.counts.held, run.apiCalls, run.seconds, run.failureCode,
        jsonList(run.failureArguments), run.failureRaw, run.id);
}

std::optional<Run> Runs::find(qint64 run, Transaction &work)
{
    const Row row = work.row(selectRun + u" WHERE id = ?"_s, run);
    return row.empty() ? std::nullopt : std::optional(read(row));
}

std::optional<Run> Runs::latest(qint64 connection, Transaction &work)
{
    const Row row =
        work.row(selectRun + u" WHERE connection = ? ORDER BY id DESC LIMIT 1"_s, connection);
    return row.empty() ? std::nullopt : std::optional(read(row));
}

std::vector<RunObject> Runs::objects(qint64 run, Transaction &work)
{
    std::vector<RunObject> objects;
    for (const Row &row :
        work.rows(u"SELECT object, table_name, imported, updated, deleted, failed, "
                  "held, read, expected, done FROM orgmend_run_object "
                  "WHERE run = ? ORDER BY position, object"_s,
            run)) {
        Reader from(row);
        RunObject object;
        object.object = from.text();
        object.table = from.text();
        object.counts = from.counts();
        object.read = from.integer();
        object.expected = optionalInteger(from.next());
        object.done = from.yes();
        objects.push_back(object);
    }
    return objects;
}

std::vector<Run> Runs::unfinished(qint64 connection, Transaction &work)
{
    std::vector<Run> runs;
    for (const Row &row :
        work.rows(selectRun + u" WHERE connection = ? AND outcome = '' ORDER BY id"_s, connection))
        runs.push_back(read(row));
    return runs;
}
