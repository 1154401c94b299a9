#include "mainwindow/quitting.h"

#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

Quitting::Quitting(const RunProgress &runs, QWidget *window)
    : QObject(window), m_runs(runs), m_window(window)
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_isPatienceOver = true; // being killed is safe: the next run goes on from the last page
        m_window->close();
    });
}

bool Quitting::mayClose()
{
    if (m_runs.isIdle() || m_isPatienceOver)
        return true;
    if (!m_stopping)
        ask();
    return false;
}

bool Quitting::closeIfStopped()
{
    if (!m_stopping || !m_runs.isIdle())
        return false;
    m_window->close();
    return true;
}

void Quitting::ask()
{
    if (m_window->findChild<QMessageBox *>(u"quitQuestion"_s))
        return;
    auto *box = new QMessageBox(m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"quitQuestion"_s);
    box->setWindowTitle(tr("A sync is running"));
    box->setText(tr("Stop the sync and quit?"));
    box->setInformativeText(tr("What has been read stays. The next sync goes on where this one "
                               "stops."));
    QPushButton *yes = box->addButton(tr("&Stop and quit"), QMessageBox::AcceptRole);
    yes->setObjectName(u"stopAndQuitButton"_s);
    QPushButton *no = box->addButton(tr("&Keep running"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, &Quitting::stopRuns);
    box->open();
}

void Quitting::stopRuns()
{
    m_stopping = true;
    if (closeIfStopped()) // it ended while the question was open
        return;
    for (const qint64 connection : m_runs.connections())
        emit stopRequested(connection);
    m_patience.start(patience);
}
