#include "tests/ui/fakes.h"

#include "mainwindow/mainwindow.h"
#include "overview/objectmodel.h"
#include "widgets/badge.h"
#include "widgets/banner.h"
#include "widgets/copyablevalue.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

/// A window on a workspace of values, opened and ready.
struct Bench {
    std::shared_ptr<FakeWorkspace> fake = std::make_shared<FakeWorkspace>();
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(noon());
    std::unique_ptr<MainWindow> window;

    explicit Bench(std::vector<ConnectionStatus> connections)
    {
        fake->connections.all = std::move(connections);
        fake->log.all = plausibleLog(30);
        window = std::make_unique<MainWindow>(fake->parts(), clock);
        QSignalSpy opened(window.get(), &MainWindow::opened);
        window->show();
        window->open();
        QVERIFY(opened.wait());
        settle();
    }
    static void settle() { QTest::qWait(60); }

    template <typename T>
    [[nodiscard]] T *find(const QString &name) const
    {
        return window->findChild<T *>(name);
    }
    [[nodiscard]] QString badge() const { return find<Badge>(u"stateBadge"_s)->text(); }
    [[nodiscard]] QString secondary() const { return find<QLabel>(u"secondaryLabel"_s)->text(); }
    [[nodiscard]] QPushButton *primary() const { return find<QPushButton>(u"primaryButton"_s); }
    [[nodiscard]] QString primaryWords() const { return primary()->text().remove(u'&'); }
    [[nodiscard]] QStringList cardMenu() const
    {
        QStringList words;
        for (const QAction *action : find<QPushButton>(u"moreButton"_s)->menu()->actions()) {
            if (action->isVisible() && !action->isSeparator())
                words << action->text().remove(u'&');
        }
        return words;
    }
};

} // namespace

class WindowTest final : public QObject {
    Q_OBJECT
private slots:
    /// East of Greenwich, so that a time in UTC is seen to be one.
    void initTestCase()
    {
        qputenv("TZ", "Europe/Berlin");
        tzset();
    }

    /// S2-03, S2-05, S2-06: the exact word, and the button that is right now.
    void everyStateSaysItsWordAndOffersTheRightButton_data()
    {
        QTest::addColumn<ConnectionState>("state");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("button");
        QTest::newRow("connected")
            << ConnectionState::Connected << u"Connected"_s << u"Resync now"_s;
        QTest::newRow("token expired")
            << ConnectionState::TokenExpired << u"Token expired"_s << u"Reconnect"_s;
        QTest::newRow("disconnected")
            << ConnectionState::Disconnected << u"Disconnected"_s << u"Connect"_s;
        QTest::newRow("paused") << ConnectionState::Paused << u"Paused"_s << u"Resume"_s;
        QTest::newRow("syncing") << ConnectionState::Syncing << u"Syncing"_s << u"Cancel"_s;
        QTest::newRow("incomplete")
            << ConnectionState::Incomplete << u"Incomplete set-up"_s << u"Continue set-up"_s;
        QTest::newRow("waiting for quota")
            << ConnectionState::WaitingForQuota << u"Waiting for API calls"_s << u"Try now"_s;
        QTest::newRow("offline") << ConnectionState::Offline << u"Offline"_s << u"Try now"_s;
    }
    void everyStateSaysItsWordAndOffersTheRightButton()
    {
        QFETCH(const ConnectionState, state);
        const Bench bench({northwindIn(state)});

        QTEST(bench.badge(), "word");
        QTEST(bench.primaryWords(), "button");
        QVERIFY(bench.primary()->isEnabled());
    }

