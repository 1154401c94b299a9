#pragma once

#include "base/backgroundjob.h"

#include <functional>

/// Reads a value in the background, one reading at a time. Asked while it reads, it reads once more
/// afterwards, however often it was asked: news are never missed and never queue up. The thread
/// that asks never waits.
template <typename Value>
class Rereader {
public:
    using Read = std::function<Value(const std::stop_token &)>;
    using Take = std::function<void(Value)>;

    Rereader(Read read, Take take) : m_read(std::move(read)), m_take(std::move(take)) { }

    void ask()
    {
        if (m_job.isRunning()) {
            m_askedAgain = true;
            return;
        }
        m_askedAgain = false;
        m_job.start(m_read, [this](Value value) {
            m_take(std::move(value));
            if (m_askedAgain)
                ask();
        });
    }
    [[nodiscard]] bool isReading() const { return m_job.isRunning(); }

private:
    Read m_read;
    Take m_take;
    bool m_askedAgain = false;
    BackgroundJob m_job;
};
