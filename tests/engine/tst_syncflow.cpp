#include "connect/naming.h"
#include "engine/scheduler.h"
#include "engine/workspacewatch.h"
#include "tests/engine/enginebench.h"
#include "tests/engine/gate.h"
#include "workspace/holder.h"
#include "workspace/stores/runs.h"

#include <QSignalSpy>

#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Two programs on one workspace, in real time; the first one's requests wait at a gate.
struct TwoPrograms {
    TwoPrograms()
        : id(bench.connect(bench.request())->connection.id)
        , first(std::make_shared<Engine>(parts(true)))
        , second(std::make_shared<Engine>(parts(false)))
    {
    }
    [[nodiscard]] EngineParts parts(bool gated)
    {
        EngineParts made = bench.parts();
        made.clock = std::make_shared<SystemClock>();
        made.pause = std::make_shared<RealPause>();
        if (gated)
            made.makeTransport = [this](const std::stop_token &stop) {
                return std::make_unique<GatedTransport<Gate>>(
                    std::make_unique<PracticeTransport>(bench.practice.org(), stop), gate, stop);
            };
        return made;
    }
    [[nodiscard]] std::future<Result<RunReport>> sync(
        Engine &engine, bool full = false, const std::stop_token &stop = {})
    {
        RunOrder order;
        order.connection = id;
        order.full = full;
        return std::async(std::launch::async,
            [&engine, order, stop] { return engine.runs().sync(order, {}, stop); });
    }
    /// A run of the first program that stands at the gate.
    [[nodiscard]] std::future<Result<RunReport>> runThatWaits(bool full = false)
    {
        gate.close();
        std::future<Result<RunReport>> run = sync(*first, full);
        if (!gate.waitForArrival())
            qFatal("the run made no request");
        return run;
    }
    [[nodiscard]] int count(const QString &table, const QString &where = u"1"_s)
    {
        return bench.value(u"SELECT COUNT(*) FROM %1 WHERE %2"_s.arg(table, where)).toInt();
    }

    EngineBench bench;
    Gate gate;
    qint64 id;
    std::shared_ptr<Engine> first;
    std::shared_ptr<Engine> second;
};

/// A run that somebody began and never ended, with the lease that it still holds.
void leaveRunBehind(EngineBench &bench, qint64 connection, const QString &holder)
{
    const auto workspace =
        Workspace::open(bench.path, Workspace::Opening::ExistingOnly, *bench.clock);
    Transaction work(**workspace);
    if (!Leases::take(naming::syncLease(connection), holder, 30s, work))
        qFatal("no lease");
    Run run;
    run.connection = connection;
    run.kind = RunKind::Initial;
    run.startedAt = bench.clock->now();
    Runs::begin(run, work);
    if (!work.commit())
        qFatal("no run");
}

QString holderThatIsGone()
{
    QStringList parts = holder::make().split(u':');
    parts[2] = u"4194999"_s; // above the largest process id
    return parts.join(u':');
}

} // namespace

class TestSyncFlow : public QObject {
    Q_OBJECT

private slots:
    void theFirstSyncIsInitialAndTheNextIncremental()
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        const Result<RunReport> first = bench.sync(id);
        QCOMPARE(codeOf(first), u"ok"_s);
        QCOMPARE(first->kind, RunKind::Initial);
        QCOMPARE(first->outcome, Outcome::Success);
        QVERIFY(first->totals.imported > 0);
        const Result<RunReport> next = bench.sync(id);
        QCOMPARE(next->kind, RunKind::Incremental);
        QCOMPARE(next->run, first->run + 1);
        QVERIFY(!bench.value(u"SELECT 1 FROM orgmend_lease WHERE holder <> ''"_s).isValid());

