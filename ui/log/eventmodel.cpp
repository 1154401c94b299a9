#include "log/eventmodel.h"

#include "widgets/icon.h"
#include "widgets/texts.h"
#include "wording/wording.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QIcon iconOf(Level level, const QString &name)
{
    switch (level) {
    case Level::Debug:
        return icon(u"debug"_s, IconInk::Muted);
    case Level::Info:
        return name == "sync_completed"_L1 ? icon(u"check"_s, IconInk::Good)
                                           : icon(u"info"_s, IconInk::Muted);
    case Level::Warning:
        return icon(u"warning"_s, IconInk::Warning);
    case Level::Error:
        return icon(u"error"_s, IconInk::Bad);
    }
    return {};
}

bool isNumber(int column)
{
    return column == EventModel::CountsColumn || column == EventModel::SecondsColumn
        || column == EventModel::CallsColumn;
}

} // namespace

QString countsText(const std::optional<Counts> &counts)
{
    if (!counts)
        return {};
    QStringList parts;
    if (counts->imported != 0)
        parts << EventModel::tr("%1 new").arg(texts::number(counts->imported));
    if (counts->updated != 0)
        parts << EventModel::tr("%1 updated").arg(texts::number(counts->updated));
    if (counts->deleted != 0)
        parts << EventModel::tr("%1 deleted").arg(texts::number(counts->deleted));
    if (counts->failed != 0)
        parts << EventModel::tr("%1 failed").arg(texts::number(counts->failed));
    return parts.isEmpty() ? EventModel::tr("no change") : parts.join(u" · "_s);
}

EventModel::EventModel(LogDoor &log, std::shared_ptr<const Clock> clock, QObject *parent)
    : QAbstractTableModel(parent), m_log(log), m_clock(std::move(clock))
{
}

void EventModel::setFilter(const EventQuery &filter)
{
    m_filter = filter;
    ++m_filterNumber;
    m_afreshDue = true;
    readWhatIsDue();
}

void EventModel::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    if (following) {
        emit newEventsWaiting(false);
        (m_newestIsHere ? m_newerDue : m_afreshDue) = true;
        readWhatIsDue();
    }
}

void EventModel::lookForNew()
{
    m_newerDue = true;
    readWhatIsDue();
}

/// One reading at a time; what comes up meanwhile is remembered, not queued.
void EventModel::readWhatIsDue()
{
    if (m_job.isRunning() || m_filterNumber == 0)
        return;
    if (std::exchange(m_afreshDue, false)) {
        m_newerDue = false;
        read(Reading::Afresh);
    } else if (std::exchange(m_newerDue, false)) {
        read(m_newestIsHere ? Reading::Newer : Reading::Nothing);
    }
}

void EventModel::read(Reading what)
{
    if (what == Reading::Nothing)
        return;
    EventQuery query = m_filter;
    query.limit = pageSize;
    query.before = what == Reading::Older && !m_events.empty() ? m_events.back().id : 0;
    query.after = what == Reading::Newer && !m_events.empty() ? m_events.front().id : 0;
    if (what == Reading::Newer && m_events.empty())
        what = Reading::Afresh;
    if (what == Reading::Newer && !m_following)
        query.limit = 1; // only whether there is one
    m_job.start([&log = m_log, query, what, number = m_filterNumber](
                    const std::stop_token &) { return Answer{what, number, log.events(query)}; },
        [this](const Answer &answer) { take(answer); });
}

void EventModel::take(const Answer &answer)
{
    if (answer.filterNumber != m_filterNumber) {
        readWhatIsDue(); // an answer to a filter that is no longer set
        return;
    }
    if (!answer.events) {
        emit failed(answer.events.failure());
        readWhatIsDue();
        return;
    }
    m_taking = true;
    switch (answer.what) {
    case Reading::Afresh:
        takeAfresh(*answer.events);
        break;
    case Reading::Older:
        takeOlder(*answer.events);
        break;
    case Reading::Newer:
        takeNewer(*answer.events);
        break;
    case Reading::Nothing:
        break;
    }
    m_taking = false;
    readWhatIsDue();
}

void EventModel::takeAfresh(const std::vector<Event> &events)
{
    beginResetModel();
    m_events.assign(events.begin(), events.end());
    m_newestIsHere = true;
    m_oldestIsHere = events.size() < pageSize;
    m_loaded = true;
    endResetModel();
    emit loaded();
}

void EventModel::takeOlder(const std::vector<Event> &events)
{
    m_oldestIsHere = events.size() < pageSize;
    if (events.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(events.size()) - 1);
    m_events.insert(m_events.end(), events.begin(), events.end());
    endInsertRows();
    if (const int tooMany = rowCount() - mostRows; tooMany > 0) {
        beginRemoveRows({}, 0, tooMany - 1);
        m_events.erase(m_events.begin(), m_events.begin() + tooMany);
        m_newestIsHere = false;
        endRemoveRows();
    }
}

void EventModel::takeNewer(const std::vector<Event> &events)
{
    if (events.empty())
        return;
    if (!m_following) {
        emit newEventsWaiting(true);
        return;
    }
    if (events.size() >= pageSize) {
        m_afreshDue = true; // more than a page behind: the newest page says it sooner
        return;
    }
    beginInsertRows({}, 0, static_cast<int>(events.size()) - 1);
    m_events.insert(m_events.begin(), events.rbegin(), events.rend());
    endInsertRows();
    dropOldest();
}

void EventModel::dropOldest()
{
    if (rowCount() <= mostRows)
        return;
    beginRemoveRows({}, mostRows, rowCount() - 1);
    m_events.resize(mostRows);
    m_oldestIsHere = false;
    endRemoveRows();
}

bool EventModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_loaded && !m_oldestIsHere && !m_events.empty();
}

void EventModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent) && !m_taking && !m_job.isRunning())
        read(Reading::Older);
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

int EventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Event &event = m_events[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == LevelColumn ? QVariant() : text(event, index.column());
    case Qt::ToolTipRole:
        return index.column() == TimeColumn ? texts::exact(event.at) : text(event, index.column());
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(
            headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
            text(event, index.column()));
    case Qt::DecorationRole:
        return index.column() == LevelColumn ? QVariant(iconOf(event.level, event.name))
                                             : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(
            (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && section == LevelColumn)
        return tr("Level");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case EventColumn:
        return tr("Event");
    case ObjectColumn:
        return tr("Object");
    case WhatColumn:
        return tr("What happened");
    case CountsColumn:
        return tr("Records");
    case SecondsColumn:
        return tr("Seconds");
    case CallsColumn:
        return tr("API calls");
    default:
        return {};
    }
}

QString EventModel::text(const Event &event, int column) const
{
    const QDateTime at = event.at.toLocalTime();
    switch (column) {
    case TimeColumn:
        return at.date() == m_clock->now().toLocalTime().date()
            ? at.time().toString(u"HH:mm:ss.zzz"_s)
            : QString(QLocale().toString(at.date(), QLocale::ShortFormat) + u' '
                  + at.time().toString(u"HH:mm:ss"_s));
    case LevelColumn:
        return wording::label(event.level);
    case EventColumn:
        return event.name;
    case ObjectColumn:
        return event.object.isEmpty() ? texts::unknown() : event.object;
    case WhatColumn:
        return wording::sentence(event);
    case CountsColumn:
        return countsText(event.counts);
    case SecondsColumn:
        return event.seconds ? QLocale().toString(*event.seconds, 'f', 1) : QString();
    case CallsColumn:
        return event.apiCalls ? texts::number(*event.apiCalls) : QString();
    default:
        return {};
    }
}
