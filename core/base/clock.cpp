#include "base/clock.h"

#include <QTimeZone>

QDateTime SystemClock::now() const { return QDateTime::currentDateTimeUtc(); }

std::chrono::milliseconds SystemClock::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

ManualClock::ManualClock(const QDateTime &start) : m_now(start.toMSecsSinceEpoch()), m_start(m_now)
{
}

QDateTime ManualClock::now() const
{
    return QDateTime::fromMSecsSinceEpoch(m_now, QTimeZone::utc());
}

std::chrono::milliseconds ManualClock::elapsed() const
{
    return std::chrono::milliseconds(m_now - m_start);
}

void ManualClock::advance(std::chrono::milliseconds by) { m_now += by.count(); }