    /// S2-01, S2-02.
    void theCardIsThereFirstWithStatusLastSyncInstanceAndEnvironment()
    {
        const Bench bench({northwind()});

        QVERIFY(bench.find<QFrame>(u"ConnectionCard"_s)->isVisible());
        QCOMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.find<Badge>(u"environmentBadge"_s)->text(), u"PRODUCTION"_s);
        QCOMPARE(bench.find<CopyableValue>(u"lastSyncValue"_s)->value(),
            u"3 min ago · 1,523 new · 4 updated"_s);
        QCOMPARE(bench.find<CopyableValue>(u"instanceValue"_s)->value(),
            u"northwind.my.salesforce.com"_s);
        QVERIFY(bench.window->windowTitle().contains(u"Northwind Traders – PRODUCTION"_s));
    }

    /// S2-04.
    void aStaleConnectionSaysForHowLong()
    {
        ConnectionStatus status = northwind();
        status.stale = true;
        status.connection.lastSync = noon().addSecs(-72 * 60);
        const Bench bench({status});

        QCOMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.secondary(), u"no sync for 1 h 12 min"_s);
    }

    /// S2-12, S2-18, S2-22, S2-39.
    void theCardsMenuHasTheSameNamesAsTheMenuBar()
    {
        const Bench bench({northwind()});

        QCOMPARE(bench.cardMenu(),
            QStringList({u"Sync log"_s, u"Resync now"_s, u"Run initial sync"_s, u"Pause"_s,
                u"Reconnect"_s, u"Disconnect…"_s}));
        QStringList menuBar;
        for (const QAction *menu : bench.window->menuBar()->actions()) {
            for (const QAction *entry : menu->menu()->actions())
                menuBar << entry->text().remove(u'&');
        }
        for (const QString &entry : bench.cardMenu())
            QVERIFY2(menuBar.contains(entry), qPrintable(entry));
    }

    void resyncNowAndF5AskForARunOfThisConnection()
    {
        const Bench bench({northwind()});
        QSignalSpy asked(bench.window.get(), &MainWindow::resyncRequested);

        QTest::mouseClick(bench.primary(), Qt::LeftButton);
        QTest::keyClick(bench.window.get(), Qt::Key_F5);
        QTest::keyClick(bench.window.get(), Qt::Key_R, Qt::ControlModifier);

        QCOMPARE(asked.size(), 3);
        for (const QList<QVariant> &request : asked)
            QCOMPARE(request, QList<QVariant>({qint64(1), false}));
    }

    void progressIsShownInWordsAndNumbersAndEndsWithTheRun()
    {
        Bench bench({northwind()});
        RunReport report;
        report.objects = {{u"Contact"_s, u"people"_s, {}, 12'052, 48'211, false, {}}};
        bench.window->runStarted(1);
        bench.window->showProgress(1, report);

        QCOMPARE(bench.badge(), u"Syncing"_s);
        QTRY_COMPARE(bench.secondary(), u"24 %"_s);
        const auto *table = bench.find<QTableView>(u"objectTable"_s);
        QCOMPARE(table->model()->index(1, 6).data().toString(), u"Syncing 24 %"_s);

        QSignalSpy cancelled(bench.window.get(), &MainWindow::cancelRequested);
        QTest::mouseClick(bench.primary(), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        QCOMPARE(bench.primary()->text(), u"Stopping…"_s);
        QCOMPARE(bench.primary()->accessibleName(), u"Stopping…"_s);

        bench.window->runFinished(1, report);
        QTRY_COMPARE(bench.badge(), u"Connected"_s);
    }

    void aRunThatCouldNotBeginSaysWhy()
    {
        Bench bench({northwind()});
        bench.window->runStarted(1);
        bench.window->runFinished(
            1, failure(Failure::Problem::HostNotFound, {u"northwind.my.salesforce.com"_s}));

        const auto *banner = bench.find<Banner>(u"overviewBanner"_s);
        QVERIFY(banner->isVisible());
        QVERIFY(banner->sentence().contains(u"northwind.my.salesforce.com"_s));
    }

    /// A workspace that is shown stays where it is, whatever the program says about it.
    void onceShownTheWorkspaceStaysOnScreen()
    {
        const Bench bench({northwind()});
        const auto *card = bench.find<QWidget>(u"ConnectionCard"_s);
        bench.window->showOpening(u"Starting…"_s, u"A moment."_s);
        bench.window->open();
        QVERIFY(card->isVisible());
        bench.window->remark(u"the practice org is starting again"_s);
        QCOMPARE(bench.secondary(), u"the practice org is starting again"_s);
        bench.window->remark({});
        QCOMPARE(bench.secondary(), QString());

        QSignalSpy again(bench.window.get(), &MainWindow::openAgainRequested);
        bench.window->showOpeningFailure(
            failure(Failure::Problem::PracticeOrgNotStarted, {u"/usr/bin/x"_s}));
        QVERIFY(card->isVisible());
        auto *banner = bench.find<Banner>(u"overviewBanner"_s);
        QVERIFY(banner->isVisible());
        QTest::mouseClick(banner->findChild<QPushButton *>(u"bannerButton"_s), Qt::LeftButton);
        QCOMPARE(again.size(), 1);
    }

    /// The stamp is Salesforce's, in UTC; what is shown is the admin's own time.
    void howFarItWasReadIsShownInLocalTimeAndExactlyOnHover()
    {
        ConnectionStatus status = northwind();
        status.objects[0].cursorValue = u"2026-01-12T11:46:51.000Z"_s;
        status.objects[1].cursorValue = u"2026-01-10T23:30:00.000Z"_s;
        const Bench bench({status});
        const QAbstractItemModel *model = bench.find<QTableView>(u"objectTable"_s)->model();
        const auto shown = [model](int row, int role) {
            return model->index(row, ObjectModel::CursorColumn).data(role).toString();
        };
        QCOMPARE(shown(0, Qt::DisplayRole), u"12:46:51"_s);
        QVERIFY(shown(0, Qt::ToolTipRole).contains(u"2026-01-12T11:46:51.000Z"_s));
        QCOMPARE(shown(1, Qt::DisplayRole),
            QLocale().toString(QDate(2026, 1, 11), QLocale::ShortFormat) + u", 00:30:00"_s);
    }

    /// S2-42: nothing happens before the answer, and Escape is no.
    void disconnectAsksFirst()
    {
        const Bench bench({northwind()});
        const auto ask = [&] {
            bench.find<QPushButton>(u"moreButton"_s)->menu()->actions().constLast()->trigger();
            return bench.find<QMessageBox>(u"disconnectQuestion"_s);
        };

        QMessageBox *question = ask();
        QVERIFY(question);
        QVERIFY(question->text().contains(u"Northwind Traders"_s));
        QTest::keyClick(question, Qt::Key_Escape);
        bench.settle();
        QVERIFY(bench.fake->said().isEmpty());

        question = ask();
        QTest::mouseClick(
            question->findChild<QPushButton *>(u"confirmDisconnectButton"_s), Qt::LeftButton);
        QTRY_COMPARE(bench.badge(), u"Disconnected"_s);
        QCOMPARE(bench.fake->said(), QStringList({u"disconnect"_s}));
        // S2-45: where the app's access ends for good.
        QVERIFY(bench.find<Banner>(u"overviewBanner"_s)
                ->sentence()
                .contains(u"Connected Apps OAuth Usage"_s));
    }

    /// What the sign-in has settled is not said any more, though the next run has yet to come.
    void aSignInSettlesTheFailureThatAskedForIt()
    {
        ConnectionStatus status = northwind();
        status.lastFailure = failure(Failure::Problem::SignInNeeded);
        status.lastRun->outcome = Outcome::Failed;
        status.connection.tokenIssuedAt = status.lastRun->endedAt.addSecs(-1);
        QVERIFY(Bench({status}).find<Banner>(u"overviewBanner"_s)->isVisible());
        status.connection.tokenIssuedAt = status.lastRun->endedAt.addSecs(1);
        QVERIFY(!Bench({status}).find<Banner>(u"overviewBanner"_s)->isVisible());
    }

    void pauseAndResumeFlipTheCard()
    {
        const Bench bench({northwind()});
        QTest::mouseClick(bench.find<QPushButton>(u"secondOtherButton"_s), Qt::LeftButton);
        QTRY_COMPARE(bench.badge(), u"Paused"_s);
        QTest::mouseClick(bench.primary(), Qt::LeftButton);
        QTRY_COMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.fake->said(), QStringList({u"pause"_s, u"resume"_s}));
    }

    void whatCouldNotBeDoneIsSaidAndDoneAtASecondTry()
    {
        const Bench bench({northwind()});
        bench.fake->connections.requestsFail = {
            failure(Failure::Problem::WorkspaceLocked, {u"/x.orgmend"_s})};
        QTest::mouseClick(bench.find<QPushButton>(u"secondOtherButton"_s), Qt::LeftButton);
        const auto *banner = bench.find<Banner>(u"overviewBanner"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->sentence().contains(u"/x.orgmend"_s));
        QCOMPARE(bench.badge(), u"Connected"_s);

        QTest::mouseClick(banner->findChild<QPushButton *>(u"bannerButton"_s), Qt::LeftButton);
        QTRY_COMPARE(bench.badge(), u"Paused"_s);
        QVERIFY(!banner->isVisible());
        QCOMPARE(bench.fake->said(), QStringList({u"pause"_s, u"pause"_s}));
    }

    /// S2-08: without a restart.
    void reconnectingFlipsTheCardToConnected()
    {
        const Bench bench({northwindIn(ConnectionState::TokenExpired)});
        bench.fake->connections.signInWaits = true;
        QTest::mouseClick(bench.primary(), Qt::LeftButton);
        QTRY_VERIFY(bench.fake->openedPage.isValid());
        {
            const QMutexLocker lock(&bench.fake->connections.mutex);
            bench.fake->connections.all.front().state = ConnectionState::Connected;
        }
        bench.fake->connections.signInWaits = false;
        QTRY_COMPARE(bench.badge(), u"Connected"_s);
        QCOMPARE(bench.fake->said(), QStringList({u"reconnect"_s}));
    }

    /// Enter does at once what the card suggests.
    void theKeyboardBeginsAtTheCardsPrimaryButton()
    {
        const Bench bench({northwind()});
        QCOMPARE(bench.window->focusWidget(), bench.primary());
        bench.window->refresh();
        bench.find<QPushButton>(u"moreButton"_s)->setFocus();
        bench.settle();
        QCOMPARE(bench.window->focusWidget(), bench.find<QPushButton>(u"moreButton"_s));
    }

    /// S2-40, S2-41.
    void severalConnectionsAreSwitchedByNameAndEnvironment()
    {
        ConnectionStatus sandbox = northwind();
        sandbox.connection.id = 2;
        sandbox.connection.name = u"Northwind UAT"_s;
        sandbox.connection.environment = Environment::Sandbox;
        const Bench bench({northwind(), sandbox});

        const auto entries = bench.find<QPushButton>(u"connectionSwitcher"_s)->menu()->actions();
        QCOMPARE(entries.at(0)->text(), u"Northwind Traders — PRODUCTION"_s);
        QCOMPARE(entries.at(1)->text(), u"Northwind UAT — SANDBOX"_s);
        // However often the workspace is read, the list is made once.
        bench.window->refresh();
        bench.settle();
        QCOMPARE(bench.find<QPushButton>(u"connectionSwitcher"_s)->menu()->actions().at(0),
            entries.at(0));
        entries.at(1)->trigger();
        QCOMPARE(bench.find<Badge>(u"environmentBadge"_s)->text(), u"SANDBOX"_s);
        QVERIFY(bench.window->windowTitle().startsWith(u"Northwind UAT – SANDBOX"_s));
    }

    void aWorkspaceWithoutAConnectionOffersTwoWaysIn()
    {
        const Bench bench({});
        QSignalSpy practice(bench.window.get(), &MainWindow::practiceRequested);
        QVERIFY(bench.find<QPushButton>(u"practiceButton"_s)->isVisible());
        QTest::mouseClick(bench.find<QPushButton>(u"practiceButton"_s), Qt::LeftButton);
        QCOMPARE(practice.size(), 1);
        QTest::mouseClick(bench.find<QPushButton>(u"connectButton"_s), Qt::LeftButton);
        QVERIFY(bench.find<QLineEdit>(u"keyEdit"_s)->isVisible());
    }

    void aWorkspaceThatCantBeOpenedSaysWhyAndOffersAnotherTry()
    {
        const auto fake = std::make_shared<FakeWorkspace>();
        fake->openingFails = failure(Failure::Problem::WorkspaceLocked, {u"/x.orgmend"_s});
        MainWindow window(fake->parts(), std::make_shared<ManualClock>(noon()));
        QSignalSpy again(&window, &MainWindow::openAgainRequested);
        window.show();
        window.open();

        QPushButton *button = nullptr;
        for (auto *banner : window.findChildren<Banner *>()) {
            if (auto *found = banner->findChild<QPushButton *>(u"bannerButton"_s);
                found && banner->parentWidget()->metaObject()->className() == "OpeningPage"_ba)
                button = found;
        }
        QVERIFY(button);
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(again.size(), 1);
    }

    void closingDuringARunAsksAndThenStopsIt()
    {
        Bench bench({northwind()});
        bench.window->runStarted(1);
        bench.window->close();
        QVERIFY(bench.window->isVisible());
        auto *question = bench.find<QMessageBox>(u"quitQuestion"_s);
        QVERIFY(question);

        QSignalSpy cancelled(bench.window.get(), &MainWindow::cancelRequested);
        QTest::mouseClick(
            question->findChild<QPushButton *>(u"stopAndQuitButton"_s), Qt::LeftButton);
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(bench.window->isVisible());
        bench.window->runFinished(1, RunReport());
        QTRY_VERIFY(!bench.window->isVisible());
    }

    void aRunThatEndsWhileItIsAskedAboutNeedsNoStopping()
    {
        Bench bench({northwind()});
        bench.window->runStarted(1);
        bench.window->close();
        bench.window->close();
        QCOMPARE(bench.window->findChildren<QMessageBox *>(u"quitQuestion"_s).size(), 1);
        bench.window->runFinished(1, RunReport());
        QVERIFY(bench.window->isVisible());

        QSignalSpy cancelled(bench.window.get(), &MainWindow::cancelRequested);
        QTest::mouseClick(bench.find<QPushButton>(u"stopAndQuitButton"_s), Qt::LeftButton);
        QVERIFY(!bench.window->isVisible());
        QCOMPARE(cancelled.size(), 0);
    }

    void aRunThatDoesNotStopIsLeftBehind()
    {
        Bench bench({northwind()});
        bench.window->runStarted(1);
        bench.window->close();
        QTest::mouseClick(bench.find<QPushButton>(u"stopAndQuitButton"_s), Qt::LeftButton);
        QVERIFY(bench.window->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!bench.window->isVisible(), 8'000);
    }

    void theKeyboardReachesBothPagesAndTheSearch()
    {
        const Bench bench({northwind()});
        auto *events = bench.find<QTableView>(u"eventTable"_s);
        auto *search = bench.find<QLineEdit>(u"searchEdit"_s);
        QTest::keyClick(bench.window.get(), Qt::Key_2, Qt::ControlModifier);
        QVERIFY(events->isVisible());
        QCOMPARE(bench.window->focusWidget(), events);
        QTest::keyClick(bench.window.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(bench.window->focusWidget(), bench.primary());
        QSignalSpy resync(bench.window.get(), &MainWindow::resyncRequested);
        QTest::keyClick(bench.primary(), Qt::Key_Return);
        QCOMPARE(resync.size(), 1);
        QVERIFY(!events->isVisible());
        QTest::keyClick(bench.window.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(search->isVisible());
        QCOMPARE(bench.window->focusWidget(), search);
        QTest::keyClick(bench.window.get(), Qt::Key_F1);
        QVERIFY(bench.find<QDialog>(u"shortcutSheet"_s));
    }

    void theOrgIdIsCopiedWithOneClick()
    {
        const Bench bench({northwind()});
        auto *value = bench.find<CopyableValue>(u"orgValue"_s);
        QTest::mouseClick(value->findChild<QToolButton *>(u"copyButton"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"00D5g000004Xk2QEAS"_s);
    }

    /// Every button, field, list and table says what it is to a screen reader.
    void everyControlHasAnAccessibleName()
    {
        const Bench bench({northwind()});
        QStringList nameless;
        for (const QWidget *widget : bench.window->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_s)
                || !widget->isVisibleTo(bench.window.get()))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty()
                || (button && !button->text().isEmpty()) || qobject_cast<const QMenuBar *>(widget)
                || qobject_cast<const QLabel *>(widget);
            if (!named)
                nameless << u"%1 %2"_s.arg(
                    QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
        }
        QCOMPARE(nameless, QStringList());
    }
};

QTEST_MAIN(WindowTest)
#include "windowtest.moc"
