#pragma once

#include <QLatin1StringView>
#include <QString>

#include <array>
#include <optional>
#include <utility>

/// The words by which CONTRACT.md, the database and the log know the values of an enum. Code
/// compares the values; the words are for what is read and written. One specialisation for each
/// enum, beside it.
template <typename Enum>
struct EnumWords;

template <typename Enum, std::size_t Size>
using EnumWordList = std::array<std::pair<Enum, QLatin1StringView>, Size>;

/// `partial` for Outcome::Partial.
template <typename Enum>
[[nodiscard]] QString wordOf(Enum value)
{
    for (const auto &[known, word] : EnumWords<Enum>::all) {
        if (known == value)
            return word;
    }
    return {};
}

/// Empty for none.
template <typename Enum>
[[nodiscard]] QString wordOf(const std::optional<Enum> &value)
{
    return value ? wordOf(*value) : QString();
}

/// None where no value has that word.
template <typename Enum>
[[nodiscard]] std::optional<Enum> fromWord(QStringView word)
{
    for (const auto &[value, known] : EnumWords<Enum>::all) {
        if (known == word)
            return value;
    }
    return std::nullopt;
}
