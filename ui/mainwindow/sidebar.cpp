#include "mainwindow/sidebar.h"

#include "mainwindow/connectionswitcher.h"
#include "mainwindow/pages.h"
#include "widgets/colors.h"
#include "widgets/texts.h"

#include <QGuiApplication>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QProgressBar>
#include <QStyle>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

/// A page's line: rounded where chosen, ringed where the keyboard is.
class PageDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override
    {
        const Colors &colors = Colors::of(QGuiApplication::palette());
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF field = QRectF(option.rect).adjusted(1, 2, -1, -2);
        if (chosen || hovered) {
            const bool ringed = chosen && option.widget && option.widget->hasFocus();
            painter->setPen(ringed ? QPen(colors.accent, 2) : QPen(Qt::NoPen));
            painter->setBrush(chosen ? colors.accentSoft : colors.hover);
            painter->drawRoundedRect(field, 6, 6);
        }
        const int side = 16;
        const QRect picture(
            option.rect.left() + 12, option.rect.center().y() - side / 2 + 1, side, side);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, picture);
        QFont font = option.font;
        font.setWeight(chosen ? QFont::DemiBold : QFont::Normal);
        painter->setFont(font);
        painter->setPen(colors.text);
        painter->drawText(option.rect.adjusted(12 + side + 10, 0, -8, 0),
            Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(
        const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {160, option.fontMetrics.height() + 22};
    }
};

} // namespace

Sidebar::Sidebar(Pages &pages, QAction *connectAnother, QWidget *parent)
    : QWidget(parent)
    , m_switcher(new ConnectionSwitcher(connectAnother, this))
    , m_pages(new QListWidget(this))
    , m_usageLabel(new QLabel(tr("API calls today"), this))
    , m_usageNumbers(new QLabel(this))
    , m_usage(new QProgressBar(this))
{
    setObjectName(u"sidebar"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(std::max(216, fontMetrics().averageCharWidth() * 30));

    listPages(pages);
    connect(m_switcher, &ConnectionSwitcher::chosen, this, &Sidebar::connectionChosen);

    m_usage->setTextVisible(false);
    makeQuiet(m_usageLabel);
    makeQuiet(m_usageNumbers);
    scaleFont(m_usageLabel, 0.92);
    scaleFont(m_usageNumbers, 0.92);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 16, 13, 16);
    column->setSpacing(8);
    column->addWidget(m_switcher);
    column->addSpacing(4);
    column->addWidget(m_pages, 1);
    column->addWidget(m_usageLabel);
    column->addWidget(m_usageNumbers);
    column->addWidget(m_usage);
}

void Sidebar::setConnections(const std::vector<ConnectionStatus> &all, qint64 current)
{
    m_switcher->setConnections(all, current);
    for (const ConnectionStatus &status : all) {
        if (status.connection.id == current)
            showUsage(status.connection);
    }
}

void Sidebar::listPages(Pages &pages)
{
    m_pages->setObjectName(u"pages"_s);
    m_pages->setAccessibleName(tr("Pages"));
    m_pages->setItemDelegate(new PageDelegate(m_pages));
    m_pages->setMouseTracking(true);
    m_pages->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const Page *page : pages.all())
        m_pages->addItem(new QListWidgetItem(page->showAction()->icon(), page->title()));
    m_pages->setCurrentRow(pages.currentIndex());
    connect(m_pages, &QListWidget::currentRowChanged, &pages, &Pages::setCurrentIndex);
    connect(&pages, &Pages::currentChanged, m_pages,
        [this](int page) { m_pages->setCurrentRow(page); });
}

void Sidebar::showUsage(const Connection &connection)
{
    const bool known = connection.apiUsed && connection.apiMaximum && *connection.apiMaximum > 0;
    m_usage->setVisible(known);
    m_usageNumbers->setText(known
            ? tr("%1 of %2")
                  .arg(texts::number(*connection.apiUsed), texts::number(*connection.apiMaximum))
            : tr("not known yet"));
    if (!known)
        return;
    const int share =
        static_cast<int>(std::min<qint64>(100, *connection.apiUsed * 100 / *connection.apiMaximum));
    m_usage->setRange(0, 100);
    m_usage->setValue(share);
    m_usage->setAccessibleName(m_usageLabel->text());
    m_usage->setAccessibleDescription(m_usageNumbers->text());
    m_usage->setToolTip(tr("%1 of the org's API calls of the last 24 hours, by every program that "
                           "uses it.")
            .arg(texts::percent(share)));
    const QString tone = share >= 80 ? u"warning"_s : u""_s;
    if (m_usage->property("tone").toString() != tone) {
        m_usage->setProperty("tone", tone);
        m_usage->style()->unpolish(m_usage);
        m_usage->style()->polish(m_usage);
    }
}
