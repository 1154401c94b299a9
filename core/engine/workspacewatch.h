#pragma once

#include "base/clock.h"

#include <QObject>
#include <QString>

#include <memory>
#include <thread>

/// Tells when anything was written to a workspace, by whatever program: looks at `PRAGMA
/// data_version` twice a second on a thread of its own. While the workspace can't be opened (it is
/// not there yet, say) it keeps trying.
class WorkspaceWatch : public QObject {
    Q_OBJECT
public:
    WorkspaceWatch(
        const QString &workspace, std::shared_ptr<const Clock> clock, QObject *parent = nullptr);
    ~WorkspaceWatch() override; ///< ends the thread

Q_SIGNALS:
    void changed(); ///< on the thread that owns the watch

private:
    std::jthread m_thread;
};
