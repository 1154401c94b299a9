#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QObject>
#include <QTimer>

#include <array>

/// Measures how late the window's thread is: a timer of one millisecond notes how long after its
/// time it came, which is how late a frame could have been. Switched on by
/// ORGMEND_FRAME_PROBE=FILE; writes a line of JSON there each second: how often it looked, the
/// longest delay in milliseconds, how many were above 16 ms, and a histogram, all of that second
/// alone.
class FrameProbe final : public QObject {
    Q_OBJECT
public:
    explicit FrameProbe(const QString &file, QObject *parent = nullptr);

private:
    void look();
    void count(qint64 nanoseconds);
    void write();

    QFile m_file;
    QElapsedTimer m_sinceLook;
    QTimer m_beat;
    QTimer m_everySecond;
    qint64 m_looks = 0;
    qint64 m_late = 0;
    qint64 m_longest = 0;
    std::array<qint64, 8> m_histogram{}; ///< below 1, 2, 4, 8, 16, 32, 64 ms, and above
};
