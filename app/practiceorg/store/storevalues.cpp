#include "app/practiceorg/store/store.h"

#include <QDate>
#include <QTime>

#include <charconv>

namespace practice {

namespace {

constexpr char checksumDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

bool isBase62(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// PROTOCOL 8.1: one character for each five, a bit for each capital.
void checksum(const char *id, char *ending)
{
    for (int group = 0; group < 3; ++group) {
        unsigned bits = 0;
        for (int k = 0; k < 5; ++k) {
            const char c = id[group * 5 + k];
            if (c >= 'A' && c <= 'Z')
                bits |= 1U << k;
        }
        ending[group] = checksumDigits[bits];
    }
}

/// `count` digits at `at`, or -1.
int digits(QByteArrayView text, qsizetype at, qsizetype count)
{
    if (at + count > text.size())
        return -1;
    int number = 0;
    for (qsizetype i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool isAt(QByteArrayView text, qsizetype at, char expected)
{
    return at < text.size() && text[at] == expected;
}

/// `Z`, `+02:00`, `-0300`, `+02`: seconds east of UTC.
std::optional<int> parseOffset(QByteArrayView text)
{
    if (text == "Z" || text == "z")
        return 0;
    if (text.size() < 3 || (text[0] != '+' && text[0] != '-'))
        return std::nullopt;
    const int hours = digits(text, 1, 2);
    const qsizetype minutesAt = isAt(text, 3, ':') ? 4 : 3;
    const int minutes = minutesAt < text.size() ? digits(text, minutesAt, 2) : 0;
    if (hours < 0 || minutes < 0 || hours > 14 || minutes > 59)
        return std::nullopt;
    if (text.size() > 3 && text.size() != minutesAt + 2)
        return std::nullopt;
    const int seconds = hours * 3600 + minutes * 60;
    return text[0] == '-' ? -seconds : seconds;
}

void appendPadded(QByteArray &out, int number, int width)
{
    char buffer[8];
    for (int i = width - 1; i >= 0; --i, number /= 10)
        buffer[i] = static_cast<char>('0' + number % 10);
    out.append(buffer, width);
}

} // namespace

QByteArray id18(QByteArrayView id)
{
    if (id.size() != 15)
        return id.toByteArray();
    QByteArray whole = id.toByteArray();
    whole.resize(18);
    checksum(whole.constData(), whole.data() + 15);
    return whole;
}

bool isWellFormedId(QByteArrayView id)
{
    if (id.size() != 15 && id.size() != 18)
        return false;
    for (const char c : id) {
        if (!isBase62(c))
            return false;
    }
    if (id.size() == 15)
        return true;
    char ending[3];
    checksum(id.data(), ending);
    return id[15] == ending[0] && id[16] == ending[1] && id[17] == ending[2];
}

QByteArray restDateTime(qint64 ms)
{
    QByteArray text;
    appendDateTime(text, ms);
    return text + "+0000";
}

void appendDateTime(QByteArray &out, qint64 ms)
{
    // Days to a civil date without QDateTime: this runs for every datetime of every row.
    qint64 days = ms / 86'400'000;
    qint64 rest = ms % 86'400'000;
    if (rest < 0) {
        rest += 86'400'000;
        --days;
    }
    days += 719'468;
    const qint64 era = (days >= 0 ? days : days - 146'096) / 146'097;
    const auto dayOfEra = static_cast<unsigned>(days - era * 146'097);
    const unsigned yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const unsigned dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const unsigned monthIndex = (5 * dayOfYear + 2) / 153;
    const unsigned day = dayOfYear - (153 * monthIndex + 2) / 5 + 1;
    const unsigned month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
    const qint64 year = static_cast<qint64>(yearOfEra) + era * 400 + (month <= 2 ? 1 : 0);

    appendPadded(out, static_cast<int>(year), 4);
    out += '-';
    appendPadded(out, static_cast<int>(month), 2);
    out += '-';
    appendPadded(out, static_cast<int>(day), 2);
    out += 'T';
    appendPadded(out, static_cast<int>(rest / 3'600'000), 2);
    out += ':';
    appendPadded(out, static_cast<int>(rest / 60'000 % 60), 2);
    out += ':';
    appendPadded(out, static_cast<int>(rest / 1000 % 60), 2);
    out += '.';
    appendPadded(out, static_cast<int>(rest % 1000), 3);
}

std::optional<QByteArray> parseDate(QByteArrayView text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    // Salesforce takes 1700 to 4000 (Object Reference, date).
    if (year < 1700 || year > 4000 || month < 1 || day < 1 || !QDate::isValid(year, month, day))
        return std::nullopt;
    return text.toByteArray();
}

std::optional<qint64> parseDateTime(QByteArrayView text)
{
    const std::optional<QByteArray> date =
        parseDate(text.first(std::min<qsizetype>(10, text.size())));
    if (!date)
        return std::nullopt;
    const QDate day(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    const qint64 start = (day.toJulianDay() - QDate(1970, 1, 1).toJulianDay()) * 86'400'000;
    if (text.size() == 10)
        return start;
    if (text[10] != 'T' && text[10] != 't') // a blank is refused: "2017-10-17 00:00:00"
        return std::nullopt;
    const int hours = digits(text, 11, 2);
    const int minutes = digits(text, 14, 2);
    if (!isAt(text, 13, ':') || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
        return std::nullopt;
    qsizetype at = 16;
    int seconds = 0;
    int ms = 0;
    if (isAt(text, at, ':')) {
        seconds = digits(text, at + 1, 2);
        at += 3;
        if (isAt(text, at, '.')) {
            int scale = 100;
            for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10)
                ms += (text[at] - '0') * scale;
        }
    }
    if (seconds < 0 || seconds > 59)
        return std::nullopt;
    const std::optional<int> offset = at >= text.size() ? 0 : parseOffset(text.sliced(at));
    if (!offset)
        return std::nullopt;
    return start + hours * 3'600'000LL + minutes * 60'000LL + seconds * 1000LL + ms
        - *offset * 1000LL;
}

} // namespace practice
