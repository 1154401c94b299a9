#pragma once

#include "widgets/theme.h"

#include <QMenuBar>

class ConnectionActions;
class Pages;
class QActionGroup;

/// The menu bar: the connection's own actions, which the card offers too, the pages, and what
/// concerns the window.
class MainMenu final : public QMenuBar {
    Q_OBJECT
public:
    MainMenu(
        const ConnectionActions &actions, QAction *connectNew, const Pages &pages, QWidget *window);

    void setAppearance(Theme::Choice choice);

signals:
    void appearanceChosen(Theme::Choice choice);

private:
    void addConnectionMenu(const ConnectionActions &actions, QAction *connectNew);
    void addSyncMenu(const ConnectionActions &actions);
    void addViewMenu(const Pages &pages);
    void addAppearances(QMenu *view);
    void addHelpMenu(const Pages &pages);

    QWidget *m_window;
    QActionGroup *m_appearances;
};
