#include "connect/connectform.h"

#include "connect/consumerkeyguide.h"
#include "connect/domainhost.h"
#include "ui_connectform.h"
#include "widgets/texts.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QStyle>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

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

ConnectForm::ConnectForm(QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::ConnectForm>())
{
    m_ui->setupUi(this);
    m_ui->failureBanner->hide();
    m_ui->options->hide();
    scaleFont(m_ui->guideTitle, 1.1, true);
    groupButtons();
    connectFields();
    check();
    showGuide();
}

ConnectForm::~ConnectForm() = default;

/// Two questions, two groups: the radio buttons share one parent.
void ConnectForm::groupButtons()
{
    auto *templates = new QButtonGroup(this);
    templates->addButton(m_ui->peopleButton);
    templates->addButton(m_ui->mirrorButton);
    auto *environments = new QButtonGroup(this);
    for (QRadioButton *button : {m_ui->productionButton, m_ui->sandboxButton, m_ui->domainButton}) {
        environments->addButton(button);
        connect(button, &QRadioButton::toggled, this, &ConnectForm::check);
    }
    m_ui->productionButton->setChecked(true);
    m_ui->peopleButton->setChecked(true);
}

void ConnectForm::connectFields()
{
    connect(m_ui->hostEdit, &QLineEdit::textChanged, this, &ConnectForm::check);
    connect(m_ui->keyEdit, &QLineEdit::textChanged, this, &ConnectForm::check);
    connect(m_ui->portEdit, &QSpinBox::valueChanged, this, &ConnectForm::showGuide);
    connect(m_ui->guideKind, &QComboBox::currentIndexChanged, this, &ConnectForm::showGuide);
    connect(m_ui->moreButton, &QPushButton::clicked, this, &ConnectForm::toggleOptions);
    connect(m_ui->copyCallbackButton, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_ui->callbackEdit->text());
        m_ui->copyCallbackButton->setText(tr("Copied"));
    });
    connect(m_ui->connectButton, &QPushButton::clicked, this, &ConnectForm::submitted);
    connect(m_ui->closeButton, &QPushButton::clicked, this, &ConnectForm::closed);
}

void ConnectForm::setKnown(const Connection &known)
{
    m_known = known;
    const QUrl login(known.loginUrl);
    if (login.host() == "login.salesforce.com"_L1) {
        m_ui->productionButton->setChecked(true);
    } else if (login.host() == "test.salesforce.com"_L1) {
        m_ui->sandboxButton->setChecked(true);
    } else {
        m_ui->domainButton->setChecked(true);
        m_ui->hostEdit->setText(login.scheme() == "http"_L1 ? login.toString() : login.host());
    }
    m_ui->keyEdit->setText(known.clientId);
    m_ui->nameEdit->setText(known.name);
    (known.templateName == "mirror"_L1 ? m_ui->mirrorButton : m_ui->peopleButton)->setChecked(true);
    m_ui->prefixEdit->setText(known.tablePrefix);
    if (const int port = QUrl(known.callback).port(); port > 0)
        m_ui->portEdit->setValue(port);
    m_ui->connectButton->setText(tr("&Sign in"));
    check();
}

bool ConnectForm::isComplete() const
{
    return !m_ui->keyEdit->text().trimmed().isEmpty() && !isKeyOdd() && !environment().isEmpty();
}

ConnectRequest ConnectForm::request() const
{
    ConnectRequest request;
    request.clientId = m_ui->keyEdit->text().trimmed();
    request.environment = environment();
    request.name = m_ui->nameEdit->text().trimmed();
    request.callbackPort = static_cast<quint16>(m_ui->portEdit->value());
    request.templateName = m_ui->mirrorButton->isChecked() ? u"mirror"_s : u"people"_s;
    request.tablePrefix = m_ui->prefixEdit->text().trimmed();
    if (m_known.id != 0 && again() == 0) {
        // Another environment is another connection: it takes neither name nor tables along.
        request.name.clear();
        request.tablePrefix.clear();
    } else if (m_known.id != 0 && chosen() == Choice::Domain) {
        request.loginUrl = request.environment;
    }
    return request;
}

