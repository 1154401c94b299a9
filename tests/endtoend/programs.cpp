#include "programs.h"

#include <QDir>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTcpServer>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace journey {

namespace {

QProcessEnvironment environmentOf(const QString &folder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, folder + u"/data"_s);
    environment.insert(u"XDG_CACHE_HOME"_s, folder + u"/cache"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, folder + u"/config"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const QString &name : {u"ORGMEND_WORKSPACE"_s, u"ORGMEND_SECRETS"_s, u"http_proxy"_s,
             u"https_proxy"_s, u"all_proxy"_s, u"HTTP_PROXY"_s, u"HTTPS_PROXY"_s, u"ALL_PROXY"_s})
        environment.remove(name);
    return environment;
}

} // namespace

QString program(const QString &name) { return QStringLiteral(ORGMEND_BIN_DIR "/") + name; }

quint16 freePort()
{
    QTcpServer nobody;
    if (!nobody.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    return nobody.serverPort();
}

QJsonObject HttpResult::object() const { return QJsonDocument::fromJson(body).object(); }
QJsonArray HttpResult::array() const { return QJsonDocument::fromJson(body).array(); }

PracticeProgram::~PracticeProgram() { stop(); }

bool PracticeProgram::start(int records, const QStringList &more)
{
    m_arguments = QStringList{u"--records"_s, QString::number(records), u"--data-dir"_s,
                      m_folder.filePath(u"org"_s), u"--die-with-parent"_s}
        + more;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process->setProcessEnvironment(environmentOf(m_folder.path()));
    m_process->start(program(u"orgmend-practice-org"_s), m_arguments);
    while (!m_process->canReadLine()) {
        if (!m_process->waitForReadyRead(60'000))
            return false;
    }
    m_announcement = QJsonDocument::fromJson(m_process->readLine()).object();
    m_token.clear();
    return !m_announcement.isEmpty();
}

void PracticeProgram::stop()
{
    if (!m_process)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(10'000))
        m_process->kill();
    m_process.reset();
}

bool PracticeProgram::restart()
{
    const int port = QUrl(loginUrl()).port();
    stop();
    QStringList arguments = m_arguments.mid(5); // start() puts its own first
    if (const qsizetype at = arguments.indexOf(u"--port"_s); at >= 0)
        arguments.remove(at, 2);
    return start(
        m_arguments.at(1).toInt(), arguments + QStringList{u"--port"_s, QString::number(port)});
}

QJsonObject PracticeProgram::org(const QString &environment) const
{
    const QJsonArray orgs = m_announcement["orgs"_L1].toArray();
    for (const QJsonValue &entry : orgs) {
        if (entry["environment"_L1].toString() == environment)
            return entry.toObject();
    }
    return {};
}

HttpResult PracticeProgram::http(
    const QByteArray &verb, const QUrl &url, const QJsonValue &body, const QByteArray &token)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    QByteArray bytes;
    if (body.isObject())
        bytes = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    else if (body.isArray())
        bytes = QJsonDocument(body.toArray()).toJson(QJsonDocument::Compact);
    return send(request, verb, bytes);
}

HttpResult PracticeProgram::submit(const QUrl &url, const QByteArray &form)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    return send(request, "POST", form);
}

HttpResult PracticeProgram::send(
    const QNetworkRequest &request, const QByteArray &verb, const QByteArray &body)
{
    QNetworkRequest sent(request);
    sent.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(sent, verb, body));
    QEventLoop waiting;
    QObject::connect(reply.get(), &QNetworkReply::finished, &waiting, &QEventLoop::quit);
    if (!reply->isFinished())
        waiting.exec();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
        reply->rawHeader("Location")};
}

HttpResult PracticeProgram::control(
    const QByteArray &verb, const QString &path, const QJsonValue &body, const QString &environment)
{
    QUrl url(m_announcement["control_url"_L1].toString() + u"/practice/v1/"_s + path);
    QUrlQuery query(url);
    query.addQueryItem(u"environment"_s, environment);
    url.setQuery(query);
    return http(verb, url, body);
}

QString PracticeProgram::callbackPort()
{
    const QString port = QString::number(freePort());
    const HttpResult known = control("POST", u"app"_s,
        QJsonObject{{u"callbacks"_s,
            QJsonArray{QString(u"http://localhost:"_s + port + u"/OauthRedirect"_s)}}});
    if (known.status != 200)
        qFatal("%s", known.body.constData());
    return port;
}

