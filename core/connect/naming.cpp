#include "connect/naming.h"

#include "connect/connectrequest.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Lower-case letters, digits and single underscores; never empty, never a digit first.
QString identifier(const QString &name)
{
    QString made;
    for (const QChar letter : name.normalized(QString::NormalizationForm_KD).toLower()) {
        if ((letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9'))
            made += letter;
        else if (!letter.isMark() && !made.isEmpty() && !made.endsWith(u'_'))
            made += u'_';
    }
    if (made.isEmpty() || made.front().isDigit())
        made.prepend(u"org_"_s);
    made.truncate(30);
    while (made.endsWith(u'_'))
        made.chop(1);
    return made;
}

template <typename Taken>
QString firstFree(const QString &wanted, const QString &separator, const Taken &isTaken)
{
    QString candidate = wanted;
    for (int number = 2; isTaken(candidate); ++number)
        candidate = wanted + separator + QString::number(number);
    return candidate;
}

} // namespace

QString naming::connectionName(const QString &wanted, const std::vector<Connection> &others)
{
    const auto isTaken = [&others](const QString &name) {
        return std::any_of(others.begin(), others.end(),
            [&name](const Connection &other) { return other.name == name; });
    };
    return firstFree(wanted.isEmpty() ? u"Salesforce"_s : wanted, u" "_s, isTaken);
}

QString naming::tablePrefix(const Connection &connection, const std::vector<Connection> &others)
{
    const auto isTaken = [&others](const QString &prefix) {
        return std::any_of(others.begin(), others.end(),
            [&prefix](const Connection &other) { return other.tablePrefix == prefix; });
    };
    const QString usual = connection.environment == Environment::Sandbox ? u"sandbox_"_s : u""_s;
    const bool isFirst = std::none_of(others.begin(), others.end(),
        [&connection](const Connection &o) { return o.environment == connection.environment; });
    if (isFirst && !isTaken(usual))
        return usual;
    const QString base = firstFree(identifier(connection.name), u"_"_s,
        [&isTaken](const QString &name) { return isTaken(name + u'_'); });
    return base + u'_';
}

quint16 naming::callbackPort(quint16 asked, const QString &callback)
{
    const int before = QUrl(callback).port();
    return asked == ConnectRequest().callbackPort && before > 0 ? static_cast<quint16>(before)
                                                                : asked;
}

QString naming::syncLease(qint64 connection) { return u"sync:"_s + QString::number(connection); }
