#include "overview/connectioncard.h"

#include "ui_connectioncard.h"
#include "widgets/icon.h"
#include "widgets/texts.h"

#include <QAccessible>
#include <QAction>
#include <QMenu>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

constexpr int widthForOneTitleRow = 720;

} // namespace

ConnectionCard::ConnectionCard(ConnectionActions &actions, QAction *showLog,
    std::shared_ptr<const Clock> clock, QWidget *parent)
    : QFrame(parent)
    , m_actions(actions)
    , m_clock(std::move(clock))
    , m_ui(std::make_unique<Ui::ConnectionCard>())
    , m_menu(new QMenu(this))
{
    m_ui->setupUi(this);
    scaleFont(m_ui->nameLabel, 1.45, true);
    m_ui->progressBar->setTextVisible(false);

    m_menu->addAction(showLog);
    m_menu->addSeparator();
    for (const Offer offer : {Offer::ResyncNow, Offer::RunInitialSync, Offer::Pause, Offer::Resume,
             Offer::Connect, Offer::Reconnect})
        m_menu->addAction(m_actions.action(offer));
    m_menu->addSeparator();
    m_menu->addAction(m_actions.action(Offer::Disconnect));
    m_ui->moreButton->setIcon(icon(u"more"_s));
    m_ui->moreButton->setMenu(m_menu);
    m_ui->moreButton->setAutoDefault(true);

    for (QPushButton *button :
        {m_ui->primaryButton, m_ui->firstOtherButton, m_ui->secondOtherButton}) {
        button->setAutoDefault(true); // Enter as well as Space
        connect(button, &QPushButton::clicked, this, [this, button] {
            m_actions.action(static_cast<Offer>(button->property("offer").toInt()))->trigger();
        });
    }
}

ConnectionCard::~ConnectionCard() = default;

void ConnectionCard::setStatus(const ConnectionStatus &status)
{
    if (status.state != ConnectionState::Syncing || status.connection.id != m_status.connection.id)
        m_stopping = false;
    m_status = status;
    tick();
}

void ConnectionCard::showStopping()
{
    m_stopping = true;
    tick();
}

void ConnectionCard::remark(const QString &text)
{
    m_remark = text;
    tick();
}

void ConnectionCard::focusPrimary() { m_ui->primaryButton->setFocus(Qt::ShortcutFocusReason); }

void ConnectionCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    setCompact(width() < widthForOneTitleRow);
}

/// Where there is little room, the margins give way, and the second line of the state gets a row of
/// its own, so that the org's name is read in full.
void ConnectionCard::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    const int margin = compact ? 16 : 24;
    m_ui->column->setContentsMargins(margin, margin - 4, margin, margin - 4);
    m_ui->column->setSpacing(compact ? 12 : 16);
    m_ui->facts->setHorizontalSpacing(compact ? 10 : 16);
    m_ui->facts->setColumnStretch(1, compact ? 6 : 5);
    m_ui->facts->setColumnStretch(4, compact ? 5 : 6);
    if (compact) {
        m_ui->titleRow->removeWidget(m_ui->secondaryLabel);
        m_ui->column->insertWidget(1, m_ui->secondaryLabel);
    } else {
        m_ui->column->removeWidget(m_ui->secondaryLabel);
        m_ui->titleRow->insertWidget(
            m_ui->titleRow->indexOf(m_ui->stateBadge), m_ui->secondaryLabel);
    }
}

void ConnectionCard::tick()
{
    CardState card = cardStateOf(m_status, m_clock->now());
    if (m_status.state == ConnectionState::Syncing && m_timeLeft && !card.secondary.isEmpty()) {
        card.secondary = *m_timeLeft < 60
            ? tr("%1 · less than a minute").arg(card.secondary)
            : tr("%1 · about %2").arg(card.secondary, texts::span(*m_timeLeft));
    }
    if (!m_remark.isEmpty())
        card.secondary = m_remark;
    if (m_stopping)
        card.secondary = tr("stopping…");

    m_ui->nameLabel->setText(m_status.connection.name);
    m_ui->environmentBadge->sayEnvironment(m_status.connection.environment);
    m_ui->stateBadge->say(card.label, card.icon, card.tone);
    m_ui->secondaryLabel->setText(card.secondary);
    m_ui->secondaryLabel->setVisible(!card.secondary.isEmpty());

    const bool syncing = m_status.state == ConnectionState::Syncing;
    m_ui->progressBar->setVisible(syncing);
    m_ui->progressBar->setMaximum(m_status.percent ? 100 : 0);
    if (syncing && m_status.percent)
        m_ui->progressBar->setValue(*m_status.percent);

    showFacts();
    showButtons(card);

    const QString said = card.secondary.isEmpty() || syncing
        ? card.label
        : u"%1 · %2"_s.arg(card.label, card.secondary);
    setAccessibleDescription(said);
    if (said != m_said && !m_said.isEmpty()) {
        QAccessibleEvent news(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&news);
    }
    m_said = said;
}

void ConnectionCard::showFacts()
{
    const Connection &connection = m_status.connection;
    const QDateTime now = m_clock->now();
    const QString host = QUrl(connection.instanceUrl).authority();
    m_ui->instanceValue->setValue(
        host.isEmpty() ? connection.instanceUrl : host, connection.instanceUrl);
    m_ui->userValue->setValue(connection.username);
    m_ui->orgValue->setValue(connection.orgId);
    m_ui->apiValue->setValue(connection.apiVersion);
    m_ui->lastSyncValue->setValue(lastSyncText(m_status, now), texts::exact(connection.lastSync));
    m_ui->tokenValue->setValue(tokenText(m_status));
    m_ui->nextSyncValue->setValue(nextSyncText(m_status, now),
        m_status.nextSync.isValid() ? texts::exact(m_status.nextSync)
                                    : nextSyncText(m_status, now));
    m_ui->fullSyncValue->setValue(
        texts::ago(connection.lastFullSync, now), texts::exact(connection.lastFullSync));
}

void ConnectionCard::showButtons(const CardState &card)
{
    putOn(m_ui->primaryButton, card.primary);
    m_ui->primaryButton->setEnabled(!m_stopping);
    if (m_stopping) {
        m_ui->primaryButton->setText(tr("Stopping…"));
        m_ui->primaryButton->setAccessibleName(m_ui->primaryButton->text());
    }
    QPushButton *const places[]{m_ui->firstOtherButton, m_ui->secondOtherButton};
    for (size_t place = 0; place < std::size(places); ++place) {
        const bool used = place < card.others.size();
        places[place]->setVisible(used);
        if (used)
            putOn(places[place], card.others[place]);
    }
}

void ConnectionCard::putOn(QPushButton *button, Offer offer)
{
    const QAction *action = m_actions.action(offer);
    button->setProperty("offer", static_cast<int>(offer));
    button->setText(action->text());
    button->setToolTip(action->shortcut().isEmpty()
            ? QString()
            : QString(action->shortcut().toString(QKeySequence::NativeText)));
    button->setAccessibleName(action->text().remove(u'&'));
    button->setEnabled(action->isEnabled());
}
