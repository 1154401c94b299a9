#pragma once

#include "overview/runprogress.h"

#include <QTimer>

class QWidget;

/// Leaving while a sync runs: asks first, then stops the runs and waits for them, but not for long.
class Quitting final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds patience{5};

    Quitting(const RunProgress &runs, QWidget *window);

    /// Whether the window may close at once. If not, it is asked about, or waited for already.
    [[nodiscard]] bool mayClose();
    /// A run has ended. True when nothing else was waited for: the window closes.
    bool closeIfStopped();

signals:
    void stopRequested(qint64 connection);

private:
    void ask();
    void stopRuns();

    const RunProgress &m_runs;
    QWidget *m_window;
    bool m_stopping = false;
    bool m_isPatienceOver = false;
    QTimer m_patience;
};
