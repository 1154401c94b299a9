#include "mainwindow/statusline.h"

#include "overview/offers.h"
#include "widgets/texts.h"

#include <QFileInfo>
#include <QLabel>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

StatusLine::StatusLine(const QString &workspace, const RunProgress &runs,
    std::shared_ptr<const Clock> clock, QWidget *parent)
    : QStatusBar(parent)
    , m_runs(runs)
    , m_clock(std::move(clock))
    , m_nextSync(new QLabel(this))
    , m_rate(new QLabel(this))
{
    auto *workspaceName = new QLabel(QFileInfo(workspace).fileName(), this);
    workspaceName->setToolTip(workspace);
    m_nextSync->setObjectName(u"nextSyncLabel"_s);
    m_rate->setObjectName(u"rateLabel"_s);
    setSizeGripEnabled(false);
    setContentsMargins(12, 0, 12, 0);
    addWidget(m_nextSync);
    addPermanentWidget(m_rate);
    addPermanentWidget(workspaceName);
    connect(&m_everySecond, &QTimer::timeout, this, &StatusLine::say);
    m_everySecond.start(1s);
}

void StatusLine::setConnection(const std::optional<ConnectionStatus> &status)
{
    m_status = status;
    say();
}

void StatusLine::say()
{
    m_nextSync->setText(m_status ? tr("Next sync: %1").arg(nextSyncText(*m_status, m_clock->now()))
                                 : tr("No connection yet"));
    const double rate = m_status ? m_runs.rowsPerSecond(m_status->connection.id) : 0;
    m_rate->setText(
        rate > 0 ? tr("↓ %1 rows/s").arg(texts::number(std::llround(rate))) : QString());
    m_rate->setVisible(rate > 0);
}
