#include "base/timestamp.h"

using namespace Qt::StringLiterals;

QString isoUtc(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime fromIso(const QString &text)
{
    QString normal = text;
    if (normal.size() > 5
        && (normal.at(normal.size() - 5) == u'+' || normal.at(normal.size() - 5) == u'-'))
        normal.insert(normal.size() - 2, u':'); // Qt reads +00:00 only
    return QDateTime::fromString(normal, Qt::ISODateWithMs).toUTC();
}
