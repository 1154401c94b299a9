#pragma once

#include "base/clock.h"
#include "mainwindow/windowparts.h"
#include "overview/runprogress.h"
#include "widgets/rereader.h"
#include "widgets/theme.h"

#include <QMainWindow>
#include <QTimer>

class ConnectionActions;
class FirstStartPage;
class MainMenu;
class OpeningPage;
class OverviewPage;
class Pages;
class QStackedWidget;
class Quitting;
class Requests;
class Sidebar;
class StatusLine;

/// The window: which connection is shown, and that everything around it shows the same. Reads the
/// connections in the background whenever the workspace changes; runs are the scheduler's, which it
/// tells by signals and hears through slots.
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
    void makeWorkspaceArea();
    void connectRequests();
    void take(const Result<std::vector<ConnectionStatus>> &all);
    [[nodiscard]] std::optional<ConnectionStatus> current() const;
    void choose(qint64 connection);
    void showCurrent();
    void showConnection(const ConnectionStatus &status);
    void showFirstStart();
    void stop(qint64 connection);
    void showRunFailure(qint64 connection, const Failure &failure);
    [[nodiscard]] bool isShowingWorkspace() const;

    const WindowParts m_parts;
    std::shared_ptr<const Clock> m_clock;
    std::vector<ConnectionStatus> m_connections;
    qint64 m_current = 0;
    RunProgress m_runs;
    bool m_isOpen = false;

    ConnectionActions *m_actions;
    QAction *m_connectNew;
    Requests *m_requests;
    Quitting *m_quitting;
    QStackedWidget *m_root;
    OpeningPage *m_opening;
    FirstStartPage *m_firstStart;
    QWidget *m_workspaceArea;
    Pages *m_pages;
    OverviewPage *m_overview = nullptr;
    Sidebar *m_sidebar = nullptr;
    MainMenu *m_menu = nullptr;
    StatusLine *m_statusLine;
    QTimer m_progressPause; ///< progress comes faster than anybody reads it

    BackgroundJob m_openingJob;
    Rereader<Result<std::vector<ConnectionStatus>>> m_reader;
};
