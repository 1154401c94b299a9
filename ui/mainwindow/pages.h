#pragma once

#include "page.h"

#include <QStackedWidget>

#include <vector>

/// The pages of a workspace in their order, one of them shown. What is added here stands in the
/// sidebar, the View menu and the shortcut sheet.
class Pages final : public QStackedWidget {
    Q_OBJECT
public:
    explicit Pages(QWidget *parent = nullptr);

    /// The next one. The first nine are reached with Ctrl and their place.
    void add(Page *page);
    [[nodiscard]] const std::vector<Page *> &all() const { return m_all; }
    [[nodiscard]] Page *current() const;

    void setConnection(const ConnectionStatus &status);
    void refresh();

    /// Ctrl+F: on the page that is shown, or else on the first that can be searched.
    [[nodiscard]] QAction *findAction() const { return m_findAction; }
    [[nodiscard]] PageSearch search() const { return pageToSearch()->search(); }

private:
    [[nodiscard]] Page *pageToSearch() const;
    void nameSearch();
    void find();

    std::vector<Page *> m_all;
    QAction *m_findAction;
};
