#pragma once

#include "desktop/commandline.h"
#include "desktop/practiceprocess.h"
#include "desktop/switchablesecrets.h"
#include "engine/engine.h"
#include "engine/scheduler.h"
#include "engine/workspacewatch.h"
#include "mainwindow/mainwindow.h"
#include "widgets/theme.h"

#include <QNetworkAccessManager>
#include <QSettings>

/// What the window's program is made of; main() alone decides.
struct DesktopParts {
    CommandLine line;
    QString dataFolder; ///< `$XDG_DATA_HOME/orgmend`
    PracticeProgram practice;
    std::shared_ptr<const Clock> clock;
};

/// The window and what keeps it company, for as long as the program runs.
class Desktop final : public QObject {
    Q_OBJECT
public:
    Desktop(const DesktopParts &parts, QSettings &settings, Theme &theme);
    ~Desktop() override;

    void begin();
    [[nodiscard]] MainWindow &window() { return m_window; }

private:
    [[nodiscard]] QString secretsPlace() const;
    [[nodiscard]] WindowParts windowParts();
    [[nodiscard]] BrowserSignIn browserSignIn();
    void connectScheduler();
    void connectWindow();
    void connectPractice();
    void openPracticeWindow();
    void startPractice();
    void usePractice(const PracticeAnnouncement &announcement);

    DesktopParts m_parts;
    QSettings &m_settings;
    Theme &m_theme;
    QNetworkAccessManager m_network;
    std::shared_ptr<SwitchableSecrets> m_secrets;
    std::shared_ptr<Engine> m_engine;
    Scheduler m_scheduler;
    MainWindow m_window;
    PracticeProcess m_practice;
    std::unique_ptr<WorkspaceWatch> m_watch;
    BackgroundJob m_connecting;
    BackgroundJob m_tidying;
};
