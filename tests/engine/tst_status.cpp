#include "connect/naming.h"
#include "engine/statusrules.h"
#include "tests/support/testmain.h"
#include "workspace/holder.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime noon(QDate(2026, 1, 31), QTime(12, 0), QTimeZone::utc());

Connection healthy()
{
    Connection connection;
    connection.id = 1;
    connection.name = u"Live"_s;
    connection.complete = true;
    connection.signedIn = true;
    connection.createdAt = noon.addDays(-1);
    connection.lastSync = noon.addSecs(-60);
    return connection;
}

Connection with(const std::function<void(Connection &)> &change)
{
    Connection connection = healthy();
    change(connection);
    return connection;
}

RunObject object(qint64 read, std::optional<qint64> expected, bool done = false)
{
    RunObject made;
    made.object = u"Contact"_s;
    made.read = read;
    made.expected = expected;
    made.done = done;
    return made;
}

Connection other(const QString &name, Environment environment, const QString &prefix)
{
    Connection made;
    made.name = name;
    made.environment = environment;
    made.tablePrefix = prefix;
    return made;
}

} // namespace

Q_DECLARE_METATYPE(Connection)
Q_DECLARE_METATYPE(ConnectionState)

class TestStatus : public QObject {
    Q_OBJECT

private slots:
    void theFirstThatHoldsIsTheState_data()
    {
        QTest::addColumn<Connection>("connection");
        QTest::addColumn<bool>("running");
        QTest::addColumn<ConnectionState>("state");
        using State = ConnectionState;
        const auto row = [](const char *name, const Connection &connection, bool running,
                             State state) {
            QTest::newRow(name) << connection << running << state;
        };
        row("S2-03 connected", healthy(), false, State::Connected);
        row("syncing", healthy(), true, State::Syncing);
        row("S2-06 disconnected", with([](Connection &c) { c.signedIn = false; }), false,
            State::Disconnected);
        row("disconnected while its run ends", with([](Connection &c) { c.signedIn = false; }),
            true, State::Disconnected);
        row("S2-05 token expired", with([](Connection &c) { c.tokenExpired = true; }), false,
            State::TokenExpired);
        row("expired and paused", with([](Connection &c) { c.tokenExpired = c.paused = true; }),
            false, State::TokenExpired);
        row("paused", with([](Connection &c) { c.paused = true; }), false, State::Paused);
        row("paused while its run ends", with([](Connection &c) { c.paused = true; }), true,
            State::Paused);
        row("incomplete goes first", with([](Connection &c) { c.complete = c.signedIn = false; }),
            false, State::Incomplete);
        row("waiting for quota",
            with([](Connection &c) { c.waitingForQuotaUntil = noon.addSecs(1); }), false,
            State::WaitingForQuota);
        row("quota is back", with([](Connection &c) { c.waitingForQuotaUntil = noon; }), false,
            State::Connected);
        row("offline", with([](Connection &c) { c.offline = true; }), false, State::Offline);
        row("trying again", with([](Connection &c) { c.offline = true; }), true, State::Syncing);
    }
    void theFirstThatHoldsIsTheState()
    {
        QFETCH(Connection, connection);
        QFETCH(bool, running);
        QTEST(derived::state(connection, running, noon), "state");
    }

    void staleBeginsAfterAnHour_data() // S2-04
    {
        QTest::addColumn<int>("age");
        QTest::addColumn<int>("interval");
        QTest::addColumn<bool>("stale");
        QTest::newRow("59:59") << 3599 << 5 << false;
        QTest::newRow("60:00") << 3600 << 5 << false;
        QTest::newRow("60:01") << 3601 << 5 << true;
        QTest::newRow("hourly schedule, 60:01") << 3601 << 60 << false;
        QTest::newRow("hourly schedule, 2 h") << 7200 << 60 << false;
        QTest::newRow("hourly schedule, 2 h 1 s") << 7201 << 60 << true;
    }
    void staleBeginsAfterAnHour()
    {
        QFETCH(int, age);
        QFETCH(int, interval);
        Connection connection = healthy();
        connection.lastSync = noon.addSecs(-age);
        const auto minutes = std::chrono::minutes(interval);
        QTEST(derived::stale(connection, ConnectionState::Connected, minutes, noon), "stale");
        QVERIFY(!derived::stale(connection, ConnectionState::Paused, minutes, noon));
        QVERIFY(!derived::stale(connection, ConnectionState::TokenExpired, minutes, noon));
        QVERIFY(!derived::stale(connection, ConnectionState::Disconnected, minutes, noon));
        // Before the first sync the connection's own age counts.
        connection.lastSync = {};
        connection.createdAt = noon.addSecs(-age);
        QTEST(derived::stale(connection, ConnectionState::Connected, minutes, noon), "stale");
    }

