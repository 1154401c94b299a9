#include "base/pause.h"

#include <condition_variable>
#include <mutex>

bool RealPause::wait(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    condition.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

bool InstantPause::wait(std::chrono::milliseconds time, const std::stop_token &stop)
{
    if (stop.stop_requested())
        return false;
    m_clock.advance(time);
    m_total += time;
    return true;
}
