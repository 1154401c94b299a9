#pragma once

#include "base/clock.h"
#include "mainwindow/windowparts.h"
#include "overview/offers.h"
#include "widgets/rereader.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <map>
#include <set>

class ConnectionActions;
class FirstStartPage;
class LogPage;
class OpeningPage;
class OverviewPage;
class QActionGroup;
class QLabel;
class QStackedWidget;
class Sidebar;

/// The window: which connection and page is shown, and what becomes of what the admin asks for.
/// Reads in the background whenever the workspace changes; runs are the scheduler's, which it tells
/// by signals and hears through slots.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(WindowParts parts, std::shared_ptr<const Clock> clock, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Opens the workspace and shows it.
    void open();
    /// While there is nothing to show yet. A workspace that is shown stays where it is.
    void showOpening(const QString &title, const QString &explanation);
    /// With another try; on the overview where the workspace is shown already.
    void showOpeningFailure(const Failure &failure);
    /// A word on the card about what surrounds the connection; empty: nothing to remark.
    void remark(const QString &text);
    void setAppearance(Theme::Choice choice);
    void raiseToFront();

public slots:
    /// The workspace has changed, by whatever program.
    void refresh();
    void runStarted(qint64 connection);
    void showProgress(qint64 connection, const RunReport &soFar);
    void runFinished(qint64 connection, const Result<RunReport> &report);

signals:
    void resyncRequested(qint64 connection, bool full);
    void cancelRequested(qint64 connection);
    void practiceRequested();
    void appearanceChosen(Theme::Choice choice);
    void opened();
    void openAgainRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makePages();
    void makeMenus();
    void makeAppearanceMenu(QMenu *view);
    void makeStatusBar();
    void showPage(int page);
    void showConnection(qint64 connection);
    void take(const Result<std::vector<ConnectionStatus>> &all);
    void showCurrent();
    void showStatusBar();
    [[nodiscard]] ConnectionStatus withProgress(ConnectionStatus status) const;
    [[nodiscard]] std::optional<qint64> timeLeft() const;
    [[nodiscard]] const ConnectionStatus *current() const;
    void showRunFailure(qint64 connection, const Failure &failure);
    [[nodiscard]] bool isShowingWorkspace() const;
    void tick();

    void perform(Offer offer);
    void connectNew();
    void signInAgain(const Connection &connection, bool atOnce);
    void confirmDisconnect(const Connection &connection);
    void disconnectNow(qint64 connection);
    void ask(const std::function<Result<void>(const std::stop_token &)> &work);
    void confirmQuit();
    void quitWhenStopped();
    void showAbout();

    /// A run of this window, and how fast it goes.
    struct Going {
        RunReport report;
        qint64 readBefore = 0;
        double rowsPerSecond = 0;
        QElapsedTimer since;
    };

    const WindowParts m_parts;
    std::shared_ptr<const Clock> m_clock;
    std::vector<ConnectionStatus> m_connections;
    qint64 m_current = 0;
    std::map<qint64, Going> m_going;
    bool m_quitting = false;
    bool m_isOpen = false;

    ConnectionActions *m_actions;
    QAction *m_connectNew;
    QAction *m_showOverview;
    QAction *m_showLog;
    QActionGroup *m_appearances = nullptr;
    QStackedWidget *m_root;
    OpeningPage *m_opening;
    FirstStartPage *m_firstStart;
    QWidget *m_workspaceArea = nullptr;
    Sidebar *m_sidebar = nullptr;
    QStackedWidget *m_pages = nullptr;
    OverviewPage *m_overview = nullptr;
    LogPage *m_log = nullptr;
    QLabel *m_nextSync = nullptr;
    QLabel *m_workspaceName = nullptr;
    QLabel *m_rate = nullptr;
    QTimer m_everySecond;
    QTimer m_patience;      ///< how long quitting waits for runs to stop
    QTimer m_progressPause; ///< progress comes faster than anybody reads it

    BackgroundJob m_openingJob;
    BackgroundJob m_askingJob;
    Rereader<Result<std::vector<ConnectionStatus>>> m_reader;
};