        const Result<ConnectionStatus> status = bench.engine.connections().status(id);
        QCOMPARE(status->state, ConnectionState::Connected);
        QVERIFY(!status->stale);
        QCOMPARE(status->nextSync, status->lastRun->endedAt.addSecs(300));
        QCOMPARE(status->contactsSynced,
            bench.value(u"SELECT COUNT(salesforce_contact_id) FROM people"_s).toLongLong());
        QCOMPARE(status->activitiesSynced,
            bench.value(u"SELECT COUNT(salesforce_id) FROM activities"_s).toLongLong());
    }

    void aPausedConnectionRefusesUntilResumed() // S1-52
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        QVERIFY(bench.engine.connections().pause(id));
        QVERIFY(bench.engine.connections().pause(id)); // says it once
        QCOMPARE(bench.eventNames().count(u"paused"_s), 1);
        QCOMPARE(bench.engine.connections().status(id)->state, ConnectionState::Paused);
        QVERIFY(!bench.engine.connections().status(id)->isDue);
        QCOMPARE(codeOf(bench.sync(id)), u"paused"_s);
        QVERIFY(bench.engine.connections().resume(id));
        QCOMPARE(bench.sync(id)->outcome, Outcome::Success);
    }

    void aSecondProgramFollowsTheRunOfTheFirst()
    {
        TwoPrograms two;
        std::future<Result<RunReport>> running = two.runThatWaits();
        QCOMPARE(two.second->connections().status(two.id)->state, ConnectionState::Syncing);
        std::future<Result<RunReport>> following = two.sync(*two.second);
        QTRY_COMPARE_WITH_TIMEOUT(two.count(u"orgmend_sync_request"_s), 1, 10'000);
        two.gate.open();
        const Result<RunReport> ran = running.get();
        const Result<RunReport> followed = following.get();
        QCOMPARE(codeOf(followed), u"ok"_s);
        QCOMPARE(followed->run, ran->run);
        QCOMPARE(followed->outcome, Outcome::Success);
        QCOMPARE(followed->totals, ran->totals);
        QCOMPARE(followed->objects.size(), ran->objects.size());
        QCOMPARE(two.count(u"orgmend_run"_s), 1);
    }

    void aFullSyncIsNotAnsweredByASmallerOne()
    {
        TwoPrograms two;
        QVERIFY(two.bench.sync(two.id));
        std::future<Result<RunReport>> running = two.runThatWaits();
        std::future<Result<RunReport>> following = two.sync(*two.second, true);
        QTRY_COMPARE_WITH_TIMEOUT(two.count(u"orgmend_sync_request"_s), 1, 10'000);
        two.gate.open();
        const Result<RunReport> ran = running.get();
        const Result<RunReport> followed = following.get();
        QCOMPARE(ran->kind, RunKind::Incremental);
        QCOMPARE(followed->kind, RunKind::Initial);
        QVERIFY(followed->run > ran->run);
        QCOMPARE(two.count(u"orgmend_sync_request"_s, u"run = 0"_s), 0);
    }

    void whoStopsFollowingLeavesTheRunAlone()
    {
        TwoPrograms two;
        std::future<Result<RunReport>> running = two.runThatWaits();
        std::stop_source stop;
        std::future<Result<RunReport>> following = two.sync(*two.second, false, stop.get_token());
        QTRY_COMPARE_WITH_TIMEOUT(two.count(u"orgmend_sync_request"_s), 1, 10'000);
        stop.request_stop();
        QCOMPARE(following.get()->outcome, Outcome::Cancelled);
        two.gate.open();
        QCOMPARE(running.get()->outcome, Outcome::Success);
    }

    void anotherProgramCanCancelTheRun()
    {
        TwoPrograms two;
        std::future<Result<RunReport>> running = two.runThatWaits();
        QVERIFY(two.second->runs().cancel(two.id));
        QCOMPARE(running.get()->outcome, Outcome::Cancelled);
        QVERIFY(two.bench.eventNames().contains(u"sync_cancelled"_s));
        two.gate.open();
        QCOMPARE(two.sync(*two.first).get()->outcome, Outcome::Success);
    }

    void pausingEndsTheRunAsPaused()
    {
        TwoPrograms two;
        std::future<Result<RunReport>> running = two.runThatWaits();
        QVERIFY(two.second->connections().pause(two.id));
        QCOMPARE(running.get()->outcome, Outcome::Paused);
    }

    void disconnectingEndsTheRun() // S2-43
    {
        TwoPrograms two;
        std::future<Result<RunReport>> running = two.runThatWaits();
        QCOMPARE(codeOf(two.second->connections().disconnect(two.id, {})), u"ok"_s);
        QCOMPARE(running.get()->outcome, Outcome::Cancelled);
        QCOMPARE(two.second->connections().status(two.id)->state, ConnectionState::Disconnected);
        QCOMPARE(two.bench.secrets->size(), std::size_t(0));
    }

    void aRunWhoseProgramWasKilledIsClosedAtOnce()
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        leaveRunBehind(bench, id, holderThatIsGone());
        QCOMPARE(bench.engine.connections().status(id)->state, ConnectionState::Connected);
        const QDateTime before = bench.clock->now();
        QCOMPARE(bench.sync(id)->outcome, Outcome::Success);
        QVERIFY(before.secsTo(bench.clock->now()) < 30);
        QCOMPARE(bench.value(u"SELECT outcome FROM orgmend_run WHERE id = 1"_s).toString(),
            u"interrupted"_s);
        QCOMPARE(bench.eventNames().count(u"run_interrupted"_s), 1);
    }

    void aRunOfAnotherMachineIsOvertakenWhenItsLeaseRunsOut()
    {
        EngineBench bench;
        const qint64 id = bench.connect(bench.request())->connection.id;
        leaveRunBehind(bench, id, u"another-machine:1"_s);
        QCOMPARE(bench.engine.connections().status(id)->state, ConnectionState::Syncing);
        const QDateTime before = bench.clock->now();
        QCOMPARE(bench.sync(id)->outcome, Outcome::Success);
        QVERIFY(before.secsTo(bench.clock->now()) >= 30);
        QCOMPARE(bench.eventNames().count(u"run_interrupted"_s), 1);
    }

    void theScheduleRunsWhatIsDueAndNothingElse() // S2-60
    {
        TwoPrograms two;
        QCOMPARE(codeOf(two.bench.connect(two.bench.request(true))), u"ok"_s);
        QVERIFY(two.second->connections().pause(2));
        Scheduler scheduler(two.second->connections(), {two.second, &two.second->runs()});
        QList<qint64> started;
        QStringList outcomes;
        QObject::connect(&scheduler, &Scheduler::runStarted, this,
            [&started](qint64 connection) { started += connection; });
        QObject::connect(&scheduler, &Scheduler::runFinished, this,
            [&outcomes](qint64, const Result<RunReport> &report) {
                outcomes += report ? wordOf(report->outcome) : report.failure().code();
            });
        scheduler.start();
        QTRY_COMPARE_WITH_TIMEOUT(outcomes, QStringList{u"success"_s}, 120'000);
        QCOMPARE(started, QList<qint64>{1});
        QCOMPARE(two.bench.value(u"SELECT origin FROM orgmend_run"_s).toString(), u"schedule"_s);
        QVERIFY(!two.second->connections().status(1)->isDue);
    }

    void aWindowRunsAConnectionOnceAtATime()
    {
        TwoPrograms two;
        Scheduler scheduler(two.first->connections(), {two.first, &two.first->runs()});
        QStringList outcomes;
        QObject::connect(&scheduler, &Scheduler::runFinished, this,
            [&outcomes](qint64, const Result<RunReport> &report) {
                outcomes += report ? wordOf(report->outcome) : report.failure().code();
            });
        two.gate.close();
        QVERIFY(scheduler.resyncNow(two.id, false));
        QVERIFY(!scheduler.resyncNow(two.id, true));
        QVERIFY(two.gate.waitForArrival());
        scheduler.cancel(two.id);
        QTRY_COMPARE_WITH_TIMEOUT(outcomes, QStringList{u"cancelled"_s}, 10'000);
        QVERIFY(!scheduler.isRunning(two.id));
    }

    void quittingEndsARunFirst()
    {
        TwoPrograms two;
        {
            Scheduler scheduler(two.first->connections(), {two.first, &two.first->runs()});
            two.gate.close();
            QVERIFY(scheduler.resyncNow(two.id, false));
            QVERIFY(two.gate.waitForArrival());
        }
        QCOMPARE(two.bench.value(u"SELECT outcome FROM orgmend_run"_s).toString(), u"cancelled"_s);
    }

    void whatAnotherProgramWritesIsNoticed()
    {
        TwoPrograms two;
        WorkspaceWatch watch(two.bench.path, std::make_shared<SystemClock>());
        QSignalSpy changed(&watch, &WorkspaceWatch::changed);
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 10'000); // it has begun to look
        changed.clear();
        QVERIFY(two.second->connections().pause(two.id));
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 10'000);
    }

    void aConnectionIsFoundByNameOrId()
    {
        EngineBench bench;
        QCOMPARE(codeOf(bench.engine.connections().find({})), u"connection_missing"_s);
        QCOMPARE(codeOf(bench.engine.connections().find(u"Live"_s)), u"connection_unknown"_s);
        ConnectRequest request = bench.request();
        request.name = u"Live"_s;
        const qint64 live = bench.connect(request)->connection.id;
        QCOMPARE(*bench.engine.connections().find({}), live);
        request = bench.request(true);
        request.name = u"1"_s;
        const qint64 one = bench.connect(request)->connection.id;
        QCOMPARE(*bench.engine.connections().find(u"Live"_s), live);
        QCOMPARE(*bench.engine.connections().find(u"1"_s), one); // a name goes first
        QCOMPARE(*bench.engine.connections().find(u"2"_s), one);
        QCOMPARE(codeOf(bench.engine.connections().find(u"3"_s)), u"connection_unknown"_s);
        const Result<qint64> which = bench.engine.connections().find({});
        QCOMPARE(codeOf(which), u"connection_ambiguous"_s);
        QCOMPARE(which.failure().arguments, (QStringList{u"Live"_s, u"1"_s}));
    }
};

QTEST_GUILESS_MAIN(TestSyncFlow)
#include "tst_syncflow.moc"
