#pragma once

#include "mapping/templates.h"
#include "sync/run.h"
#include "tests/support/practicetransport.h"
#include "values/connection.h"
#include "workspace/stores/connections.h"
#include "workspace/stores/mappings.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

/// The run has to end well; otherwise what stopped it is printed.
#define SYNCED(report)                                                                             \
    do {                                                                                           \
        const RunReport ended = (report);                                                          \
        QVERIFY2(!ended.stoppedBy,                                                                 \
            qPrintable(ended.stoppedBy ? ended.stoppedBy->code() + u' ' + ended.stoppedBy->raw     \
                                       : QString()));                                              \
        QCOMPARE(ended.outcome, Outcome::Success);                                                 \
    } while (false)

/// A practice org, a workspace with the people template, and the run between them. The org's time
/// is the test's.
struct SyncBench {
    explicit SyncBench(int records = 0)
        : practice(settings(records, clock))
        , transport(practice.org())
        , tokens(transport, practice.production())
        , pause(*clock)
        , session(transport, tokens, pause, {}, QStringLiteral("62.0"))
    {
        freshWorkspace();
    }

    /// As if nothing had ever been synced.
    void freshWorkspace()
    {
        workspace.reset();
        ++workspaces;
        open();
        Transaction work(*workspace);
        Connection row;
        row.name = QStringLiteral("Production");
        row.environment = Environment::Production;
        row.templateName = QStringLiteral("people");
        row.apiVersion = QStringLiteral("62.0");
        row.complete = row.signedIn = true;
        connection = Connections::add(row, work);
        install(peopleTemplate({}), connection, work);
        lease = Leases::take(QStringLiteral("sync:%1").arg(connection), QStringLiteral("test"),
            std::chrono::seconds(120), work)
                    .value();
        if (const Result<void> done = work.commit(); !done)
            qFatal("The workspace was not set up: %s", qPrintable(done.failure().raw));
    }

    void open()
    {
        workspace.reset();
        Result<std::unique_ptr<Workspace>> opened =
            Workspace::open(folder.filePath(QStringLiteral("test%1.orgmend").arg(workspaces)),
                Workspace::Opening::CreateIfMissing, *clock);
        if (!opened)
            qFatal("The workspace did not open: %s", qPrintable(opened.failure().raw));
        workspace = std::move(*opened);
    }

    static practice::Settings settings(int records, const std::shared_ptr<ManualClock> &time)
    {
        practice::Settings made;
        made.records = records;
        made.clock = time;
        return made;
    }

    // The org.

    QString create(const QString &object, const QJsonObject &values)
    {
        const Result<HttpAnswer> made = session.send("POST", QStringLiteral("sobjects/") + object,
            QJsonDocument(values).toJson(QJsonDocument::Compact));
        if (!made)
            qFatal("The org refused a record: %s", qPrintable(made.failure().raw));
        return QJsonDocument::fromJson(made->body)[QStringLiteral("id")].toString();
    }
    bool edit(const QString &object, const QString &id, const QJsonObject &values)
    {
        return static_cast<bool>(
            session.send("PATCH", QStringLiteral("sobjects/") + object + u'/' + id,
                QJsonDocument(values).toJson(QJsonDocument::Compact)));
    }
    bool remove(const QString &object, const QString &id)
    {
        return static_cast<bool>(
            session.send("DELETE", QStringLiteral("sobjects/") + object + u'/' + id, {}));
    }
    void merge(const QString &object, const QString &master, const QString &loser)
    {
        practice.control("POST", "records/merge",
            QJsonObject{{QStringLiteral("object"), object}, {QStringLiteral("master"), master},
                {QStringLiteral("losers"), QJsonArray{loser}}});
    }
    /// Into `contact`, or into a new one.
    void convert(const QString &lead, const QString &contact = {}, const QString &account = {})
    {
        QJsonObject order{{QStringLiteral("lead"), lead}};
        if (!contact.isEmpty())
            order.insert(QStringLiteral("contact"), contact);
        if (!account.isEmpty())
            order.insert(QStringLiteral("account"), account);
        practice.control("POST", "records/convert", order);
    }
    void undelete(const QString &id)
    {
        practice.control(
            "POST", "records/undelete", QJsonObject{{QStringLiteral("ids"), QJsonArray{id}}});
    }
    QString contact(const QString &name, const QString &email, const QJsonObject &more = {})
    {
        return person(QStringLiteral("Contact"), name, email, more);
    }
    QString lead(const QString &name, const QString &email, QJsonObject more = {})
    {
        more.insert(QStringLiteral("Company"), QString(QStringLiteral("Company of ") + name));
        return person(QStringLiteral("Lead"), name, email, more);
    }
    QString person(
        const QString &object, const QString &name, const QString &email, QJsonObject values)
    {
        values.insert(QStringLiteral("LastName"), name);
        if (!email.isEmpty())
            values.insert(QStringLiteral("Email"), email);
        return create(object, values);
    }
    /// Time passes in the org and here.
    void wait(std::chrono::seconds time) { clock->advance(time); }
    void fault(const QJsonObject &match, const QJsonObject &action)
    {
        practice.control("POST", "faults",
            QJsonArray{
                QJsonObject{{QStringLiteral("match"), match}, {QStringLiteral("do"), action}}});
    }
    void noFaults() { practice.control("DELETE", "faults"); }

