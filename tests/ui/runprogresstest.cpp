#include "tests/ui/fakes.h"

#include "overview/runprogress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr RunProgress::Moment start{};

RunObject object(const QString &name, const QString &table, qint64 read,
    const std::optional<qint64> &expected, bool done = false)
{
    RunObject made;
    made.object = name;
    made.table = table;
    made.read = read;
    made.expected = expected;
    made.done = done;
    return made;
}

RunReport report(std::vector<RunObject> objects)
{
    RunReport made;
    made.objects = std::move(objects);
    return made;
}

const ConnectionStatus::ObjectStatus &line(const ConnectionStatus &status, const QString &table)
{
    return *std::ranges::find(status.objects, table, &ConnectionStatus::ObjectStatus::table);
}

} // namespace

class RunProgressTest final : public QObject {
    Q_OBJECT
private slots:
    void whatTheRunHasDoneIsAheadOfTheWorkspace()
    {
        RunProgress runs;
        runs.begin(1, start);
        runs.advance(1,
            report({object(u"Account"_s, u"companies"_s, 9'114, 9'114, true),
                object(u"Opportunity"_s, u"deals"_s, 886, 10'886)}),
            start);

        const ConnectionStatus status = runs.onTopOf(northwind());
        QCOMPARE(status.state, ConnectionState::Syncing);
        QCOMPARE(status.percent, 50);
        QVERIFY(!line(status, u"companies"_s).syncing);
        QVERIFY(line(status, u"deals"_s).syncing);
        QCOMPARE(line(status, u"deals"_s).percent, 8);
        QVERIFY(!line(status, u"people"_s).syncing);

        runs.end(1);
        QCOMPARE(runs.onTopOf(northwind()).state, ConnectionState::Connected);
    }

    void anObjectInTwoTablesIsTwoLines()
    {
        ConnectionStatus known = northwind();
        known.objects = {objectStatus(u"Contact"_s, u"people"_s, 100, 100),
            objectStatus(u"Contact"_s, u"donors"_s, 100, 100),
            objectStatus(u"Lead"_s, u"donors"_s, 100, 100)};
        RunProgress runs;
        runs.advance(1,
            report({object(u"Contact"_s, u"people"_s, 100, 100, true),
                object(u"Contact"_s, u"donors"_s, 25, 100)}),
            start);

        const ConnectionStatus status = runs.onTopOf(known);
        QVERIFY(!status.objects[0].syncing);
        QVERIFY(status.objects[1].syncing);
        QCOMPARE(status.objects[1].percent, 25);
        QVERIFY(!status.objects[2].syncing);
    }

    void aHundredPercentIsSaidOnlyByTheEnd()
    {
        RunProgress runs;
        runs.advance(1, report({object(u"Opportunity"_s, u"deals"_s, 300, 200)}), start);
        const ConnectionStatus status = runs.onTopOf(northwind());
        QCOMPARE(status.percent, 99);
        QCOMPARE(line(status, u"deals"_s).percent, 99);
    }

    void whatIsExpectedIsNotKnownAtOnce()
    {
        RunProgress runs;
        runs.begin(1, start);
        QCOMPARE(runs.onTopOf(northwind()).percent, std::nullopt);
        runs.advance(1, report({object(u"Opportunity"_s, u"deals"_s, 0, std::nullopt)}), start);
        const ConnectionStatus status = runs.onTopOf(northwind());
        QVERIFY(line(status, u"deals"_s).syncing);
        QCOMPARE(line(status, u"deals"_s).percent, std::nullopt);
    }

    void theTimeLeftFollowsThePaceOfTheLastSecond()
    {
        RunProgress runs;
        runs.begin(1, start);
        runs.advance(1, report({object(u"Contact"_s, u"people"_s, 500, 10'000)}), start + 500ms);
        QCOMPARE(runs.secondsLeft(1), std::nullopt);
        runs.advance(1, report({object(u"Contact"_s, u"people"_s, 1'000, 10'000)}), start + 1s);
        QCOMPARE(runs.rowsPerSecond(1), 1'000.0);
        QCOMPARE(runs.secondsLeft(1), 9);
        runs.advance(1, report({object(u"Contact"_s, u"people"_s, 5'000, 10'000)}), start + 3s);
        QCOMPARE(runs.rowsPerSecond(1), 2'000.0);
        QCOMPARE(runs.secondsLeft(1), 3); // two and a half
    }

    void nobodyKnowsTheTimeLeftOfWhatWasNotCounted()
    {
        RunProgress runs;
        runs.begin(1, start);
        runs.advance(1,
            report({object(u"Contact"_s, u"people"_s, 1'000, 2'000),
                object(u"Lead"_s, u"people"_s, 0, std::nullopt)}),
            start + 1s);
        QCOMPARE(runs.secondsLeft(1), std::nullopt);
        QCOMPARE(runs.secondsLeft(2), std::nullopt);
    }

    void everyRunIsOneOfItsOwn()
    {
        RunProgress runs;
        QVERIFY(runs.isIdle());
        runs.begin(1, start);
        runs.begin(2, start);
        QCOMPARE(runs.connections(), std::vector<qint64>({1, 2}));
        runs.end(1);
        QVERIFY(!runs.isIdle());
        QCOMPARE(runs.onTopOf(northwind()).state, ConnectionState::Connected);
        runs.end(2);
        QVERIFY(runs.isIdle());
    }
};

QTEST_GUILESS_MAIN(RunProgressTest)
#include "runprogresstest.moc"
