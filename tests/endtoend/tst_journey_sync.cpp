#include "oracle.h"
#include "programs.h"

#include <QTest>

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace journey;

namespace {

QStringList eventNames(Ctl &ctl)
{
    QStringList names;
    const QJsonArray events =
        ctl.run({u"--json"_s, u"log"_s, u"--limit"_s, u"1000"_s}).json()["events"_L1].toArray();
    for (const QJsonValue &event : events)
        names.append(event["event"_L1].toString());
    return names;
}

QJsonObject objectOf(const QJsonObject &sync, const QString &object)
{
    const QJsonArray objects = sync["objects"_L1].toArray();
    for (const QJsonValue &entry : objects) {
        if (entry["object"_L1].toString() == object)
            return entry.toObject();
    }
    return {};
}

} // namespace

/// The main job: sign in, first sync, later changes, the log that tells the story; on the real
/// programs over real HTTP.
class TestJourneySync : public QObject {
    Q_OBJECT

    /// An org of some hundred contacts and a workspace that has synced it once.
    struct Synced {
        PracticeProgram org;
        Ctl ctl;
        bool begin(int records = 400)
        {
            return org.start(records, {u"--auto-approve"_s}) && ctl.connect(org).exit == 0
                && ctl.run({u"sync"_s}).exit == 0;
        }
        /// Reconnect through the sign-in page, as a browser would.
        bool signInAgain()
        {
            return ctl.signIn(org,
                          {u"reconnect"_s, u"--print-url"_s, u"--callback-port"_s,
                              org.callbackPort()})
                       .exit
                == 0;
        }
        CtlResult sync(const QStringList &more = {})
        {
            return ctl.run(QStringList{u"--json"_s, u"sync"_s} + more);
        }
    };

private slots:
    void theFirstSyncFillsTheDatabaseAndSaysSo() // S1-19, S1-29, S1-30, S1-57, S2-02
    {
        PracticeProgram org;
        QVERIFY(org.start(400));
        Ctl ctl;
        const CtlResult connected = ctl.connect(org);
        QCOMPARE(connected.exit, 0);
        QCOMPARE(connected.json()["state"_L1].toString(), u"connected"_s);
        QCOMPARE(connected.json()["environment"_L1].toString(), u"production"_s);
        QCOMPARE(connected.json()["org_id"_L1].toString(), org.org()["org_id"_L1].toString());

        const CtlResult result = ctl.run({u"--json"_s, u"sync"_s});
        QVERIFY2(result.exit == 0, result.err.constData());
        const QJsonObject sync = result.json();
        QCOMPARE(sync["kind"_L1].toString(), u"initial"_s);
        QCOMPARE(sync["outcome"_L1].toString(), u"success"_s);
        QVERIFY(sync["api_calls"_L1].toInt() > 0);
        QCOMPARE(objectOf(sync, u"Contact"_s)["records_imported"_L1].toInt(),
            int(org.query(u"SELECT Id FROM Contact"_s).size()));
        QCOMPARE(differences(org, ctl.workspace()), QStringList());

        const QStringList events = eventNames(ctl);
        QCOMPARE(events.count(u"sync_started"_s), 1);
        QCOMPARE(events.count(u"sync_completed"_s), 1);
        QCOMPARE(events.count(u"object_synced"_s), 6);
        const QJsonObject status = ctl.run({u"--json"_s, u"status"_s}).json();
        QCOMPARE(status["connected"_L1].toBool(), true);
        QCOMPARE(status["instance_url"_L1].toString(), org.org()["instance_url"_L1].toString());
        QVERIFY(!status["last_sync"_L1].toString().isEmpty());
        QCOMPARE(status["sync_stats"_L1]["contacts_synced"_L1].toInt(),
            int(org.query(u"SELECT Id FROM Contact"_s).size()));
    }

    void nothingChangedMeansNothingCountedAndNothingWritten()
    {
        Synced it;
        QVERIFY(it.begin());
        const QJsonObject sync = it.sync().json();
        QCOMPARE(sync["kind"_L1].toString(), u"incremental"_s);
        const QJsonArray objects = sync["objects"_L1].toArray();
        QCOMPARE(objects.size(), 6);
        for (const QJsonValue &entry : objects) {
            QCOMPARE(entry["records_imported"_L1].toInt(), 0);
            QCOMPARE(entry["records_updated"_L1].toInt(), 0);
            QCOMPARE(entry["records_deleted"_L1].toInt(), 0);
        }
    }

