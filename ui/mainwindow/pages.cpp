#include "mainwindow/pages.h"

#include <QLineEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

Pages::Pages(QWidget *parent)
    : QStackedWidget(parent), m_findAction(new QAction(icon(u"search"_s), QString(), this))
{
    m_findAction->setShortcut(QKeySequence::Find);
    connect(m_findAction, &QAction::triggered, this, &Pages::find);
    connect(this, &QStackedWidget::currentChanged, this, &Pages::nameSearch);
}

void Pages::add(Page *page)
{
    m_all.push_back(page);
    if (m_all.size() <= 9)
        page->showAction()->setShortcut(QKeySequence(u"Ctrl+%1"_s.arg(m_all.size())));
    // The keyboard goes along; chosen in the sidebar, it stays there.
    connect(page->showAction(), &QAction::triggered, this, [this, page] {
        setCurrentWidget(page);
        page->focusFirst();
    });
    addWidget(page);
    nameSearch();
}

Page *Pages::current() const { return m_all.at(static_cast<size_t>(currentIndex())); }

void Pages::setConnection(const ConnectionStatus &status)
{
    for (Page *page : m_all)
        page->setConnection(status);
}

void Pages::refresh()
{
    for (Page *page : m_all)
        page->refresh();
}

Page *Pages::pageToSearch() const
{
    if (current()->search().field)
        return current();
    const auto found =
        std::ranges::find_if(m_all, [](const Page *page) { return page->search().field; });
    return found == m_all.end() ? current() : *found;
}

void Pages::nameSearch()
{
    const PageSearch shown = search();
    m_findAction->setText(shown.menuEntry);
    m_findAction->setVisible(shown.field);
}

void Pages::find()
{
    if (!isVisible())
        return; // no workspace is shown
    Page *page = pageToSearch();
    setCurrentWidget(page);
    QLineEdit *field = page->search().field;
    field->setFocus(Qt::ShortcutFocusReason);
    field->selectAll();
}
