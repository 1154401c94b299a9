#include "connect/connectdialog.h"

#include "ui_connectdialog.h"
#include "widgets/texts.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QScreen>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

ConnectDialog::ConnectDialog(
    ConnectionsDoor &connections, const BrowserSignIn &signIn, QWidget *parent)
    : ConnectDialog(connections, signIn, Connection(), parent)
{
}

ConnectDialog::ConnectDialog(ConnectionsDoor &connections, const BrowserSignIn &signIn,
    const Connection &known, QWidget *parent)
    : QDialog(parent)
    , m_signIn(signIn)
    , m_ui(std::make_unique<Ui::ConnectDialog>())
    , m_attempt(connections, signIn)
{
    m_ui->setupUi(this);
    m_ui->questionDetails->setRaw({});
    scaleFont(m_ui->waitingTitle, 1.45, true);
    scaleFont(m_ui->questionTitle, 1.45, true);
    m_ui->waitingIcon->setIcon(u"globe"_s, IconInk::Accent, 40);
    if (known.id != 0) {
        setWindowTitle(tr("Sign in to %1 again").arg(known.name));
        m_ui->formPage->setKnown(known);
    }
    connectButtons();
    connect(&m_attempt, &SignInAttempt::browserAsked, this, &ConnectDialog::showBrowser);
    connect(&m_attempt, &SignInAttempt::timeLeft, this, &ConnectDialog::showTimeLeft);
    connect(&m_attempt, &SignInAttempt::ended, this, &ConnectDialog::finish);
    // On a small screen it stays inside, with room for the window's frame.
    resize(QSize(920, std::max(640, sizeHint().height()))
            .boundedTo(screen()->availableSize() - QSize(16, 48)));
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::connectButtons()
{
    connect(m_ui->formPage, &ConnectForm::submitted, this, &ConnectDialog::begin);
    connect(m_ui->formPage, &ConnectForm::closed, this, &ConnectDialog::reject);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &ConnectDialog::reject);
    connect(m_ui->copyLinkButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_attempt.page().toString(QUrl::FullyEncoded));
        m_ui->copyLinkButton->setText(tr("Copied"));
    });
    connect(m_ui->backButton, &QPushButton::clicked, this, &ConnectDialog::backToForm);
    connect(m_ui->acceptButton, &QPushButton::clicked, this, &ConnectDialog::acceptQuestion);
}

void ConnectDialog::begin()
{
    if (!m_ui->formPage->isComplete()) {
        m_ui->stack->setCurrentWidget(m_ui->formPage);
        return;
    }
    showWaiting();
    m_attempt.begin(m_ui->formPage->request(), m_ui->formPage->again());
}

void ConnectDialog::showWaiting()
{
    m_ui->formPage->clearFailure();
    m_ui->copyLinkButton->setEnabled(false);
    m_ui->copyLinkButton->setText(tr("Copy the &link"));
    m_ui->cancelButton->setEnabled(true);
    m_ui->cancelButton->setText(tr("Cancel"));
    m_ui->waitingText->setText(tr("Preparing the sign-in…"));
    m_ui->countdownLabel->clear();
    m_ui->stack->setCurrentWidget(m_ui->waitingPage);
    m_ui->cancelButton->setFocus();
}

void ConnectDialog::showBrowser(bool opened)
{
    m_ui->copyLinkButton->setEnabled(true);
    m_ui->waitingText->setText(opened
            ? tr("Sign in to %1 there and choose Allow. This window goes on by itself.")
                  .arg(m_attempt.page().host())
            : tr("No browser could be opened. Copy the link, open it in a browser on this machine, "
                 "sign in and choose Allow."));
}

void ConnectDialog::showTimeLeft(std::chrono::seconds left)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(left);
    m_ui->countdownLabel->setText(tr("%1 left", "time as minutes:seconds")
            .arg(u"%1:%2"_s.arg(minutes.count())
                    .arg((left - minutes).count(), 2, 10, QLatin1Char('0'))));
}

void ConnectDialog::stopWaiting()
{
    m_attempt.cancel();
    m_ui->cancelButton->setEnabled(false);
    m_ui->cancelButton->setText(tr("Stopping…"));
}

void ConnectDialog::finish(const Result<ConnectionStatus> &outcome)
{
    if (m_closing) {
        QDialog::reject();
        return;
    }
    if (outcome) {
        emit connected(*outcome);
        accept();
        return;
    }
    const std::optional<QString> secretFile =
        m_signIn.useSecretFile ? std::optional(m_signIn.secretFile) : std::nullopt;
    if (const auto question = questionAfter(outcome.failure(), secretFile))
        ask(*question);
    else
        showFailure(outcome.failure());
}

void ConnectDialog::showFailure(const Failure &failure)
{
    m_ui->stack->setCurrentWidget(m_ui->formPage);
    m_ui->formPage->showFailure(failure);
}

void ConnectDialog::ask(const SignInQuestion &question)
{
    m_question = question;
    m_ui->questionTitle->setText(question.title);
    m_ui->questionText->setText(question.text);
    m_ui->acceptButton->setText(question.accept);
    m_ui->questionDetails->setRaw(question.raw);
    m_ui->stack->setCurrentWidget(m_ui->questionPage);
    m_ui->backButton->setFocus();
}

void ConnectDialog::acceptQuestion()
{
    const std::optional<SignInQuestion> question = std::exchange(m_question, std::nullopt);
    if (!question)
        return;
    if (question->allows == SignInQuestion::Allows::SecretFile) {
        if (const Result<void> kept = m_signIn.useSecretFile(); !kept) {
            showFailure(kept.failure());
            return;
        }
    }
    showWaiting();
    m_attempt.repeat(question->accepted(m_attempt.request()));
}

void ConnectDialog::backToForm()
{
    m_question.reset();
    m_ui->stack->setCurrentWidget(m_ui->formPage);
    m_ui->formPage->focusButton();
}

/// Esc and Cancel go one step back: from the wait and from a question to the form, with what was
/// typed; from the form out of the dialog.
void ConnectDialog::reject()
{
    if (m_attempt.isRunning())
        stopWaiting();
    else if (m_ui->stack->currentWidget() == m_ui->questionPage)
        backToForm();
    else
        QDialog::reject();
}

/// The window's cross closes, as soon as the attempt has ended.
void ConnectDialog::closeEvent(QCloseEvent *event)
{
    if (!m_attempt.isRunning()) {
        QDialog::reject();
        return;
    }
    event->ignore();
    m_closing = true;
    stopWaiting();
}
