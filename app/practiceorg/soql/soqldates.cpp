#include "app/practiceorg/soql/soqlplan.h"

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

enum class Unit { Day, Week, Month, Quarter, Year };

/// The first day of the unit that `day` lies in. Weeks begin on Sunday, as in the locale en_US; the
/// fiscal year is the calendar's.
QDate startOf(Unit unit, const QDate &day)
{
    switch (unit) {
    case Unit::Day:
        return day;
    case Unit::Week:
        return day.addDays(-(day.dayOfWeek() % 7));
    case Unit::Month:
        return QDate(day.year(), day.month(), 1);
    case Unit::Quarter:
        return QDate(day.year(), (day.month() - 1) / 3 * 3 + 1, 1);
    case Unit::Year:
        return QDate(day.year(), 1, 1);
    }
    return day;
}

QDate moved(Unit unit, const QDate &day, qint64 by)
{
    switch (unit) {
    case Unit::Day:
        return day.addDays(by);
    case Unit::Week:
        return day.addDays(7 * by);
    case Unit::Month:
        return day.addMonths(static_cast<int>(by));
    case Unit::Quarter:
        return day.addMonths(static_cast<int>(3 * by));
    case Unit::Year:
        return day.addYears(static_cast<int>(by));
    }
    return day;
}

Unit unitOf(const QString &word)
{
    if (word.contains(u"WEEK"))
        return Unit::Week;
    if (word.contains(u"MONTH"))
        return Unit::Month;
    if (word.contains(u"QUARTER"))
        return Unit::Quarter;
    return word.contains(u"YEAR") ? Unit::Year : Unit::Day;
}

} // namespace

Days daysOf(const QString &word, qint64 count, const QDate &today)
{
    const Unit unit = unitOf(word);
    const QDate current = startOf(unit, today);
    const auto units = [&](qint64 from, qint64 to) {
        return Days{moved(unit, current, from), moved(unit, current, to)};
    };

    if (word == u"TODAY" || word.startsWith(u"THIS_"))
        return units(0, 1);
    if (word == u"YESTERDAY")
        return units(-1, 0);
    if (word == u"TOMORROW")
        return units(1, 2);
    // Days that lie back include today; days ahead begin tomorrow. Longer units leave out the
    // current one on both sides.
    if (word == u"LAST_90_DAYS")
        return units(-90, 1);
    if (word == u"NEXT_90_DAYS")
        return units(1, 91);
    if (word.startsWith(u"LAST_N_"))
        return unit == Unit::Day ? units(-count, 1) : units(-count, 0);
    if (word.startsWith(u"NEXT_N_"))
        return units(1, count + 1);
    if (word.endsWith(u"_AGO"))
        return units(-count, 1 - count);
    return word.startsWith(u"LAST_") ? units(-1, 0) : units(1, 2);
}

} // namespace practice::soql