    void peopleWhoMetAreNamedOnlyWhenAskedFor()
    {
        Synced it;
        QVERIFY(it.begin());
        QVERIFY(eventNames(it.ctl).contains(u"person_joined"_s));
        const auto log = [&it](const QStringList &more) {
            return it.ctl.run(QStringList{u"log"_s, u"--limit"_s, u"1000"_s} + more).out;
        };
        QVERIFY(log({}).contains("sync_completed") && !log({}).contains("person_joined"));
        QVERIFY(log({u"--level"_s, u"debug"_s}).contains("person_joined"));
    }

    void laterChangesArriveOnResync() // S2-18, S4-30
    {
        Synced it;
        QVERIFY(it.begin());
        const QString changed = it.org.query(u"SELECT Id FROM Contact ORDER BY Id LIMIT 1"_s)
                                    .first()["Id"_L1]
                                    .toString();
        const QString gone = it.org.query(u"SELECT Id FROM Opportunity ORDER BY Id LIMIT 1"_s)
                                 .first()["Id"_L1]
                                 .toString();
        QCOMPARE(it.org
                     .rest("PATCH", u"sobjects/Contact/"_s + changed,
                         QJsonObject{{u"Email"_s, u"new.address@example.org"_s}})
                     .status,
            204);
        QCOMPARE(it.org.rest("DELETE", u"sobjects/Opportunity/"_s + gone).status, 204);
        QCOMPARE(it.org
                     .rest("POST", u"sobjects/Contact"_s,
                         QJsonObject{{u"LastName"_s, u"O'Brien \"Ōta\"\nÅsa 🎈"_s},
                             {u"Email"_s, u"only.one@example.org"_s}})
                     .status,
            201);

        const CtlResult result = it.sync();
        QCOMPARE(result.exit, 0);
        QCOMPARE(objectOf(result.json(), u"Contact"_s)["records_imported"_L1].toInt(), 1);
        QCOMPARE(objectOf(result.json(), u"Contact"_s)["records_updated"_L1].toInt(), 1);
        QCOMPARE(objectOf(result.json(), u"Opportunity"_s)["records_deleted"_L1].toInt(), 1);
        QCOMPARE(differences(it.org, it.ctl.workspace()), QStringList());
    }

    void aLateCommitWithAnOlderStampStillArrives() // S1-15
    {
        Synced it;
        QVERIFY(it.begin());
        QVERIFY(it.sync().exit == 0);
        const QString id = it.org.query(u"SELECT Id FROM Contact ORDER BY Id DESC LIMIT 1"_s)
                               .first()["Id"_L1]
                               .toString();
        const QJsonObject late{{u"object"_s, u"Contact"_s}, {u"id"_s, id},
            {u"fields"_s, QJsonObject{{u"LastName"_s, u"Latecomer"_s}}}, {u"age_seconds"_s, 240}};
        QCOMPARE(it.org.control("POST", u"records/late"_s, late).status, 200);
        QCOMPARE(it.sync().exit, 0);
        QCOMPARE(rows(it.ctl.workspace(),
                     u"SELECT last_name FROM people WHERE salesforce_contact_id = '%1'"_s.arg(id)),
            QList<QStringList>{{u"Latecomer"_s}});
    }

    void afterAMergeTheRowPointsAtTheSurvivor() // S4-33
    {
        Synced it;
        QVERIFY(it.begin());
        const QList<QJsonObject> two =
            it.org.query(u"SELECT Id FROM Contact ORDER BY Id LIMIT 2"_s);
        const QString master = two.at(0)["Id"_L1].toString();
        const QString loser = two.at(1)["Id"_L1].toString();
        QCOMPARE(it.org
                     .control("POST", u"records/merge"_s,
                         QJsonObject{{u"object"_s, u"Contact"_s}, {u"master"_s, master},
                             {u"losers"_s, QJsonArray{loser}}})
                     .status,
            200);
        QCOMPARE(it.sync().exit, 0);
        QCOMPARE(differences(it.org, it.ctl.workspace()), QStringList());
        QVERIFY(eventNames(it.ctl).contains(u"record_merged"_s));
        QCOMPARE(
            rows(it.ctl.workspace(),
                u"SELECT count(*) FROM people WHERE salesforce_contact_id = '%1'"_s.arg(loser)),
            QList<QStringList>{{u"0"_s}});
    }

