#include "app/practiceorg/query/formatted.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

QString grouped(double number, int scale)
{
    static const QLocale american(QLocale::English, QLocale::UnitedStates);
    return american.toString(number, 'f', scale);
}

} // namespace

/// The SOQL guide's examples ("FORMAT()"): `12/28/2015`, `4/10/2025, 3:31 PM`, `$44,000.00`. What a
/// negative amount looks like is in no source.
QByteArray formatted(const Object &object, const Field &field, sqlite3_stmt *row, int column)
{
    switch (field.type) {
    case FieldType::Date: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(row, column));
        return QDate::fromString(QString::fromLatin1(text), Qt::ISODate)
            .toString(u"M/d/yyyy"_s)
            .toLatin1();
    }
    case FieldType::DateTime:
        return QDateTime::fromMSecsSinceEpoch(sqlite3_column_int64(row, column), QTimeZone::utc())
            .toString(u"M/d/yyyy, h:mm AP"_s)
            .toLatin1();
    case FieldType::Int:
        return grouped(sqlite3_column_double(row, column), 0).toLatin1();
    case FieldType::Double:
        return grouped(sqlite3_column_double(row, column), field.scale).toLatin1();
    case FieldType::Currency: {
        if (object.field(u"CurrencyIsoCode"_s) != nullptr)
            return {};
        const double amount = sqlite3_column_double(row, column);
        return (amount < 0 ? "-$" : "$") + grouped(qAbs(amount), field.scale).toLatin1();
    }
    default:
        return {};
    }
}

} // namespace practice
