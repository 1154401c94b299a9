#include "ctl/interrupt.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace {

// A signal handler can reach nothing but globals.
std::array<int, 2> signalPipe{-1, -1};
constexpr char signalled = 's';
constexpr char finished = 'f';

void onSignal(int)
{
    // Nothing useful can be done here when the pipe is full: there is a request in it already.
    [[maybe_unused]] const ssize_t written = ::write(signalPipe[1], &signalled, 1);
}

} // namespace

Interrupt::Interrupt()
{
    if (::pipe2(signalPipe.data(), O_CLOEXEC) != 0)
        return;
    m_reader = std::thread([this] {
        char what = 0;
        while (::read(signalPipe[0], &what, 1) == 1 && what != finished) {
            if (!m_stop.request_stop())
                ::_exit(130);
        }
    });
    struct sigaction action{};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

Interrupt::~Interrupt()
{
    if (!m_reader.joinable())
        return;
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    if (::write(signalPipe[1], &finished, 1) == 1)
        m_reader.join();
    else
        m_reader.detach();
    ::close(signalPipe[0]);
    ::close(signalPipe[1]);
}
