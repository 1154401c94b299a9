#include "ctl/commands/families.h"

#include "ctl/commandcall.h"
#include "ctl/ctl.h"
#include "ctl/text.h"
#include "documents/connectiondocument.h"
#include "wording/wording.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>

using namespace Qt::StringLiterals;
using Problem = Failure::Problem;

namespace {

Result<ConnectRequest> requestFromArguments(CommandCall &call)
{
    ConnectRequest request;
    request.clientId = call.arguments.value(u"client-id"_s);
    request.loginUrl = call.arguments.value(u"login-url"_s);
    // Who names a host and nothing else believes nothing about what stands behind it.
    request.environment = call.arguments.value(
        u"environment"_s, request.loginUrl.isEmpty() ? request.environment : QString());
    request.name = call.arguments.value(u"name"_s);
    request.templateName = call.arguments.value(u"template"_s, request.templateName);
    request.tablePrefix = call.arguments.value(u"prefix"_s);
    if (call.arguments.has(u"callback-port"_s)) {
        bool isPort = false;
        request.callbackPort = call.arguments.value(u"callback-port"_s).toUShort(&isPort);
        if (!isPort || request.callbackPort == 0)
            return Ctl::wrong(Ctl::tr("--callback-port takes a number from 1 to 65535."));
    }
    request.pageOpensElsewhere = call.arguments.has(u"print-url"_s);
    if (call.arguments.has(u"refresh-token-stdin"_s)) {
        const Result<QByteArray> token =
            call.console.readSecretLine(Ctl::tr("Refresh token (it is not shown): "), call.stop);
        if (!token)
            return token.failure();
        request.refreshToken = Secret(*token);
        if (request.refreshToken.isEmpty())
            return Ctl::wrong(Ctl::tr("--refresh-token-stdin found no token on stdin."));
    }
    return request;
}

/// Never waits for the browser: whether somebody signs in is the listener's business.
Result<void> openPage(CommandCall &call, const QUrl &url)
{
    const QString address = QString::fromLatin1(url.toEncoded());
    if (call.arguments.has(u"print-url"_s)) {
        if (call.console.isJson())
            call.console.note(address);
        call.console.print(address + u'\n');
        // Nobody signs in at an address that nobody reads.
        const std::optional<Failure> unread = call.console.unwritten();
        return unread ? Result<void>(*unread) : Result<void>();
    }
    const bool opened = QProcess::startDetached(u"xdg-open"_s, {address});
    call.console.note(opened
            ? Ctl::tr("Sign in in the browser. If no page opens, open this address yourself:")
            : Ctl::tr("No browser could be opened. Open this address yourself:"));
    call.console.note(address);
    return {};
}

using SignIn = std::function<Result<ConnectionStatus>(ConnectRequest)>;

/// Signs in, and once more when the admin says that what was found is what was meant.
int signIn(CommandCall &call, ConnectRequest request, const SignIn &attempt, const QString &done)
{
    Result<ConnectionStatus> status = attempt(request);
    const bool isQuestion = !status
        && (status.failure().problem == Problem::EnvironmentMismatch
            || status.failure().problem == Problem::OtherUser);
    if (isQuestion && request.refreshToken.isEmpty() && Console::canAsk()) {
        const Result<bool> meant = call.console.ask(wording::sentence(status.failure()), call.stop);
        if (!meant)
            return call.failed(meant.failure());
        if (!*meant)
            return call.failed(status.failure());
        request.acceptOtherEnvironment = true;
        request.acceptOtherUser = true;
        status = attempt(request);
    }
    if (!status)
        return call.failed(status.failure());
    if (call.console.isJson())
        call.console.document(documents::connection(*status));
    call.console.print(text::connections({*status}) + u'\n' + done + u'\n');
    return 0;
}

int connect(CommandCall &call)
{
    if (!call.arguments.has(u"client-id"_s))
        return call.failed(
            Ctl::wrong(Ctl::tr("connect needs --client-id with the app's consumer key.")));
    const bool withToken = call.arguments.has(u"refresh-token-stdin"_s);
    if (withToken != call.arguments.has(u"instance-url"_s))
        return call.failed(
            Ctl::wrong(Ctl::tr("--refresh-token-stdin and --instance-url belong together.")));
    Result<ConnectRequest> request = requestFromArguments(call);
    if (!request)
        return call.failed(request.failure());
    request->instanceUrl = call.arguments.value(u"instance-url"_s);
    // Without a browser no login host is asked: the instance serves as one.
    if (withToken && !call.arguments.has(u"login-url"_s) && !call.arguments.has(u"environment"_s)) {
        request->loginUrl = request->instanceUrl;
        request->environment.clear();
    }
    if (call.arguments.usesDefaultWorkspace
        && !QDir().mkpath(QFileInfo(call.arguments.workspace).absolutePath()))
        return call.failed(failure(Problem::WorkspaceUnopenable, {call.arguments.workspace}));
    return signIn(
        call, *request,
        [&call](const ConnectRequest &attempt) {
            return call.engine.connections().connect(
                attempt, [&call](const QUrl &url) { return openPage(call, url); }, call.stop);
        },
        Ctl::tr("Connected. The first sync is: orgmendctl sync"));
}

int reconnect(CommandCall &call)
{
    const Result<qint64> connection = call.connection();
    if (!connection)
        return call.failed(connection.failure());
    Result<ConnectRequest> request = requestFromArguments(call);
    if (!request)
        return call.failed(request.failure());
    request->acceptOtherUser = call.arguments.has(u"accept-other-user"_s);
    return signIn(
        call, *request,
        [&call, id = *connection](const ConnectRequest &attempt) {
            return call.engine.connections().reconnect(
                id, attempt, [&call](const QUrl &url) { return openPage(call, url); }, call.stop);
        },
        Ctl::tr("Reconnected. The next sync goes on where the last one stopped."));
}

CommandSpec connectCommand()
{
    return {.name = u"connect"_s,
        .options = {{u"client-id"_s, true}, {u"environment"_s, true}, {u"login-url"_s, true},
            {u"name"_s, true}, {u"callback-port"_s, true}, {u"print-url"_s, false},
            {u"template"_s, true}, {u"prefix"_s, true}, {u"refresh-token-stdin"_s, false},
            {u"instance-url"_s, true}},
        .usage = u"connect --client-id KEY [--environment production|sandbox|https://HOST]\n"
                 "          [--login-url URL] [--name NAME] [--callback-port 1717] [--print-url]\n"
                 "          [--template people|mirror|empty] [--prefix PREFIX]\n"
                 "  orgmendctl connect --client-id KEY --refresh-token-stdin --instance-url URL"_s,
        .summary = Ctl::tr("Sign in to an org and keep the connection."),
        .details = Ctl::tr(
            "Opens Salesforce's sign-in page in the browser and waits two minutes for the answer. "
            "The app in Salesforce needs the callback http://localhost:1717/OauthRedirect and the "
            "scopes api and refresh_token. Does not sync; the first sync does."),
        .examples =
            u"  orgmendctl connect --client-id 3MVG9… --environment sandbox --name Sandbox\n"
            "  orgmendctl connect --client-id 3MVG9… --environment https://acme.my.salesforce.com\n"
            "  pass show sf-token | orgmendctl connect --client-id 3MVG9… --refresh-token-stdin \\\n"
            "      --instance-url https://acme.my.salesforce.com"_s,
        .run = connect};
}

CommandSpec reconnectCommand()
{
    return {.name = u"reconnect"_s,
        .options = {{u"client-id"_s, true}, {u"login-url"_s, true}, {u"callback-port"_s, true},
            {u"print-url"_s, false}, {u"refresh-token-stdin"_s, false},
            {u"accept-other-user"_s, false}},
        .usage =
            u"reconnect [--client-id KEY] [--login-url URL] [--callback-port PORT] [--print-url]\n"
            "            [--refresh-token-stdin] [--accept-other-user]"_s,
        .summary = Ctl::tr("Sign in again; mappings, cursors and data stay."),
        .details =
            Ctl::tr("Sign in as the same user of the same org. Another user is refused unless "
                    "--accept-other-user says that this is meant."),
        .examples =
            u"  orgmendctl reconnect\n  orgmendctl --connection Sandbox reconnect --print-url"_s,
        .run = reconnect};
}

} // namespace

CommandTable families::signIn() { return {connectCommand(), reconnectCommand()}; }
