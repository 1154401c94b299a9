#include "mainwindow/mainmenu.h"

#include "mainwindow/aboutbox.h"
#include "mainwindow/pages.h"
#include "mainwindow/shortcutsheet.h"
#include "overview/connectionactions.h"

#include <QActionGroup>
#include <QDialog>
#include <QMessageBox>

#include <utility>

using namespace Qt::StringLiterals;

MainMenu::MainMenu(
    const ConnectionActions &actions, QAction *connectNew, const Pages &pages, QWidget *window)
    : QMenuBar(window), m_window(window), m_appearances(new QActionGroup(this))
{
    addConnectionMenu(actions, connectNew);
    addSyncMenu(actions);
    addViewMenu(pages);
    addHelpMenu(pages);
}

void MainMenu::addConnectionMenu(const ConnectionActions &actions, QAction *connectNew)
{
    QMenu *menu = addMenu(tr("&Connection"));
    menu->addAction(connectNew);
    menu->addSeparator();
    for (const Offer offer : {Offer::Connect, Offer::Reconnect, Offer::Pause, Offer::Resume})
        menu->addAction(actions.action(offer));
    menu->addSeparator();
    menu->addAction(actions.action(Offer::Disconnect));
    menu->addSeparator();
    QAction *quit = menu->addAction(tr("&Quit"), m_window, &QWidget::close);
    quit->setShortcut(QKeySequence(u"Ctrl+Q"_s));
}

void MainMenu::addSyncMenu(const ConnectionActions &actions)
{
    QMenu *menu = addMenu(tr("&Sync"));
    for (const Offer offer : {Offer::ResyncNow, Offer::RunInitialSync})
        menu->addAction(actions.action(offer));
    menu->addSeparator();
    menu->addAction(actions.action(Offer::Cancel));
}

void MainMenu::addViewMenu(const Pages &pages)
{
    QMenu *menu = addMenu(tr("&View"));
    for (const Page *page : pages.all())
        menu->addAction(page->showAction());
    menu->addSeparator();
    menu->addAction(pages.findAction());
    menu->addSeparator();
    addAppearances(menu);
}

void MainMenu::addAppearances(QMenu *view)
{
    QMenu *menu = view->addMenu(tr("&Appearance"));
    const std::pair<Theme::Choice, QString> choices[]{
        {Theme::Choice::FollowSystem, tr("&As the system")},
        {Theme::Choice::Light, tr("&Light")},
        {Theme::Choice::Dark, tr("&Dark")},
    };
    for (const auto &[choice, words] : choices) {
        QAction *action = menu->addAction(words);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        m_appearances->addAction(action);
        connect(action, &QAction::triggered, this,
            [this, chosen = choice] { emit appearanceChosen(chosen); });
    }
    setAppearance(Theme::Choice::FollowSystem);
}

void MainMenu::addHelpMenu(const Pages &pages)
{
    QMenu *menu = addMenu(tr("&Help"));
    QAction *keys = menu->addAction(tr("&Keyboard shortcuts"), this,
        [this, &pages] { makeShortcutSheet(pages, m_window)->open(); });
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(u"Ctrl+/"_s)});
    menu->addAction(tr("&About Orgmend"), this, [this] { makeAboutBox(m_window)->open(); });
}

void MainMenu::setAppearance(Theme::Choice choice)
{
    for (QAction *action : m_appearances->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(choice));
}
