#pragma once

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <thread>

/// The border between threads. Runs a function on a thread of its own and brings the answer back to
/// the thread that owns the job, through its event loop. Starting it again, or destroying it, stops
/// the function, waits for it and drops an answer that was not delivered: nothing outlives its
/// owner, and no stale answer has to be recognised.
///
/// Values cross, not pointers. Keep a job as the last member, so that it is destroyed first.
class BackgroundJob {
public:
    BackgroundJob() = default;
    BackgroundJob(const BackgroundJob &) = delete;
    BackgroundJob &operator=(const BackgroundJob &) = delete;
    ~BackgroundJob() { stopAndWait(); }

    template <typename Work, typename Done>
    void start(Work work, Done done)
    {
        using Answer = std::invoke_result_t<Work, const std::stop_token &>;
        stopAndWait();
        m_running = true;
        m_receiver = std::make_unique<QObject>();
        QObject *receiver = m_receiver.get();
        m_thread = std::jthread([this, receiver, work = std::move(work), done = std::move(done)](
                                    const std::stop_token &stop) mutable {
            auto answer = std::make_shared<Answer>(work(stop));
            QMetaObject::invokeMethod(
                receiver,
                [this, done = std::move(done), answer]() mutable {
                    m_running = false;
                    done(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }

    /// A request: the answer still arrives.
    void cancel() { m_thread.request_stop(); }
    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    void stopAndWait();

    std::unique_ptr<QObject>
        m_receiver; ///< lives on the owner's thread; gone, it takes undelivered answers along
    bool m_running = false; ///< read and written on the owner's thread only
    std::jthread m_thread;
};
