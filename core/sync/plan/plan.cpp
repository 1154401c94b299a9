#include "sync/plan/plan.h"

#include "salesforce/query/soql.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Of 16,384 for an address and its headers together: a token may take 2,000.
constexpr qsizetype addressBytes = 14'000;

QString quotedList(const QStringList &ids)
{
    QStringList literals;
    literals.reserve(ids.size());
    for (const QString &id : ids)
        literals << soqlText(id);
    return literals.join(u',');
}

} // namespace

namespace plan {

Choice chooseWay(bool full, bool first, qint64 records, qint64 restLimit, bool fitsRest)
{
    if (!fitsRest && records > 0)
        return {ReadWay::Bulk, ReadReason::ManyFields};
    const ReadWay way = records > restLimit ? ReadWay::Bulk : ReadWay::Rest;
    if (full)
        return {way, first ? ReadReason::FirstSync : ReadReason::FullSync};
    return {way, way == ReadWay::Bulk ? ReadReason::ManyChanged : ReadReason::FewChanged};
}

QStringList fieldsOf(const Mapping &mapping, const ObjectSchema &schema, const QString &stampField)
{
    QStringList fields = {u"Id"_s};
    for (const FieldRow &row : mapping.rows) {
        if (!row.field.isEmpty() && !fields.contains(row.field))
            fields << row.field;
    }
    const QString converted = mapping.identity.convertedField;
    if (!converted.isEmpty() && schema.field(converted) && !fields.contains(converted))
        fields << converted;
    if (!fields.contains(stampField))
        fields << stampField;
    return fields;
}

QString rowsQuery(const QString &object, const QStringList &fields, const QString &stampField,
    const Position &position, bool inOrder)
{
    QString soql = selectFrom(object, fields);
    if (!position.stamp.isEmpty())
        soql += u" WHERE %1 > %2 OR (%1 = %2 AND Id > %3)"_s.arg(
            stampField, position.stamp, soqlText(position.id));
    else if (!position.low.isEmpty())
        soql += u" WHERE %1 >= %2"_s.arg(stampField, position.low);
    if (inOrder)
        soql += u" ORDER BY %1, Id"_s.arg(stampField);
    return soql;
}

QString countQuery(const QString &object, const QString &stampField, const QString &low)
{
    const QString since = low.isEmpty() ? QString() : u" WHERE %1 >= %2"_s.arg(stampField, low);
    return u"SELECT COUNT() FROM "_s + object + since;
}

QString deletedQuery(
    const QString &object, const QStringList &fields, const QString &stampField, const QString &low)
{
    return selectFrom(object, fields)
        + u" WHERE IsDeleted = true AND %1 >= %2 ORDER BY %1, Id"_s.arg(stampField, low);
}

QString byIdQuery(const QString &object, const QStringList &fields, const QStringList &ids)
{
    return selectFrom(object, fields) + u" WHERE Id IN ("_s + quotedList(ids) + u")"_s;
}

bool fitsAddress(const QString &soql) { return queryPath(soql, true).size() <= addressBytes; }

int idsPerQuery(const QString &object, const QStringList &fields)
{
    constexpr qsizetype each = 30; // quotes, comma and blank take three bytes each
    constexpr qsizetype most = 300;
    const qsizetype taken = queryPath(byIdQuery(object, fields, {}), true).size();
    return static_cast<int>(std::clamp((addressBytes - taken) / each, qsizetype(1), most));
}

} // namespace plan