    void theNextSyncFollowsTheLastRun()
    {
        Run run;
        run.startedAt = noon.addSecs(-100);
        run.endedAt = noon.addSecs(-60);
        const auto next = [&run](const Connection &connection, ConnectionState state) {
            return derived::nextSync(connection, state, run, 5min);
        };
        QCOMPARE(next(healthy(), ConnectionState::Connected), noon.addSecs(240));
        QCOMPARE(next(healthy(), ConnectionState::Offline), noon.addSecs(240));
        QVERIFY(!next(healthy(), ConnectionState::Paused).isValid());
        QVERIFY(!next(healthy(), ConnectionState::Syncing).isValid());
        QVERIFY(!next(healthy(), ConnectionState::Disconnected).isValid()); // S2-60
        QVERIFY(!next(healthy(), ConnectionState::TokenExpired).isValid());
        const Connection waiting =
            with([](Connection &c) { c.waitingForQuotaUntil = noon.addSecs(3000); });
        QCOMPARE(next(waiting, ConnectionState::WaitingForQuota), noon.addSecs(3000));
        QCOMPARE(derived::nextSync(healthy(), ConnectionState::Connected, std::nullopt, 5min),
            healthy().createdAt);
    }

    void percentIsHonest()
    {
        QCOMPARE(derived::percent(object(0, 0)), 0);
        QCOMPARE(derived::percent(object(0, std::nullopt)), std::nullopt);
        QCOMPARE(derived::percent(object(340, 1'000)), 34);
        QCOMPARE(derived::percent(object(1'000, 1'000)), 99); // read, and not yet done
        QCOMPARE(derived::percent(object(1'200, 1'000)), 99);
        QCOMPARE(derived::percent(object(1'000, 1'000, true)), 100);
        using Objects = std::vector<RunObject>;
        QCOMPARE(derived::percent(Objects()), std::nullopt);
        QCOMPARE(derived::percent(Objects{object(100, 100, true), object(0, std::nullopt)}),
            std::nullopt);
        QCOMPARE(derived::percent(Objects{object(100, 100, true), object(0, 300)}), 25);
        QCOMPARE(derived::percent(Objects{object(100, 100, true), object(300, 300, true)}), 100);
        QCOMPARE(derived::percent(Objects{object(0, std::nullopt, true)}), 100);
    }

    void prefixesAreNeverShared() // CONTRACT.md, "Prefix"
    {
        const auto prefix = [](const Connection &connection,
                                const std::vector<Connection> &others) {
            return naming::tablePrefix(connection, others);
        };
        const Connection production = other(u"Läden & Co. 24"_s, Environment::Production, {});
        const Connection sandbox = other(u"Try"_s, Environment::Sandbox, {});
        QCOMPARE(prefix(production, {}), QString());
        QCOMPARE(prefix(sandbox, {}), u"sandbox_"_s);
        const std::vector<Connection> both{other(u"A"_s, Environment::Production, u""_s),
            other(u"B"_s, Environment::Sandbox, u"sandbox_"_s)};
        QCOMPARE(prefix(production, both), u"laden_co_24_"_s);
        QCOMPARE(prefix(sandbox, both), u"try_"_s);
        QCOMPARE(
            prefix(sandbox, {both[0], both[1], other(u"C"_s, Environment::Sandbox, u"try_"_s)}),
            u"try_2_"_s);
        QCOMPARE(prefix(other(u"24/7"_s, Environment::Sandbox, {}), both), u"org_24_7_"_s);
        QCOMPARE(prefix(other(u"日本"_s, Environment::Sandbox, {}), both), u"org_"_s);
        // The first production connection finds its place taken by a sandbox of the same name.
        QCOMPARE(
            prefix(production, {other(u"B"_s, Environment::Sandbox, u""_s)}), u"laden_co_24_"_s);
    }

    void namesAreUsedOnce()
    {
        const std::vector<Connection> others{other(u"Acme"_s, Environment::Production, {})};
        QCOMPARE(naming::connectionName(u"Acme"_s, others), u"Acme 2"_s);
        QCOMPARE(naming::connectionName(u"Bcme"_s, others), u"Bcme"_s);
        QCOMPARE(naming::connectionName({}, {}), u"Salesforce"_s);
    }

    void theCallbackThatWorkedIsUsedAgain()
    {
        QCOMPARE(naming::callbackPort(1717, u"http://localhost:1720/OauthRedirect"_s), 1720);
        QCOMPARE(naming::callbackPort(1725, u"http://localhost:1720/OauthRedirect"_s), 1725);
        QCOMPARE(naming::callbackPort(1717, {}), 1717);
    }

    void aDeadHolderIsKnownOnItsOwnMachine()
    {
        const QString alive = holder::make();
        QVERIFY(!holder::isGone(alive));
        QVERIFY(alive != holder::make());
        QStringList parts = alive.split(u':');
        QCOMPARE(parts.size(), 5);
        parts[3] = u"1"_s; // the process id was given to another process
        QVERIFY(holder::isGone(parts.join(u':')));
        parts[2] = u"4194999"_s; // above the largest there can be
        QVERIFY(holder::isGone(parts.join(u':')));
        parts[0] = u"another-machine"_s; // nothing is known about that one
        QVERIFY(!holder::isGone(parts.join(u':')));
        QVERIFY(!holder::isGone(u"somebody"_s));
    }
};

ORGMEND_TEST(TestStatus)
#include "tst_status.moc"
