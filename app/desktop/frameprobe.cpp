#include "desktop/frameprobe.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FrameProbe::FrameProbe(const QString &file, QObject *parent) : QObject(parent), m_file(file)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        qWarning("The frame probe can't write %s: %s", qPrintable(file),
            qPrintable(m_file.errorString()));
    connect(&m_beat, &QTimer::timeout, this, &FrameProbe::look);
    connect(&m_everySecond, &QTimer::timeout, this, &FrameProbe::write);
    m_beat.setTimerType(Qt::PreciseTimer);
    m_beat.start(1ms);
    m_everySecond.start(1s);
}

void FrameProbe::look()
{
    if (m_sinceLook.isValid())
        count(std::max<qint64>(0, m_sinceLook.nsecsElapsed() - 1'000'000));
    m_sinceLook.start();
}

void FrameProbe::count(qint64 nanoseconds)
{
    ++m_looks;
    m_longest = std::max(m_longest, nanoseconds);
    if (nanoseconds > 16'000'000)
        ++m_late;
    size_t place = 0;
    for (qint64 limit = 1'000'000; nanoseconds >= limit && place + 1 < m_histogram.size();
        limit *= 2)
        ++place;
    ++m_histogram[place];
}

void FrameProbe::write()
{
    QJsonArray histogram;
    for (const qint64 looks : m_histogram)
        histogram.append(looks);
    const QJsonObject second{
        {u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
        {u"looks"_s, m_looks},
        {u"longest_ms"_s, static_cast<double>(m_longest) / 1e6},
        {u"over_16_ms"_s, m_late},
        {u"histogram_below_1_2_4_8_16_32_64_ms"_s, histogram},
    };
    m_file.write(QJsonDocument(second).toJson(QJsonDocument::Compact) + '\n');
    m_file.flush();
    m_looks = m_late = m_longest = 0;
    m_histogram.fill(0);
}
