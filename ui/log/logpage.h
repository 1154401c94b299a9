#pragma once

#include "log/eventmodel.h"
#include "page.h"

#include <QTimer>

class Banner;
class EmptyState;
class EventDetails;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

/// The sync log: search, filters, the events, and all of the one that is chosen.
class LogPage final : public Page {
    Q_OBJECT
public:
    LogPage(LogDoor &log, std::shared_ptr<const Clock> clock, QWidget *parent = nullptr);

    void setConnection(const ConnectionStatus &status) override;
    void refresh() override;
    void focusFirst() override;
    [[nodiscard]] PageSearch search() const override;
    /// Empties the search and the filters.
    bool escape() override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeTools();
    void makeTable();
    void offerObjects(const QStringList &objects);
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
