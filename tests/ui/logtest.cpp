#include "tests/ui/fakes.h"

#include "log/eventmodel.h"
#include "log/logpage.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Bench {
    std::shared_ptr<FakeWorkspace> fake = std::make_shared<FakeWorkspace>();
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(noon());

    explicit Bench(int events) { fake->log.all = plausibleLog(events); }
    void happens(const QString &name)
    {
        const QMutexLocker lock(&fake->log.mutex);
        fake->log.all.push_back(
            logged(static_cast<qint64>(fake->log.all.size()) + 1, name, Level::Info, {}));
    }
};

void fetchAll(EventModel &model)
{
    while (model.canFetchMore({})) {
        const int before = model.rowCount();
        const qint64 last = model.event(before - 1).id;
        model.fetchMore({});
        QTRY_VERIFY(!model.canFetchMore({}) || model.event(model.rowCount() - 1).id < last);
    }
}

/// Northwind, with a table for each of these objects.
ConnectionStatus northwindWith(const QStringList &objects)
{
    ConnectionStatus status = northwind();
    status.objects.clear();
    for (const QString &object : objects)
        status.objects.push_back(objectStatus(object, u"people"_s, 1, 1));
    return status;
}

} // namespace

class LogTest final : public QObject {
    Q_OBJECT
private slots:
    void theNewestEventsComeFirstAndOlderOnesWhenAskedFor()
    {
        const Bench bench(450);
        EventModel model(bench.fake->log, bench.clock);
        const QAbstractItemModelTester tester(&model);
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), EventModel::pageSize);
        QCOMPARE(model.event(0).id, 450);
        QVERIFY(model.canFetchMore({}));

        fetchAll(model);

        QCOMPARE(model.rowCount(), 450);
        for (int row = 0; row < 450; ++row)
            QCOMPARE(model.event(row).id, 450 - row);
    }

    void howeverLongTheLogIsTheWindowOnItStaysBounded()
    {
        const Bench bench(EventModel::mostRows + 900);
        EventModel model(bench.fake->log, bench.clock);
        const QAbstractItemModelTester tester(&model);
        model.setFilter({});
        QTRY_VERIFY(model.isLoaded());
        fetchAll(model);

        QCOMPARE(model.rowCount(), EventModel::mostRows);
        QCOMPARE(model.event(model.rowCount() - 1).id, 1);

        // Back to the newest: following again begins afresh.
        model.setFollowing(false);
        model.setFollowing(true);
        QTRY_COMPARE(model.event(0).id, EventModel::mostRows + 900);
    }

    void newEventsArriveAtTheTopWhileFollowing()
    {
        Bench bench(10);
        EventModel model(bench.fake->log, bench.clock);
        const QAbstractItemModelTester tester(&model);
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 10);
        bench.happens(u"sync_started"_s);
        bench.happens(u"sync_completed"_s);
        model.lookForNew();
        QTRY_COMPARE(model.rowCount(), 12);
        QCOMPARE(model.event(0).name, u"sync_completed"_s);
        QCOMPARE(model.event(1).name, u"sync_started"_s);
    }

    void whileNotFollowingItOnlySaysThatThereAreNewOnes()
    {
        Bench bench(10);
        EventModel model(bench.fake->log, bench.clock);
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 10);
        model.setFollowing(false);
        QSignalSpy waiting(&model, &EventModel::newEventsWaiting);
        bench.happens(u"sync_started"_s);
        model.lookForNew();
        QTRY_COMPARE(waiting.size(), 1);
        QCOMPARE(model.rowCount(), 10);
        model.setFollowing(true);
        QTRY_COMPARE(model.rowCount(), 11);
    }

    void theLevelFilterShowsThatLevelAndAbove()
    {
        const Bench bench(60);
        EventModel model(bench.fake->log, bench.clock);
        EventQuery filter;
        filter.atLeast = Level::Warning;
        model.setFilter(filter);
        QTRY_COMPARE(model.rowCount(), 20);
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(model.event(row).level >= Level::Warning);
    }

    void linesAboutSingleRecordsAreShownWhenAskedFor()
    {
        const Bench bench(60);
        LogPage page(bench.fake->log, bench.clock);
        page.resize(1'000, 600);
        page.show();
        page.setConnection(northwindWith({u"Contact"_s, u"Lead"_s}));
        const auto *table = page.findChild<QTableView *>(u"eventTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 50);
        page.findChild<QComboBox *>(u"levelFilter"_s)->setCurrentText(u"All levels"_s);
        QTRY_COMPARE(table->model()->rowCount(), 60);
        QVERIFY(page.escape());
        QTRY_COMPARE(table->model()->rowCount(), 50);
    }

    void anAnswerToAFilterThatIsNoLongerSetIsDropped()
    {
        const Bench bench(60);
        EventModel model(bench.fake->log, bench.clock);
        EventQuery filter;
        filter.text = u"record_failed"_s;
        model.setFilter(filter);
        filter.text = u"sync_started"_s;
        model.setFilter(filter);
        QTRY_COMPARE(model.rowCount(), 10);
        QCOMPARE(model.event(0).name, u"sync_started"_s);
        QCOMPARE(model.event(9).name, u"sync_started"_s);
    }

    void searchingWaitsForAPauseAndEscapeClears()
    {
        const Bench bench(60);
        LogPage page(bench.fake->log, bench.clock);
        page.resize(1'000, 600);
        page.show();
        page.setConnection(northwindWith({u"Contact"_s, u"Lead"_s}));
        const auto *table = page.findChild<QTableView *>(u"eventTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 50);

        auto *search = page.findChild<QLineEdit *>(u"searchEdit"_s);
        QTest::keyClicks(search, u"picklist"_s);
        QTRY_COMPARE(table->model()->rowCount(), 10);
        QVERIFY(page.escape());
        QTRY_COMPARE(table->model()->rowCount(), 50);
        QVERIFY(!page.escape());

        page.findChild<QComboBox *>(u"objectFilter"_s)->setCurrentText(u"Lead"_s);
        QTRY_COMPARE(table->model()->rowCount(), 10);
    }

    void anObjectThatIsKeptInTwoTablesIsOfferedOnce()
    {
        const Bench bench(10);
        LogPage page(bench.fake->log, bench.clock);
        ConnectionStatus status = northwindWith({u"Contact"_s, u"Contact"_s, u"Lead"_s});
        status.objects[1].table = u"donors"_s;
        page.setConnection(status);
        const auto *objects = page.findChild<QComboBox *>(u"objectFilter"_s);
        QCOMPARE(objects->count(), 3);
        QCOMPARE(objects->itemText(1), u"Contact"_s);
        QCOMPARE(objects->itemText(2), u"Lead"_s);
    }

    void scrollingAwayStopsFollowing()
    {
        const Bench bench(300);
        LogPage page(bench.fake->log, bench.clock);
        page.resize(1'000, 500);
        page.show();
        page.setConnection(northwindWith({}));
        auto *table = page.findChild<QTableView *>(u"eventTable"_s);
        auto *follow = page.findChild<QPushButton *>(u"followButton"_s);
        QTRY_VERIFY(table->verticalScrollBar()->maximum() > 0);
        QVERIFY(follow->isChecked());
        table->verticalScrollBar()->setValue(20);
        QVERIFY(!follow->isChecked());
        QTest::mouseClick(follow, Qt::LeftButton);
        QVERIFY(follow->isChecked());
        QCOMPARE(table->verticalScrollBar()->value(), 0);
    }

    /// A splitter knows nothing of sentences that take two lines.
    void aLongSentenceInASmallWindowCoversNothing()
    {
        const Bench bench(10);
        bench.fake->log.all.at(9).arguments = {
            u"Contact"_s, QString(u"0035g00000AbCdEAAV "_s).repeated(8)};
        LogPage page(bench.fake->log, bench.clock);
        page.resize(600, 500);
        page.show();
        page.setConnection(northwindWith({}));
        auto *table = page.findChild<QTableView *>(u"eventTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 8);
        table->selectRow(0);
        const auto *raw = page.findChild<QPlainTextEdit *>(u"eventRaw"_s);
        const auto *copy = page.findChild<QPushButton *>(u"copyRawButton"_s);
        const auto *sentence = page.findChild<QLabel *>(u"eventSentence"_s);
        QTRY_VERIFY(sentence->height() >= sentence->heightForWidth(sentence->width()));
        QTRY_VERIFY(sentence->geometry().bottom() < raw->geometry().top());
        QTRY_VERIFY(raw->geometry().bottom() < copy->geometry().top());
    }

    /// S1-53: the raw text word for word, to select and to copy.
    void theDetailsShowAndCopyTheRawTextWordForWord()
    {
        const Bench bench(10);
        const Event failed = bench.fake->log.all.at(9);
        QCOMPARE(failed.name, u"record_failed"_s);
        LogPage page(bench.fake->log, bench.clock);
        page.show();
        page.setConnection(northwindWith({}));
        auto *table = page.findChild<QTableView *>(u"eventTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 8);
        table->selectRow(0);

        QCOMPARE(page.findChild<QPlainTextEdit *>(u"eventRaw"_s)->toPlainText(), failed.raw);
        QTest::mouseClick(page.findChild<QPushButton *>(u"copyRawButton"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), failed.raw);
        QTest::mouseClick(page.findChild<QPushButton *>(u"copyJsonButton"_s), Qt::LeftButton);
        const QJsonObject json =
            QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
        QCOMPARE(json.value(u"event"_s).toString(), u"record_failed"_s);
        QCOMPARE(json.value(u"raw"_s).toString(), failed.raw);
        QCOMPARE(json.value(u"at"_s).toString(), u"2026-01-12T11:43:30.000Z"_s);
    }
};

QTEST_MAIN(LogTest)
#include "logtest.moc"
