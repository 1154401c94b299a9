#include "desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace {

/// Long enough for a busy machine; a socket that nobody serves fails at once.
constexpr int patienceWithOther = 2'000;

QString nameFor(const QString &workspace)
{
    const QString canonical = QFileInfo(workspace).canonicalFilePath();
    const QByteArray place = (canonical.isEmpty() ? workspace : canonical).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex();
    const QString user = qEnvironmentVariable("USER", u"user"_s);
    return u"orgmend-%1-%2"_s.arg(user, QString::fromLatin1(hash.first(24)));
}

} // namespace

SingleInstance::SingleInstance(const QString &workspace, QObject *parent)
    : QObject(parent), m_name(nameFor(workspace))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *caller = m_server.nextPendingConnection()) {
            connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
            caller->write("here\n");
            caller->disconnectFromServer();
            emit raiseRequested();
        }
    });
}

bool SingleInstance::raiseOther() const
{
    QLocalSocket other;
    other.connectToServer(m_name);
    return other.waitForConnected(patienceWithOther) && other.waitForReadyRead(patienceWithOther);
}

void SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return;
    // A program that died has left its socket: raiseOther() found nobody behind it.
    QLocalServer::removeServer(m_name);
    if (!m_server.listen(m_name))
        qWarning("A second start can't raise this window: %s", qPrintable(m_server.errorString()));
}