qint64 ConnectForm::again() const
{
    if (chosen() == Choice::Domain) {
        const QString host = QUrl(environment()).host();
        return host == QUrl(m_known.loginUrl).host() || host == QUrl(m_known.instanceUrl).host()
            ? m_known.id
            : 0;
    }
    return environment() == wordOf(m_known.environment) ? m_known.id : 0;
}

void ConnectForm::showFailure(const Failure &failure)
{
    if (failure.kind() != Failure::Kind::Cancelled) {
        m_ui->failureBanner->setVisible(true);
        m_ui->failureBanner->say(failure);
        m_ui->connectButton->setText(tr("&Try again"));
    }
    if (failure.problem == Failure::Problem::ClientIdUnknown)
        m_ui->keyEdit->setFocus();
    else
        focusButton();
}

void ConnectForm::clearFailure() { m_ui->failureBanner->hide(); }

void ConnectForm::focusButton() { m_ui->connectButton->setFocus(); }

ConnectForm::Choice ConnectForm::chosen() const
{
    if (m_ui->domainButton->isChecked())
        return Choice::Domain;
    return m_ui->sandboxButton->isChecked() ? Choice::Sandbox : Choice::Production;
}

/// As a request names it; empty while the host is none.
QString ConnectForm::environment() const
{
    switch (chosen()) {
    case Choice::Production:
        return wordOf(Environment::Production);
    case Choice::Sandbox:
        return wordOf(Environment::Sandbox);
    case Choice::Domain:
        break;
    }
    return domainHostFrom(m_ui->hostEdit->text()).environment;
}

bool ConnectForm::isKeyOdd() const
{
    return std::ranges::any_of(
        m_ui->keyEdit->text().trimmed(), [](QChar letter) { return letter.isSpace(); });
}

QString ConnectForm::hostHint() const
{
    switch (chosen()) {
    case Choice::Production:
        return tr("Sign-in at login.salesforce.com.");
    case Choice::Sandbox:
        return tr("Sign-in at test.salesforce.com.");
    case Choice::Domain:
        break;
    }
    const DomainHost host = domainHostFrom(m_ui->hostEdit->text());
    if (!host.problem.isEmpty())
        return host.problem;
    return host.environment.isEmpty()
        ? tr("You find it in Setup under My Domain.")
        : tr("Sign-in at %1.").arg(QUrl(host.environment).authority());
}

void ConnectForm::check()
{
    const bool domain = chosen() == Choice::Domain;
    m_ui->hostEdit->setVisible(domain);
    markWrong(m_ui->hostEdit, domain && !domainHostFrom(m_ui->hostEdit->text()).problem.isEmpty());
    const QString hint = hostHint();
    m_ui->hostHint->setText(hint);
    m_ui->hostEdit->setAccessibleDescription(hint);

    markWrong(m_ui->keyEdit, isKeyOdd());
    m_ui->keyHint->setText(isKeyOdd() ? tr("A consumer key has no spaces.")
                                      : tr("Long, and begins with 3MVG9 as a rule."));

    const bool isNew = again() == 0;
    for (QWidget *fixed :
        {static_cast<QWidget *>(m_ui->nameEdit), static_cast<QWidget *>(m_ui->prefixEdit),
            static_cast<QWidget *>(m_ui->peopleButton), static_cast<QWidget *>(m_ui->mirrorButton)})
        fixed->setEnabled(isNew);
    m_ui->connectButton->setEnabled(isComplete());
}

void ConnectForm::showGuide()
{
    const bool external = m_ui->guideKind->currentIndex() == 0;
    m_ui->guideText->setHtml(
        consumerKeySteps(external ? AppKind::ExternalClientApp : AppKind::ConnectedApp));
    m_ui->callbackEdit->setText(
        u"http://localhost:%1/OauthRedirect"_s.arg(m_ui->portEdit->value()));
    m_ui->callbackEdit->setCursorPosition(0);
    m_ui->copyCallbackButton->setText(tr("Copy"));
}

void ConnectForm::toggleOptions()
{
    m_ui->options->setVisible(m_ui->options->isHidden());
    m_ui->moreButton->setText(
        m_ui->options->isHidden() ? tr("More &options") : tr("Fewer &options"));
}
