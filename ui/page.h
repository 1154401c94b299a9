#pragma once

#include "values/connectionstatus.h"
#include "widgets/icon.h"

#include <QAction>
#include <QWidget>

class QLineEdit;

/// What Ctrl+F leads to.
struct PageSearch {
    QLineEdit *field = nullptr; ///< its accessible name says what is searched; none: nothing is
    QString menuEntry;          ///< `&Find in the sync log`
};

/// One page of a workspace. A page is a class in a folder of its own, which reads through its model
/// from the one door of the engine that it needs, and one line in MainWindow::makePages: sidebar,
/// View menu, shortcuts and the sheet of shortcuts are made from that.
class Page : public QWidget {
public:
    /// `title` as in the View menu, with its mnemonic; `picture` of resources/icons.
    Page(const QString &title, const QString &picture, QWidget *parent)
        : QWidget(parent), m_showAction(new QAction(icon(picture), title, this))
    {
    }

    /// Shows the page, wherever it is asked for: its title, its icon and its shortcut.
    [[nodiscard]] QAction *showAction() const { return m_showAction; }
    [[nodiscard]] QString title() const { return m_showAction->text().remove(u'&'); }

    /// Which connection is shown, and how it is by now.
    virtual void setConnection(const ConnectionStatus &status) = 0;
    /// The workspace has changed, by whatever program: what the page reads of it may have, too.
    virtual void refresh() { }
    /// The keyboard goes to where most is done.
    virtual void focusFirst() = 0;
    [[nodiscard]] virtual PageSearch search() const { return {}; }
    /// Esc: one step back. False when there is none.
    virtual bool escape() { return false; }

private:
    QAction *m_showAction;
};