    void aFullSyncReadsEverythingAndMendsWhatTheCursorWouldMiss() // S1-16, S2-22, S2-56
    {
        Synced it;
        QVERIFY(it.begin());
        {
            QProcess sqlite;
            sqlite.start(u"sqlite3"_s,
                {it.ctl.workspace(),
                    u"PRAGMA busy_timeout=5000; UPDATE people SET last_name = 'tampered' WHERE id = 1; DELETE FROM companies WHERE id = 2;"_s});
            QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        }
        const CtlResult quick = it.sync();
        QCOMPARE(quick.exit, 0);
        QVERIFY(!differences(it.org, it.ctl.workspace()).isEmpty());
        const CtlResult full = it.sync({u"--full"_s});
        QCOMPARE(full.exit, 0);
        QCOMPARE(full.json()["kind"_L1].toString(), u"initial"_s);
        for (const QString &object : {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Opportunity"_s})
            QVERIFY2(!objectOf(full.json(), object).isEmpty(), qPrintable(object));
        QCOMPARE(differences(it.org, it.ctl.workspace()), QStringList());
    }

    void anExpiredAccessTokenIsRefreshedWithoutAWord() // S2-13, S2-51
    {
        Synced it;
        QVERIFY(it.begin());
        QCOMPARE(it.org.control("POST", u"tokens/expire"_s, QJsonObject{{u"which"_s, u"access"_s}})
                     .status,
            200);
        QCOMPARE(it.sync().exit, 0);
        QCOMPARE(
            it.ctl.run({u"--json"_s, u"status"_s}).json()["state"_L1].toString(), u"connected"_s);
    }

    void aDeadRefreshTokenAsksForASignInAndReconnectGoesOnWhereItWas() // S0-08, S2-05, S3-06
    {
        Synced it;
        QVERIFY(it.begin());
        QCOMPARE(it.org.control("POST", u"tokens/expire"_s, QJsonObject{{u"which"_s, u"refresh"_s}})
                     .status,
            200);
        QCOMPARE(it.org.control("POST", u"tokens/expire"_s, QJsonObject{{u"which"_s, u"access"_s}})
                     .status,
            200);
        const CtlResult refused = it.sync();
        QCOMPARE(refused.exit, 3);
        QCOMPARE(it.ctl.run({u"--json"_s, u"status"_s}).json()["state"_L1].toString(),
            u"token_expired"_s);

        // Signing in again keeps everything: the next run is incremental and imports nothing a
        // second time.
        QVERIFY(it.signInAgain());
        const CtlResult after = it.sync();
        QCOMPARE(after.exit, 0);
        QCOMPARE(after.json()["kind"_L1].toString(), u"incremental"_s);
        QCOMPARE(objectOf(after.json(), u"Contact"_s)["records_imported"_L1].toInt(), 0);
    }

    void aUsedUpQuotaWaitsAndLosesNothing() // S2-14
    {
        Synced it;
        QVERIFY(it.begin());
        QCOMPARE(
            it.org.rest("POST", u"sobjects/Contact"_s, QJsonObject{{u"LastName"_s, u"Quota"_s}})
                .status,
            201);
        QCOMPARE(it.org
                     .control("POST", u"limits"_s,
                         QJsonObject{{u"DailyApiRequests"_s,
                             QJsonObject{{u"max"_s, 15000}, {u"remaining"_s, 0}}}})
                     .status,
            200);
        QCOMPARE(it.sync().exit, 4);
        QCOMPARE(it.ctl.run({u"--json"_s, u"status"_s}).json()["state"_L1].toString(),
            u"waiting_for_quota"_s);
        QCOMPARE(it.org
                     .control("POST", u"limits"_s,
                         QJsonObject{{u"DailyApiRequests"_s,
                             QJsonObject{{u"max"_s, 15000}, {u"remaining"_s, 15000}}}})
                     .status,
            200);
        QCOMPARE(it.sync().exit, 0);
        QCOMPARE(differences(it.org, it.ctl.workspace()), QStringList());
    }

    void pauseStopsRunsAndResumeLetsThemGoOn() // S1-52
    {
        Synced it;
        QVERIFY(it.begin());
        QCOMPARE(it.ctl.run({u"pause"_s}).exit, 0);
        QCOMPARE(it.ctl.run({u"--json"_s, u"status"_s}).json()["state"_L1].toString(), u"paused"_s);
        QVERIFY(it.sync().exit != 0);
        QCOMPARE(it.ctl.run({u"resume"_s}).exit, 0);
        QCOMPARE(it.sync().exit, 0);
    }

    void disconnectRevokesTheTokenAndKeepsTheData() // S2-43, S2-44
    {
        Synced it;
        QVERIFY(it.begin());
        const QList<QStringList> before = rows(it.ctl.workspace(),
            u"SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM deals)"_s);
        QCOMPARE(it.ctl.run({u"disconnect"_s, u"--yes"_s}).exit, 0);
        QCOMPARE(it.ctl.run({u"--json"_s, u"status"_s}).json()["state"_L1].toString(),
            u"disconnected"_s);
        QCOMPARE(rows(it.ctl.workspace(),
                     u"SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM deals)"_s),
            before);
        QCOMPARE(it.sync().exit, 3);
        QFile secrets(it.ctl.secrets());
        QVERIFY(secrets.open(QIODevice::ReadOnly));
        QVERIFY(!secrets.readAll().contains("5Aep"));
        QCOMPARE(it.org.control("GET", u"state"_s).status, 200);
    }

    void sandboxAndProductionShareNothing() // S2-40
    {
        PracticeProgram org;
        QVERIFY(org.start(300));
        Ctl ctl;
        QCOMPARE(ctl.connect(org, u"production"_s, {u"--name"_s, u"Live"_s}).exit, 0);
        const CtlResult sandbox = ctl.connect(org, u"sandbox"_s, {u"--name"_s, u"Try"_s});
        QVERIFY2(sandbox.exit == 0, sandbox.said().constData());
        QCOMPARE(ctl.run({u"sync"_s}).exit, 2); // which of the two?
        QCOMPARE(ctl.run({u"--connection"_s, u"Live"_s, u"sync"_s}).exit, 0);
        QCOMPARE(ctl.run({u"--connection"_s, u"Try"_s, u"sync"_s}).exit, 0);
        QCOMPARE(differences(org, ctl.workspace()), QStringList());
        const QList<QStringList> counts = rows(ctl.workspace(),
            u"SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM sandbox_people)"_s);
        QVERIFY(counts.first().at(1).toInt() > 0);
        QVERIFY(counts.first().at(0) != counts.first().at(1));
    }

    void theMirrorTemplateHasATableAnObject()
    {
        PracticeProgram org;
        QVERIFY(org.start(200));
        Ctl ctl;
        QCOMPARE(ctl.connect(org, u"production"_s, {u"--template"_s, u"mirror"_s}).exit, 0);
        const CtlResult result = ctl.run({u"--json"_s, u"sync"_s});
        QVERIFY2(result.exit == 0, result.said().constData());
        for (const QString &object :
            {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Opportunity"_s, u"Task"_s, u"Event"_s}) {
            const QList<QStringList> count =
                rows(ctl.workspace(), u"SELECT count(id) FROM \"%1\""_s.arg(object.toLower()));
            QCOMPARE(count.first().first().toInt(),
                int(org.query(u"SELECT Id FROM "_s + object).size()));
        }
        const QList<QJsonObject> contacts =
            org.query(u"SELECT Id, LastName, MailingCity, AccountId FROM Contact"_s);
        for (const QJsonObject &contact : contacts) {
            const QList<QStringList> row = rows(ctl.workspace(),
                u"SELECT lastname, mailingcity, accountid FROM contact WHERE id = '%1'"_s.arg(
                    contact["Id"_L1].toString()));
            QCOMPARE(row.size(), 1);
            QCOMPARE(row.first(),
                QStringList({contact["LastName"_L1].toString(),
                    contact["MailingCity"_L1].toString(), contact["AccountId"_L1].toString()}));
        }
    }

    void noSecretIsInTheDatabaseTheLogOrTheOutput()
    {
        Synced it;
        QVERIFY(it.begin());
        const QByteArray refresh = it.org.org()["refresh_token"_L1].toString().toLatin1();
        QCOMPARE(it.org.control("POST", u"tokens/expire"_s, QJsonObject{{u"which"_s, u"access"_s}})
                     .status,
            200);
        QByteArray everything =
            it.sync().err + it.ctl.run({u"log"_s}).out + it.ctl.run({u"--json"_s, u"status"_s}).out;
        for (const QString &name : {it.ctl.workspace(), QString(it.ctl.workspace() + u"-wal"_s)}) {
            QFile file(name);
            if (file.open(QIODevice::ReadOnly))
                everything += file.readAll();
        }
        QVERIFY(everything.size() > 100'000);
        QVERIFY(!everything.contains(refresh));
        QVERIFY(!QString::fromLatin1(everything)
                .contains(QRegularExpression(u"00D[A-Za-z0-9]{12}!"_s)));
    }
};

QTEST_GUILESS_MAIN(TestJourneySync)
#include "tst_journey_sync.moc"
