#pragma once

#include "connect/browsersignin.h"
#include "connect/signinattempt.h"
#include "connect/signinquestion.h"
#include "values/connection.h"
#include "values/connectionstatus.h"

#include <QDialog>

namespace Ui {
class ConnectDialog;
}

/// Signing in, from the choice of the org to the way back from the browser: the form, the wait, and
/// where needed a question. What has to be asked is asked when the attempt has ended, and answered
/// by a new attempt.
class ConnectDialog final : public QDialog {
    Q_OBJECT
public:
    /// A new connection.
    ConnectDialog(
        ConnectionsDoor &connections, const BrowserSignIn &signIn, QWidget *parent = nullptr);
    /// Again for a connection that is already there.
    ConnectDialog(ConnectionsDoor &connections, const BrowserSignIn &signIn,
        const Connection &known, QWidget *parent = nullptr);
    ~ConnectDialog() override;

    /// Goes straight to the browser with what is known.
    void begin();
    void reject() override;

protected:
    void closeEvent(QCloseEvent *event) override;

signals:
    void connected(const ConnectionStatus &status);

private:
    void connectButtons();
    void showWaiting();
    void showBrowser(bool opened);
    void showTimeLeft(std::chrono::seconds left);
    void stopWaiting();
    void finish(const Result<ConnectionStatus> &outcome);
    void showFailure(const Failure &failure);
    void ask(const SignInQuestion &question);
    void acceptQuestion();
    void backToForm();

    const BrowserSignIn m_signIn;
    std::unique_ptr<Ui::ConnectDialog> m_ui;
    std::optional<SignInQuestion> m_question;
    bool m_closing = false;
    SignInAttempt m_attempt;
};
