#include "ctl/commands.h"

#include "base/redact.h"
#include "ctl/json.h"
#include "ctl/text.h"
#include "wording/wording.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

Commands::Commands(const Arguments &arguments, Engine &engine, const Clock &clock, Console &console,
    const std::stop_token &stop)
    : m_arguments(arguments), m_engine(engine), m_clock(clock), m_console(console), m_stop(stop)
{
}

int Commands::run()
{
    struct Entry {
        QString name;
        int (Commands::*command)();
    };
    static const std::vector<Entry> entries{{u"connect"_s, &Commands::connect},
        {u"reconnect"_s, &Commands::reconnect}, {u"disconnect"_s, &Commands::disconnect},
        {u"pause"_s, &Commands::pause}, {u"resume"_s, &Commands::resume},
        {u"connections"_s, &Commands::connections}, {u"status"_s, &Commands::status},
        {u"sync"_s, &Commands::sync}, {u"log"_s, &Commands::log}};
    for (const Entry &entry : entries) {
        if (entry.name == m_arguments.command)
            return (this->*entry.command)();
    }
    return failed(failure(Problem::Internal));
}

Failure Commands::wrong(const QString &sentence)
{
    return failure(Problem::UsageWrong, {sentence});
}

int Commands::failed(const Failure &why)
{
    if (why.problem == Problem::OutputUnwritable)
        return why.exitStatus(); // the console says it, at the end
    if (m_console.isJson())
        m_console.document({{u"error"_s, json::error(why)}});
    if (!m_console.isJson() || m_console.unwritten())
        say(why);
    // A paused connection that refuses was not stopped by anybody.
    return why.problem == Problem::Paused ? 2 : why.exitStatus();
}

void Commands::say(const Failure &why)
{
    m_console.note(text::sentence(why));
    if (!why.raw.isEmpty())
        m_console.note(redact(why.raw));
}

Result<ConnectRequest> Commands::requestFromArguments() const
{
    ConnectRequest request;
    request.clientId = m_arguments.value(u"client-id"_s);
    request.loginUrl = m_arguments.value(u"login-url"_s);
    // Who names a host and nothing else believes nothing about what stands behind it.
    request.environment = m_arguments.value(
        u"environment"_s, request.loginUrl.isEmpty() ? u"production"_s : QString());
    request.name = m_arguments.value(u"name"_s);
    request.templateName = m_arguments.value(u"template"_s, request.templateName);
    request.tablePrefix = m_arguments.value(u"prefix"_s);
    if (m_arguments.has(u"callback-port"_s)) {
        bool isPort = false;
        request.callbackPort = m_arguments.value(u"callback-port"_s).toUShort(&isPort);
        if (!isPort || request.callbackPort == 0)
            return wrong(Ctl::tr("--callback-port takes a number from 1 to 65535."));
    }
    request.pageOpensElsewhere = m_arguments.has(u"print-url"_s);
    if (m_arguments.has(u"refresh-token-stdin"_s)) {
        const Result<QByteArray> token =
            m_console.readSecretLine(Ctl::tr("Refresh token (it is not shown): "), m_stop);
        if (!token)
            return token.failure();
        request.refreshToken = Secret(*token);
        if (request.refreshToken.isEmpty())
            return wrong(Ctl::tr("--refresh-token-stdin found no token on stdin."));
    }
    return request;
}

