#include "widgets/texts.h"

#include <QApplication>
#include <QCoreApplication>
#include <QLabel>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Texts)
};

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

} // namespace

namespace texts {

QString span(qint64 seconds)
{
    if (seconds < minute)
        return Texts::tr("%1 s").arg(seconds);
    if (seconds < hour)
        return Texts::tr("%1 min").arg(seconds / minute);
    if (seconds < day) {
        const qint64 minutes = seconds % hour / minute;
        return minutes == 0 ? Texts::tr("%1 h").arg(seconds / hour)
                            : Texts::tr("%1 h %2 min").arg(seconds / hour).arg(minutes);
    }
    const qint64 hours = seconds % day / hour;
    return hours == 0 ? Texts::tr("%1 d").arg(seconds / day)
                      : Texts::tr("%1 d %2 h").arg(seconds / day).arg(hours);
}

QString ago(const QDateTime &time, const QDateTime &now)
{
    if (!time.isValid())
        return Texts::tr("never");
    const qint64 seconds = time.secsTo(now);
    if (seconds < minute)
        return Texts::tr("just now");
    if (seconds < 7 * day)
        return Texts::tr("%1 ago").arg(span(seconds));
    return QLocale().toString(time.toLocalTime().date(), QLocale::ShortFormat);
}

QString ahead(const QDateTime &time, const QDateTime &now)
{
    const qint64 seconds = now.secsTo(time);
    if (seconds <= 0)
        return Texts::tr("now");
    if (seconds < minute)
        return Texts::tr("in less than a minute");
    // Rounded up: four and a half minutes are "in 5 min", and the last one is never "in 0 min".
    return Texts::tr("in %1").arg(span((seconds + minute - 1) / minute * minute));
}

QString moment(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    const QString clock = local.time().toString(u"HH:mm:ss"_s);
    if (local.date() == now.toLocalTime().date())
        return clock;
    return Texts::tr("%1, %2", "date, time")
        .arg(QLocale().toString(local.date(), QLocale::ShortFormat), clock);
}

QString exact(const QDateTime &time)
{
    if (!time.isValid())
        return Texts::tr("never");
    const QDateTime local = time.toLocalTime();
    return Texts::tr("%1, %2", "date, time")
        .arg(QLocale().toString(local.date(), QLocale::LongFormat),
            QLocale().toString(local.time(), u"HH:mm:ss t"_s));
}

QString number(qint64 value) { return QLocale().toString(value); }

QString percent(int value) { return Texts::tr("%1 %", "a share").arg(value); }

QString unknown() { return u"—"_s; }

} // namespace texts

void scaleFont(QWidget *widget, double factor, bool bold)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
    widget->setFont(font);
}

void makeQuiet(QLabel *label) { label->setProperty("quiet", true); }
