#pragma once

#include <stop_token>
#include <thread>

/// Ctrl+C and SIGTERM as a stop request: whatever runs ends cleanly and says so. A second one ends
/// the program at once, which is safe as well: what was committed stays.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    std::stop_source m_stop;
    std::thread m_reader;
};
