#include "documents/connectiondocument.h"
#include "documents/errordocument.h"
#include "documents/eventdocument.h"
#include "documents/rundocument.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QDateTime noon(QDate(2026, 1, 31), QTime(12, 0), Qt::UTC);

ConnectionStatus plainStatus()
{
    ConnectionStatus status;
    status.connection.id = 1;
    status.connection.name = u"Acme"_s;
    status.connection.environment = Environment::Production;
    status.state = ConnectionState::Incomplete;
    return status;
}

ConnectionStatus busyStatus()
{
    ConnectionStatus status = plainStatus();
    status.state = ConnectionState::Syncing;
    status.stale = true;
    status.percent = 40;
    status.nextSync = noon.addSecs(300);
    Connection &known = status.connection;
    known.instanceUrl = u"https://acme.my.salesforce.com"_s;
    known.orgId = u"00D000000000001AAA"_s;
    known.username = u"ada@acme.example"_s;
    known.apiVersion = u"62.0"_s;
    known.lastSync = noon;
    known.lastFullSync = noon.addDays(-1);
    known.waitingForQuotaUntil = noon.addSecs(600);
    known.apiUsed = 1'204;
    known.apiMaximum = 100'000;
    status.lastRun = Run{7, 1, RunKind::Incremental, Origin::Schedule, Outcome::Failed, noon,
        noon.addSecs(2), {3, 2, 1, 4, 5}, 9, 1.23456, {}};
    status.lastFailure = failure(Failure::Problem::Cancelled);
    status.objects.push_back({u"Contact"_s, u"people"_s, 50, 49, noon, u"SystemModstamp"_s,
        u"2026-01-31T11:59:00.000Z"_s, 1, true, 98, {u"Birthdate"_s}});
    status.contactsSynced = 49;
    status.contactsFailed = 1;
    status.activitiesSynced = 12;
    return status;
}

Event loggedSync()
{
    Event event;
    event.id = 12;
    event.at = noon;
    event.run = 7;
    event.name = u"object_synced"_s;
    event.object = u"Contact"_s;
    event.arguments = {u"people"_s};
    event.raw = u"word for word"_s;
    event.counts = Counts{3, 2, 1, 4, 5};
    event.apiCalls = 9;
    event.seconds = 0.1 + 0.2;
    return event;
}

RunReport partialRun()
{
    RunReport report;
    report.run = 7;
    report.kind = RunKind::Initial;
    report.outcome = Outcome::Partial;
    report.apiCalls = 9;
    report.seconds = 1.23456;
    report.objects.push_back({u"Account"_s, u"companies"_s, {}, 0, {}, true,
        failure(Failure::Problem::Internal, {}, u"INVALID_TYPE"_s)});
    report.objects.push_back({u"Contact"_s, u"people"_s, {3, 2, 1, 4, 5}, 15, 15, true, {}});
    return report;
}

QByteArray compact(const QJsonObject &document)
{
    return QJsonDocument(document).toJson(QJsonDocument::Compact);
}

/// The sentence is core/wording's business; that there is one is ours.
QByteArray withoutMessages(QByteArray json)
{
    qsizetype at = 0;
    const QByteArray key = "\"message\":\"";
    while ((at = json.indexOf(key, at)) >= 0) {
        at += key.size();
        const qsizetype size = json.indexOf('"', at) - at;
        if (size > 0)
            json.replace(at, size, "…");
    }
    return json;
}

} // namespace

