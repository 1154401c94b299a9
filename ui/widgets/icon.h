#pragma once

#include "widgets/colors.h"

#include <QIcon>

/// An icon of resources/icons in the colour of the theme that is on when it is painted, so that it
/// follows a change by itself.
enum class IconInk { Text, Muted, OnAccent, Accent, Good, Busy, Warning, Bad };

[[nodiscard]] QIcon icon(const QString &name, IconInk ink = IconInk::Text);
[[nodiscard]] IconInk inkOf(Tone tone);
