#include "workspace/stores/runs.h"

#include "workspace/stores/storing.h"

using namespace Qt::StringLiterals;
using namespace storing;

namespace {

const QString &selectRun()
{
    static const QString sql = u"SELECT id, connection, kind, origin, outcome, started_at, "
                               "ended_at, %1, api_calls, seconds, failure_code, "
                               "failure_arguments, failure_raw FROM orgmend_run"_s.arg(countList());
    return sql;
}

Run runOf(const Row &row)
{
    Reader from(row);
    Run run;
    run.id = from.integer();
    run.connection = from.integer();
    run.kind = from.word<RunKind>().value_or(RunKind::Incremental);
    run.origin = from.word<Origin>().value_or(Origin::Schedule);
    run.outcome = from.word<Outcome>();
    run.startedAt = from.time();
    run.endedAt = from.time();
    run.counts = from.counts();
    run.apiCalls = from.integer();
    run.seconds = from.next().toDouble();
    run.failure = from.failure(run.id);
    return run;
}

/// How it ended, or so far.
void setEnd(Columns &row, const Run &run)
{
    row.set(u"outcome"_s, wordOf(run.outcome))
        .setCounts(run.counts)
        .set(u"api_calls"_s, run.apiCalls)
        .set(u"seconds"_s, run.seconds)
        .setFailure(run.failure);
}

} // namespace

qint64 Runs::begin(const Run &run, Transaction &work)
{
    Columns row;
    row.set(u"connection"_s, run.connection)
        .set(u"kind"_s, wordOf(run.kind))
        .set(u"origin"_s, wordOf(run.origin))
        .set(u"started_at"_s,
            run.startedAt.isValid() ? run.startedAt : work.workspace().clock().now());
    setEnd(row, Run());
    work.runBound(row.insertInto(u"orgmend_run"_s), row.values());
    return work.lastInsertId();
}

void Runs::progress(qint64 run, const RunObject &object, Transaction &work)
{
    const qint64 position =
        work.value(u"SELECT COUNT(*) FROM orgmend_run_object WHERE run = ?"_s, run).toLongLong();
    Columns state;
    state.setCounts(object.counts)
        .set(u"read"_s, object.read)
        .set(u"expected"_s, orNull(object.expected))
        .set(u"done"_s, object.done)
        .setFailure(object.failure);
    Columns row = state;
    row.set(u"run"_s, run)
        .set(u"object"_s, object.object)
        .set(u"table_name"_s, object.table)
        .set(u"position"_s, position);
    work.runBound(row.insertInto(u"orgmend_run_object"_s)
            + u" ON CONFLICT (run, object, table_name) DO UPDATE SET "_s + state.excluded(),
        row.values());
}

void Runs::end(const Run &run, Transaction &work)
{
    Columns row;
    row.set(u"ended_at"_s, run.endedAt.isValid() ? run.endedAt : work.workspace().clock().now());
    setEnd(row, run);
    std::vector<QVariant> values = row.values();
    values.emplace_back(run.id);
    work.runBound(u"UPDATE orgmend_run SET %1 WHERE id = ?"_s.arg(row.assignments()), values);
}

std::optional<Run> Runs::find(qint64 run, Transaction &work)
{
    const Row row = work.row(selectRun() + u" WHERE id = ?"_s, run);
    return row.empty() ? std::nullopt : std::optional(runOf(row));
}

std::optional<Run> Runs::latest(qint64 connection, Transaction &work)
{
    const Row row =
        work.row(selectRun() + u" WHERE connection = ? ORDER BY id DESC LIMIT 1"_s, connection);
    return row.empty() ? std::nullopt : std::optional(runOf(row));
}

std::vector<RunObject> Runs::objects(qint64 run, Transaction &work)
{
    static const QString select =
        u"SELECT object, table_name, %1, read, expected, done, failure_code, failure_arguments, "
        "failure_raw FROM orgmend_run_object WHERE run = ? ORDER BY position, object"_s.arg(
            countList());
    std::vector<RunObject> objects;
    for (const Row &row : work.rows(select, run)) {
        Reader from(row);
        RunObject object;
        object.object = from.text();
        object.table = from.text();
        object.counts = from.counts();
        object.read = from.integer();
        object.expected = optionalInteger(from.next());
        object.done = from.yes();
        object.failure = from.failure(run);
        objects.push_back(object);
    }
    return objects;
}

std::vector<Run> Runs::unfinished(qint64 connection, Transaction &work)
{
    std::vector<Run> runs;
    for (const Row &row : work.rows(
             selectRun() + u" WHERE connection = ? AND outcome = '' ORDER BY id"_s, connection))
        runs.push_back(runOf(row));
    return runs;
}
