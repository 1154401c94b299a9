#include "connect/connectdialog.h"
#include "log/logpage.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/shortcutsheet.h"
#include "mainwindow/sidebar.h"
#include "overview/connectionactions.h"
#include "overview/overviewpage.h"
#include "widgets/badge.h"
#include "widgets/icon.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>

// What the admin can ask for, and what becomes of it. No question waits in a loop of its own.

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void MainWindow::makeMenus()
{
    m_connectNew->setIcon(icon(u"plug"_s));
    m_connectNew->setShortcut(QKeySequence::New);
    m_showOverview->setShortcut(QKeySequence(u"Ctrl+1"_s));
    m_showOverview->setIcon(icon(u"overview"_s));
    m_showLog->setShortcut(QKeySequence(u"Ctrl+2"_s));
    m_showLog->setIcon(icon(u"log"_s));
    connect(m_connectNew, &QAction::triggered, this, &MainWindow::connectNew);
    // The keyboard goes along; chosen in the sidebar, it stays there.
    connect(m_showOverview, &QAction::triggered, this, [this] {
        showPage(Sidebar::Overview);
        m_overview->focusFirst();
    });
    connect(m_showLog, &QAction::triggered, this, [this] {
        showPage(Sidebar::Log);
        m_log->focusEvents();
    });

    QMenu *connection = menuBar()->addMenu(tr("&Connection"));
    connection->addAction(m_connectNew);
    connection->addSeparator();
    for (const Offer offer : {Offer::Connect, Offer::Reconnect, Offer::Pause, Offer::Resume})
        connection->addAction(m_actions->action(offer));
    connection->addSeparator();
    connection->addAction(m_actions->action(Offer::Disconnect));
    connection->addSeparator();
    QAction *quit = connection->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence(u"Ctrl+Q"_s));

    QMenu *sync = menuBar()->addMenu(tr("&Sync"));
    for (const Offer offer : {Offer::ResyncNow, Offer::RunInitialSync})
        sync->addAction(m_actions->action(offer));
    sync->addSeparator();
    sync->addAction(m_actions->action(Offer::Cancel));

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(m_showOverview);
    view->addAction(m_showLog);
    view->addSeparator();
    QAction *find = view->addAction(icon(u"search"_s), tr("&Find in the sync log"), this, [this] {
        if (!current())
            return;
        showPage(Sidebar::Log);
        m_log->focusSearch();
    });
    find->setShortcut(QKeySequence::Find);
    view->addSeparator();
    makeAppearanceMenu(view);

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    QAction *keys = help->addAction(
        tr("&Keyboard shortcuts"), this, [this] { makeShortcutSheet(this)->open(); });
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(u"Ctrl+/"_s)});
    help->addAction(tr("&About Orgmend"), this, &MainWindow::showAbout);
}

void MainWindow::makeAppearanceMenu(QMenu *view)
{
    QMenu *appearance = view->addMenu(tr("&Appearance"));
    m_appearances = new QActionGroup(this);
    const std::pair<Theme::Choice, QString> choices[]{
        {Theme::Choice::FollowSystem, tr("&As the system")},
        {Theme::Choice::Light, tr("&Light")},
        {Theme::Choice::Dark, tr("&Dark")},
    };
    for (const auto &[choice, words] : choices) {
        QAction *action = appearance->addAction(words);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        m_appearances->addAction(action);
        connect(action, &QAction::triggered, this,
            [this, chosen = choice] { emit appearanceChosen(chosen); });
    }
    setAppearance(Theme::Choice::FollowSystem);
}

void MainWindow::setAppearance(Theme::Choice choice)
{
    for (QAction *action : m_appearances->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(choice));
}

void MainWindow::perform(Offer offer)
{
    const ConnectionStatus *status = current();
    if (!status)
        return;
    const qint64 id = status->connection.id;
    switch (offer) {
    case Offer::Connect:
    case Offer::ContinueSetUp:
        signInAgain(status->connection, false);
        break;
    case Offer::Reconnect:
        signInAgain(status->connection, true);
        break;
    case Offer::ResyncNow:
    case Offer::TryNow:
        emit resyncRequested(id, false);
        break;
    case Offer::RunInitialSync:
        emit resyncRequested(id, true);
        break;
    case Offer::Cancel:
        m_overview->showStopping();
        emit cancelRequested(id);
        break;
    case Offer::Pause:
        ask([this, id](const std::stop_token &) { return m_parts.connections.pause(id); });
        break;
    case Offer::Resume:
        ask([this, id](const std::stop_token &) { return m_parts.connections.resume(id); });
        break;
    case Offer::Disconnect:
        confirmDisconnect(status->connection);
        break;
    }
}

