#include "mainwindow/mainwindow.h"

#include "connect/firststartpage.h"
#include "log/logpage.h"
#include "mainwindow/openingpage.h"
#include "mainwindow/sidebar.h"
#include "overview/connectionactions.h"
#include "overview/overviewpage.h"
#include "widgets/badge.h"
#include "widgets/texts.h"

#include <QAction>
#include <QActionGroup>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

MainWindow::MainWindow(WindowParts parts, std::shared_ptr<const Clock> clock, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(std::move(parts))
    , m_clock(std::move(clock))
    , m_actions(new ConnectionActions(this))
    , m_connectNew(new QAction(tr("Connect &another org…"), this))
    , m_showOverview(new QAction(tr("&Overview"), this))
    , m_showLog(new QAction(tr("Sync &log"), this))
    , m_root(new QStackedWidget(this))
    , m_opening(new OpeningPage(this))
    , m_firstStart(new FirstStartPage(this))
    , m_reader([this](const std::stop_token &) { return m_parts.connections.list(); },
          [this](const Result<std::vector<ConnectionStatus>> &all) { take(all); })
{
    setWindowIcon(QIcon(u":/icons/orgmend.svg"_s));
    setWindowTitle(u"Orgmend"_s);
    setMinimumSize(760, 520);
    resize(1280, 800);
    makePages();
    makeMenus();
    makeStatusBar();
    connect(m_actions, &ConnectionActions::requested, this, &MainWindow::perform);
    connect(m_firstStart, &FirstStartPage::connectRequested, this, &MainWindow::connectNew);
    connect(m_firstStart, &FirstStartPage::practiceRequested, this, &MainWindow::practiceRequested);
    connect(m_opening, &OpeningPage::tryAgain, this, &MainWindow::openAgainRequested);
    connect(&m_everySecond, &QTimer::timeout, this, &MainWindow::tick);
    m_everySecond.start(1s);
    m_progressPause.setSingleShot(true);
    m_progressPause.setInterval(100ms);
    connect(&m_progressPause, &QTimer::timeout, this, &MainWindow::showCurrent);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_going.clear(); // being killed is safe: the next run goes on from the last page
        close();
    });
    showOpening(tr("Opening the workspace…"), QFileInfo(m_parts.workspace).fileName());
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages()
{
    m_workspaceArea = new QWidget(this);
    m_sidebar = new Sidebar(m_connectNew, m_workspaceArea);
    m_pages = new QStackedWidget(m_workspaceArea);
    m_overview = new OverviewPage(*m_actions, m_showLog, m_clock, m_pages);
    m_log = new LogPage(m_parts.log, m_clock, m_pages);
    m_pages->addWidget(m_overview);
    m_pages->addWidget(m_log);
    auto *row = new QHBoxLayout(m_workspaceArea);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addWidget(m_pages, 1);
    for (QWidget *page :
        {static_cast<QWidget *>(m_opening), static_cast<QWidget *>(m_firstStart), m_workspaceArea})
        m_root->addWidget(page);
    setCentralWidget(m_root);
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_sidebar, &Sidebar::connectionChosen, this, &MainWindow::showConnection);
}

void MainWindow::makeStatusBar()
{
    m_nextSync = new QLabel(this);
    m_nextSync->setObjectName(u"nextSyncLabel"_s);
    m_workspaceName = new QLabel(QFileInfo(m_parts.workspace).fileName(), this);
    m_workspaceName->setToolTip(m_parts.workspace);
    m_rate = new QLabel(this);
    m_rate->setObjectName(u"rateLabel"_s);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(12, 0, 12, 0);
    statusBar()->addWidget(m_nextSync);
    statusBar()->addPermanentWidget(m_rate);
    statusBar()->addPermanentWidget(m_workspaceName);
}

void MainWindow::open()
{
    if (m_openingJob.isRunning())
        return;
    showOpening(tr("Opening the workspace…"), QFileInfo(m_parts.workspace).fileName());
    m_openingJob.start([prepare = m_parts.prepare](const std::stop_token &) { return prepare(); },
        [this](const Result<void> &prepared) {
            if (!prepared) {
                showOpeningFailure(prepared.failure());
                return;
            }
            m_isOpen = true;
            m_overview->clearFailure();
            refresh();
            emit opened();
        });
}

void MainWindow::showOpening(const QString &title, const QString &explanation)
{
    if (isShowingWorkspace())
        return;
    m_opening->say(title, explanation);
    m_root->setCurrentWidget(m_opening);
}

bool MainWindow::isShowingWorkspace() const { return m_root->currentWidget() == m_workspaceArea; }

void MainWindow::showOpeningFailure(const Failure &failure)
{
    if (isShowingWorkspace()) {
        m_overview->showFailure(failure, tr("&Try again"), [this] { emit openAgainRequested(); });
        return;
    }
    m_opening->showFailure(failure);
    m_root->setCurrentWidget(m_opening);
}

void MainWindow::remark(const QString &text) { m_overview->remark(text); }

void MainWindow::raiseToFront()
{
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    show();
    raise();
    activateWindow();
}

void MainWindow::refresh()
{
    if (!m_isOpen)
        return;
    m_reader.ask();
    m_log->lookForNew();
}

void MainWindow::take(const Result<std::vector<ConnectionStatus>> &all)
{
    if (!all) {
        showOpeningFailure(all.failure());
        return;
    }
    m_connections = *all;
    if (!current() && !m_connections.empty())
        m_current = m_connections.front().connection.id;
    showCurrent();
}

