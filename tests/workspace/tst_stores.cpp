#include "tests/support/testmain.h"
#include "tests/workspace/workspacebench.h"

#include "workspace/stores/connections.h"
#include "workspace/stores/events.h"
#include "workspace/stores/leases.h"
#include "workspace/stores/runs.h"
#include "workspace/stores/syncrequests.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using P = Failure::Problem;
using Access = Transaction::Access;

namespace {

struct StoresBench : WorkspaceBench {
    std::unique_ptr<Workspace> workspace = open();

    qint64 addConnection(const QString &name)
    {
        Transaction work(*workspace);
        Connection connection;
        connection.name = name;
        const qint64 id = Connections::add(connection, work);
        if (!work.commit())
            qFatal("no connection");
        return id;
    }
    std::optional<Lease> take(const QString &holder)
    {
        Transaction work(*workspace);
        std::optional<Lease> lease = Leases::take(u"sync:1"_s, holder, 60s, work);
        if (!work.commit())
            qFatal("no commit");
        return lease;
    }
    Result<void> renew(const Lease &lease)
    {
        Transaction work(*workspace);
        Leases::renew(lease, 60s, work);
        work.run(u"UPDATE orgmend_meta SET program = 'changed'"_s);
        return work.commit();
    }
    std::optional<Lease> held()
    {
        Transaction work(*workspace, Access::Read);
        return Leases::held(u"sync:1"_s, work);
    }
    qint64 log(const QString &name, Level level, const QString &object = {},
        const QStringList &arguments = {}, const QString &raw = {}, qint64 connection = 1)
    {
        Transaction work(*workspace);
        Event event;
        event.connection = connection;
        event.name = name;
        event.level = level;
        event.object = object;
        event.arguments = arguments;
        event.raw = raw;
        const qint64 id = Events::add(event, work);
        if (!work.commit())
            qFatal("no event");
        return id;
    }
    QList<qint64> find(const EventQuery &query)
    {
        Transaction work(*workspace, Access::Read);
        QList<qint64> ids;
        for (const Event &event : Events::find(query, work))
            ids.append(event.id);
        return ids;
    }
    qint64 count(const EventQuery &query)
    {
        Transaction work(*workspace, Access::Read);
        return Events::count(query, work);
    }
};

Connection wholeConnection()
{
    Connection c;
    c.name = u"Nørrebro Sandbox"_s;
    c.environment = Environment::Sandbox;
    c.loginUrl = u"https://test.salesforce.com"_s;
    c.clientId = u"3MVG9"_s;
    c.callback = u"http://localhost:1717/OauthRedirect"_s;
    c.instanceUrl = u"https://x--dev.sandbox.my.salesforce.com"_s;
    c.orgId = u"00D000000000001EAA"_s;
    c.orgName = u"Nørrebro"_s;
    c.userId = u"005000000000001AAA"_s;
    c.username = u"admin@example.org.dev"_s;
    c.apiVersion = u"62.0"_s;
    c.templateName = u"people"_s;
    c.tablePrefix = u"sandbox_"_s;
    c.complete = c.signedIn = c.tokenExpired = c.paused = c.offline = true;
    const QDateTime time(QDate(2026, 1, 30), QTime(1, 2, 3, 456), QTimeZone::utc());
    c.waitingForQuotaUntil = time;
    c.tokenIssuedAt = time.addSecs(1);
    c.lastSync = time.addSecs(2);
    c.lastFullSync = time.addSecs(3);
    c.createdAt = time.addSecs(4);
    c.apiUsed = 12;
    c.apiMaximum = 15'000;
    c.tokenGeneration = 7;
    return c;
}

void sameConnection(const Connection &a, const Connection &b)
{
    QCOMPARE(a.name, b.name);
    QCOMPARE(a.environment, b.environment);
    QCOMPARE(a.loginUrl, b.loginUrl);
    QCOMPARE(a.clientId, b.clientId);
    QCOMPARE(a.callback, b.callback);
    QCOMPARE(a.instanceUrl, b.instanceUrl);
    QCOMPARE(a.orgId, b.orgId);
    QCOMPARE(a.orgName, b.orgName);
    QCOMPARE(a.userId, b.userId);
    QCOMPARE(a.username, b.username);
    QCOMPARE(a.apiVersion, b.apiVersion);
    QCOMPARE(a.templateName, b.templateName);
    QCOMPARE(a.tablePrefix, b.tablePrefix);
    QCOMPARE(a.complete, b.complete);
    QCOMPARE(a.signedIn, b.signedIn);
    QCOMPARE(a.tokenExpired, b.tokenExpired);
    QCOMPARE(a.paused, b.paused);
    QCOMPARE(a.offline, b.offline);
    QCOMPARE(a.waitingForQuotaUntil, b.waitingForQuotaUntil);
    QCOMPARE(a.tokenIssuedAt, b.tokenIssuedAt);
    QCOMPARE(a.lastSync, b.lastSync);
    QCOMPARE(a.lastFullSync, b.lastFullSync);
    QCOMPARE(a.createdAt, b.createdAt);
    QCOMPARE(a.apiUsed, b.apiUsed);
    QCOMPARE(a.apiMaximum, b.apiMaximum);
    QCOMPARE(a.tokenGeneration, b.tokenGeneration);
}

} // namespace

