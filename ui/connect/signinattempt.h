#pragma once

#include "base/backgroundjob.h"
#include "connect/browsersignin.h"
#include "connect/connectrequest.h"
#include "engine/connectionsdoor.h"

#include <QTimer>

/// An attempt to sign in: asks the engine in the background, opens the browser at
/// the page that the engine names, and counts down how long it waits for the way back. Begun again,
/// it is another attempt.
class SignInAttempt final : public QObject {
    Q_OBJECT
public:
    SignInAttempt(ConnectionsDoor &connections, const BrowserSignIn &signIn);

    /// `again`: the connection that is signed in to again; 0: a new one.
    void begin(const ConnectRequest &request, qint64 again);
    /// The same once more, as the request is now.
    void repeat(const ConnectRequest &request) { begin(request, m_again); }
    /// A request: `ended` still comes.
    void cancel() { m_job.cancel(); }

    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }
    [[nodiscard]] const ConnectRequest &request() const { return m_request; }
    /// Where the browser was sent; empty before.
    [[nodiscard]] const QUrl &page() const { return m_page; }

signals:
    /// The browser has the page, or could not be opened.
    void browserAsked(bool opened);
    void timeLeft(std::chrono::seconds left);
    void ended(const Result<ConnectionStatus> &outcome);

private:
    void openBrowser(const QUrl &page);
    void countDown();
    void end(const Result<ConnectionStatus> &outcome);

    ConnectionsDoor &m_connections;
    const BrowserSignIn m_signIn;
    ConnectRequest m_request;
    qint64 m_again = 0;
    QUrl m_page;
    std::chrono::seconds m_left{0};
    QTimer m_everySecond;
    BackgroundJob m_job;
};
