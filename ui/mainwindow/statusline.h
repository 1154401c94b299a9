#pragma once

#include "base/clock.h"
#include "overview/runprogress.h"

#include <QStatusBar>
#include <QTimer>

class QLabel;

/// The bottom of the window: when the next sync is due, how fast the one goes that runs, and which
/// workspace this is.
class StatusLine final : public QStatusBar {
    Q_OBJECT
public:
    StatusLine(const QString &workspace, const RunProgress &runs,
        std::shared_ptr<const Clock> clock, QWidget *parent = nullptr);

    /// None: there is no connection yet.
    void setConnection(const std::optional<ConnectionStatus> &status);

private:
    void say();

    const RunProgress &m_runs;
    std::shared_ptr<const Clock> m_clock;
    std::optional<ConnectionStatus> m_status;
    QLabel *m_nextSync;
    QLabel *m_rate;
    QTimer m_everySecond;
};
