#include "mainwindow/connectionswitcher.h"

#include "widgets/badge.h"
#include "widgets/colors.h"
#include "widgets/icon.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {

constexpr int padding = 10;

QString line(const ConnectionStatus &status)
{
    return u"%1 — %2"_s.arg(status.connection.name, environmentWord(status.connection.environment));
}

} // namespace

ConnectionSwitcher::ConnectionSwitcher(QAction *connectAnother, QWidget *parent)
    : QPushButton(parent), m_connectAnother(connectAnother), m_list(new QMenu(this))
{
    setObjectName(u"connectionSwitcher"_s);
    setMenu(m_list);
    setAutoDefault(true); // Enter as well as Space
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ConnectionSwitcher::setConnections(const std::vector<ConnectionStatus> &all, qint64 current)
{
    if (m_list->isVisible())
        return; // the list under the pointer stays as it is
    std::vector<std::pair<qint64, QString>> lines;
    for (const ConnectionStatus &status : all)
        lines.emplace_back(status.connection.id, line(status));
    if (lines == m_lines && current == m_current)
        return;
    m_lines = lines;
    m_current = current;
    m_list->clear();
    delete m_one;
    m_one = new QActionGroup(m_list);
    for (const ConnectionStatus &status : all) {
        QAction *entry = m_list->addAction(line(status).replace(u'&', u"&&"_s));
        entry->setCheckable(true);
        entry->setActionGroup(m_one);
        const qint64 id = status.connection.id;
        entry->setChecked(id == current);
        connect(entry, &QAction::triggered, this, [this, id] { emit chosen(id); });
        if (id == current) {
            m_name = status.connection.name;
            m_environment = status.connection.environment;
            setToolTip(line(status));
            setAccessibleName(tr("Connection shown: %1").arg(line(status)));
        }
    }
    m_list->addSeparator();
    m_list->addAction(m_connectAnother);
    update();
}

QSize ConnectionSwitcher::sizeHint() const
{
    return {160, 2 * fontMetrics().height() + 2 * padding + 2};
}

void ConnectionSwitcher::paintEvent(QPaintEvent *)
{
    const Colors &colors = Colors::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(hasFocus() ? colors.accent : colors.border, hasFocus() ? 2 : 1));
    painter.setBrush(underMouse() || isDown() ? colors.hover : colors.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);

    const QRect inner = rect().adjusted(padding + 2, padding, -padding - 16, -padding);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop,
        QFontMetrics(bold).elidedText(m_name, Qt::ElideRight, inner.width()));

    const bool sandbox = m_environment == Environment::Sandbox;
    const QColor ink = sandbox ? colors.sandbox : colors.production;
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    small.setWeight(QFont::DemiBold);
    painter.setFont(small);
    const int dot = 8;
    const int below = inner.bottom() - QFontMetrics(small).height() / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawEllipse(QRectF(inner.left(), below - dot / 2.0, dot, dot));
    painter.setPen(ink);
    painter.drawText(inner.adjusted(dot + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignBottom,
        environmentWord(m_environment));
    QIcon(isDark(palette()) ? u":/icons/chevron-on-dark.svg"_s : u":/icons/chevron-on-light.svg"_s)
        .paint(&painter, QRect(width() - padding - 16, (height() - 16) / 2, 16, 16));
}
