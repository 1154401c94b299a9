#pragma once

#include "base/backgroundjob.h"
#include "base/clock.h"
#include "engine/logdoor.h"

#include <QAbstractTableModel>

#include <deque>

/// A window on the sync log, newest first. However long the log is, it holds a bounded number of
/// rows: older ones are fetched by key as the view nears the end, and rows at the far end are let
/// go. While it follows, new events arrive at the top; while it does not, it only says that there
/// are some.
class EventModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        TimeColumn,
        LevelColumn,
        EventColumn,
        ObjectColumn,
        WhatColumn,
        CountsColumn,
        SecondsColumn,
        CallsColumn,
        ColumnCount
    };

    static constexpr int pageSize = 200;
    static constexpr int mostRows = 4'000;

    EventModel(LogDoor &log, std::shared_ptr<const Clock> clock, QObject *parent = nullptr);

    /// Level, object, text, connection; keys and limit are the model's own.
    void setFilter(const EventQuery &filter);
    [[nodiscard]] const EventQuery &filter() const { return m_filter; }
    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// The workspace has changed: look for new events.
    void lookForNew();
    /// Whether the first answer to the filter is here.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const Event &event(int row) const { return m_events[static_cast<size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void loaded();
    void failed(const Failure &failure);
    /// New events that are not shown because the view does not follow.
    void newEventsWaiting(bool waiting);

private:
    enum class Reading { Nothing, Afresh, Older, Newer };
    struct Answer {
        Reading what = Reading::Nothing;
        quint64 filterNumber = 0;
        Result<std::vector<Event>> events;
    };

    void read(Reading what);
    void take(const Answer &answer);
    void takeAfresh(const std::vector<Event> &events);
    void takeOlder(const std::vector<Event> &events);
    void takeNewer(const std::vector<Event> &events);
    void dropOldest();
    void readWhatIsDue();
    [[nodiscard]] QString text(const Event &event, int column) const;

    LogDoor &m_log;
    std::shared_ptr<const Clock> m_clock;
    EventQuery m_filter;
    quint64 m_filterNumber = 0;
    std::deque<Event> m_events;
    bool m_following = true;
    bool m_loaded = false;
    bool m_newestIsHere = true; ///< false when rows at the top were let go
    bool m_oldestIsHere = false;
    bool m_afreshDue = false;
    bool m_newerDue = false;
    bool m_taking = false; ///< whoever watches rows arrive may not ask for more of them meanwhile
    BackgroundJob m_job;
};

/// What one event moved: `1,523 new · 4 updated`; empty where it moved nothing.
[[nodiscard]] QString countsText(const std::optional<Counts> &counts);
