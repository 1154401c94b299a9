#pragma once

#include "base/backgroundjob.h"
#include "connect/browsersignin.h"
#include "engine/connectionsdoor.h"
#include "overview/offers.h"

#include <QObject>

class ConnectDialog;
class QWidget;

/// What an admin asks of a connection, and what becomes of it: dialogs and questions first, none of
/// which waits in a loop of its own, then the engine, in the background. What it changed arrives
/// like every other change of the workspace.
class Requests final : public QObject {
    Q_OBJECT
public:
    Requests(ConnectionsDoor &connections, const BrowserSignIn &signIn, QWidget *window);

    void perform(Offer offer, const Connection &connection);
    void connectNew();
    /// What failed last.
    void tryAgain() { ask(m_asked); }

signals:
    void connected(qint64 connection);
    void syncRequested(qint64 connection, bool full);
    void cancelRequested(qint64 connection);
    void begun();
    void failed(const Failure &failure);
    void ended();

private:
    using Work = std::function<Result<void>(const std::stop_token &)>;

    void signInAgain(const Connection &connection, bool atOnce);
    void open(ConnectDialog *dialog);
    void confirmDisconnect(const Connection &connection);
    void ask(const Work &work);

    ConnectionsDoor &m_connections;
    const BrowserSignIn m_signIn;
    QWidget *m_window;
    Work m_asked;
    BackgroundJob m_job;
};
