// What the made-up people, organizations and gifts are called.
#pragma once

#include <span>
#include <string_view>

namespace practice::seed {

/// A name as written and as it looks in an e-mail address.
struct Name {
    const char *written;
    const char *plain;
};

/// People of one part of the world.
struct Culture {
    const char *country;
    const char *phonePrefix;
    std::span<const Name> firstNames;
    std::span<const Name> lastNames;
    std::span<const char *const> cities;
    std::span<const char *const> states;  ///< one for each city; empty text: none
    std::span<const char *const> streets; ///< `%` stands for the number
    int share;                            ///< how many of a hundred
};

[[nodiscard]] std::span<const Culture> cultures();
[[nodiscard]] std::span<const char *const> causes(); ///< `Food Bank`
[[nodiscard]] std::span<const char *const> titles();
[[nodiscard]] std::span<const char *const> departments();
[[nodiscard]] std::span<const char *const> notes(); ///< quotes, line breaks, emoji among them
[[nodiscard]] std::span<const char *const> gifts(); ///< kinds of opportunities
[[nodiscard]] std::span<const char *const> taskSubjects();
[[nodiscard]] std::span<const char *const> eventSubjects();

} // namespace practice::seed
