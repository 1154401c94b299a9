#pragma once

#include <QDateTime>
#include <QString>

/// `2026-01-31T09:05:00.000Z`: how times are stored, shown in JSON and compared as text. Empty for
/// an invalid time.
[[nodiscard]] QString isoUtc(const QDateTime &time);
/// Reads what isoUtc() writes and Salesforce's `2024-09-09T13:08:34.000+0000`. Invalid when the
/// text is no time.
[[nodiscard]] QDateTime fromIso(const QString &text);