/// What programs read, key by key (CONTRACT.md).
class TestDocuments : public QObject {
    Q_OBJECT

private slots:
    void everyDocumentHasItsShape_data()
    {
        QTest::addColumn<QJsonObject>("document");
        QTest::addColumn<QByteArray>("expected");

        QTest::newRow("connection, nothing known")
            << documents::connection(plainStatus())
            << QByteArray(R"({"environment":"production","id":1,"instance_url":null,)"
                          R"("name":"Acme","org_id":null,"state":"incomplete","username":null})");
        QTest::newRow("connection")
            << documents::connection(busyStatus())
            << QByteArray(R"({"environment":"production","id":1,)"
                          R"("instance_url":"https://acme.my.salesforce.com","name":"Acme",)"
                          R"("org_id":"00D000000000001AAA","state":"syncing",)"
                          R"("username":"ada@acme.example"})");
        QTest::newRow("status, nothing known")
            << documents::status(plainStatus())
            << QByteArray(
                   R"({"api_calls":{"maximum":null,"used":null},"api_version":null,)"
                   R"("connected":false,"environment":"production","id":1,"instance_url":null,)"
                   R"("last_failure":null,"last_run":null,"last_sync":null,"name":"Acme",)"
                   R"("next_sync":null,"objects":[],"org_id":null,"percent":null,"stale":false,)"
                   R"("state":"incomplete","sync_stats":{"activities_synced":0,)"
                   R"("contacts_failed":0,"contacts_synced":0,"last_full_sync":null},)"
                   R"("token_expires_at":null,"token_expires_at_reason":)"
                   R"("Salesforce does not say when a token expires; it is renewed when needed.",)"
                   R"("username":null,"waiting_until":null})");
        QTest::newRow("status")
            << documents::status(busyStatus())
            << QByteArray(
                   R"({"api_calls":{"maximum":100000,"used":1204},"api_version":"62.0",)"
                   R"("connected":true,"environment":"production","id":1,)"
                   R"("instance_url":"https://acme.my.salesforce.com",)"
                   R"("last_failure":{"code":"cancelled","message":"…","raw":null},)"
                   R"("last_run":{"api_calls":9,"counts":{"failed":4,"held":5,)"
                   R"("records_deleted":1,"records_imported":3,"records_updated":2},)"
                   R"("ended_at":"2026-01-31T12:00:02.000Z","kind":"incremental",)"
                   R"("outcome":"failed","run":7,"seconds":1.235,)"
                   R"("started_at":"2026-01-31T12:00:00.000Z"},)"
                   R"("last_sync":"2026-01-31T12:00:00.000Z","name":"Acme",)"
                   R"("next_sync":"2026-01-31T12:05:00.000Z","objects":[)"
                   R"({"cursor_field":"SystemModstamp",)"
                   R"("cursor_value":"2026-01-31T11:59:00.000Z","failed":1,)"
                   R"("last_sync":"2026-01-31T12:00:00.000Z","left_out":["Birthdate"],)"
                   R"("local_rows":49,"object":"Contact","percent":98,"salesforce_records":50,)"
                   R"("syncing":true,"table":"people"}],"org_id":"00D000000000001AAA",)"
                   R"("percent":40,"stale":true,"state":"syncing",)"
                   R"("sync_stats":{"activities_synced":12,"contacts_failed":1,)"
                   R"("contacts_synced":49,"last_full_sync":"2026-01-30T12:00:00.000Z"},)"
                   R"("token_expires_at":null,"token_expires_at_reason":)"
                   R"("Salesforce does not say when a token expires; it is renewed when needed.",)"
                   R"("username":"ada@acme.example",)"
                   R"("waiting_until":"2026-01-31T12:10:00.000Z"})");
        QTest::newRow("sync that did not begin")
            << documents::run({})
            << QByteArray(R"({"api_calls":0,"kind":null,"objects":[],"outcome":null,"run":0,)"
                          R"("seconds":0})");
        QTest::newRow("sync, and what an object was refused for")
            << documents::run(partialRun())
            << QByteArray(R"({"api_calls":9,"kind":"initial","objects":[)"
                          R"({"conflicts":0,"error":{"code":"internal","message":"…",)"
                          R"("raw":"INVALID_TYPE"},"failed":0,"held":0,"object":"Account",)"
                          R"("pushed_created":0,"pushed_deleted":0,"pushed_updated":0,)"
                          R"("records_deleted":0,"records_imported":0,"records_updated":0,)"
                          R"("table":"companies"},)"
                          R"({"conflicts":0,"failed":4,"held":5,"object":"Contact",)"
                          R"("pushed_created":0,"pushed_deleted":0,"pushed_updated":0,)"
                          R"("records_deleted":1,"records_imported":3,"records_updated":2,)"
                          R"("table":"people"}],"outcome":"partial","run":7,"seconds":1.235})");
        QTest::newRow("log event, nothing known")
            << documents::event({})
            << QByteArray(R"({"api_calls":null,"at":null,"counts":null,"event":"","id":0,)"
                          R"("level":"info","message":"","object":null,"raw":null,"run":null,)"
                          R"("seconds":null})");
        QTest::newRow("log event")
            << documents::event(loggedSync())
            << QByteArray(R"({"api_calls":9,"at":"2026-01-31T12:00:00.000Z","counts":{"failed":4,)"
                          R"("held":5,"records_deleted":1,"records_imported":3,)"
                          R"("records_updated":2},"event":"object_synced","id":12,"level":"info",)"
                          R"("message":"…","object":"Contact","raw":"word for word","run":7,)"
                          R"("seconds":0.3})");
        QTest::newRow("error") << documents::error(
            failure(Failure::Problem::HostNotFound, {u"x.example"_s}))
                               << QByteArray(
                                      R"({"code":"host_not_found","message":"…","raw":null})");
        QTest::newRow("error, with Salesforce's own words")
            << documents::error(failure(Failure::Problem::Internal, {}, u"UNKNOWN_EXCEPTION"_s))
            << QByteArray(R"({"code":"internal","message":"…","raw":"UNKNOWN_EXCEPTION"})");
    }
    void everyDocumentHasItsShape()
    {
        QFETCH(QJsonObject, document);
        QTEST(withoutMessages(compact(document)), "expected");
    }

