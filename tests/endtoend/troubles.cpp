#include "troubles.h"

#include "oracle.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace journey {

namespace {

const QString lockName = u"locker"_s;

/// The administrator of a machine may write everywhere, and so may the programs that he starts,
/// unless they begin without that right.
void dropPrivileges()
{
    if (::geteuid() == 0)
        ::prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED);
}

bool canDropPrivileges() { return ::geteuid() != 0 || ::prctl(PR_CAPBSET_READ, CAP_SETPCAP) == 1; }

constexpr QFile::Permissions readOnly = QFile::ReadOwner | QFile::ExeOwner;

/// Every file and folder below, and the folder itself.
QStringList everythingIn(const QString &folder)
{
    QStringList found{folder};
    QDirIterator entries(
        folder, QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext())
        found.append(entries.next());
    return found;
}

} // namespace

Bench::~Bench()
{
    makeWritable(ctl.folder()); // else it can't be removed
    unlockWorkspace();
    if (m_tlsServer) {
        m_tlsServer->kill();
        m_tlsServer->waitForFinished();
    }
}

bool Bench::start(int records)
{
    if (!org.start(records))
        return false;
    giveTheRightAnswers();
    m_callbackPort = org.callbackPort();
    return true;
}

void Bench::giveTheRightAnswers()
{
    key = org.org()["client_id"_L1].toString();
    host.clear();
}

QByteArray Bench::refreshToken() const
{
    return org.org()["refresh_token"_L1].toString().toLatin1();
}