/// A short request to the engine; what it changed arrives like every other change.
void MainWindow::ask(const std::function<Result<void>(const std::stop_token &)> &work)
{
    if (m_askingJob.isRunning())
        return;
    m_overview->clearFailure();
    m_askingJob.start(work, [this, work](const Result<void> &done) {
        if (!done) {
            m_overview->showFailure(done.failure(), tr("&Try again"), [this, work] { ask(work); });
        }
        refresh();
    });
}

void MainWindow::connectNew()
{
    auto *dialog = new ConnectDialog(m_parts.connections, m_parts.signIn, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectDialog::connected, this, [this](const ConnectionStatus &status) {
        m_current = status.connection.id;
        refresh();
        emit resyncRequested(status.connection.id, false);
    });
    dialog->open();
}

void MainWindow::signInAgain(const Connection &connection, bool atOnce)
{
    auto *dialog = new ConnectDialog(m_parts.connections, m_parts.signIn, connection, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectDialog::connected, this, [this](const ConnectionStatus &status) {
        m_current = status.connection.id;
        m_overview->clearFailure();
        refresh();
        emit resyncRequested(status.connection.id, false);
    });
    dialog->open();
    if (atOnce)
        dialog->begin();
}

void MainWindow::confirmDisconnect(const Connection &connection)
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"disconnectQuestion"_s);
    box->setIcon(QMessageBox::NoIcon);
    box->setWindowTitle(tr("Disconnect"));
    box->setText(tr("Disconnect from %1 (%2)?")
            .arg(connection.name, environmentWord(connection.environment)));
    box->setInformativeText(
        tr("A sync that is running stops, and Salesforce is told to end the sign-in of %1. Your "
           "rows, the tables' set-up and the log stay in the workspace; you can connect again at "
           "any time.")
            .arg(connection.username));
    QPushButton *yes = box->addButton(tr("&Disconnect"), QMessageBox::AcceptRole);
    yes->setObjectName(u"confirmDisconnectButton"_s);
    QPushButton *no = box->addButton(tr("&Stay connected"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    const qint64 id = connection.id;
    connect(yes, &QPushButton::clicked, this, [this, id] { disconnectNow(id); });
    box->open();
}

void MainWindow::disconnectNow(qint64 connection)
{
    ask([this, connection](const std::stop_token &stop) {
        return m_parts.connections.disconnect(connection, stop);
    });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_going.empty()) {
        event->accept();
        return;
    }
    event->ignore();
    if (!m_quitting)
        confirmQuit();
}

void MainWindow::confirmQuit()
{
    if (findChild<QMessageBox *>(u"quitQuestion"_s))
        return;
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"quitQuestion"_s);
    box->setWindowTitle(tr("A sync is running"));
    box->setText(tr("Stop the sync and quit?"));
    box->setInformativeText(tr("What has been read stays. The next sync goes on where this one "
                               "stops."));
    QPushButton *yes = box->addButton(tr("&Stop and quit"), QMessageBox::AcceptRole);
    yes->setObjectName(u"stopAndQuitButton"_s);
    QPushButton *no = box->addButton(tr("&Keep running"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, &MainWindow::quitWhenStopped);
    box->open();
}

/// Leaves when every run has stopped, or after five seconds.
void MainWindow::quitWhenStopped()
{
    m_quitting = true;
    if (m_going.empty()) { // it ended while the question was open
        close();
        return;
    }
    m_overview->showStopping();
    for (const auto &[connection, going] : m_going)
        emit cancelRequested(connection);
    m_patience.start(5s);
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About Orgmend"));
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->setText(u"Orgmend %1"_s.arg(QStringLiteral(ORGMEND_VERSION)));
    box->setInformativeText(
        tr("Keeps a Salesforce org and a SQL database in step.\nFree software under the GNU "
           "General Public License, version 3 or later. Not made by or with Salesforce."));
    box->open();
}
