#include "log/logpage.h"

#include "log/eventdetails.h"
#include "widgets/banner.h"
#include "widgets/emptystate.h"
#include "widgets/icon.h"
#include "widgets/texts.h"
#include "wording/wording.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Narrower windows leave the numbers to the details.
constexpr int widthWithNumbers = 900;
constexpr int widthWithCounts = 1'400;
constexpr int widthWithObject = 700;
constexpr int widthWithTitle = 800; ///< the sidebar says it too
constexpr int widthWithWideMargins = 760;

} // namespace

LogPage::LogPage(LogDoor &log, std::shared_ptr<const Clock> clock, QWidget *parent)
    : Page(tr("Sync &log"), u"log"_s, parent)
    , m_log(log)
    , m_model(new EventModel(log, std::move(clock), this))
    , m_banner(new Banner(this))
    , m_table(new QTableView(this))
    , m_nothing(new EmptyState(u"log"_s, this))
    , m_tableOrNothing(new QStackedWidget(this))
    , m_details(new EventDetails(this))
{
    auto *frame = new QFrame(this);
    frame->setProperty("card", true);
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->addWidget(m_tableOrNothing);
    m_tableOrNothing->addWidget(m_table);
    m_tableOrNothing->addWidget(m_nothing);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(16);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(frame);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({600, 150});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(16);
    column->addWidget(makeTools());
    column->addWidget(m_banner);
    column->addWidget(splitter, 1);
    m_banner->hide();
    makeTable();

    m_searchPause.setSingleShot(true);
    m_searchPause.setInterval(250ms);
    connect(&m_searchPause, &QTimer::timeout, this, &LogPage::applyFilter);
    connect(m_model, &EventModel::loaded, this, &LogPage::showCount);
    connect(m_model, &EventModel::rowsInserted, this, &LogPage::showCount);
    connect(m_model, &EventModel::failed, this, [this](const Failure &failure) {
        m_banner->setVisible(true);
        m_banner->say(failure);
    });
    connect(m_model, &EventModel::newEventsWaiting, m_news, &QWidget::setVisible);
}

