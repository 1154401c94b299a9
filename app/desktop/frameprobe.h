#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>

/// Measures how long the window's thread is busy between two waits of its event loop, which is the
/// longest that a frame could have been late. Switched on by ORGMEND_FRAME_PROBE=FILE; writes one
/// JSON document there, again each second: turns, the longest in milliseconds, how many took more
/// than 16 ms, and a histogram.
class FrameProbe final : public QObject {
    Q_OBJECT
public:
    explicit FrameProbe(const QString &file, QObject *parent = nullptr);
    ~FrameProbe() override;

private:
    void count(qint64 nanoseconds);
    void write() const;

    QString m_file;
    QElapsedTimer m_busySince;
    QTimer m_everySecond;
    qint64 m_turns = 0;
    qint64 m_late = 0;
    qint64 m_longest = 0;
    std::array<qint64, 8> m_histogram{}; ///< below 1, 2, 4, 8, 16, 32, 64 ms, and above
};