int Commands::connect()
{
    if (!m_arguments.has(u"client-id"_s))
        return failed(wrong(Ctl::tr("connect needs --client-id with the app's consumer key.")));
    const bool withToken = m_arguments.has(u"refresh-token-stdin"_s);
    if (withToken != m_arguments.has(u"instance-url"_s))
        return failed(wrong(Ctl::tr("--refresh-token-stdin and --instance-url belong together.")));
    Result<ConnectRequest> request = requestFromArguments();
    if (!request)
        return failed(request.failure());
    request->instanceUrl = m_arguments.value(u"instance-url"_s);
    // Without a browser no login host is asked: the instance serves as one.
    if (withToken && !m_arguments.has(u"login-url"_s) && !m_arguments.has(u"environment"_s)) {
        request->loginUrl = request->instanceUrl;
        request->environment.clear();
    }
    if (m_arguments.usesDefaultWorkspace
        && !QDir().mkpath(QFileInfo(m_arguments.workspace).absolutePath()))
        return failed(failure(Problem::WorkspaceUnopenable, {m_arguments.workspace}));
    return signIn(
        *request,
        [this](const ConnectRequest &attempt) {
            return m_engine.connections().connect(
                attempt, [this](const QUrl &url) { return openPage(url); }, m_stop);
        },
        Ctl::tr("Connected. The first sync is: orgmendctl sync"));
}

int Commands::reconnect()
{
    const Result<qint64> connection = m_engine.connections().find(m_arguments.connection);
    if (!connection)
        return failed(connection.failure());
    Result<ConnectRequest> request = requestFromArguments();
    if (!request)
        return failed(request.failure());
    request->acceptOtherUser = m_arguments.has(u"accept-other-user"_s);
    return signIn(
        *request,
        [this, id = *connection](const ConnectRequest &attempt) {
            return m_engine.connections().reconnect(
                id, attempt, [this](const QUrl &url) { return openPage(url); }, m_stop);
        },
        Ctl::tr("Reconnected. The next sync goes on where the last one stopped."));
}

/// Signs in, and once more when the admin says that what was found is what was meant.
int Commands::signIn(ConnectRequest request, const SignIn &attempt, const QString &done)
{
    Result<ConnectionStatus> status = attempt(request);
    const bool isQuestion = !status
        && (status.failure().problem == Problem::EnvironmentMismatch
            || status.failure().problem == Problem::OtherUser);
    if (isQuestion && request.refreshToken.isEmpty() && Console::canAsk()) {
        const Result<bool> meant = m_console.ask(wording::sentence(status.failure()), m_stop);
        if (!meant)
            return failed(meant.failure());
        if (!*meant)
            return failed(status.failure());
        request.acceptOtherEnvironment = true;
        request.acceptOtherUser = true;
        status = attempt(request);
    }
    if (!status)
        return failed(status.failure());
    if (m_console.isJson())
        m_console.document(json::connection(*status));
    m_console.print(text::connections({*status}) + u'\n' + done + u'\n');
    return 0;
}

/// Never waits for the browser: whether somebody signs in is the listener's business.
Result<void> Commands::openPage(const QUrl &url)
{
    const QString address = QString::fromLatin1(url.toEncoded());
    if (m_arguments.has(u"print-url"_s)) {
        if (m_console.isJson())
            m_console.note(address);
        m_console.print(address + u'\n');
        // Nobody signs in at an address that nobody reads.
        const std::optional<Failure> unread = m_console.unwritten();
        return unread ? Result<void>(*unread) : Result<void>();
    }
    const bool opened = QProcess::startDetached(u"xdg-open"_s, {address});
    m_console.note(opened
            ? Ctl::tr("Sign in in the browser. If no page opens, open this address yourself:")
            : Ctl::tr("No browser could be opened. Open this address yourself:"));
    m_console.note(address);
    return {};
}

int Commands::disconnect()
{
    const Result<qint64> connection = m_engine.connections().find(m_arguments.connection);
    if (!connection)
        return failed(connection.failure());
    const Result<ConnectionStatus> status = m_engine.connections().status(*connection);
    if (!status)
        return failed(status.failure());
    if (!m_arguments.has(u"yes"_s)) {
        if (!Console::canAsk())
            return failed(wrong(Ctl::tr("disconnect asks before it signs out. Say --yes where "
                                        "nobody can answer.")));
        const QString question =
            Ctl::tr("\"%1\" stops syncing and its sign-in is revoked. The data stays.")
                .arg(status->connection.name);
        const Result<bool> meant = m_console.ask(question, m_stop);
        if (!meant || !*meant)
            return failed(failure(Problem::Cancelled));
    }
    const Result<void> outcome = m_engine.connections().disconnect(*connection, m_stop);
    if (!outcome)
        return failed(outcome.failure());
    // What the log says is what happened: Salesforce may have been out of reach.
    EventQuery query;
    query.connection = *connection;
    query.limit = 1;
    const Result<std::vector<Event>> events = m_engine.log().events(query);
    if (!events)
        return failed(events.failure());
    return changed(
        *connection, outcome, events->empty() ? QString() : wording::sentence(events->front()));
}

