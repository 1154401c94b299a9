#include "mainwindow/mainwindow.h"

#include "connect/firststartpage.h"
#include "log/logpage.h"
#include "mainwindow/mainmenu.h"
#include "mainwindow/openingpage.h"
#include "mainwindow/pages.h"
#include "mainwindow/quitting.h"
#include "mainwindow/requests.h"
#include "mainwindow/sidebar.h"
#include "mainwindow/statusline.h"
#include "overview/connectionactions.h"
#include "overview/overviewpage.h"
#include "widgets/badge.h"
#include "widgets/icon.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

MainWindow::MainWindow(WindowParts parts, std::shared_ptr<const Clock> clock, QWidget *parent)
    : QMainWindow(parent)
    , m_parts(std::move(parts))
    , m_clock(std::move(clock))
    , m_actions(new ConnectionActions(this))
    , m_connectNew(new QAction(icon(u"plug"_s), tr("Connect &another org…"), this))
    , m_requests(new Requests(m_parts.connections, m_parts.signIn, this))
    , m_quitting(new Quitting(m_runs, this))
    , m_root(new QStackedWidget(this))
    , m_opening(new OpeningPage(this))
    , m_firstStart(new FirstStartPage(this))
    , m_workspaceArea(new QWidget(this))
    , m_pages(new Pages(m_workspaceArea))
    , m_statusLine(new StatusLine(m_parts.workspace, m_runs, m_clock, this))
    , m_reader([this](const std::stop_token &) { return m_parts.connections.list(); },
          [this](const Result<std::vector<ConnectionStatus>> &all) { take(all); })
{
    setWindowIcon(QIcon(u":/icons/orgmend.svg"_s));
    setWindowTitle(u"Orgmend"_s);
    setMinimumSize(760, 520);
    resize(1280, 800);
    m_connectNew->setShortcut(QKeySequence::New);
    makePages();
    makeWorkspaceArea();
    m_menu = new MainMenu(*m_actions, m_connectNew, *m_pages, this);
    setMenuBar(m_menu);
    setStatusBar(m_statusLine);
    connectRequests();
    connect(m_menu, &MainMenu::appearanceChosen, this, &MainWindow::appearanceChosen);
    connect(m_firstStart, &FirstStartPage::practiceRequested, this, &MainWindow::practiceRequested);
    connect(m_opening, &OpeningPage::tryAgain, this, &MainWindow::openAgainRequested);
    m_progressPause.setSingleShot(true);
    m_progressPause.setInterval(100ms);
    connect(&m_progressPause, &QTimer::timeout, this, &MainWindow::showCurrent);
    showOpening(tr("Opening the workspace…"), QFileInfo(m_parts.workspace).fileName());
}

MainWindow::~MainWindow() = default;

/// In the order in which they are offered; each gets the door that it reads from.
void MainWindow::makePages()
{
    auto *log = new LogPage(m_parts.log, m_clock);
    m_overview = new OverviewPage(*m_actions, log->showAction(), m_runs, m_clock);
    m_pages->add(m_overview);
    m_pages->add(log);
}

void MainWindow::makeWorkspaceArea()
{
    m_sidebar = new Sidebar(*m_pages, m_connectNew, m_workspaceArea);
    auto *row = new QHBoxLayout(m_workspaceArea);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addWidget(m_pages, 1);
    for (QWidget *area :
        {static_cast<QWidget *>(m_opening), static_cast<QWidget *>(m_firstStart), m_workspaceArea})
        m_root->addWidget(area);
    setCentralWidget(m_root);
    connect(m_sidebar, &Sidebar::connectionChosen, this, &MainWindow::choose);
}

void MainWindow::connectRequests()
{
    connect(m_actions, &ConnectionActions::requested, this, [this](Offer offer) {
        if (const auto status = current())
            m_requests->perform(offer, status->connection);
    });
    connect(m_connectNew, &QAction::triggered, m_requests, &Requests::connectNew);
    connect(m_firstStart, &FirstStartPage::connectRequested, m_requests, &Requests::connectNew);
    connect(m_requests, &Requests::connected, this, [this](qint64 connection) {
        m_current = connection;
        m_overview->clearFailure();
        refresh();
    });
    connect(m_requests, &Requests::syncRequested, this, &MainWindow::resyncRequested);
    connect(m_requests, &Requests::cancelRequested, this, &MainWindow::stop);
    connect(m_requests, &Requests::begun, m_overview, &OverviewPage::clearFailure);
    connect(m_requests, &Requests::failed, this, [this](const Failure &failure) {
        m_overview->showFailure(failure, tr("&Try again"), [this] { m_requests->tryAgain(); });
    });
    connect(m_requests, &Requests::ended, this, &MainWindow::refresh);
    connect(m_quitting, &Quitting::stopRequested, this, &MainWindow::stop);
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

void MainWindow::setAppearance(Theme::Choice choice) { m_menu->setAppearance(choice); }

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
    m_pages->refresh();
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

/// A run of this window is ahead of what the workspace says about it.
std::optional<ConnectionStatus> MainWindow::current() const
{
    const auto found = std::ranges::find_if(m_connections,
        [this](const ConnectionStatus &status) { return status.connection.id == m_current; });
    if (found == m_connections.end())
        return std::nullopt;
    return m_runs.onTopOf(*found);
}

void MainWindow::choose(qint64 connection)
{
    m_current = connection;
    showCurrent();
}

void MainWindow::showCurrent()
{
    const std::optional<ConnectionStatus> status = current();
    m_statusLine->setConnection(status);
    if (status)
        showConnection(*status);
    else
        showFirstStart();
}

void MainWindow::showConnection(const ConnectionStatus &status)
{
    m_actions->follow(&status);
    m_sidebar->setConnections(m_connections, m_current);
    m_pages->setConnection(status);
    if (!isShowingWorkspace()) {
        m_root->setCurrentWidget(m_workspaceArea);
        m_pages->current()->focusFirst();
    }
    setWindowTitle(u"%1 – %2 – Orgmend"_s.arg(
        status.connection.name, environmentWord(status.connection.environment)));
}

void MainWindow::showFirstStart()
{
    m_actions->follow(nullptr);
    m_root->setCurrentWidget(m_firstStart);
    setWindowTitle(u"Orgmend"_s);
}

void MainWindow::stop(qint64 connection)
{
    m_overview->showStopping();
    emit cancelRequested(connection);
}

void MainWindow::runStarted(qint64 connection)
{
    m_runs.begin(connection, std::chrono::steady_clock::now());
    m_overview->clearFailure();
    showCurrent();
}

void MainWindow::showProgress(qint64 connection, const RunReport &soFar)
{
    m_runs.advance(connection, soFar, std::chrono::steady_clock::now());
    if (connection == m_current && !m_progressPause.isActive())
        m_progressPause.start();
}

void MainWindow::runFinished(qint64 connection, const Result<RunReport> &report)
{
    m_runs.end(connection);
    if (m_quitting->closeIfStopped())
        return;
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

void MainWindow::closeEvent(QCloseEvent *event) { event->setAccepted(m_quitting->mayClose()); }

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_pages->current()->escape())
        return;
    QMainWindow::keyPressEvent(event);
}
