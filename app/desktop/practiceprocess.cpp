#include "desktop/practiceprocess.h"

#include "values/connection.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrl>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int mostRestarts = 3;
/// One that lived this long was sound: what ends it then is a new story.
constexpr auto soundAfter = 1min;
constexpr int patience = 3'000;

QString portFile(const QString &folder) { return folder + "/port"_L1; }

quint16 rememberedPort(const QString &folder)
{
    QFile file(portFile(folder));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toUShort() : quint16(0);
}

void rememberPort(const QString &folder, int port)
{
    QSaveFile file(portFile(folder));
    const bool kept = file.open(QIODevice::WriteOnly)
        && file.write(QByteArray::number(port) + '\n') > 0 && file.commit();
    if (!kept) // it costs a move of the connection at the next start, no more
        qWarning("The practice org's port can't be remembered: %s", qPrintable(file.errorString()));
}

std::optional<PracticeAnnouncement> announcementFrom(const QByteArray &line)
{
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    for (const QJsonValue &value : json.value("orgs"_L1).toArray()) {
        const QJsonObject org = value.toObject();
        if (fromWord<Environment>(org.value("environment"_L1).toString())
            != Environment::Production)
            continue;
        PracticeAnnouncement found;
        found.loginUrl = json.value("login_url"_L1).toString();
        found.instanceUrl = org.value("instance_url"_L1).toString();
        found.clientId = org.value("client_id"_L1).toString();
        found.refreshToken = Secret(org.value("refresh_token"_L1).toString().toUtf8());
        if (!found.loginUrl.isEmpty() && !found.instanceUrl.isEmpty())
            return found;
    }
    return std::nullopt;
}

} // namespace

PracticeProcess::PracticeProcess(
    PracticeProgram program, std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent), m_program(std::move(program)), m_clock(std::move(clock))
{
    // It stands for a machine of its own, so it must not take this one's processor from the window.
    m_process.setChildProcessModifier([] { setpriority(PRIO_PROCESS, 0, 5); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PracticeProcess::readLine);
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] {
        m_complaint = m_complaint.append(m_process.readAllStandardError()).right(4'000);
    });
    connect(&m_process, &QProcess::finished, this, &PracticeProcess::ended);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            emit failed(failure(Failure::Problem::PracticeOrgNotStarted, {m_program.file},
                m_process.errorString()));
        }
    });
}

PracticeProcess::~PracticeProcess()
{
    m_stopping = true;
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(patience))
        m_process.kill();
}

void PracticeProcess::start()
{
    if (m_announcement) {
        emit ready(*m_announcement);
    } else if (m_process.state() == QProcess::NotRunning) {
        m_restarts = 0;
        launch(rememberedPort(m_program.folder));
    }
}

void PracticeProcess::launch(quint16 port)
{
    m_port = port;
    m_line.clear();
    m_complaint.clear();
    m_process.start(m_program.file,
        {u"--auto-approve"_s, u"--records"_s, QString::number(m_program.contacts), u"--data-dir"_s,
            m_program.folder + "/org"_L1, u"--port"_s, QString::number(port),
            u"--die-with-parent"_s},
        QIODevice::ReadOnly);
}

void PracticeProcess::readLine()
{
    m_line += m_process.readAllStandardOutput();
    const qsizetype end = m_line.indexOf('\n');
    if (end < 0 || m_announcement)
        return;
    m_announcement = announcementFrom(m_line.first(end));
    m_line.clear(); // it holds a token
    if (!m_announcement) {
        m_complaint = "Its announcement can't be read.";
        m_process.kill();
        return;
    }
    m_readySince = m_clock->elapsed();
    const int port = QUrl(m_announcement->loginUrl).port();
    if (port != m_port)
        rememberPort(m_program.folder, port);
    m_port = static_cast<quint16>(port);
    emit ready(*m_announcement);
}

void PracticeProcess::ended()
{
    if (m_stopping)
        return;
    const bool wasReady = m_announcement.has_value();
    m_announcement.reset();
    if (wasReady && m_clock->elapsed() - m_readySince >= soundAfter)
        m_restarts = 0;
    if (!wasReady && m_port != 0) {
        launch(0); // somebody else has the port by now
    } else if (m_restarts < mostRestarts) {
        ++m_restarts;
        launch(wasReady ? m_port : quint16(0));
        if (wasReady)
            emit restarting();
    } else {
        emit failed(failure(Failure::Problem::PracticeOrgNotStarted, {m_program.file},
            QString::fromUtf8(m_complaint)));
    }
}
