#pragma once

#include "values/connectionstatus.h"

#include <QWidget>

class ConnectionSwitcher;
class Pages;
class QLabel;
class QListWidget;
class QProgressBar;

/// The connection, the pages, and how much of the day's API calls is used.
class Sidebar final : public QWidget {
    Q_OBJECT
public:
    Sidebar(Pages &pages, QAction *connectAnother, QWidget *parent = nullptr);

    void setConnections(const std::vector<ConnectionStatus> &all, qint64 current);

signals:
    void connectionChosen(qint64 connection);

private:
    void listPages(Pages &pages);
    void showUsage(const Connection &connection);

    ConnectionSwitcher *m_switcher;
    QListWidget *m_pages;
    QLabel *m_usageLabel;
    QLabel *m_usageNumbers;
    QProgressBar *m_usage;
};
