#include "engine/workspacewatch.h"

#include "base/pause.h"
#include "workspace/workspace.h"

using namespace std::chrono_literals;

namespace {

constexpr auto watchPause = 500ms;

template <typename Changed>
void watch(
    const QString &location, const Clock &clock, const std::stop_token &stop, Changed changed)
{
    RealPause pause;
    std::unique_ptr<Workspace> workspace;
    qint64 seen = 0;
    while (pause.wait(watchPause, stop)) {
        if (!workspace) {
            Result<std::unique_ptr<Workspace>> opened =
                Workspace::open(location, Workspace::Opening::ExistingOnly, clock);
            if (!opened)
                continue;
            workspace = *std::move(opened);
            seen = workspace->dataVersion();
            changed(); // what happened before we looked
        } else if (const qint64 version = workspace->dataVersion(); version != seen) {
            seen = version;
            changed();
        }
    }
}

} // namespace

WorkspaceWatch::WorkspaceWatch(
    const QString &workspace, std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent)
    , m_thread([this, workspace, clock = std::move(clock)](const std::stop_token &stop) {
        // Told on the owner's thread, whoever listens and however.
        watch(workspace, *clock, stop, [this] {
            QMetaObject::invokeMethod(this, &WorkspaceWatch::changed, Qt::QueuedConnection);
        });
    })
{
}

WorkspaceWatch::~WorkspaceWatch()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}
