#pragma once

#include "tests/support/fakeconnections.h"
#include "tests/support/fakelog.h"

#include "mainwindow/windowparts.h"
#include "values/run.h"

#include <QDateTime>
#include <QTimeZone>

#include <memory>

/// A workspace made of values, behind the engine's own doors, and a browser that remembers what it
/// was told to open.
struct FakeWorkspace {
    FakeConnections connections;
    FakeLog log;
    std::optional<Failure> openingFails;
    QUrl openedPage;

    [[nodiscard]] QStringList said() { return connections.said(); }
    [[nodiscard]] BrowserSignIn signIn()
    {
        BrowserSignIn made;
        made.openBrowser = [this](const QUrl &page) {
            openedPage = page;
            return true;
        };
        return made;
    }
    [[nodiscard]] WindowParts parts()
    {
        return {.prepare =
                    [this] { return openingFails ? Result<void>(*openingFails) : Result<void>(); },
            .connections = connections,
            .log = log,
            .signIn = signIn(),
            .workspace = QStringLiteral("/home/ana/northwind.orgmend")};
    }
};

inline QDateTime noon() { return {QDate(2026, 1, 12), QTime(12, 0), QTimeZone::utc()}; }

inline ConnectionStatus::ObjectStatus objectStatus(
    const QString &object, const QString &table, qint64 remote, qint64 local)
{
    ConnectionStatus::ObjectStatus status;
    status.object = object;
    status.table = table;
    status.salesforceRecords = remote;
    status.localRows = local;
    status.lastSync = noon().addSecs(-180);
    status.cursorField = QStringLiteral("SystemModstamp");
    status.cursorValue = QStringLiteral("2026-01-12T11:56:51.000Z");
    return status;
}

/// Northwind Traders, three minutes after a sync.
inline ConnectionStatus northwind()
{
    ConnectionStatus status;
    Connection &connection = status.connection;
    connection.id = 1;
    connection.name = QStringLiteral("Northwind Traders");
    connection.environment = Environment::Production;
    connection.loginUrl = QStringLiteral("https://login.salesforce.com");
    connection.clientId = QStringLiteral("3MVG9northwind");
    connection.callback = QStringLiteral("http://localhost:1717/OauthRedirect");
    connection.instanceUrl = QStringLiteral("https://northwind.my.salesforce.com");
    connection.orgId = QStringLiteral("00D5g000004Xk2QEAS");
    connection.username = QStringLiteral("integration@northwind.example");
    connection.apiVersion = QStringLiteral("62.0");
    connection.templateName = QStringLiteral("people");
    connection.complete = true;
    connection.signedIn = true;
    connection.tokenIssuedAt = noon().addSecs(-1'800);
    connection.createdAt = noon().addDays(-30);
    connection.lastSync = noon().addSecs(-180);
    connection.lastFullSync = noon().addDays(-2).addSecs(-7'200);
    connection.apiUsed = 14'208;
    connection.apiMaximum = 100'000;
    status.state = ConnectionState::Connected;
    status.nextSync = noon().addSecs(120);
    Run run;
    run.id = 8'812;
    run.connection = 1;
    run.kind = RunKind::Incremental;
    run.outcome = Outcome::Success;
    run.endedAt = connection.lastSync;
    run.counts.imported = 1'523;
    run.counts.updated = 4;
    status.lastRun = run;
    status.objects = {
        objectStatus(QStringLiteral("Account"), QStringLiteral("companies"), 9'114, 9'114),
        objectStatus(QStringLiteral("Contact"), QStringLiteral("people"), 48'211, 48'211),
        objectStatus(QStringLiteral("Lead"), QStringLiteral("people"), 12'930, 12'930),
        objectStatus(QStringLiteral("Opportunity"), QStringLiteral("deals"), 31'007, 22'640),
        objectStatus(QStringLiteral("Task"), QStringLiteral("activities"), 8'934, 8'934),
        objectStatus(QStringLiteral("Event"), QStringLiteral("activities"), 2'101, 2'101),
    };
    return status;
}

inline ConnectionStatus northwindIn(ConnectionState state)
{
    ConnectionStatus status = northwind();
    status.state = state;
    return status;
}

inline Event logged(qint64 id, const QString &name, Level level, const QString &object,
    const QStringList &arguments = {}, const QString &raw = {})
{
    Event event;
    event.id = id;
    event.at = noon().addSecs(id - 1'000);
    event.connection = 1;
    event.run = 8'000 + id / 10;
    event.name = name;
    event.level = level;
    event.object = object;
    event.arguments = arguments;
    event.raw = raw;
    return event;
}

/// A log as runs leave it, oldest first.
inline std::vector<Event> plausibleLog(int count)
{
    std::vector<Event> events;
    for (int id = 1; id <= count; ++id) {
        switch (id % 6) {
        case 0: {
            Event done = logged(
                id, QStringLiteral("sync_completed"), Level::Info, {}, {QStringLiteral("success")});
            done.counts = Counts{1'523, 4, 2, 0, 0};
            done.apiCalls = 7;
            done.seconds = 4.1;
            events.push_back(done);
            break;
        }
        case 1:
            events.push_back(logged(id, QStringLiteral("sync_started"), Level::Info, {},
                {QStringLiteral("incremental"), QStringLiteral("schedule")}));
            break;
        case 2:
            events.push_back(logged(id, QStringLiteral("way_chosen"), Level::Debug,
                QStringLiteral("Contact"),
                {QStringLiteral("bulk"), QStringLiteral("many_changed"), QStringLiteral("48211")}));
            break;
        case 3:
            events.push_back(logged(id, QStringLiteral("possible_duplicate"), Level::Warning,
                QStringLiteral("Lead"),
                {QStringLiteral("Lead"), QStringLiteral("00Q5g00000AbCdEEAV"),
                    QStringLiteral("raya@example.org"), QStringLiteral("several_rows")}));
            break;
        case 4: {
            Event failed = logged(id, QStringLiteral("record_failed"), Level::Error,
                QStringLiteral("Contact"),
                {QStringLiteral("Contact"), QStringLiteral("0035g00000AbCdEAAV")},
                QStringLiteral("[{\"message\":\"bad value for restricted picklist field: "
                               "Gold\",\"errorCode\":\"INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST\","
                               "\"fields\":[\"Level__c\"]}]"));
            events.push_back(failed);
            break;
        }
        default: {
            Event synced = logged(id, QStringLiteral("object_synced"), Level::Info,
                QStringLiteral("Contact"), {QStringLiteral("people")});
            synced.counts = Counts{1'523, 4, 2, 0, 0};
            synced.apiCalls = 3;
            synced.seconds = 2.4;
            events.push_back(synced);
        }
        }
    }
    return events;
}