CtlResult Bench::signIn(const QStringList &global, const QStringList &command)
{
    const bool isJson = global.contains(u"--json"_s);
    const std::unique_ptr<QProcess> process = ctl.begin(global + command
        + QStringList{u"--print-url"_s, u"--callback-port"_s, m_callbackPort} + how);
    process->setReadChannel(isJson ? QProcess::StandardError : QProcess::StandardOutput);
    while (!process->canReadLine() && process->waitForReadyRead(30'000)) { }
    const QByteArray address = process->readLine().trimmed();
    const QUrl page(QString::fromUtf8(address));
    HttpResult answer = org.http("GET", page);
    if (answer.status == 200) // it asks
        answer = org.submit(page.adjusted(QUrl::RemoveQuery),
            page.query(QUrl::FullyEncoded).toLatin1() + "&decision=" + press);
    if (!answer.location.isEmpty())
        org.http("GET", QUrl::fromEncoded(answer.location));
    if (!process->waitForFinished(30'000))
        process->kill();
    const int exit = process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
    return {exit, process->readAllStandardOutput(), process->readAllStandardError()};
}

QString Bench::deadAddress() { return u"http://127.0.0.1:%1"_s.arg(freePort()); }

/// A server with a certificate that nobody vouches for.
QString Bench::selfSignedAddress()
{
    const QString keyFile = ctl.folder() + u"/tls.key"_s;
    const QString certificate = ctl.folder() + u"/tls.pem"_s;
    QProcess make;
    make.start(u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-subj"_s,
            u"/CN=localhost"_s, u"-keyout"_s, keyFile, u"-out"_s, certificate});
    if (!make.waitForFinished() || make.exitCode() != 0) {
        skipped = u"There is no openssl to make a certificate with."_s;
        return {};
    }
    m_tlsServer = std::make_unique<QProcess>();
    m_tlsServer->start(u"openssl"_s,
        {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-key"_s, keyFile, u"-cert"_s,
            certificate});
    QByteArray line;
    while (!line.startsWith("ACCEPT ")) {
        if (!m_tlsServer->canReadLine() && !m_tlsServer->waitForReadyRead(10'000))
            qFatal("openssl s_server: %s", m_tlsServer->readAllStandardError().constData());
        line = m_tlsServer->readLine();
    }
    return u"https://localhost:"_s
        + QString::fromLatin1(line.mid(line.lastIndexOf(':') + 1).trimmed());
}

void Bench::control(const QString &path, const QJsonValue &body)
{
    const HttpResult done = org.control("POST", path, body);
    if (done.status != 200)
        qFatal("%s: %s", qPrintable(path), done.body.constData());
}

/// Describe answers as it does for a user who may not see the field.
void Bench::hideField(const QString &object, const QString &field)
{
    QJsonObject describe = org.rest("GET", u"sobjects/%1/describe"_s.arg(object)).object();
    QJsonArray fields;
    for (const QJsonValue &each : describe["fields"_L1].toArray()) {
        if (each["name"_L1].toString() != field)
            fields.append(each);
    }
    describe["fields"_L1] = fields;
    faulty(u"*/sobjects/%1/describe*"_s.arg(object),
        QJsonObject{{u"status"_s, 200},
            {u"body"_s, QString::fromUtf8(QJsonDocument(describe).toJson(QJsonDocument::Compact))},
            {u"headers"_s, QJsonObject{{u"Content-Type"_s, u"application/json"_s}}}})(*this);
}

void Bench::changeTheOrg()
{
    const QJsonObject one = org.query(u"SELECT Id FROM Contact LIMIT 1"_s).first();
    const HttpResult changed = org.rest("PATCH", u"sobjects/Contact/"_s + one["Id"_L1].toString(),
        QJsonObject{{u"Title"_s, u"Keeper of the seals"_s}});
    const HttpResult made = org.rest("POST", u"sobjects/Contact"_s,
        QJsonObject{{u"LastName"_s, u"Okonkwo"_s}, {u"Email"_s, u"okonkwo@example.org"_s}});
    if (changed.status != 204 || made.status != 201)
        qFatal("%s %s", changed.body.constData(), made.body.constData());
}

void Bench::touchEveryContact()
{
    QJsonArray records;
    const auto send = [&] {
        if (!records.isEmpty())
            org.rest("PATCH", u"composite/sobjects"_s,
                QJsonObject{{u"allOrNone"_s, false}, {u"records"_s, records}});
        records = {};
    };
    for (const QJsonObject &contact : org.query(u"SELECT Id FROM Contact"_s)) {
        records.append(QJsonObject{{u"attributes"_s, QJsonObject{{u"type"_s, u"Contact"_s}}},
            {u"id"_s, contact["Id"_L1]}, {u"Title"_s, QString(100, u'x')}});
        if (records.size() == 200)
            send();
    }
    send();
}

void Bench::makeReadOnly(const QString &folder)
{
    if (!canDropPrivileges()) {
        skipped = u"The administrator may write everywhere, and this one can't lay it down."_s;
        return;
    }
    for (const QString &entry : everythingIn(folder))
        QFile::setPermissions(entry, readOnly);
    ctl.useChildModifier(dropPrivileges);
}

void Bench::makeWritable(const QString &folder)
{
    ctl.useChildModifier({});
    QFile::setPermissions(folder, readOnly | QFile::WriteOwner);
    for (const QString &entry : everythingIn(folder)) {
        const bool isFolder = QFileInfo(entry).isDir();
        QFile::setPermissions(entry,
            QFile::ReadOwner | QFile::WriteOwner
                | (isFolder ? QFile::ExeOwner : QFile::Permissions()));
    }
}

void Bench::keepSecretsInAReadOnlyFolder()
{
    const QString folder = ctl.folder() + u"/safe"_s;
    QDir().mkpath(folder);
    ctl.useSecrets(folder + u"/secrets.json"_s);
    makeReadOnly(folder);
}

void Bench::leaveRoom(int bytes)
{
    if (bytes < 0) {
        ctl.forgetVariables();
        return;
    }
    ctl.useVariable(u"LD_PRELOAD"_s, QStringLiteral(ORGMEND_FULL_DISK));
    ctl.useVariable(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s);
    ctl.useVariable(u"ORGMEND_TEST_DISK"_s, ctl.folder());
    ctl.useVariable(u"ORGMEND_TEST_ROOM"_s, QString::number(bytes));
}

void Bench::lockWorkspace()
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, lockName);
    database.setDatabaseName(ctl.workspace());
    QSqlQuery lock(database);
    if (!database.open() || !lock.exec(u"BEGIN EXCLUSIVE"_s))
        qFatal("%s", qPrintable(database.lastError().text()));
}

void Bench::unlockWorkspace()
{
    if (!QSqlDatabase::contains(lockName))
        return;
    QSqlDatabase::database(lockName, false).close(); // and what it had begun is undone
    QSqlDatabase::removeDatabase(lockName);
}

void Bench::useNoKeychain(bool none)
{
    how = none ? QStringList{u"--secrets"_s, u"keychain"_s} : QStringList();
    ctl.forgetVariables();
    if (!none)
        return;
    ctl.useVariable(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
    ctl.useVariable(u"DISPLAY"_s, {});
}

QList<qsizetype> Bench::counts()
{
    QList<qsizetype> found;
    for (const QString &table : {u"people"_s, u"companies"_s, u"deals"_s, u"activities"_s}) {
        const bool isThere = QFile::exists(ctl.workspace())
            && !rows(ctl.workspace(), u"SELECT 1 FROM sqlite_master WHERE name = '%1'"_s.arg(table))
                    .isEmpty();
        found.append(isThere ? rows(ctl.workspace(), u"SELECT COUNT(*) FROM "_s + table)
                                   .first()
                                   .first()
                                   .toLongLong()
                             : 0);
    }
    for (const QString &object : {u"Account"_s, u"Contact"_s, u"Lead"_s, u"Opportunity"_s})
        found.append(org.query(u"SELECT Id FROM "_s + object).size());
    return found;
}

QList<QByteArray> Bench::tokens() const
{
    QList<QByteArray> found;
    const QJsonObject announced = org.org();
    for (const QString &name : {u"access_token"_s, u"refresh_token"_s})
        found.append(announced[name].toString().toUtf8());
    QFile kept(ctl.secrets());
    if (kept.open(QIODevice::ReadOnly)) {
        const QJsonObject secrets = QJsonDocument::fromJson(kept.readAll()).object();
        for (const QJsonValue &secret : secrets)
            found.append(QByteArray::fromBase64(secret.toString().toUtf8()));
    }
    found.removeIf([](const QByteArray &secret) { return secret.size() < 12; });
    return found;
}

Change appIs(const QString &state)
{
    return [state](Bench &bench) {
        bench.control(u"app"_s,
            QJsonObject{{u"client_id"_s, bench.org.org()["client_id"_L1]}, {u"state"_s, state}});
    };
}

Change faulty(const QString &path, const QJsonObject &what)
{
    return [path, what](Bench &bench) {
        bench.control(u"faults"_s,
            QJsonArray{QJsonObject{{u"match"_s, QJsonObject{{u"path"_s, path}}}, {u"do"_s, what}}});
    };
}

Change quotaIs(int maximum, int remaining)
{
    return [maximum, remaining](Bench &bench) {
        bench.control(u"limits"_s,
            QJsonObject{{u"DailyApiRequests"_s,
                QJsonObject{{u"max"_s, maximum}, {u"remaining"_s, remaining}}}});
    };
}

void soundAgain(Bench &bench) { bench.org.control("DELETE", u"faults"_s); }

} // namespace journey
