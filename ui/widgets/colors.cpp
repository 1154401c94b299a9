#include "widgets/colors.h"

#include <algorithm>
#include <cmath>

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

QColor rgb(unsigned value) { return QColor::fromRgb(value); }

} // namespace

const Colors &Colors::light()
{
    static const Colors colors{
        .window = rgb(0xf4f6f9),
        .sidebar = rgb(0xebeef3),
        .surface = rgb(0xffffff),
        .hover = rgb(0xf0f3f8),
        .border = rgb(0xd8dee8),
        .text = rgb(0x161b26),
        .muted = rgb(0x566074),
        .accent = rgb(0x0a63c4),
        .onAccent = rgb(0xffffff),
        .accentSoft = rgb(0xd9e8fb),
        .good = rgb(0x13693a),
        .goodSoft = rgb(0xe1f3e7),
        .warning = rgb(0x8a4b00),
        .warningSoft = rgb(0xfff0d9),
        .bad = rgb(0xb0201f),
        .badSoft = rgb(0xfde8e7),
        .production = rgb(0x5b2bb5),
        .productionSoft = rgb(0xede6fb),
        .sandbox = rgb(0x0b625b),
        .sandboxSoft = rgb(0xdcf3f0),
    };
    return colors;
}

const Colors &Colors::dark()
{
    static const Colors colors{
        .window = rgb(0x181b22),
        .sidebar = rgb(0x1e222a),
        .surface = rgb(0x222730),
        .hover = rgb(0x2b313c),
        .border = rgb(0x363d4a),
        .text = rgb(0xeaeef5),
        .muted = rgb(0xa3adbf),
        .accent = rgb(0x62adf8),
        .onAccent = rgb(0x08182b),
        .accentSoft = rgb(0x25415f),
        .good = rgb(0x63d58e),
        .goodSoft = rgb(0x1b3828),
        .warning = rgb(0xf5b859),
        .warningSoft = rgb(0x41321a),
        .bad = rgb(0xff918b),
        .badSoft = rgb(0x472528),
        .production = rgb(0xc9b2ff),
        .productionSoft = rgb(0x352b52),
        .sandbox = rgb(0x6cdccf),
        .sandboxSoft = rgb(0x17403d),
    };
    return colors;
}

const Colors &Colors::of(const QPalette &palette) { return isDark(palette) ? dark() : light(); }

QColor Colors::ink(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return muted;
    case Tone::Good:
        return good;
    case Tone::Busy:
        return accent;
    case Tone::Warning:
        return warning;
    case Tone::Bad:
        return bad;
    }
    return text;
}

QColor Colors::background(Tone tone) const
{
    switch (tone) {
    case Tone::Neutral:
        return sidebar;
    case Tone::Good:
        return goodSoft;
    case Tone::Busy:
        return hover;
    case Tone::Warning:
        return warningSoft;
    case Tone::Bad:
        return badSoft;
    }
    return surface;
}

QPalette Colors::palette() const
{
    QPalette palette(surface, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, surface);
    palette.setColor(QPalette::AlternateBase, hover);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Button, surface);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, bad);
    palette.setColor(QPalette::ToolTipBase, text);
    palette.setColor(QPalette::ToolTipText, surface);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::Mid, border);
    for (const QPalette::ColorRole role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor faded = muted;
        faded.setAlphaF(0.65F);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    return palette;
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Active, QPalette::Window)) < 0.18;
}

double contrast(const QColor &a, const QColor &b)
{
    // As a list: two arguments would come back as references to values that are gone.
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}
