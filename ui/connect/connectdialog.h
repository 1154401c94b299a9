#pragma once

#include "base/backgroundjob.h"
#include "connect/browsersignin.h"
#include "connect/connectrequest.h"
#include "engine/connectionsdoor.h"
#include "values/connection.h"
#include "values/connectionstatus.h"

#include <QDialog>
#include <QTimer>

namespace Ui {
class ConnectDialog;
}

/// Signing in, from the choice of the org to the way back from the browser. Every failure is said
/// on the form, where everything typed is still there, so that it can be tried again at once. What
/// has to be asked is asked when the attempt has ended, and answered by a new attempt.
class ConnectDialog final : public QDialog {
    Q_OBJECT
public:
    /// A new connection.
    ConnectDialog(ConnectionsDoor &connections, BrowserSignIn signIn, QWidget *parent = nullptr);
    /// Again for a connection that is already there: signs in at once. With another environment
    /// chosen it becomes a new connection, because production and sandbox share nothing.
    ConnectDialog(ConnectionsDoor &connections, BrowserSignIn signIn, const Connection &known,
        QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// Goes straight to the browser with what is known.
    void begin();
    void reject() override;

protected:
    void closeEvent(QCloseEvent *event) override;

signals:
    void connected(const ConnectionStatus &status);

private:
    enum class Environment { Production, Sandbox, Domain };

    void setUp();
    void showKnown();
    [[nodiscard]] Environment chosen() const;
    void checkForm();
    void showGuide();
    [[nodiscard]] ConnectRequest request() const;
    [[nodiscard]] bool isSameOrgAgain() const;
    void attempt(ConnectRequest request);
    void showWaiting();
    void openPage(const QUrl &page);
    void showTimeLeft();
    void finish(const Result<ConnectionStatus> &outcome);
    void stopWaiting();
    void backToForm();
    void showFailure(const Failure &failure);
    /// False where the failure is no question.
    bool ask(const Failure &failure);
    void askForSecretFile(const Failure &failure);
    void question(const QString &title, const QString &text, const QString &accept,
        const QString &raw, std::function<void()> onAccept);

    ConnectionsDoor &m_connections;
    BrowserSignIn m_signIn;
    std::unique_ptr<Ui::ConnectDialog> m_ui;
    Connection m_known; ///< id 0: a new one
    ConnectRequest m_tried;
    QUrl m_page;
    std::chrono::seconds m_left{0};
    QTimer m_everySecond;
    std::function<void()> m_onAccept;
    bool m_closing = false;
    BackgroundJob m_job;
};
