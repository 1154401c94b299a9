#include "widgets/badge.h"

#include "widgets/icon.h"

#include <QCoreApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr int gap = 6;
constexpr int side = 12;

} // namespace

QString environmentWord(Environment environment)
{
    return environment == Environment::Sandbox
        ? QCoreApplication::translate("Environment", "SANDBOX")
        : QCoreApplication::translate("Environment", "PRODUCTION");
}

Badge::Badge(QWidget *parent) : QLabel(parent)
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    setFont(bold);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::say(const QString &text, const QString &iconName, Tone tone)
{
    if (text == this->text() && iconName == m_iconName && tone == m_tone && !m_environment)
        return;
    m_environment.reset();
    m_iconName = iconName;
    m_icon = iconName.isEmpty() ? QIcon() : icon(iconName, inkOf(tone));
    m_tone = tone;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Badge::sayEnvironment(Environment environment)
{
    if (environment == m_environment)
        return;
    m_environment = environment;
    m_icon = QIcon();
    setText(environmentWord(environment));
    setAccessibleName(text());
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    const int words = fontMetrics().horizontalAdvance(text());
    const int picture = m_icon.isNull() ? 0 : iconSize + gap;
    return {2 * side + picture + words, std::max(fontMetrics().height(), iconSize) + 10};
}

void Badge::paintEvent(QPaintEvent *)
{
    const Colors &colors = Colors::of(palette());
    QColor ink = colors.ink(m_tone);
    QColor ground = colors.background(m_tone);
    if (m_environment) {
        const bool sandbox = m_environment == Environment::Sandbox;
        ink = sandbox ? colors.sandbox : colors.production;
        ground = sandbox ? colors.sandboxSoft : colors.productionSoft;
    }

    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 6, 6);

    QRect words = rect().adjusted(side, 0, -side, 0);
    if (!m_icon.isNull()) {
        m_icon.paint(&painter, QRect(side, (height() - iconSize) / 2, iconSize, iconSize));
        words.setLeft(side + iconSize + gap);
    }
    painter.setPen(ink);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, text());
}
