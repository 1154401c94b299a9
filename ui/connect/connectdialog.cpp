#include "connect/connectdialog.h"

#include "connect/consumerkeyguide.h"
#include "connect/domainhost.h"
#include "ui_connectdialog.h"
#include "widgets/texts.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QScreen>
#include <QStyle>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

void markWrong(QLineEdit *edit, bool wrong)
{
    if (edit->property("wrong").toBool() == wrong)
        return;
    edit->setProperty("wrong", wrong);
    edit->style()->unpolish(edit);
    edit->style()->polish(edit);
}

} // namespace

ConnectDialog::ConnectDialog(ConnectionsDoor &connections, BrowserSignIn signIn, QWidget *parent)
    : ConnectDialog(connections, std::move(signIn), Connection(), parent)
{
}

ConnectDialog::ConnectDialog(
    ConnectionsDoor &connections, BrowserSignIn signIn, const Connection &known, QWidget *parent)
    : QDialog(parent)
    , m_connections(connections)
    , m_signIn(std::move(signIn))
    , m_ui(std::make_unique<Ui::ConnectDialog>())
    , m_known(known)
{
    m_ui->setupUi(this);
    setUp();
    if (m_known.id != 0)
        showKnown();
    checkForm();
    showGuide();
    // On a small screen it stays inside, with room for the window's frame.
    resize(QSize(920, std::max(640, sizeHint().height()))
            .boundedTo(screen()->availableSize() - QSize(16, 48)));
}

ConnectDialog::~ConnectDialog() = default;

void ConnectDialog::setUp()
{
    m_ui->productionButton->setChecked(true);
    m_ui->peopleButton->setChecked(true);
    m_ui->failureBanner->hide();
    m_ui->options->hide();
    m_ui->questionDetails->setRaw({});
    // Two questions, two groups: the radio buttons share one parent.
    auto *templates = new QButtonGroup(this);
    templates->addButton(m_ui->peopleButton);
    templates->addButton(m_ui->mirrorButton);
    auto *environments = new QButtonGroup(this);
    for (QRadioButton *button : {m_ui->productionButton, m_ui->sandboxButton, m_ui->domainButton}) {
        environments->addButton(button);
        connect(button, &QRadioButton::toggled, this, &ConnectDialog::checkForm);
    }
    m_ui->productionButton->setChecked(true);
    m_ui->peopleButton->setChecked(true);
    scaleFont(m_ui->guideTitle, 1.1, true);
    scaleFont(m_ui->waitingTitle, 1.45, true);
    scaleFont(m_ui->questionTitle, 1.45, true);
    m_ui->waitingIcon->setIcon(u"globe"_s, IconInk::Accent, 40);

    connect(m_ui->hostEdit, &QLineEdit::textChanged, this, &ConnectDialog::checkForm);
    connect(m_ui->keyEdit, &QLineEdit::textChanged, this, &ConnectDialog::checkForm);
    connect(m_ui->portEdit, &QSpinBox::valueChanged, this, &ConnectDialog::showGuide);
    connect(m_ui->guideKind, &QComboBox::currentIndexChanged, this, &ConnectDialog::showGuide);
    connect(m_ui->moreButton, &QPushButton::clicked, this, [this] {
        m_ui->options->setVisible(m_ui->options->isHidden());
        m_ui->moreButton->setText(
            m_ui->options->isHidden() ? tr("More &options") : tr("Fewer &options"));
    });
    connect(m_ui->copyCallbackButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_ui->callbackEdit->text());
        m_ui->copyCallbackButton->setText(tr("Copied"));
    });
    connect(m_ui->connectButton, &QPushButton::clicked, this, &ConnectDialog::begin);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &ConnectDialog::reject);
    connect(m_ui->cancelButton, &QPushButton::clicked, this, &ConnectDialog::reject);
    connect(m_ui->copyLinkButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_page.toString(QUrl::FullyEncoded));
        m_ui->copyLinkButton->setText(tr("Copied"));
    });
    connect(m_ui->backButton, &QPushButton::clicked, this, &ConnectDialog::backToForm);
    connect(m_ui->acceptButton, &QPushButton::clicked, this, [this] {
        if (m_onAccept)
            std::exchange(m_onAccept, nullptr)();
    });
    connect(&m_everySecond, &QTimer::timeout, this, [this] {
        m_left = std::max(0s, m_left - 1s);
        showTimeLeft();
    });
}

void ConnectDialog::showKnown()
{
    setWindowTitle(tr("Sign in to %1 again").arg(m_known.name));
    const QUrl login(m_known.loginUrl);
    if (login.host() == "login.salesforce.com"_L1) {
        m_ui->productionButton->setChecked(true);
    } else if (login.host() == "test.salesforce.com"_L1) {
        m_ui->sandboxButton->setChecked(true);
    } else {
        m_ui->domainButton->setChecked(true);
        m_ui->hostEdit->setText(login.scheme() == "http"_L1 ? login.toString() : login.host());
    }
    m_ui->keyEdit->setText(m_known.clientId);
    m_ui->nameEdit->setText(m_known.name);
    (m_known.templateName == "mirror"_L1 ? m_ui->mirrorButton : m_ui->peopleButton)
        ->setChecked(true);
    m_ui->prefixEdit->setText(m_known.tablePrefix);
    if (const int port = QUrl(m_known.callback).port(); port > 0)
        m_ui->portEdit->setValue(port);
    m_ui->connectButton->setText(tr("&Sign in"));
}

