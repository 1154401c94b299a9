#include "desktop/frameprobe.h"

#include <QAbstractEventDispatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

FrameProbe::FrameProbe(const QString &file, QObject *parent) : QObject(parent), m_file(file)
{
    const QAbstractEventDispatcher *loop = QAbstractEventDispatcher::instance();
    connect(loop, &QAbstractEventDispatcher::awake, this, [this] {
        if (!m_busySince.isValid())
            m_busySince.start();
    });
    connect(loop, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        if (m_busySince.isValid())
            count(m_busySince.nsecsElapsed());
        m_busySince.invalidate();
    });
    connect(&m_everySecond, &QTimer::timeout, this, &FrameProbe::write);
    m_everySecond.start(1s);
}

FrameProbe::~FrameProbe() { write(); }

void FrameProbe::count(qint64 nanoseconds)
{
    ++m_turns;
    m_longest = std::max(m_longest, nanoseconds);
    if (nanoseconds > 16'000'000)
        ++m_late;
    size_t place = 0;
    for (qint64 limit = 1'000'000; nanoseconds >= limit && place + 1 < m_histogram.size();
        limit *= 2)
        ++place;
    ++m_histogram[place];
}

void FrameProbe::write() const
{
    QJsonArray histogram;
    for (const qint64 turns : m_histogram)
        histogram.append(turns);
    const QJsonObject report{
        {u"turns"_s, m_turns},
        {u"longest_ms"_s, static_cast<double>(m_longest) / 1e6},
        {u"over_16_ms"_s, m_late},
        {u"histogram_below_1_2_4_8_16_32_64_ms"_s, histogram},
    };
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(report).toJson()) < 0
        || !file.commit())
        qWarning("The frame probe can't write %s: %s", qPrintable(m_file),
            qPrintable(file.errorString()));
}