/// A token of the test's own, by a refresh: what a test does to Orgmend's token must not stop the
/// test's own look at the org.
QByteArray PracticeProgram::freshToken()
{
    const QJsonObject user = org();
    const QByteArray form = "grant_type=refresh_token&client_id="
        + QUrl::toPercentEncoding(user["client_id"_L1].toString())
        + "&refresh_token=" + QUrl::toPercentEncoding(user["refresh_token"_L1].toString());
    return submit(QUrl(loginUrl() + u"/services/oauth2/token"_s), form)
        .object()["access_token"_L1]
        .toString()
        .toLatin1();
}

HttpResult PracticeProgram::rest(
    const QByteArray &verb, const QString &path, const QJsonValue &body)
{
    if (m_token.isEmpty())
        m_token = org()["access_token"_L1].toString().toLatin1();
    const QString address = path.startsWith(u'/') ? path : u"/services/data/v62.0/"_s + path;
    const QUrl url(org()["instance_url"_L1].toString() + address);
    HttpResult result = http(verb, url, body, m_token);
    if (result.status == 401) {
        m_token = freshToken();
        result = http(verb, url, body, m_token);
    }
    return result;
}

QList<QJsonObject> PracticeProgram::query(const QString &soql, bool deletedToo)
{
    QList<QJsonObject> records;
    QString path = (deletedToo ? u"queryAll?q="_s : u"query?q="_s)
        + QString::fromLatin1(QUrl::toPercentEncoding(soql));
    while (!path.isEmpty()) {
        const HttpResult result = rest("GET", path);
        if (result.status != 200)
            qFatal("%s: %d %s", qPrintable(soql), result.status, result.body.constData());
        const QJsonObject page = result.object();
        const QJsonArray rows = page["records"_L1].toArray();
        for (const QJsonValue &row : rows)
            records.append(row.toObject());
        path = page["nextRecordsUrl"_L1].toString();
    }
    return records;
}

QJsonObject CtlResult::json() const
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(out, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

Ctl::Ctl()
    : m_workspace(m_folder.filePath(u"test.orgmend"_s))
    , m_secrets(m_folder.filePath(u"secrets.json"_s))
{
}

void Ctl::begin(QProcess &process, const QStringList &arguments) const
{
    QProcessEnvironment environment = environmentOf(m_folder.path());
    for (auto variable = m_variables.begin(); variable != m_variables.end(); ++variable) {
        environment.remove(variable.key());
        if (!variable.value().isEmpty())
            environment.insert(variable.key(), variable.value());
    }
    process.setProcessEnvironment(environment);
    if (m_childModifier)
        process.setChildProcessModifier(m_childModifier);
    process.start(program(u"orgmendctl"_s),
        QStringList{u"--workspace"_s, m_workspace, u"--secrets"_s, u"file:"_s + m_secrets}
            + arguments);
    process.waitForStarted();
}

std::unique_ptr<QProcess> Ctl::begin(const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    begin(*process, arguments);
    return process;
}

CtlResult Ctl::run(const QStringList &arguments, const QByteArray &input, int timeoutMs)
{
    const std::unique_ptr<QProcess> process = begin(arguments);
    process->write(input);
    process->closeWriteChannel();
    if (!process->waitForFinished(timeoutMs)) {
        process->kill();
        process->waitForFinished();
    }
    const bool ended = process->exitStatus() == QProcess::NormalExit;
    return {ended ? process->exitCode() : -1, process->readAllStandardOutput(),
        process->readAllStandardError()};
}

CtlResult Ctl::connect(
    const PracticeProgram &org, const QString &environment, const QStringList &more)
{
    const QJsonObject user = org.org(environment);
    const QString login = environment == u"sandbox"_s ? org.sandboxLoginUrl() : org.loginUrl();
    return run(
        QStringList{u"--json"_s, u"connect"_s, u"--client-id"_s, user["client_id"_L1].toString(),
            u"--environment"_s, environment, u"--login-url"_s, login, u"--refresh-token-stdin"_s,
            u"--instance-url"_s, user["instance_url"_L1].toString()}
            + more,
        user["refresh_token"_L1].toString().toLatin1() + '\n');
}

CtlResult Ctl::signIn(PracticeProgram &org, const QStringList &arguments)
{
    const std::unique_ptr<QProcess> process = begin(arguments);
    while (!process->canReadLine() && process->waitForReadyRead(30'000)) { }
    const QByteArray address = process->readLine().trimmed();
    const HttpResult approved = org.http("GET", QUrl(QString::fromUtf8(address)));
    if (!approved.location.isEmpty())
        org.http("GET", QUrl::fromEncoded(approved.location));
    if (!process->waitForFinished(30'000))
        process->kill();
    return {process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1,
        address + '\n' + process->readAllStandardOutput(), process->readAllStandardError()};
}

} // namespace journey
