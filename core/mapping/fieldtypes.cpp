#include "mapping/fieldtypes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

Conversion conversionFor(const FieldSchema &field)
{
    const QString &type = field.type;
    if (type == "boolean"_L1)
        return Conversion::Boolean;
    if (type == "int"_L1 || type == "long"_L1)
        return Conversion::Integer;
    if (type == "double"_L1 || type == "percent"_L1 || type == "currency"_L1)
        return Conversion::Decimal;
    if (type == "date"_L1)
        return Conversion::Date;
    if (type == "datetime"_L1)
        return Conversion::Timestamp;
    return Conversion::Text;
}

QString columnTypeFor(const FieldSchema &field)
{
    switch (conversionFor(field)) {
    case Conversion::Text:
    case Conversion::Lookup:
        return u"TEXT"_s;
    case Conversion::Boolean:
        return u"BOOLEAN"_s;
    case Conversion::Integer:
        return u"INTEGER"_s;
    case Conversion::Real:
        return u"REAL"_s;
    case Conversion::Decimal:
        return u"DECIMAL_TEXT(%1,%2)"_s.arg(field.precision).arg(field.scale);
    case Conversion::Date:
        return u"DATE"_s;
    case Conversion::Timestamp:
        return u"TIMESTAMP"_s;
    }
    Q_UNREACHABLE();
}

bool isCompound(const FieldSchema &field, const ObjectSchema &of)
{
    if (field.type == "address"_L1 || field.type == "location"_L1 || field.type == "base64"_L1
        || field.type == "complexvalue"_L1)
        return true;
    return std::ranges::any_of(of.fields, [&field](const FieldSchema &part) {
        return part.name.compare(field.name, Qt::CaseInsensitive) != 0
            && part.compoundFieldName.compare(field.name, Qt::CaseInsensitive) == 0;
    });
}

QString externalId(qint64 connection, const QString &object, const QString &record)
{
    return u"sf_%1_%2_%3"_s.arg(QString::number(connection), object, record);
}
