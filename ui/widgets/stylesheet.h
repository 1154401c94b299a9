#pragma once

#include <QString>

struct Colors;

/// The part of the look that a palette can't say: corners, rhythm, focus. Everything on a grid of
/// 8 pixels.
[[nodiscard]] QString styleSheetFor(const Colors &colors);