    // The run.

    RunReport sync(RunOrder order = {}, std::stop_token stop = {})
    {
        PracticeTransport way(practice.org(), stop);
        return sync(way, stop, std::move(order));
    }
    RunReport sync(HttpTransport &way, std::stop_token stop, RunOrder order = {})
    {
        order.connection = connection;
        if (!order.origin)
            order.origin = Origin::CommandLine;
        RunTools tools{*workspace, way, tokens, pause, {}, progress, stop, lease, restLimit};
        return runSync(order, tools);
    }
    RunReport syncFull()
    {
        RunOrder order;
        order.full = true;
        return sync(order);
    }
    static RunObject objectOf(const RunReport &report, const QString &name)
    {
        for (const RunObject &object : report.objects) {
            if (object.object == name)
                return object;
        }
        return {};
    }

    // The workspace.

    std::vector<Row> rows(const QString &sql)
    {
        Transaction work(*workspace, Transaction::Access::Read);
        return work.rowsBound(sql, {});
    }
    /// One text a row, its values joined with `|`.
    QStringList texts(const QString &sql)
    {
        QStringList found;
        for (const Row &row : rows(sql)) {
            QStringList values;
            for (const QVariant &value : row)
                values << (value.isNull() ? QStringLiteral("-") : value.toString());
            found << values.join(u'|');
        }
        return found;
    }
    QString text(const QString &sql) { return texts(sql).value(0); }
    /// The people, the oldest row first: name, whether there is a Contact and a Lead.
    QStringList people()
    {
        return texts(QStringLiteral(
            "SELECT last_name, CASE WHEN salesforce_contact_id IS NULL THEN '' ELSE 'C' END || "
            "CASE WHEN salesforce_lead_id IS NULL THEN '' ELSE 'L' END FROM people ORDER BY %1")
                .arg(peopleAge));
    }
    void write(const QString &sql)
    {
        Transaction work(*workspace);
        work.runBound(sql, {});
        if (const Result<void> done = work.commit(); !done)
            qFatal("%s: %s", qPrintable(sql), qPrintable(done.failure().raw));
    }
    QStringList events(const QString &name)
    {
        return texts(QStringLiteral("SELECT object, arguments FROM orgmend_event WHERE name = '%1' "
                                    "ORDER BY id")
                .arg(name));
    }
    Connection connectionRow()
    {
        Transaction work(*workspace, Transaction::Access::Read);
        return Connections::find(connection, work).value();
    }

    std::shared_ptr<ManualClock> clock =
        std::make_shared<ManualClock>(QDateTime(QDate(2026, 3, 2), QTime(9, 0), QTimeZone::utc()));
    QTemporaryDir folder;
    int workspaces = 0;
    PracticeBench practice;
    PracticeTransport transport;
    PracticeTokens tokens;
    InstantPause pause;
    Session session;
    std::unique_ptr<Workspace> workspace;
    qint64 connection = 0;
    Lease lease;
    int restLimit = 2'000;
    QString peopleAge = QStringLiteral("id"); ///< the column that tells it
    std::function<void(const RunReport &)> progress;
};
