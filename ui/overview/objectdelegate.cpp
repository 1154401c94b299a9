#include "overview/objectdelegate.h"

#include "overview/objectmodel.h"
#include "widgets/colors.h"

#include <QGuiApplication>
#include <QPainter>

void ObjectDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant percent = index.data(ObjectModel::PercentRole);
    if (index.column() != ObjectModel::StatusColumn || !percent.isValid())
        return;
    const Colors &colors = Colors::of(QGuiApplication::palette());
    QRect track = option.rect.adjusted(12, 0, -12, 0);
    track.setTop(option.rect.bottom() - 4);
    track.setHeight(2);
    painter->fillRect(track, colors.border);
    track.setWidth(track.width() * percent.toInt() / 100);
    painter->fillRect(track, colors.accent);
}

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return {hint.width() + 6, std::max(hint.height() + 12, 36)};
}
