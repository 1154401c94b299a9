#pragma once

#include <cstddef>
#include <memory>
#include <span>

struct z_stream_s;

/// Inflates a gzip stream as it arrives, of one member or of several. Only `isWhole()` tells that
/// nothing is missing: an answer cut in the middle looks fine to everybody else (HTTP_FACTS.md,
/// fact 2).
class Inflater {
public:
    Inflater();
    ~Inflater();
    Inflater(const Inflater &) = delete;
    Inflater &operator=(const Inflater &) = delete;

    struct Step {
        std::size_t consumed = 0;
        std::size_t produced = 0;
        bool broken = false; ///< this is no gzip, or it is damaged; nothing more will come
    };
    /// Goes on with `in` until it is used up or `out` is full.
    Step step(std::span<const char> in, std::span<char> out);
    /// True at the end of a member, and before the first byte.
    [[nodiscard]] bool isWhole() const { return m_whole; }

private:
    std::unique_ptr<z_stream_s> m_stream;
    bool m_whole = true;
    bool m_started = false;
    bool m_broken = false;
};