ConnectDialog::Environment ConnectDialog::chosen() const
{
    if (m_ui->domainButton->isChecked())
        return Environment::Domain;
    return m_ui->sandboxButton->isChecked() ? Environment::Sandbox : Environment::Production;
}

void ConnectDialog::checkForm()
{
    const bool domain = chosen() == Environment::Domain;
    const DomainHost host = domainHostFrom(m_ui->hostEdit->text());
    m_ui->hostEdit->setVisible(domain);
    markWrong(m_ui->hostEdit, domain && !host.problem.isEmpty());
    QString hint;
    switch (chosen()) {
    case Environment::Production:
        hint = tr("Sign-in at login.salesforce.com.");
        break;
    case Environment::Sandbox:
        hint = tr("Sign-in at test.salesforce.com.");
        break;
    case Environment::Domain:
        hint = !host.problem.isEmpty() ? host.problem
            : host.environment.isEmpty()
            ? tr("You find it in Setup under My Domain.")
            : tr("Sign-in at %1.").arg(QUrl(host.environment).authority());
        break;
    }
    m_ui->hostHint->setText(hint);
    m_ui->hostEdit->setAccessibleDescription(hint);

    const QString key = m_ui->keyEdit->text().trimmed();
    const bool odd =
        !key.isEmpty() && std::ranges::any_of(key, [](QChar letter) { return letter.isSpace(); });
    markWrong(m_ui->keyEdit, odd);
    m_ui->keyHint->setText(
        odd ? tr("A consumer key has no spaces.") : tr("Long, and begins with 3MVG9 as a rule."));

    const bool same = isSameOrgAgain();
    for (QWidget *fixed :
        {static_cast<QWidget *>(m_ui->nameEdit), static_cast<QWidget *>(m_ui->prefixEdit),
            static_cast<QWidget *>(m_ui->peopleButton), static_cast<QWidget *>(m_ui->mirrorButton)})
        fixed->setEnabled(!same);
    m_ui->connectButton->setEnabled(
        !key.isEmpty() && !odd && (!domain || !host.environment.isEmpty()));
}

void ConnectDialog::showGuide()
{
    const bool external = m_ui->guideKind->currentIndex() == 0;
    m_ui->guideText->setHtml(
        consumerKeySteps(external ? AppKind::ExternalClientApp : AppKind::ConnectedApp));
    m_ui->callbackEdit->setText(
        u"http://localhost:%1/OauthRedirect"_s.arg(m_ui->portEdit->value()));
    m_ui->callbackEdit->setCursorPosition(0);
    m_ui->copyCallbackButton->setText(tr("Copy"));
}

ConnectRequest ConnectDialog::request() const
{
    ConnectRequest request;
    request.clientId = m_ui->keyEdit->text().trimmed();
    switch (chosen()) {
    case Environment::Production:
        request.environment = u"production"_s;
        break;
    case Environment::Sandbox:
        request.environment = u"sandbox"_s;
        break;
    case Environment::Domain:
        request.environment = domainHostFrom(m_ui->hostEdit->text()).environment;
        break;
    }
    request.name = m_ui->nameEdit->text().trimmed();
    request.callbackPort = static_cast<quint16>(m_ui->portEdit->value());
    request.templateName = m_ui->mirrorButton->isChecked() ? u"mirror"_s : u"people"_s;
    request.tablePrefix = m_ui->prefixEdit->text().trimmed();
    return request;
}

bool ConnectDialog::isSameOrgAgain() const
{
    if (m_known.id == 0)
        return false;
    if (chosen() == Environment::Domain) {
        const QUrl typed(domainHostFrom(m_ui->hostEdit->text()).environment);
        return typed.host() == QUrl(m_known.loginUrl).host()
            || typed.host() == QUrl(m_known.instanceUrl).host();
    }
    return m_known.environment
        == (chosen() == Environment::Sandbox ? "sandbox"_L1 : "production"_L1);
}

void ConnectDialog::begin()
{
    if (!m_ui->connectButton->isEnabled()) {
        m_ui->stack->setCurrentWidget(m_ui->formPage);
        return;
    }
    ConnectRequest wanted = request();
    if (m_known.id != 0 && !isSameOrgAgain()) {
        // Another environment is another connection: it takes neither name nor tables along.
        wanted.name.clear();
        wanted.tablePrefix.clear();
    } else if (m_known.id != 0 && chosen() == Environment::Domain) {
        wanted.loginUrl = wanted.environment;
    }
    attempt(wanted);
}
