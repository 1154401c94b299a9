#pragma once

#include "base/timestamp.h"
#include "values/event.h"

#include <QJsonObject>
#include <QJsonValue>

#include <cmath>
#include <optional>

/// How the documents of this folder write their values: times are ISO 8601 in UTC, ids are strings
/// of 18 characters (Salesforce) or numbers (ours), what is not known is null. Not for others.
namespace jsonvalues {

inline QJsonValue time(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(isoUtc(time)) : QJsonValue();
}

inline QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

template <typename Number>
QJsonValue number(const std::optional<Number> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

template <typename Enum>
QJsonValue word(const std::optional<Enum> &value)
{
    return value ? QJsonValue(wordOf(*value)) : QJsonValue();
}

/// Milliseconds are enough, and 0.30000000000000004 helps nobody.
inline double seconds(double seconds) { return std::round(seconds * 1000) / 1000; }

inline QJsonObject counts(const Counts &counts)
{
    QJsonObject object;
    for (const NamedCount &count : namedCounts)
        object[count.key] = counts.*count.number;
    return object;
}

} // namespace jsonvalues
