#include "widgets/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
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
    ThemedIconEngine(QByteArray drawing, IconInk ink)
        : m_drawing(std::move(drawing)), m_ink(ink) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const Colors &colors = Colors::of(QGuiApplication::palette());
        const QColor color = mode == QIcon::Disabled
            ? colors.palette().color(QPalette::Disabled, QPalette::Text)
            : colorOf(m_ink, colors);
        QByteArray drawing = m_drawing;
        drawing.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(drawing);
        painter->save();
        painter->setOpacity(painter->opacity() * color.alphaF());
        renderer.render(painter, rect);
        painter->restore();
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
        return new ThemedIconEngine(m_drawing, m_ink);
    }

private:
    QByteArray m_drawing;
    IconInk m_ink;
};

} // namespace

QIcon icon(const QString &name, IconInk ink)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "icon", qPrintable(name));
    return QIcon(new ThemedIconEngine(opened ? file.readAll() : QByteArray(), ink));
}

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
