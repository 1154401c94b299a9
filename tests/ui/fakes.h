#pragma once

#include "connect/connectrequest.h"
#include "mainwindow/door.h"
#include "values/connectionstatus.h"
#include "values/run.h"

#include <QDateTime>
#include <QMutex>
#include <QMutexLocker>
#include <QTimeZone>

#include <algorithm>
#include <memory>

/// A workspace made of values, behind the same door as the engine. Its calls come from jobs'
/// threads.
struct FakeWorkspace {
    QMutex mutex;
    std::vector<ConnectionStatus> connections;
    std::vector<Event> events; ///< oldest first
    QStringList asked;         ///< what was done to it
    std::optional<Failure> openingFails;
    std::vector<Failure> signInFails; ///< one for each attempt, then it works
    ConnectRequest lastRequest;
    bool signInWaits = false; ///< until it is stopped
    QUrl openedPage;

    void say(const QString &what)
    {
        const QMutexLocker lock(&mutex);
        asked << what;
    }
    [[nodiscard]] QStringList said()
    {
        const QMutexLocker lock(&mutex);
        return asked;
    }

    Result<std::vector<Event>> find(const EventQuery &query)
    {
        const QMutexLocker lock(&mutex);
        std::vector<Event> found;
        const auto fits = [&](const Event &event) {
            return (!query.atLeast || event.level >= *query.atLeast)
                && (query.object.isEmpty() || event.object == query.object)
                && (query.text.isEmpty() || event.name.contains(query.text, Qt::CaseInsensitive)
                    || event.raw.contains(query.text, Qt::CaseInsensitive));
        };
        if (query.after != 0) {
            for (const Event &event : events) {
                if (event.id > query.after && fits(event)
                    && static_cast<int>(found.size()) < query.limit)
                    found.push_back(event);
            }
            return found;
        }
        for (auto event = events.rbegin(); event != events.rend(); ++event) {
            if ((query.before == 0 || event->id < query.before) && fits(*event)
                && static_cast<int>(found.size()) < query.limit)
                found.push_back(*event);
        }
        return found;
    }

    Result<ConnectionStatus> signIn(const ConnectRequest &request,
        const BrowserSignIn::OpenPage &open, const std::stop_token &stop)
    {
        {
            const QMutexLocker lock(&mutex);
            lastRequest = request;
        }
        if (const Result<void> opened = open(QUrl(QStringLiteral("https://login.salesforce.com/"
                                                                 "services/oauth2/authorize?x=1")));
            !opened)
            return opened.failure();
        while (signInWaits && !stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        if (stop.stop_requested())
            return failure(Failure::Problem::Cancelled);
        const QMutexLocker lock(&mutex);
        if (!signInFails.empty()) {
            const Failure next = signInFails.front();
            signInFails.erase(signInFails.begin());
            return next;
        }
        return connections.empty() ? ConnectionStatus() : connections.front();
    }
};

inline Door doorTo(const std::shared_ptr<FakeWorkspace> &fake)
{
    Door door;
    door.workspace = QStringLiteral("/home/ana/northwind.orgmend");
    door.prepare = [fake]() -> Result<void> {
        const QMutexLocker lock(&fake->mutex);
        if (fake->openingFails)
            return *fake->openingFails;
        return {};
    };
    door.connections = [fake]() -> Result<std::vector<ConnectionStatus>> {
        const QMutexLocker lock(&fake->mutex);
        return fake->connections;
    };
    const auto set = [fake](qint64 id, ConnectionState state, const QString &what) {
        fake->say(what);
        const QMutexLocker lock(&fake->mutex);
        for (ConnectionStatus &status : fake->connections) {
            if (status.connection.id == id)
                status.state = state;
        }
        return Result<void>();
    };
    door.disconnect = [set](qint64 id, const std::stop_token &) {
        return set(id, ConnectionState::Disconnected, QStringLiteral("disconnect"));
    };
    door.pause = [set](qint64 id) {
        return set(id, ConnectionState::Paused, QStringLiteral("pause"));
    };
    door.resume = [set](qint64 id) {
        return set(id, ConnectionState::Connected, QStringLiteral("resume"));
    };
    door.log.events = [fake](const EventQuery &query) { return fake->find(query); };
    door.log.count = [fake](const EventQuery &query) -> Result<qint64> {
        EventQuery all = query;
        all.limit = 1'000'000;
        return static_cast<qint64>(fake->find(all)->size());
    };
    door.signIn.connect = [fake](const ConnectRequest &request, const BrowserSignIn::OpenPage &open,
                              const std::stop_token &stop) {
        fake->say(QStringLiteral("connect"));
        return fake->signIn(request, open, stop);
    };
    door.signIn.reconnect = [fake](qint64, const ConnectRequest &request,
                                const BrowserSignIn::OpenPage &open, const std::stop_token &stop) {
        fake->say(QStringLiteral("reconnect"));
        return fake->signIn(request, open, stop);
    };
    door.signIn.openBrowser = [fake](const QUrl &page) {
        fake->openedPage = page;
        return true;
    };
    return door;
}

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
    connection.environment = QStringLiteral("production");
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
    status.tokenExpiresAt = noon().addSecs(4 * 3'600);
    Run run;
    run.id = 8'812;
    run.connection = 1;
    run.kind = QStringLiteral("incremental");
    run.outcome = QStringLiteral("success");
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
