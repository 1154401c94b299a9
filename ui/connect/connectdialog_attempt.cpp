#include "connect/connectdialog.h"
#include "ui_connectdialog.h"
#include "wording/wording.h"

#include <QCloseEvent>

#include <algorithm>
#include <utility>

// One attempt to sign in: the wait for the browser, and what its end asks or says.

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString environmentName(const QString &environment)
{
    return environment == "sandbox"_L1 ? ConnectDialog::tr("a sandbox")
                                       : ConnectDialog::tr("a production org");
}

} // namespace

void ConnectDialog::attempt(ConnectRequest request)
{
    m_tried = std::move(request);
    showWaiting();
    // The address crosses from the job to the window; the job does not wait for the browser to
    // open.
    const auto open = [this](const QUrl &page) -> Result<void> {
        QMetaObject::invokeMethod(this, [this, page] { openPage(page); }, Qt::QueuedConnection);
        return {};
    };
    const qint64 again = isSameOrgAgain() ? m_known.id : 0;
    m_job.start(
        [&connections = m_connections, tried = m_tried, again, open](const std::stop_token &stop) {
            return again != 0 ? connections.reconnect(again, tried, open, stop)
                              : connections.connect(tried, open, stop);
        },
        [this](const Result<ConnectionStatus> &outcome) { finish(outcome); });
}

void ConnectDialog::showWaiting()
{
    m_page.clear();
    m_ui->failureBanner->hide();
    m_ui->copyLinkButton->setEnabled(false);
    m_ui->copyLinkButton->setText(tr("Copy the &link"));
    m_ui->cancelButton->setEnabled(true);
    m_ui->cancelButton->setText(tr("Cancel"));
    m_ui->waitingText->setText(tr("Preparing the sign-in…"));
    m_ui->countdownLabel->clear();
    m_ui->stack->setCurrentWidget(m_ui->waitingPage);
    m_ui->cancelButton->setFocus();
}

void ConnectDialog::openPage(const QUrl &page)
{
    if (!m_job.isRunning())
        return;
    m_page = page;
    m_ui->copyLinkButton->setEnabled(true);
    const bool opened = m_signIn.openBrowser(page);
    m_ui->waitingText->setText(opened
            ? tr("Sign in to %1 there and choose Allow. This window goes on by itself.")
                  .arg(page.host())
            : tr("No browser could be opened. Copy the link, open it in a browser on this machine, "
                 "sign in and choose Allow."));
    m_left = m_signIn.patience;
    showTimeLeft();
    m_everySecond.start(1s);
}

void ConnectDialog::showTimeLeft()
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(m_left);
    m_ui->countdownLabel->setText(tr("%1 left", "time as minutes:seconds")
            .arg(u"%1:%2"_s.arg(minutes.count())
                    .arg((m_left - minutes).count(), 2, 10, QLatin1Char('0'))));
}

void ConnectDialog::finish(const Result<ConnectionStatus> &outcome)
{
    m_everySecond.stop();
    if (m_closing) {
        QDialog::reject();
        return;
    }
    if (outcome) {
        emit connected(*outcome);
        accept();
    } else if (!ask(outcome.failure())) {
        showFailure(outcome.failure());
    }
}

void ConnectDialog::showFailure(const Failure &failure)
{
    m_ui->stack->setCurrentWidget(m_ui->formPage);
    if (failure.kind() != Failure::Kind::Cancelled) {
        m_ui->failureBanner->setVisible(true);
        m_ui->failureBanner->say(failure);
        m_ui->connectButton->setText(tr("&Try again"));
    }
    if (failure.problem == Failure::Problem::ClientIdUnknown)
        m_ui->keyEdit->setFocus();
    else
        m_ui->connectButton->setFocus();
}

bool ConnectDialog::ask(const Failure &failure)
{
    using enum Failure::Problem;
    const auto again = [this](bool ConnectRequest::*accepted) {
        return [this, accepted] {
            ConnectRequest request = m_tried;
            request.*accepted = true;
            attempt(request);
        };
    };
    switch (failure.problem) {
    case EnvironmentMismatch: {
        const QString found = failure.arguments.value(1);
        question(tr("This org is %1").arg(environmentName(found)), wording::sentence(failure),
            found == "sandbox"_L1 ? tr("&Connect it as a sandbox")
                                  : tr("&Connect it as production"),
            failure.raw, again(&ConnectRequest::acceptOtherEnvironment));
        return true;
    }
    case OtherUser:
        question(tr("Signed in as somebody else"), wording::sentence(failure),
            tr("&Go on as %1").arg(failure.arguments.value(1)), failure.raw,
            again(&ConnectRequest::acceptOtherUser));
        return true;
    case KeychainMissing:
    case KeychainLocked:
    case KeychainFailed:
        if (!m_signIn.useSecretFile)
            return false;
        askForSecretFile(failure);
        return true;
    default:
        return false;
    }
}

void ConnectDialog::askForSecretFile(const Failure &failure)
{
    question(tr("Where shall the sign-in be kept?"),
        tr("%1\n\nOrgmend can keep it in a file instead: %2. Only your user can read that file "
           "(mode 0600), but it is not encrypted.")
            .arg(wording::sentence(failure), m_signIn.secretFile),
        tr("&Keep it in the file"), failure.raw, [this] {
            if (const Result<void> kept = m_signIn.useSecretFile(); kept)
                attempt(m_tried);
            else
                showFailure(kept.failure());
        });
}

void ConnectDialog::question(const QString &title, const QString &text, const QString &accept,
    const QString &raw, std::function<void()> onAccept)
{
    m_onAccept = std::move(onAccept);
    m_ui->questionTitle->setText(title);
    m_ui->questionText->setText(text);
    m_ui->acceptButton->setText(accept);
    m_ui->questionDetails->setRaw(raw);
    m_ui->stack->setCurrentWidget(m_ui->questionPage);
    m_ui->backButton->setFocus();
}

/// Esc and Cancel go one step back: from the wait and from a question to the form, with what was
/// typed; from the form out of the dialog.
void ConnectDialog::reject()
{
    if (m_job.isRunning())
        stopWaiting();
    else if (m_ui->stack->currentWidget() == m_ui->questionPage)
        backToForm();
    else
        QDialog::reject();
}

/// The window's cross closes, as soon as the attempt has ended.
void ConnectDialog::closeEvent(QCloseEvent *event)
{
    if (!m_job.isRunning()) {
        QDialog::reject();
        return;
    }
    event->ignore();
    m_closing = true;
    stopWaiting();
}

void ConnectDialog::stopWaiting()
{
    m_job.cancel();
    m_ui->cancelButton->setEnabled(false);
    m_ui->cancelButton->setText(tr("Stopping…"));
}

void ConnectDialog::backToForm()
{
    m_onAccept = nullptr;
    m_ui->stack->setCurrentWidget(m_ui->formPage);
    m_ui->connectButton->setFocus();
}
