#pragma once

#include "log/eventmodel.h"

#include <QTimer>
#include <QWidget>

class Banner;
class EmptyState;
class EventDetails;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

/// The sync log: search, filters, the events, and all of the one that is chosen.
class LogPage final : public QWidget {
    Q_OBJECT
public:
    LogPage(LogDoor &log, std::shared_ptr<const Clock> clock, QWidget *parent = nullptr);

    /// Whose events are shown, and which objects it has.
    void setConnection(qint64 connection, const QStringList &objects);
    /// The workspace has changed.
    void lookForNew();
    void focusSearch();
    void focusEvents();
    /// Esc: empties the search and the filters. False when there was nothing to clear.
    bool clearFilters();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTools();
    void makeTable();
    void applyFilter();
    void showCurrent();
    void showCount();
    void follow(bool following);
    void markFollowing(bool following);
    void onScrolled();
    void arrangeColumns();

    LogDoor &m_log;
    EventModel *m_model;
    QLabel *m_title;
    QLineEdit *m_search;
    QComboBox *m_levels;
    QComboBox *m_objects;
    QPushButton *m_follow;
    QPushButton *m_news;
    Banner *m_banner;
    QTableView *m_table;
    EmptyState *m_nothing;
    QStackedWidget *m_tableOrNothing;
    EventDetails *m_details;
    QTimer m_searchPause;
    qint64 m_connection = -1;
    BackgroundJob m_counting;
};