class StoresTest : public QObject {
    Q_OBJECT

private slots:
    void aConnectionComesBackAsItWent()
    {
        StoresBench bench;
        Transaction work(*bench.workspace);
        const Connection whole = wholeConnection();
        const qint64 id = Connections::add(whole, work);
        Connection found = *Connections::find(id, work);
        QCOMPARE(found.id, id);
        sameConnection(found, whole);

        Connection other;
        other.id = id;
        other.name = u"Production"_s;
        other.createdAt = whole.createdAt;
        Connections::update(other, work);
        found = *Connections::find(id, work);
        sameConnection(found, other);
        QVERIFY(!found.lastSync.isValid());
        QVERIFY(!found.apiUsed);
        QVERIFY(!Connections::find(id + 1, work));
        COMMITTED(work);
    }

    void connectionsAreCountedFromOneAndTheirNumbersNeverComeBack()
    {
        StoresBench bench;
        QCOMPARE(bench.addConnection(u"One"_s), 1);
        QCOMPARE(bench.addConnection(u"Two"_s), 2);
        Transaction work(*bench.workspace);
        QCOMPARE(work.run(u"DELETE FROM orgmend_connection WHERE id = 2"_s), 1);
        COMMITTED(work);
        QCOMPARE(bench.addConnection(u"Three"_s), 3);
        Transaction read(*bench.workspace, Access::Read);
        const std::vector<Connection> all = Connections::all(read);
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all.back().name, u"Three"_s);
        QCOMPARE(all.back().createdAt, bench.clock.now());
    }

    void aRunIsFollowedFromBeginToEnd()
    {
        StoresBench bench;
        Run run;
        run.connection = 4;
        run.kind = RunKind::Initial;
        run.origin = Origin::Window;
        {
            Transaction work(*bench.workspace);
            run.id = Runs::begin(run, work);
            QCOMPARE(run.id, 1);
            RunObject people{u"Contact"_s, u"people"_s, {}, 0, 48'000, false, {}};
            Runs::progress(run.id, {u"Account"_s, u"companies"_s, {}, 0, {}, false, {}}, work);
            Runs::progress(run.id, people, work);
            people.counts = {5, 4, 3, 2, 1};
            people.read = 50;
            people.done = true;
            people.failure = failure(Failure::Problem::ObjectNotVisible, {u"Contact"_s}, u"r"_s);
            Runs::progress(run.id, people, work);
            COMMITTED(work);
        }
        Transaction work(*bench.workspace);
        QCOMPARE(Runs::unfinished(4, work).size(), std::size_t(1));
        QVERIFY(Runs::unfinished(5, work).empty());
        const std::vector<RunObject> objects = Runs::objects(run.id, work);
        QCOMPARE(objects.size(), std::size_t(2));
        QCOMPARE(objects.at(0).object, u"Account"_s);
        QVERIFY(!objects.at(0).expected);
        QCOMPARE(objects.at(1).object, u"Contact"_s);
        QCOMPARE(objects.at(1).counts, (Counts{5, 4, 3, 2, 1}));
        QCOMPARE(objects.at(1).read, 50);
        QCOMPARE(objects.at(1).expected, std::optional<qint64>(48'000));
        QVERIFY(objects.at(1).done);
        QVERIFY(!objects.at(0).failure);
        QCOMPARE(objects.at(1).failure,
            failure(Failure::Problem::ObjectNotVisible, {u"Contact"_s}, u"r"_s));

        bench.clock.advance(1500ms);
        run.outcome = Outcome::Failed;
        run.counts = {9, 8, 7, 6, 5};
        run.apiCalls = 11;
        run.seconds = 1.5;
        run.failure = failure(Failure::Problem::TimedOut, {u"a,b"_s, u"\"c\""_s}, u"raw"_s);
        Runs::end(run, work);
        const Run ended = *Runs::latest(4, work);
        QCOMPARE(ended.id, run.id);
        QCOMPARE(ended.kind, run.kind);
        QCOMPARE(ended.origin, run.origin);
        QCOMPARE(ended.outcome, run.outcome);
        QCOMPARE(ended.startedAt.msecsTo(ended.endedAt), 1500);
        QCOMPARE(ended.counts, run.counts);
        QCOMPARE(ended.apiCalls, 11);
        QCOMPARE(ended.seconds, 1.5);
        QCOMPARE(ended.failure, run.failure);
        // A newer version may know a code that this one does not.
        work.run(u"UPDATE orgmend_run SET failure_code = 'of_a_newer_version'"_s);
        QCOMPARE(Runs::find(run.id, work)->failure,
            failure(Failure::Problem::RunElsewhereFailed, {QString::number(run.id)}, u"raw"_s));
        QVERIFY(Runs::unfinished(4, work).empty());
        QVERIFY(!Runs::latest(5, work));
        QVERIFY(!Runs::find(99, work));
    }

    void anEventComesBackAsItWent()
    {
        StoresBench bench;
        Transaction work(*bench.workspace);
        Event event;
        event.connection = 3;
        event.run = 8;
        event.name = u"sync_completed"_s;
        event.level = Level::Warning;
        event.object = u"Contact"_s;
        event.arguments = {u"partial"_s, QString(), u"[\"x\"]"_s};
        event.raw = u"{\"message\":\"Größe\"}"_s;
        event.counts = Counts{1, 2, 3, 4, 5};
        event.apiCalls = 6;
        event.seconds = 0.25;
        const qint64 id = Events::add(event, work);
        const Event found = Events::find({}, work).front();
        QCOMPARE(found.id, id);
        QCOMPARE(found.at, bench.clock.now());
        QCOMPARE(found.connection, 3);
        QCOMPARE(found.run, 8);
        QCOMPARE(found.name, event.name);
        QCOMPARE(found.level, event.level);
        QCOMPARE(found.object, event.object);
        QCOMPARE(found.arguments, event.arguments);
        QCOMPARE(found.raw, event.raw);
        QCOMPARE(found.counts, event.counts);
        QCOMPARE(found.apiCalls, event.apiCalls);
        QCOMPARE(found.seconds, event.seconds);

        Event plain;
        plain.name = u"paused"_s;
        Events::add(plain, work);
        const Event second = Events::find({}, work).front();
        QVERIFY(!second.counts);
        QVERIFY(!second.apiCalls);
        QVERIFY(!second.seconds);
    }

    void noTokenIsEverKeptInTheLog()
    {
        StoresBench bench;
        const QString token = u"00D000000000001!AQEAQSecretSecretSecretSecretSecret"_s;
        bench.log(u"record_failed"_s, Level::Error, {}, {u"Bearer "_s + token},
            u"Authorization: Bearer "_s + token);
        Transaction work(*bench.workspace, Access::Read);
        for (const QVariant &value : work.row(u"SELECT * FROM orgmend_event"_s))
            QVERIFY2(!value.toString().contains(u"Secret"_s), qPrintable(value.toString()));
    }

    void eventsAreFiltered()
    {
        StoresBench bench;
        const qint64 debug = bench.log(u"request_retried"_s, Level::Debug);
        bench.clock.advance(10s);
        const qint64 info = bench.log(u"object_synced"_s, Level::Info, u"Contact"_s, {u"people"_s});
        const qint64 warning =
            bench.log(u"possible_duplicate"_s, Level::Warning, u"Lead"_s, {u"ÅSA@example.org"_s});
        const qint64 error = bench.log(
            u"record_failed"_s, Level::Error, u"Contact"_s, {}, u"100% of a_b\\c refused"_s);
        const qint64 elsewhere = bench.log(u"paused"_s, Level::Info, {}, {}, {}, 2);

        QCOMPARE(bench.find({}), QList<qint64>({elsewhere, error, warning, info, debug}));
        QCOMPARE(bench.find({.connection = 2}), QList<qint64>({elsewhere}));
        QCOMPARE(bench.find({.atLeast = Level::Debug}).size(), 5);
        QCOMPARE(bench.find({.connection = 1, .atLeast = Level::Info}),
            QList<qint64>({error, warning, info}));
        QCOMPARE(bench.find({.atLeast = Level::Warning}), QList<qint64>({error, warning}));
        QCOMPARE(bench.find({.atLeast = Level::Error}), QList<qint64>({error}));
        QCOMPARE(bench.find({.object = u"Contact"_s}), QList<qint64>({error, info}));
        QCOMPARE(bench.find({.since = bench.clock.now()}),
            QList<qint64>({elsewhere, error, warning, info}));
        // In name, object, arguments and raw text, whatever the case; % and _ mean themselves.
        QCOMPARE(bench.find({.text = u"PEOPLE"_s}), QList<qint64>({info}));
        QCOMPARE(bench.find({.text = u"åsa@EXAMPLE"_s}), QList<qint64>({warning}));
        QCOMPARE(bench.find({.text = u"Retried"_s}), QList<qint64>({debug}));
        QCOMPARE(bench.find({.text = u"lead"_s}), QList<qint64>({warning}));
        QCOMPARE(bench.find({.text = u"100%"_s}), QList<qint64>({error}));
        QCOMPARE(bench.find({.text = u"A_B\\C"_s}), QList<qint64>({error}));
        QCOMPARE(bench.find({.text = u"%"_s}), QList<qint64>({error}));
        QVERIFY(bench.find({.text = u"'; DROP TABLE"_s}).isEmpty());

        QCOMPARE(bench.count({}), 5);
        QCOMPARE(bench.count({.atLeast = Level::Warning, .limit = 1}), 2);
        QCOMPARE(bench.count({.connection = 1, .object = u"Contact"_s, .text = u"refused"_s}), 1);
    }

    void eventsComeInPagesByNumber()
    {
        StoresBench bench;
        QList<qint64> all;
        for (int i = 0; i < 25; ++i)
            all.prepend(bench.log(u"object_synced"_s, Level::Info));
        QList<qint64> paged;
        EventQuery query{.limit = 10};
        for (QList<qint64> page = bench.find(query); !page.isEmpty(); page = bench.find(query)) {
            QVERIFY(page.size() <= 10);
            paged += page;
            query.before = page.last();
        }
        QCOMPARE(paged, all);
        // Following: what came after the last one seen, in the order it came.
        QCOMPARE(bench.find({.after = all.at(2)}), QList<qint64>({all.at(1), all.at(0)}));
        QVERIFY(bench.find({.after = all.first()}).isEmpty());
        QCOMPARE(
            bench.find({.after = all.last(), .limit = 2}), QList<qint64>({all.at(23), all.at(22)}));
    }

    /// The log stays quick however long it gets: every filter that the page offers finds its first
    /// page through an index, not by reading everything.
    void everyFilterOfTheLogUsesAnIndex()
    {
        StoresBench bench;
        Transaction work(*bench.workspace, Access::Read);
        const auto plan = [&work](const QString &where) {
            QString steps;
            for (const Row &row : work.rows(u"EXPLAIN QUERY PLAN SELECT * FROM orgmend_event "_s
                     + where + u" ORDER BY id DESC LIMIT 100"_s))
                steps += row.back().toString() + u'\n';
            return steps;
        };
        QVERIFY2(!plan(u"WHERE id < 7"_s).contains(u"TEMP B-TREE"_s), "paging sorts");
        QVERIFY(plan(u"WHERE connection = 1 AND id < 7"_s).contains(u"orgmend_event_connection"_s));
        QVERIFY(plan(u"WHERE object = 'Contact' AND id < 7"_s).contains(u"orgmend_event_object"_s));
        QVERIFY(plan(u"WHERE connection = 1 AND level >= 2"_s)
                .contains(u"orgmend_event_connection_problem"_s));
        QVERIFY(plan(u"WHERE level >= 2 AND level >= 3"_s).contains(u"orgmend_event_problem"_s));
    }

    void oneHolderAtATime()
    {
        StoresBench bench;
        QVERIFY(!bench.held());
        const std::optional<Lease> mine = bench.take(u"window"_s);
        QVERIFY(mine);
        QCOMPARE(mine->fence, 1);
        QCOMPARE(mine->expiresAt, bench.clock.now().addSecs(60));
        QVERIFY(!bench.take(u"ctl"_s));
        QCOMPARE(bench.held()->holder, u"window"_s);

        bench.clock.advance(59s);
        QVERIFY(bench.renew(*mine));
        bench.clock.advance(59s);
        QVERIFY(!bench.take(u"ctl"_s));
        QVERIFY(bench.renew(*mine));
    }

    void aReleasedLeaseIsFreeAndItsNumberRises()
    {
        StoresBench bench;
        const std::optional<Lease> first = bench.take(u"window"_s);
        {
            Transaction work(*bench.workspace);
            Leases::release(*first, work);
            COMMITTED(work);
        }
        QVERIFY(!bench.held());
        const std::optional<Lease> second = bench.take(u"ctl"_s);
        QVERIFY(second);
        QVERIFY(second->fence > first->fence);
        // What the first still does late has no effect.
        Transaction work(*bench.workspace);
        Leases::release(*first, work);
        COMMITTED(work);
        QCOMPARE(bench.held()->holder, u"ctl"_s);
    }

    void whoDiedIsOvertakenAndCanCommitNothingMore()
    {
        StoresBench bench;
        const qint64 connection = bench.addConnection(u"Production"_s);
        QCOMPARE(connection, 1);
        const std::optional<Lease> dead = bench.take(u"window"_s);
        bench.clock.advance(61s);
        QVERIFY(!bench.held());
        const std::optional<Lease> next = bench.take(u"ctl"_s);
        QVERIFY(next);
        QCOMPARE(next->fence, dead->fence + 1);

        const Result<void> late = bench.renew(*dead);
        QVERIFY(!late);
        QCOMPARE(late.failure().problem, P::LeaseLost);
        QCOMPARE(late.failure().arguments, QStringList(u"Production"_s));
        Transaction work(*bench.workspace, Access::Read);
        QVERIFY(work.value(u"SELECT program FROM orgmend_meta"_s).toString() != u"changed"_s);
    }

    void aLateHolderThatNobodyOvertookGoesOn()
    {
        StoresBench bench;
        const std::optional<Lease> mine = bench.take(u"window"_s);
        bench.clock.advance(10min);
        QVERIFY(bench.renew(*mine));
        QVERIFY(!bench.take(u"ctl"_s));
    }

    void theSameHolderMayTakeItAgainAndItsOldLeaseIsWorthNothing()
    {
        StoresBench bench;
        const std::optional<Lease> first = bench.take(u"window"_s);
        const std::optional<Lease> again = bench.take(u"window"_s);
        QVERIFY(again);
        QCOMPARE(bench.renew(*first).failure().problem, P::LeaseLost);
        QVERIFY(bench.renew(*again));
    }

    void leasesOfOtherNamesDoNotMatter()
    {
        StoresBench bench;
        QVERIFY(bench.take(u"window"_s));
        Transaction work(*bench.workspace);
        QVERIFY(Leases::take(u"token:1"_s, u"ctl"_s, 60s, work));
        QVERIFY(Leases::take(u"sync:2"_s, u"ctl"_s, 60s, work));
        COMMITTED(work);
    }

    void aRequestWaitsUntilARunTakesIt()
    {
        StoresBench bench;
        Transaction work(*bench.workspace);
        const qint64 id = SyncRequests::add(
            {0, 3, true, {u"Contact"_s, u"Lead"_s}, Origin::CommandLine, 0}, work);
        QVERIFY(SyncRequests::waiting(2, work).empty());
        const std::vector<SyncRequestRow> waiting = SyncRequests::waiting(3, work);
        QCOMPARE(waiting.size(), std::size_t(1));
        QCOMPARE(waiting.front().id, id);
        QVERIFY(waiting.front().full);
        QCOMPARE(waiting.front().objects, QStringList({u"Contact"_s, u"Lead"_s}));
        QCOMPARE(waiting.front().origin, Origin::CommandLine);

        SyncRequests::take(id, 12, work);
        QVERIFY(SyncRequests::waiting(3, work).empty());
        QCOMPARE(SyncRequests::find(id, work)->run, 12);
        SyncRequests::take(id, 13, work); // too late
        QCOMPARE(SyncRequests::find(id, work)->run, 12);
        QVERIFY(!SyncRequests::find(id + 1, work));
        COMMITTED(work);
    }

    void anyProgramMayAskARunToStop()
    {
        StoresBench bench;
        Transaction work(*bench.workspace);
        QVERIFY(!SyncRequests::stopAsked(1, work));
        SyncRequests::askToStop(1, StopReason::Cancelled, work);
        SyncRequests::askToStop(1, StopReason::Paused, work);
        QCOMPARE(SyncRequests::stopAsked(1, work), StopReason::Paused);
        QVERIFY(!SyncRequests::stopAsked(2, work));
        SyncRequests::clearStop(1, work);
        QVERIFY(!SyncRequests::stopAsked(1, work));
        COMMITTED(work);
    }
};

ORGMEND_TEST(StoresTest)
#include "tst_stores.moc"
