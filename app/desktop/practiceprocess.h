#pragma once

#include "base/failure.h"
#include "base/secret.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

/// Where the practice org can be reached and how to sign in to it; its own announcement.
struct PracticeAnnouncement {
    QString loginUrl;
    QString instanceUrl;
    QString clientId;
    Secret refreshToken;
};

/// The practice org as a child process that lives as long as the window, with its data and its port
/// remembered in `folder`. A port that is taken is given up for another one.
class PracticeProcess final : public QObject {
    Q_OBJECT
public:
    PracticeProcess(const QString &program, const QString &folder, QObject *parent = nullptr);
    ~PracticeProcess() override;

    void start();

    static constexpr int contacts = 48'211;

signals:
    /// Also after it died and was started again, perhaps elsewhere.
    void ready(const PracticeAnnouncement &announcement);
    void failed(const Failure &failure);

private:
    void launch(quint16 port);
    void readLine();
    void ended();

    QString m_program;
    QString m_folder;
    QProcess m_process;
    QByteArray m_line;
    QByteArray m_complaint;
    quint16 m_port = 0;
    bool m_isReady = false;
    int m_restarts = 0;
    bool m_stopping = false;
};