const ConnectionStatus *MainWindow::current() const
{
    const auto found = std::ranges::find_if(m_connections,
        [this](const ConnectionStatus &status) { return status.connection.id == m_current; });
    return found == m_connections.end() ? nullptr : &*found;
}

void MainWindow::showConnection(qint64 connection)
{
    m_current = connection;
    showCurrent();
}

void MainWindow::showCurrent()
{
    const ConnectionStatus *known = current();
    if (!known) {
        m_actions->follow(nullptr);
        m_root->setCurrentWidget(m_firstStart);
        setWindowTitle(u"Orgmend"_s);
        showStatusBar();
        return;
    }
    const ConnectionStatus status = withProgress(*known);
    m_actions->follow(&status);
    m_sidebar->setConnections(m_connections, m_current);
    m_overview->setTimeLeft(timeLeft());
    m_overview->setStatus(status);
    if (const auto going = m_going.find(m_current); going != m_going.end())
        m_overview->setProgress(going->second.report);
    QStringList objects;
    for (const auto &object : status.objects)
        objects << object.object;
    m_log->setConnection(m_current, objects);
    if (!isShowingWorkspace()) {
        m_root->setCurrentWidget(m_workspaceArea);
        m_overview->focusFirst();
    }
    setWindowTitle(u"%1 – %2 – Orgmend"_s.arg(
        status.connection.name, environmentWord(status.connection.environment)));
    showStatusBar();
}

/// A run of this window is ahead of what the workspace says about it.
ConnectionStatus MainWindow::withProgress(ConnectionStatus status) const
{
    const auto going = m_going.find(status.connection.id);
    if (going == m_going.end())
        return status;
    status.state = ConnectionState::Syncing;
    qint64 read = 0;
    qint64 expected = 0;
    for (const RunObject &object : going->second.report.objects) {
        read += object.read;
        expected += std::max(object.read, object.expected.value_or(0));
    }
    if (expected > 0)
        status.percent = static_cast<int>(std::clamp<qint64>(read * 100 / expected, 0, 99));
    return status;
}

/// At the pace of the last second.
std::optional<qint64> MainWindow::timeLeft() const
{
    const auto going = m_going.find(m_current);
    if (going == m_going.end() || going->second.rowsPerSecond < 1)
        return std::nullopt;
    qint64 left = 0;
    for (const RunObject &object : going->second.report.objects) {
        if (!object.done && !object.expected)
            return std::nullopt;
        if (!object.done)
            left += std::max<qint64>(0, *object.expected - object.read);
    }
    return std::llround(static_cast<double>(left) / going->second.rowsPerSecond);
}

void MainWindow::runStarted(qint64 connection)
{
    m_going[connection] = {};
    m_going[connection].since.start();
    m_overview->clearFailure();
    showCurrent();
}

void MainWindow::showProgress(qint64 connection, const RunReport &soFar)
{
    Going &going = m_going[connection];
    if (!going.since.isValid())
        going.since.start();
    going.report = soFar;
    qint64 read = 0;
    for (const RunObject &object : soFar.objects)
        read += object.read;
    if (const qint64 elapsed = going.since.elapsed(); elapsed >= 1'000) {
        going.rowsPerSecond =
            static_cast<double>(read - going.readBefore) * 1'000 / static_cast<double>(elapsed);
        going.readBefore = read;
        going.since.restart();
    }
    if (connection == m_current && !m_progressPause.isActive())
        m_progressPause.start();
}

void MainWindow::runFinished(qint64 connection, const Result<RunReport> &report)
{
    m_going.erase(connection);
    if (m_quitting && m_going.empty()) {
        close();
        return;
    }
    // A run that began has written its own end into the workspace; one that could not begin has
    // not.
    if (!report && connection == m_current)
        showRunFailure(connection, report.failure());
    showCurrent();
    refresh();
}

void MainWindow::showRunFailure(qint64 connection, const Failure &failure)
{
    if (failure.kind() == Failure::Kind::SignInNeeded) {
        m_overview->showFailure(failure, wordsOf(Offer::Reconnect),
            [this] { m_actions->action(Offer::Reconnect)->trigger(); });
        return;
    }
    m_overview->showFailure(failure, wordsOf(Offer::TryNow),
        [this, connection] { emit resyncRequested(connection, false); });
}

void MainWindow::tick()
{
    m_overview->tick();
    showStatusBar();
}

void MainWindow::showStatusBar()
{
    const ConnectionStatus *status = current();
    m_nextSync->setText(status
            ? tr("Next sync: %1").arg(nextSyncText(withProgress(*status), m_clock->now()))
            : tr("No connection yet"));
    const auto going = m_going.find(m_current);
    const bool shown = going != m_going.end() && going->second.rowsPerSecond > 0;
    m_rate->setText(shown
            ? tr("↓ %1 rows/s").arg(texts::number(std::llround(going->second.rowsPerSecond)))
            : QString());
    m_rate->setVisible(shown);
}

void MainWindow::showPage(int page)
{
    m_pages->setCurrentIndex(page);
    m_sidebar->setPage(static_cast<Sidebar::Page>(page));
    m_showOverview->setChecked(page == Sidebar::Overview);
    m_showLog->setChecked(page == Sidebar::Log);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_pages->currentWidget() == m_log
        && m_log->clearFilters())
        return;
    QMainWindow::keyPressEvent(event);
}
