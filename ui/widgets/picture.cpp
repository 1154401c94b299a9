#include "widgets/picture.h"

#include <QPainter>

Picture::Picture(QWidget *parent) : QWidget(parent) { }

void Picture::setIcon(const QString &iconName, IconInk ink, int side)
{
    m_icon = icon(iconName, ink);
    setFixedHeight(side);
    setMinimumWidth(side);
    update();
}

void Picture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, QRect((width() - height()) / 2, 0, height(), height()));
}