QWidget *LogPage::makeTools()
{
    auto *tools = new QWidget(this);
    m_title = new QLabel(tr("Sync log"), tools);
    scaleFont(m_title, 1.45, true);
    m_search = new QLineEdit(tools);
    m_search->setObjectName(u"searchEdit"_s);
    m_search->setAccessibleName(tr("Search the sync log"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(160);
    m_search->setMaximumWidth(360);
    m_search->addAction(icon(u"search"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    m_levels = new QComboBox(tools);
    m_levels->setObjectName(u"levelFilter"_s);
    m_levels->setAccessibleName(tr("Levels shown"));
    // What happens to each single record is debug: thousands of lines after a first sync.
    m_levels->addItem(tr("Info and above"), wordOf(Level::Info));
    m_levels->addItem(tr("Warnings and errors"), wordOf(Level::Warning));
    m_levels->addItem(tr("Errors only"), wordOf(Level::Error));
    m_levels->addItem(tr("All levels"));
    m_objects = new QComboBox(tools);
    m_objects->setObjectName(u"objectFilter"_s);
    m_objects->setAccessibleName(tr("Objects shown"));
    m_objects->addItem(tr("All objects"));
    m_news = new QPushButton(icon(u"up"_s, IconInk::Accent), tr("New events"), tools);
    m_news->setObjectName(u"newEventsButton"_s);
    m_news->setToolTip(tr("Go to the newest event and follow"));
    m_news->hide();
    m_follow = new QPushButton(tr("F&ollow"), tools);
    m_follow->setObjectName(u"followButton"_s);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_follow->setToolTip(
        tr("New events appear at the top as they happen. Scrolling away stops it."));

    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_title, 1);
    row->addWidget(m_news);
    row->addWidget(m_search, 4);
    row->addWidget(m_levels);
    row->addWidget(m_objects);
    row->addWidget(m_follow);

    connect(m_search, &QLineEdit::textChanged, this, [this] { m_searchPause.start(); });
    connect(m_levels, &QComboBox::currentIndexChanged, this, &LogPage::applyFilter);
    connect(m_objects, &QComboBox::currentIndexChanged, this, &LogPage::applyFilter);
    connect(m_follow, &QPushButton::toggled, this, &LogPage::markFollowing);
    connect(m_follow, &QPushButton::clicked, this, &LogPage::follow);
    markFollowing(m_follow->isChecked());
    connect(m_news, &QPushButton::clicked, this, [this] { follow(true); });
    return tools;
}

void LogPage::makeTable()
{
    m_table->setObjectName(u"eventTable"_s);
    m_table->setAccessibleName(tr("Events, newest first"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    // One height for all: a long log is not measured row by row.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 14);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionsClickable(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &LogPage::showCurrent);
    connect(m_model, &QAbstractItemModel::modelReset, this, &LogPage::showCurrent);
    connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this,
        [this] { QTimer::singleShot(0, this, &LogPage::onScrolled); });
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this, &LogPage::onScrolled);
}

void LogPage::setConnection(const ConnectionStatus &status)
{
    QStringList objects;
    for (const ConnectionStatus::ObjectStatus &line : status.objects)
        objects << line.object;
    objects.removeDuplicates(); // one that is kept in two tables
    offerObjects(objects);
    if (status.connection.id != m_connection) {
        m_connection = status.connection.id;
        applyFilter();
    }
}

void LogPage::offerObjects(const QStringList &objects)
{
    const QString chosen = m_objects->currentIndex() > 0 ? m_objects->currentText() : QString();
    QStringList known;
    for (int at = 1; at < m_objects->count(); ++at)
        known << m_objects->itemText(at);
    if (known == objects)
        return;
    const QSignalBlocker quiet(m_objects);
    while (m_objects->count() > 1)
        m_objects->removeItem(1);
    m_objects->addItems(objects);
    m_objects->setCurrentIndex(std::max(0, m_objects->findText(chosen)));
}

void LogPage::applyFilter()
{
    EventQuery filter;
    filter.connection = std::max<qint64>(0, m_connection);
    filter.text = m_search->text().trimmed();
    filter.atLeast = fromWord<Level>(m_levels->currentData().toString());
    if (m_objects->currentIndex() > 0)
        filter.object = m_objects->currentText();
    m_banner->hide();
    m_model->setFilter(filter);
}

void LogPage::refresh()
{
    if (m_connection >= 0)
        m_model->lookForNew();
}

void LogPage::focusFirst() { m_table->setFocus(Qt::ShortcutFocusReason); }

PageSearch LogPage::search() const { return {m_search, tr("&Find in the sync log")}; }

bool LogPage::escape()
{
    if (m_search->text().isEmpty() && m_levels->currentIndex() == 0
        && m_objects->currentIndex() == 0)
        return false;
    const QSignalBlocker quietLevels(m_levels);
    const QSignalBlocker quietObjects(m_objects);
    m_search->clear();
    m_levels->setCurrentIndex(0);
    m_objects->setCurrentIndex(0);
    m_searchPause.stop();
    applyFilter();
    return true;
}

void LogPage::follow(bool following)
{
    m_follow->setChecked(following);
    if (following)
        m_table->scrollToTop();
    m_model->setFollowing(following);
    if (following)
        m_table->scrollToTop();
}

/// A colour alone would not tell that it is on.
void LogPage::markFollowing(bool following)
{
    m_follow->setIcon(following ? icon(u"check"_s, IconInk::Accent) : QIcon());
}

void LogPage::onScrolled()
{
    if (m_table->verticalScrollBar()->value() > 0 && m_model->isFollowing())
        follow(false);
}

void LogPage::showCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        m_details->setEvent(m_model->event(current.row()));
    else
        m_details->clear();
}

void LogPage::showCount()
{
    const bool empty = m_model->rowCount() == 0;
    const EventQuery &filter = m_model->filter();
    const bool filtered =
        !filter.text.isEmpty() || m_levels->currentIndex() != 0 || !filter.object.isEmpty();
    if (empty && filtered) {
        QString where =
            tr("Nothing in the log fits the search and the filters. Esc takes them away.");
        if (filter.atLeast)
            where += u' ' + tr("\"All levels\" also searches the lines about single records.");
        m_nothing->say(tr("No event fits"), where);
    } else if (empty) {
        m_nothing->say(tr("Nothing has happened yet"),
            tr("Each sync writes here what it read, what it changed and what went wrong, as it "
               "happens."));
    }
    m_tableOrNothing->setCurrentWidget(empty ? static_cast<QWidget *>(m_nothing) : m_table);
    arrangeColumns();
    if (m_counting.isRunning())
        return;
    m_counting.start([&log = m_log, filter](const std::stop_token &) { return log.count(filter); },
        [this](const Result<qint64> &count) {
            // The number is a courtesy; a failure to count has been said by the reading itself.
            m_search->setPlaceholderText(count
                    ? tr("Search %1 events (Ctrl+F)").arg(texts::number(*count))
                    : tr("Search (Ctrl+F)"));
        });
}

void LogPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int margin = width() < widthWithWideMargins ? 16 : 24;
    layout()->setContentsMargins(margin, margin, margin, margin);
    arrangeColumns();
}

void LogPage::arrangeColumns()
{
    const bool wide = width() >= widthWithNumbers;
    m_title->setVisible(width() >= widthWithTitle);
    m_table->setColumnHidden(EventModel::CountsColumn, width() < widthWithCounts);
    m_table->setColumnHidden(EventModel::ObjectColumn, width() < widthWithObject);
    for (const int column : {EventModel::SecondsColumn, EventModel::CallsColumn})
        m_table->setColumnHidden(column, !wide);
    QHeaderView *header = m_table->horizontalHeader();
    header->setMinimumSectionSize(40);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(EventModel::WhatColumn, QHeaderView::Stretch);
    const QFontMetrics metrics(m_table->font());
    const auto fit = [&](int column, const QString &longest) {
        const QString title =
            m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int words =
            std::max(metrics.horizontalAdvance(longest), metrics.horizontalAdvance(title));
        header->resizeSection(column, words + 34);
    };
    const bool today = m_model->rowCount() == 0
        || m_model->index(m_model->rowCount() - 1, 0).data().toString().size() <= 12;
    fit(EventModel::TimeColumn, today ? u"00:00:00.000"_s : u"00/00/0000 00:00:00"_s);
    header->resizeSection(EventModel::LevelColumn, 44);
    fit(EventModel::EventColumn, u"possible_duplicate"_s);
    fit(EventModel::ObjectColumn, u"Opportunity"_s);
    fit(EventModel::CountsColumn, u"48,211 new · 1,000 updated"_s);
    fit(EventModel::SecondsColumn, u"1,000.0"_s);
    fit(EventModel::CallsColumn, u"10,000"_s);
}
