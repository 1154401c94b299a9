// Dice that fall the same way everywhere, and the people they make.
#pragma once

#include "app/practiceorg/seed/seeddata.h"

#include <QtGlobal>

#include <span>
#include <string>

namespace practice::seed {

/// SplitMix64: small, fast, and the same everywhere.
class Dice {
public:
    explicit Dice(quint64 seed) : m_state(seed) { }
    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        quint64 z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    qint64 below(qint64 limit) { return static_cast<qint64>(next() % static_cast<quint64>(limit)); }
    bool percent(int share) { return below(100) < share; }
    template <typename T>
    const T &pick(std::span<const T> from)
    {
        return from[static_cast<std::size_t>(below(static_cast<qint64>(from.size())))];
    }

private:
    quint64 m_state;
};

struct Person {
    std::string first;
    std::string last;
    std::string email;
    std::string phone;
    std::string street;
    std::string city;
    std::string state;
    std::string postalCode;
    const seed::Culture *culture = nullptr;
};

/// Everything about one person follows from the seed and a number, so that a lead can be made to be
/// the same person as contact number n.
[[nodiscard]] Person person(quint64 seed, qint64 number);

} // namespace practice::seed
