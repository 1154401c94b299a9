#include "mapping/convertcell.h"

#include "base/timestamp.h"

#include <algorithm>
#include <charconv>

namespace {

using Kind = CellValue::Kind;

CellValue text(std::string_view value) { return {.kind = Kind::Text, .text = value}; }
CellValue invalid() { return {.kind = Kind::Invalid}; }

template <typename Number>
bool readAll(std::string_view cell, Number &number)
{
    const char *begin = cell.data();
    const char *end = begin + cell.size();
    const auto [stopped, error] = std::from_chars(begin, end, number);
    return error == std::errc() && stopped == end;
}

CellValue boolean(std::string_view cell)
{
    if (cell == "true" || cell == "1")
        return {.kind = Kind::Integer, .integer = 1};
    if (cell == "false" || cell == "0")
        return {.kind = Kind::Integer, .integer = 0};
    return invalid();
}

bool areDigits(std::string_view digits)
{
    return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Exact: only text is moved about, no binary fraction is ever made of it.
CellValue decimal(std::string_view cell, std::string &room)
{
    const bool negative = cell.front() == '-';
    std::string_view rest = cell.substr(negative || cell.front() == '+' ? 1 : 0);

    int exponent = 0;
    if (const auto e = rest.find_first_of("eE"); e != std::string_view::npos) {
        std::string_view power = rest.substr(e + 1);
        if (!power.empty() && power.front() == '+')
            power.remove_prefix(1);
        if (!readAll(power, exponent) || exponent > 400 || exponent < -400)
            return invalid();
        rest = rest.substr(0, e);
    }
    const auto point = rest.find('.');
    const std::string_view whole = rest.substr(0, point);
    const std::string_view fraction =
        point == std::string_view::npos ? std::string_view() : rest.substr(point + 1);
    if ((whole.empty() && fraction.empty()) || !areDigits(whole) || !areDigits(fraction))
        return invalid();

    std::string digits(whole);
    digits.append(fraction);
    int places = static_cast<int>(fraction.size()) - exponent;
    if (places < 0)
        digits.append(static_cast<std::size_t>(-places), '0');
    places = std::max(places, 0);
    if (digits.size() <= static_cast<std::size_t>(places))
        digits.insert(0, static_cast<std::size_t>(places) + 1 - digits.size(), '0');

    const std::size_t wholeSize = digits.size() - static_cast<std::size_t>(places);
    const std::size_t leading = std::min(digits.find_first_not_of('0'), wholeSize - 1);
    room.assign(negative ? 1 : 0, '-');
    room.append(digits, leading, wholeSize - leading);
    const std::size_t last = digits.find_last_not_of('0');
    if (last != std::string::npos && last >= wholeSize) {
        room.push_back('.');
        room.append(digits, wholeSize, last + 1 - wholeSize);
    }
    if (room == "-0")
        room.assign(1, '0');
    return text(room);
}

CellValue integer(std::string_view cell, std::string &room)
{
    CellValue value{.kind = Kind::Integer};
    if (readAll(cell, value.integer))
        return value;
    // A whole number of a double field: `50.0`.
    const CellValue exact = decimal(cell, room);
    if (exact.kind == Kind::Text && readAll(exact.text, value.integer))
        return value;
    return invalid();
}

CellValue real(std::string_view cell)
{
    CellValue value{.kind = Kind::Real};
    return readAll(cell, value.real) ? value : invalid();
}

bool looksLikeDate(std::string_view cell)
{
    return cell.size() >= 10 && areDigits(cell.substr(0, 4)) && cell[4] == '-'
        && areDigits(cell.substr(5, 2)) && cell[7] == '-' && areDigits(cell.substr(8, 2));
}

CellValue date(std::string_view cell)
{
    const bool whole = cell.size() == 10 || (cell.size() > 10 && cell[10] == 'T');
    return whole && looksLikeDate(cell) ? text(cell.substr(0, 10)) : invalid();
}

CellValue timestamp(std::string_view cell, std::string &room)
{
    if (!looksLikeDate(cell))
        return invalid();
    if (cell.size() == 24 && cell[10] == 'T' && cell[19] == '.' && cell.back() == 'Z')
        return text(cell);
    if (cell.size() == 10) {
        room.assign(cell).append("T00:00:00.000Z");
        return text(room);
    }
    const QDateTime time =
        fromIso(QString::fromLatin1(cell.data(), static_cast<qsizetype>(cell.size())));
    if (!time.isValid())
        return invalid();
    room = isoUtc(time).toStdString();
    return text(room);
}

} // namespace

CellValue convertCell(std::string_view cell, Conversion as, std::string &room)
{
    if (cell.empty())
        return {};
    switch (as) {
    case Conversion::Text:
    case Conversion::Lookup:
        return text(cell);
    case Conversion::Boolean:
        return boolean(cell);
    case Conversion::Integer:
        return integer(cell, room);
    case Conversion::Real:
        return real(cell);
    case Conversion::Decimal:
        return decimal(cell, room);
    case Conversion::Date:
        return date(cell);
    case Conversion::Timestamp:
        return timestamp(cell, room);
    }
    return invalid();
}
