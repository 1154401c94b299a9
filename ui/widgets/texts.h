#pragma once

#include <QDateTime>
#include <QString>

class QLabel;
class QWidget;

/// Times and numbers as people read them, in the user's language and zone.
namespace texts {

/// `just now`, `3 min ago`, `1 h 12 min ago`, `2 d ago`, then the date.
[[nodiscard]] QString ago(const QDateTime &time, const QDateTime &now);
/// `in 2 min`; `now` for what is due.
[[nodiscard]] QString ahead(const QDateTime &time, const QDateTime &now);
/// `45 s`, `12 min`, `1 h 12 min`, `3 d 4 h`.
[[nodiscard]] QString span(qint64 seconds);
/// When something was, in the local zone: `12:00:03` today, with its date on other days.
[[nodiscard]] QString moment(const QDateTime &time, const QDateTime &now);
/// The exact time in the local zone, for hovering: `10 Jan 2026 12:00:03`.
[[nodiscard]] QString exact(const QDateTime &time);
[[nodiscard]] QString number(qint64 value);
[[nodiscard]] QString percent(int value);
/// A dash for what is not known.
[[nodiscard]] QString unknown();

} // namespace texts

/// Puts a widget's font in proportion to the system's, so that a larger system font makes all of it
/// larger.
void scaleFont(QWidget *widget, double factor, bool bold = false);
/// A label for the quiet words beside the values.
void makeQuiet(QLabel *label);
