#include "tests/practiceorg/shape.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace shape {

namespace {

bool isCustom(const QString &name) { return name.contains("__"_L1); }

bool areNamed(const QJsonArray &list)
{
    return !list.isEmpty() && std::ranges::all_of(list, [](const QJsonValue &each) {
        return each.isObject() && each[u"name"_s].isString();
    });
}

QJsonValue merged(const QJsonValue &a, const QJsonValue &b);

QJsonObject mergedObjects(QJsonObject a, const QJsonObject &b)
{
    for (auto each = b.begin(); each != b.end(); ++each)
        a.insert(each.key(), merged(a.value(each.key()), each.value()));
    return a;
}

/// What stands for two elements of one list: all keys of both, and of two values one that says
/// something.
QJsonValue merged(const QJsonValue &a, const QJsonValue &b)
{
    if (a.isObject() && b.isObject())
        return mergedObjects(a.toObject(), b.toObject());
    if (a.isArray() && b.isArray()) {
        QJsonArray both = a.toArray();
        for (const QJsonValue &each : b.toArray())
            both.append(each);
        return both;
    }
    return a.isNull() || a.isUndefined() ? b : a;
}

QJsonValue allTogether(const QJsonArray &list)
{
    QJsonValue whole = QJsonValue::Null;
    for (const QJsonValue &each : list)
        whole = merged(whole, each);
    return whole;
}

QJsonObject byName(const QJsonArray &list)
{
    QJsonObject named;
    for (const QJsonValue &each : list)
        named.insert(each[u"name"_s].toString(), each);
    return named;
}

class Comparison {
public:
    void values(const QString &place, const QJsonValue &theirs, const QJsonValue &ours)
    {
        if (theirs.isNull() || ours.isNull())
            return;
        if (theirs.type() != ours.type())
            found.append(u'~' + place);
        else if (theirs.isObject())
            objects(theirs.toObject(), ours.toObject(), [&place](const QString &key) {
                return place.isEmpty() ? key : QString(place + u'.' + key);
            });
        else if (theirs.isArray())
            lists(place, theirs.toArray(), ours.toArray());
    }

    QStringList found;

private:
    template <typename PlaceOf>
    void objects(const QJsonObject &theirs, const QJsonObject &ours, PlaceOf placeOf)
    {
        for (auto each = theirs.begin(); each != theirs.end(); ++each) {
            if (isCustom(each.key()))
                continue;
            if (ours.contains(each.key()))
                values(placeOf(each.key()), each.value(), ours[each.key()]);
            else
                found.append(u'-' + placeOf(each.key()));
        }
        for (auto each = ours.begin(); each != ours.end(); ++each) {
            if (!isCustom(each.key()) && !theirs.contains(each.key()))
                found.append(u'+' + placeOf(each.key()));
        }
    }

    void lists(const QString &place, const QJsonArray &theirs, const QJsonArray &ours)
    {
        if (theirs.isEmpty() || ours.isEmpty())
            return;
        if (areNamed(theirs) && areNamed(ours)) {
            objects(byName(theirs), byName(ours),
                [&place](const QString &name) { return QString(place + u'[' + name + u']'); });
            return;
        }
        values(place + u"[]"_s, allTogether(theirs), allTogether(ours));
    }
};

} // namespace

QStringList differences(const QJsonValue &theirs, const QJsonValue &ours)
{
    Comparison comparison;
    comparison.values(QString(), theirs, ours);
    comparison.found.sort();
    return comparison.found;
}

} // namespace shape
