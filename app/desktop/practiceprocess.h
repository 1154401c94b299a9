#pragma once

#include "base/clock.h"
#include "base/failure.h"
#include "base/secret.h"

#include <QObject>
#include <QProcess>

#include <memory>
#include <optional>

/// Where the practice org can be reached and how to sign in to it; its own announcement.
struct PracticeAnnouncement {
    QString loginUrl;
    QString instanceUrl;
    QString clientId;
    Secret refreshToken;
};

/// The program that plays Salesforce, and what it is started with.
struct PracticeProgram {
    QString file;
    QString folder; ///< of its data and its port
    int contacts = 48'211;
};

/// The practice org as a child process that lives as long as the window, with its data and its port
/// remembered. A port that is taken is given up for another one. When it dies it is started again,
/// unless it dies again and again within a minute of being ready.
class PracticeProcess final : public QObject {
    Q_OBJECT
public:
    PracticeProcess(
        PracticeProgram program, std::shared_ptr<const Clock> clock, QObject *parent = nullptr);
    ~PracticeProcess() override;

    /// Always ends in ready() or failed(), also when it runs already.
    void start();

signals:
    /// Also after it died and was started again, perhaps elsewhere.
    void ready(const PracticeAnnouncement &announcement);
    /// It was ready and has died; ready() or failed() follows.
    void restarting();
    void failed(const Failure &failure);

private:
    void launch(quint16 port);
    void readLine();
    void ended();

    PracticeProgram m_program;
    std::shared_ptr<const Clock> m_clock;
    QProcess m_process;
    QByteArray m_line;
    QByteArray m_complaint;
    quint16 m_port = 0;
    std::optional<PracticeAnnouncement> m_announcement; ///< none until it is ready
    std::chrono::milliseconds m_readySince{0};
    int m_restarts = 0; ///< in a row
    bool m_stopping = false;
};
