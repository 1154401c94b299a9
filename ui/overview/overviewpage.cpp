#include "overview/overviewpage.h"

#include "overview/objectdelegate.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"

#include <QAction>
#include <QDesktopServices>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Below this width the time stamp moves from a column of its own into the tooltips.
constexpr int widthWithCursor = 860;
/// And below this one the last sync, which the card shows too.
constexpr int widthWithLastSync = 720;
constexpr int widthWithWideMargins = 760;

/// The last run asked for a sign-in, and there has been one since.
bool isSettledBySignIn(const ConnectionStatus &status)
{
    return status.lastFailure->kind() == Failure::Kind::SignInNeeded && status.lastRun
        && status.connection.tokenIssuedAt >= status.lastRun->endedAt;
}

QTableView *makeTable(QAbstractItemModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setObjectName(u"objectTable"_s);
    table->setAccessibleName(OverviewPage::tr("Objects of this connection"));
    table->setModel(model);
    table->setItemDelegate(new ObjectDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionsClickable(false);
    table->horizontalHeader()->setMinimumSectionSize(72);
    table->horizontalHeader()->setStretchLastSection(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(
        ObjectModel::ObjectColumn, QHeaderView::Stretch);
    return table;
}

} // namespace

OverviewPage::OverviewPage(ConnectionActions &actions, QAction *showLog, const RunProgress &runs,
    std::shared_ptr<const Clock> clock, QWidget *parent)
    : Page(tr("&Overview"), u"overview"_s, parent)
    , m_actions(actions)
    , m_runs(runs)
    , m_banner(new Banner(this))
    , m_card(new ConnectionCard(actions, showLog, clock, this))
    , m_model(new ObjectModel(clock, this))
    , m_tableOrNothing(new QStackedWidget(this))
{
    auto *frame = new QFrame(this);
    frame->setProperty("card", true);
    m_table = makeTable(m_model, frame);
    m_nothing = new EmptyState(u"overview"_s, frame);
    m_nothing->say(tr("No objects yet"),
        tr("Here stands one line for each Salesforce object that is kept in step with a table, "
           "with its counts and its last sync. The template \"empty\" starts without any."));
    m_tableOrNothing->addWidget(m_table);
    m_tableOrNothing->addWidget(m_nothing);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->addWidget(m_tableOrNothing);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(m_banner);
    column->addWidget(m_card);
    column->addWidget(frame, 1);

    m_banner->hide();
    m_banner->setObjectName(u"overviewBanner"_s);
    connect(m_banner, &Banner::buttonClicked, this, [this] {
        if (m_failure)
            std::function(m_failure->wayOn)(); // a copy: it may clear the failure
        else
            m_actions.action(m_bannerOffer)->trigger();
    });
    connect(m_banner, &Banner::linkActivated, this,
        [](const QString &address) { QDesktopServices::openUrl(QUrl(address)); });
    connect(&m_everySecond, &QTimer::timeout, this, &OverviewPage::tick);
    m_everySecond.start(1s);
}

void OverviewPage::setConnection(const ConnectionStatus &status)
{
    if (status.connection.id != m_status.connection.id)
        m_failure.reset();
    m_status = status;
    m_card->setTimeLeft(m_runs.secondsLeft(status.connection.id));
    m_card->setStatus(status);
    m_model->setObjects(status.objects);
    m_tableOrNothing->setCurrentWidget(
        status.objects.empty() ? static_cast<QWidget *>(m_nothing) : m_table);
    showBanner();
}

void OverviewPage::showFailure(
    const Failure &failure, const QString &button, std::function<void()> wayOn)
{
    m_failure = {failure, button, std::move(wayOn)};
    showBanner();
}

void OverviewPage::clearFailure()
{
    m_failure.reset();
    showBanner();
}

void OverviewPage::tick()
{
    m_card->tick();
    m_model->tick();
}

void OverviewPage::showBanner()
{
    const auto button = [this](Offer offer) {
        m_bannerOffer = offer;
        return isOffered(offer, m_status) ? wordsOf(offer) : QString();
    };
    m_banner->setVisible(true);
    if (m_failure) {
        m_banner->say(m_failure->failure, m_failure->button);
    } else if (m_status.state == ConnectionState::TokenExpired) {
        m_banner->say(m_status.lastFailure.value_or(failure(Failure::Problem::SignInNeeded)),
            button(Offer::Reconnect));
    } else if (m_status.state == ConnectionState::Disconnected) {
        const QString setup =
            m_status.connection.instanceUrl + "/lightning/setup/SetupOneHome/home"_L1;
        m_banner->say(Banner::Kind::Information,
            tr("Signed out. Nothing is synced until you connect again; your rows stay in the workspace. To end the app's access in "
               "Salesforce too, open <a href=\"%1\">Setup</a> → Connected Apps OAuth Usage, find "
               "the app and choose Revoke.")
                .arg(setup.toHtmlEscaped()));
    } else if (m_status.lastFailure && m_status.state != ConnectionState::Syncing
        && m_status.state != ConnectionState::Paused && !isSettledBySignIn(m_status)) {
        m_banner->say(*m_status.lastFailure,
            button(isOffered(Offer::TryNow, m_status) ? Offer::TryNow : Offer::ResyncNow));
    } else {
        m_banner->hide();
    }
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int margin = width() < widthWithWideMargins ? 16 : 24;
    layout()->setContentsMargins(margin, margin, margin, margin);
    arrangeColumns();
}

void OverviewPage::arrangeColumns()
{
    m_table->setColumnHidden(ObjectModel::CursorColumn, width() < widthWithCursor);
    m_table->setColumnHidden(ObjectModel::LastSyncColumn, width() < widthWithLastSync);
}