    void aStoppedRunSaysWhatStoppedIt()
    {
        RunReport report = partialRun();
        report.stoppedBy = failure(Failure::Problem::Cancelled);
        QCOMPARE(documents::run(report)[u"error"_s].toObject(),
            documents::error(failure(Failure::Problem::Cancelled)));
        QVERIFY(!documents::run(partialRun()).contains(u"error"_s));
    }

    /// orgmendctl names the option that helps; the window has a button for it.
    void aProgramMayHaveMoreToSay()
    {
        const auto tell = [](const Failure &why) -> QString {
            return why.code() + u", try --that"_s;
        };
        const QString told = u"cancelled, try --that"_s;
        const Failure why = failure(Failure::Problem::Cancelled);
        QCOMPARE(documents::error(why, tell)[u"message"_s].toString(), told);

        const QJsonObject status = documents::status(busyStatus(), tell);
        QCOMPARE(status[u"last_failure"_s][u"message"_s].toString(), told);

        RunReport report = partialRun();
        report.stoppedBy = why;
        QCOMPARE(documents::run(report, tell)[u"error"_s][u"message"_s].toString(), told);
    }

    void onlyWhoIsSignedInIsConnected_data()
    {
        QTest::addColumn<ConnectionState>("state");
        QTest::addColumn<bool>("connected");
        QTest::newRow("connected") << ConnectionState::Connected << true;
        QTest::newRow("syncing") << ConnectionState::Syncing << true;
        QTest::newRow("paused") << ConnectionState::Paused << true;
        QTest::newRow("waiting") << ConnectionState::WaitingForQuota << true;
        QTest::newRow("offline") << ConnectionState::Offline << true;
        QTest::newRow("expired") << ConnectionState::TokenExpired << false;
        QTest::newRow("disconnected") << ConnectionState::Disconnected << false;
        QTest::newRow("incomplete") << ConnectionState::Incomplete << false;
    }
    void onlyWhoIsSignedInIsConnected()
    {
        QFETCH(ConnectionState, state);
        ConnectionStatus status = plainStatus();
        status.state = state;
        QTEST(documents::status(status)[u"connected"_s].toBool(), "connected");
    }

    void noTokenGetsIntoADocument()
    {
        const Failure why =
            failure(Failure::Problem::Internal, {}, u"Authorization: Bearer 00Dxx!AQEAQabcdef"_s);
        QVERIFY(!compact(documents::error(why)).contains("AQEAQabcdef"));
    }
};

QTEST_GUILESS_MAIN(TestDocuments)
#include "tst_documents.moc"
