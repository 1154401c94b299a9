#include "base/backgroundjob.h"

void BackgroundJob::stopAndWait()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    m_receiver.reset();
    m_running = false;
}
