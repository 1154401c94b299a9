#include "overheard.h"

#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace journey {

Overheard::Overheard(const QUrl &host) : m_host(host) { start(); }

Overheard::~Overheard()
{
    quit();
    wait();
}

QString Overheard::address()
{
    static constexpr auto scheme = "http://127.0.0.1:"_L1;
    return scheme + QString::number(m_port.get_future().get());
}

void Overheard::run()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    connect(&server, &QTcpServer::newConnection, &server, [this, &server] {
        QTcpSocket *program = server.nextPendingConnection();
        auto *org = new QTcpSocket(program);
        org->connectToHost(m_host.host(), static_cast<quint16>(m_host.port()));
        connect(program, &QTcpSocket::readyRead, org, [this, program, org] {
            const QByteArray bytes = program->readAll();
            org->write(bytes);
            const std::scoped_lock lock(m_mutex);
            m_said += bytes;
        });
        connect(org, &QTcpSocket::readyRead, program,
            [program, org] { program->write(org->readAll()); });
        connect(program, &QTcpSocket::disconnected, org, &QTcpSocket::disconnectFromHost);
        connect(org, &QTcpSocket::disconnected, program, &QTcpSocket::disconnectFromHost);
    });
    m_port.set_value(server.serverPort());
    exec();
}

QMap<QByteArray, QSet<QByteArray>> Overheard::fields() const
{
    const std::scoped_lock lock(m_mutex);
    static const QRegularExpression field(u"(?<=[?&\\s])([a-z_]+)=([^&\\s]+)"_s);
    QMap<QByteArray, QSet<QByteArray>> found;
    QRegularExpressionMatchIterator matches = field.globalMatch(QString::fromLatin1(m_said));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        found[match.captured(1).toLatin1()].insert(
            QByteArray::fromPercentEncoding(match.captured(2).toLatin1()));
    }
    return found;
}

} // namespace journey
