#include "tests/support/fakeconnections.h"
#include "tests/support/fakeruns.h"

#include "engine/scheduler.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ConnectionStatus connection(qint64 id, bool isDue)
{
    ConnectionStatus status;
    status.connection.id = id;
    status.isDue = isDue;
    return status;
}

struct Bench {
    FakeConnections connections;
    std::shared_ptr<FakeRuns> runs = std::make_shared<FakeRuns>();
    Scheduler scheduler{connections, runs};
};

} // namespace

/// When syncs are run; what a run does is tst_syncflow's.
class TestScheduler : public QObject {
    Q_OBJECT

private slots:
    void whatIsDueIsRunAndTheRestLeftAlone()
    {
        Bench bench;
        bench.connections.all = {connection(1, false), connection(2, true)};
        QSignalSpy finished(&bench.scheduler, &Scheduler::runFinished);
        bench.scheduler.start();
        QTRY_COMPARE(finished.size(), 1);
        const std::vector<RunOrder> orders = bench.runs->orders();
        QCOMPARE(orders.size(), std::size_t(1));
        QCOMPARE(orders.front().connection, 2);
        QCOMPARE(orders.front().origin, Origin::Schedule);
        QVERIFY(!orders.front().full);
    }

    void aConnectionHasOneRunAtATime()
    {
        Bench bench;
        bench.runs->lastsUntilStopped = true;
        QVERIFY(bench.scheduler.resyncNow(1, true));
        QVERIFY(!bench.scheduler.resyncNow(1, false));
        QVERIFY(bench.scheduler.resyncNow(2, false));
        QTRY_COMPARE(bench.runs->orders().size(), std::size_t(2));
        QVERIFY(bench.scheduler.stopAll());
    }

    void cancellingEndsOurRunAndAsksWhoeverElseRunsIt()
    {
        Bench bench;
        bench.runs->lastsUntilStopped = true;
        QSignalSpy finished(&bench.scheduler, &Scheduler::runFinished);
        QVERIFY(bench.scheduler.resyncNow(1, false));
        bench.scheduler.cancel(1);
        bench.scheduler.cancel(2); // which another program runs
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!bench.scheduler.isRunning(1));
        QTRY_COMPARE(bench.runs->cancelled(), QList<qint64>({1, 2}));
    }

    /// The program must be able to leave, and the run must find what it stands on until it ends.
    void aRunThatDoesNotEndInTimeIsLeftBehindWithWhatItNeeds()
    {
        auto runs = std::make_shared<FakeRuns>();
        const std::weak_ptr<FakeRuns> known = runs;
        runs->lastsWhateverIsAsked = true;
        {
            FakeConnections connections;
            Scheduler scheduler(connections, std::move(runs));
            QVERIFY(scheduler.resyncNow(1, false));
            QTRY_COMPARE(known.lock()->orders().size(), std::size_t(1));
            QVERIFY(!scheduler.stopAll(20ms));
            QVERIFY(!scheduler.isRunning(1));
        }
        const std::shared_ptr<FakeRuns> kept = known.lock();
        QVERIFY(kept);
        kept->lastsWhateverIsAsked = false;
        QTRY_COMPARE(kept.use_count(), 1L);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
