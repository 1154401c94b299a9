#include "widgets/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace {

QColor colorOf(IconInk ink, const Colors &colors)
{
    switch (ink) {
    case IconInk::Text:
        return colors.text;
    case IconInk::Muted:
        return colors.muted;
    case IconInk::OnAccent:
        return colors.onAccent;
    case IconInk::Accent:
    case IconInk::Busy:
        return colors.accent;
    case IconInk::Good:
        return colors.good;
    case IconInk::Warning:
        return colors.warning;
    case IconInk::Bad:
        return colors.bad;
    }
    return colors.text;
}

class ThemedIconEngine final : public QIconEngine {
public:
    ThemedIconEngine(const QString &name, IconInk ink) : m_name(name), m_ink(ink) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Colors &colors = Colors::of(QGuiApplication::palette());
        const QColor color = mode == QIcon::Disabled
            ? colors.palette().color(QPalette::Disabled, QPalette::Text)
            : colorOf(m_ink, colors);
        painter->drawPixmap(
            rect, drawn(rect.size() * painter->device()->devicePixelRatioF(), color));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override
    {
        return new ThemedIconEngine(m_name, m_ink);
    }

private:
    /// Drawn once for each size and colour: a table repaints its icons with every frame.
    [[nodiscard]] QPixmap drawn(const QSize &pixels, const QColor &color) const
    {
        const QString key = u"%1 %2 %3x%4"_s.arg(m_name, color.name(QColor::HexArgb))
                                .arg(pixels.width())
                                .arg(pixels.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        QFile file(u":/icons/"_s + m_name + u".svg"_s);
        const bool opened = file.open(QIODevice::ReadOnly);
        Q_ASSERT_X(opened, "icon", qPrintable(m_name));
        QByteArray drawing = opened ? file.readAll() : QByteArray();
        drawing.replace("currentColor", color.name().toLatin1());
        pixmap = QPixmap(pixels);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setOpacity(color.alphaF());
        QSvgRenderer(drawing).render(&painter, pixmap.rect());
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QString m_name;
    IconInk m_ink;
};

} // namespace

QIcon icon(const QString &name, IconInk ink) { return QIcon(new ThemedIconEngine(name, ink)); }

IconInk inkOf(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return IconInk::Muted;
    case Tone::Good:
        return IconInk::Good;
    case Tone::Busy:
        return IconInk::Busy;
    case Tone::Warning:
        return IconInk::Warning;
    case Tone::Bad:
        return IconInk::Bad;
    }
    return IconInk::Text;
}