int Commands::pause()
{
    const Result<qint64> connection = m_engine.connections().find(m_arguments.connection);
    if (!connection)
        return failed(connection.failure());
    return changed(*connection, m_engine.connections().pause(*connection),
        Ctl::tr("Paused. No sync runs until you resume it: orgmendctl resume"));
}

int Commands::resume()
{
    const Result<qint64> connection = m_engine.connections().find(m_arguments.connection);
    if (!connection)
        return failed(connection.failure());
    return changed(*connection, m_engine.connections().resume(*connection), Ctl::tr("Resumed."));
}

int Commands::changed(qint64 connection, const Result<void> &outcome, const QString &done)
{
    if (!outcome)
        return failed(outcome.failure());
    const Result<ConnectionStatus> status = m_engine.connections().status(connection);
    if (!status)
        return failed(status.failure());
    if (m_console.isJson())
        m_console.document(json::connection(*status));
    m_console.print(done + u'\n');
    return 0;
}

int Commands::connections()
{
    const Result<std::vector<ConnectionStatus>> found = m_engine.connections().list();
    if (!found)
        return failed(found.failure());
    if (m_console.isJson()) {
        QJsonArray list;
        for (const ConnectionStatus &status : *found)
            list.append(json::connection(status));
        m_console.document({{u"connections"_s, list}});
    }
    m_console.print(text::connections(*found));
    return 0;
}

int Commands::status()
{
    const Result<qint64> connection = m_engine.connections().find(m_arguments.connection);
    if (!connection)
        return failed(connection.failure());
    const Result<ConnectionStatus> found = m_engine.connections().status(*connection);
    if (!found)
        return failed(found.failure());
    if (m_console.isJson())
        m_console.document(json::status(*found));
    m_console.print(text::status(*found, m_clock.now()));
    return 0;
}

int Commands::sync()
{
    const Result<qint64> connection = m_engine.connections().find(m_arguments.connection);
    if (!connection)
        return failed(connection.failure());
    RunOrder order;
    order.connection = *connection;
    order.full = m_arguments.has(u"full"_s);
    order.objects = m_arguments.values.value(u"object"_s);
    const Result<RunReport> report = m_engine.runs().sync(
        order, [this](const RunReport &soFar) { m_console.progress(text::progress(soFar)); },
        m_stop);
    if (!report)
        return failed(report.failure());
    const Result<std::vector<Event>> refused = refusedObjects(*connection, *report);
    if (!refused)
        return failed(refused.failure());
    if (m_console.isJson())
        m_console.document(json::run(*report, *refused));
    m_console.print(text::run(*report));
    if (report->stoppedBy) {
        if (!m_console.isJson() || m_console.unwritten())
            say(*report->stoppedBy);
        return report->stoppedBy->exitStatus();
    }
    for (const Event &event : *refused) {
        m_console.note(wording::sentence(event));
        if (!event.raw.isEmpty())
            m_console.note(event.raw);
    }
    return report->outcome == u"success" ? 0 : 1;
}

/// Why objects of a run stayed as they were. The log knows, whichever program ran it.
Result<std::vector<Event>> Commands::refusedObjects(qint64 connection, const RunReport &report)
{
    if (report.outcome != u"partial")
        return std::vector<Event>();
    EventQuery query;
    query.connection = connection;
    query.atLeast = Level::Error;
    query.text = u"object_failed"_s;
    Result<std::vector<Event>> events = m_engine.log().events(query);
    if (events)
        std::erase_if(*events, [&report](const Event &event) {
            return event.run != report.run || event.name != u"object_failed";
        });
    return events;
}
