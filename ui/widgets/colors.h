#pragma once

#include <QColor>
#include <QPalette>

/// What a badge, banner or icon wants to say. Never the only sign of it: a word stands beside.
enum class Tone { Neutral, Good, Busy, Warning, Bad };

/// The colours of one theme. Text on its background always has a contrast of 4.5:1 or more; a test
/// holds it.
struct Colors {
    QColor window;
    QColor sidebar;
    QColor surface; ///< cards, tables, fields
    QColor hover;
    QColor border;
    QColor text;
    QColor muted; ///< labels and other quiet words
    QColor accent;
    QColor onAccent;
    QColor accentSoft; ///< selection
    QColor good;
    QColor goodSoft;
    QColor warning;
    QColor warningSoft;
    QColor bad;
    QColor badSoft;
    QColor production;
    QColor productionSoft;
    QColor sandbox;
    QColor sandboxSoft;

    static const Colors &light();
    static const Colors &dark();
    /// The set that goes with a palette: whoever paints needs no theme object.
    static const Colors &of(const QPalette &palette);

    [[nodiscard]] QColor ink(Tone tone) const;
    [[nodiscard]] QColor background(Tone tone) const;
    [[nodiscard]] QPalette palette() const;
};

/// Whether a palette is a dark one, by the luminance of its window colour.
[[nodiscard]] bool isDark(const QPalette &palette);
/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);
