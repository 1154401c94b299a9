#include "windowbench.h"

#include "sync/run.h"
#include "values/connection.h"
#include "workspace/stores/connections.h"

#include <QAction>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void disconnectFromOrg(WindowBench &bench)
{
    bench.action(u"Disconnect…"_s)->trigger();
    auto *question = bench.find<QMessageBox>(u"disconnectQuestion");
    QVERIFY(question);
    QTest::mouseClick(
        question->findChild<QPushButton *>(u"confirmDisconnectButton"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.badge(), u"Disconnected"_s);
}

} // namespace

/// Every state of the card, reached as an admin reaches it: the real window on the real engine, and
/// the practice org behind them.
class CardStatesTest final : public QObject {
    Q_OBJECT
private slots:
    /// S2-08: authorised in the browser, the card flips to Connected without a restart. S2-01,
    /// S2-02, S2-03.
    void connectedAfterTheSignIn()
    {
        WindowBench bench;
        bench.signIn();

        QVERIFY(bench.find<QWidget>(u"ConnectionCard")->isVisible());
        QCOMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.secondary(), QString());
        QCOMPARE(bench.primaryWords(), u"Resync now"_s);
        QCOMPARE(bench.find<Badge>(u"environmentBadge")->text(), u"PRODUCTION"_s);
        QVERIFY(bench.value(u"lastSyncValue").startsWith(u"just now"_s));
        QCOMPARE(bench.value(u"instanceValue"),
            QUrl(bench.org.practice.production().instanceUrl).authority());
        QVERIFY(!bench.banner()->isVisible());
    }

    /// S2-04: stale is older than max(60 min, 2 × interval), and the interval is 5 min. Nothing is
    /// written meanwhile: it is the time alone that makes it stale.
    void connectedButStaleFromTheHourOn()
    {
        WindowBench bench;
        bench.signIn();
        const QDateTime last = bench.engine->connections().status(1)->connection.lastSync;
        const auto setAge = [&](std::chrono::seconds age) {
            bench.org.clock->advance(
                std::chrono::milliseconds(bench.org.clock->now().msecsTo(last.addDuration(age))));
        };

        setAge(59min + 59s);
        QTRY_VERIFY(bench.value(u"lastSyncValue").startsWith(u"59 min ago"_s));
        QCOMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.secondary(), QString());

        setAge(60min + 1s);
        QTRY_COMPARE(bench.secondary(), u"no sync for 1 h"_s);
        QCOMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.primaryWords(), u"Resync now"_s);

        bench.clickPrimary();
        QTRY_COMPARE_WITH_TIMEOUT(bench.secondary(), QString(), 20'000);
    }

    /// S2-05, and S2-08 from there.
    void tokenExpiredUntilItIsReconnected()
    {
        WindowBench bench;
        bench.signIn();
        bench.org.practice.control("POST", "tokens/revoke");
        bench.clickPrimary();

        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Token expired"_s, 20'000);
        QCOMPARE(bench.secondary(), u"sign in again to go on"_s);
        QCOMPARE(bench.primaryWords(), u"Reconnect"_s);
        QVERIFY(bench.banner()->isVisible());
        QCOMPARE(bench.value(u"nextSyncValue"), u"after you sign in"_s);

        bench.clickPrimary();
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Connected"_s, 20'000);
        QVERIFY(!bench.banner()->isVisible());
    }

    /// S2-06, S2-42 to S2-44.
    void disconnectedUntilItIsConnected()
    {
        WindowBench bench;
        bench.signIn();
        disconnectFromOrg(bench);

        QCOMPARE(bench.secondary(), u"your rows are still here"_s);
        QCOMPARE(bench.primaryWords(), u"Connect"_s);
        QVERIFY(bench.org.value(u"SELECT COUNT(*) FROM people"_s).toInt() > 0);

        bench.clickPrimary();
        bench.begin();
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Connected"_s, 20'000);
    }

    /// S2-60: however long, nothing is read until somebody signs in, and the words say so.
    void whileDisconnectedNoRunBegins()
    {
        WindowBench bench;
        bench.signIn();
        disconnectFromOrg(bench);
        const int runs = bench.runs;
        const int calls = bench.org.practice.state()[u"api_calls"_s].toObject()[u"total"_s].toInt();

        bench.scheduler.start();
        bench.org.clock->advance(24h);
        QTest::keyClick(&bench.window, Qt::Key_F5);
        QTRY_COMPARE(bench.value(u"nextSyncValue"), u"after you sign in"_s);
        QTRY_COMPARE(bench.value(u"lastSyncValue").left(3), u"1 d"_s);
        QVERIFY(bench.banner()->isVisible());
        QVERIFY(bench.banner()->sentence().contains(u"Nothing is synced until you connect"_s));
        QVERIFY(!bench.action(u"Resync now"_s)->isEnabled());
        QVERIFY(!bench.action(u"Run initial sync"_s)->isEnabled());
        // Asked past the window, it refuses too.
        bench.outcomes.clear();
        QVERIFY(bench.scheduler.resyncNow(1, false));
        QTRY_COMPARE(bench.outcomes, QStringList{u"disconnected"_s});
        QCOMPARE(bench.runs, runs + 1); // that one, and none by itself
        QCOMPARE(bench.org.practice.state()[u"api_calls"_s].toObject()[u"total"_s].toInt(), calls);
        QTRY_COMPARE(bench.badge(), u"Disconnected"_s);
    }

    void pausedUntilItIsResumed()
    {
        WindowBench bench;
        bench.signIn();
        bench.action(u"Pause"_s)->trigger();
        QTRY_COMPARE(bench.badge(), u"Paused"_s);
        QCOMPARE(bench.secondary(), u"nothing is read until you resume"_s);
        QCOMPARE(bench.primaryWords(), u"Resume"_s);
        QCOMPARE(bench.value(u"nextSyncValue"), u"when you resume"_s);

        bench.clickPrimary();
        QTRY_COMPARE(bench.badge(), u"Connected"_s);
    }

    /// With a share, from the requests that were answered so far.
    void syncingSaysHowMuchIsIn()
    {
        WindowBench bench(400);
        bench.signIn();
        bench.gate.let(0);
        bench.action(u"Run initial sync"_s)->trigger();
        QTRY_COMPARE(bench.badge(), u"Syncing"_s);
        QCOMPARE(bench.primaryWords(), u"Cancel"_s);
        const QRegularExpression share(u"^([1-9][0-9]?) %"_s);
        for (int request = 0; request < 80 && !share.match(bench.secondary()).hasMatch();
            ++request) {
            QTRY_VERIFY(bench.gate.isSomebodyWaiting());
            bench.gate.let(1);
            QTest::qWait(5);
        }
        QVERIFY2(share.match(bench.secondary()).hasMatch(), qPrintable(bench.secondary()));
        const auto *bar = bench.find<QProgressBar>(u"progressBar");
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value(), share.match(bench.secondary()).captured(1).toInt());

        bench.clickPrimary();
        bench.gate.let(-1);
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Connected"_s, 20'000);
    }

    /// What a crash in the middle of the first sign-in leaves.
    void incompleteUntilTheSetUpIsContinued()
    {
        WindowBench bench;
        QVERIFY(bench.engine->prepare());
        {
            const auto workspace =
                Workspace::open(bench.org.path, Workspace::Opening::ExistingOnly, *bench.org.clock);
            Transaction work(**workspace);
            Connection begun;
            begun.name = u"Northwind Traders"_s;
            begun.orgId = bench.org.practice.production().orgId;
            begun.loginUrl = bench.org.practice.production().loginUrl;
            begun.clientId = bench.org.practice.production().clientId;
            begun.environment = Environment::Production;
            Connections::add(begun, work);
            QVERIFY(work.commit());
        }
        bench.open();
        QTRY_COMPARE(bench.badge(), u"Incomplete set-up"_s);
        QCOMPARE(bench.primaryWords(), u"Continue set-up"_s);
        QCOMPARE(bench.value(u"nextSyncValue"), u"after you sign in"_s);

        bench.clickPrimary();
        bench.begin();
        QTRY_COMPARE_WITH_TIMEOUT(bench.badge(), u"Connected"_s, 20'000);
    }

    /// S2-18, S2-22: one name each, and each does what it says.
    void resyncNowReadsChangesAndInitialSyncReadsAll()
    {
        WindowBench bench;
        bench.signIn();
        const auto kindOfLast = [&] {
            return bench.org.value(u"SELECT kind FROM orgmend_run ORDER BY id DESC LIMIT 1"_s)
                .toString();
        };
        bench.outcomes.clear();
        bench.action(u"Resync now"_s)->trigger();
        QTRY_COMPARE(bench.outcomes.size(), 1);
        QCOMPARE(kindOfLast(), u"incremental"_s);
        QTRY_VERIFY(bench.action(u"Run initial sync"_s)->isEnabled());
        bench.action(u"Run initial sync"_s)->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(bench.outcomes.size(), 2, 20'000);
        QCOMPARE(kindOfLast(), u"initial"_s);
    }
};

QTEST_MAIN(CardStatesTest)
#include "tst_cardstates.moc"
