#include "workspace/sqlitevalues.h"

#include "base/timestamp.h"

#include <QDate>
#include <QDateTime>

#include <sqlite3.h>

#include <string>

namespace {

int bindUtf8(sqlite3_stmt *statement, int position, const QByteArray &text)
{
    return sqlite3_bind_text64(statement, position, text.constData(), sqlite3_uint64(text.size()),
        SQLITE_TRANSIENT, SQLITE_UTF8); // NOLINT: SQLite's own cast
}

int bindTime(sqlite3_stmt *statement, int position, const QString &iso)
{
    return iso.isEmpty() ? sqlite3_bind_null(statement, position)
                         : bindUtf8(statement, position, iso.toUtf8());
}

} // namespace

int sqlitevalues::bind(sqlite3_stmt *statement, int position, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr:
        return sqlite3_bind_null(statement, position);
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Long:
    case QMetaType::LongLong:
    case QMetaType::Short:
    case QMetaType::ULongLong:
    case QMetaType::ULong:
        return sqlite3_bind_int64(statement, position, value.toLongLong());
    case QMetaType::Double:
    case QMetaType::Float:
        return sqlite3_bind_double(statement, position, value.toDouble());
    case QMetaType::QString:
        return bindUtf8(statement, position, value.toString().toUtf8());
    case QMetaType::QByteArray: {
        const QByteArray bytes = value.toByteArray();
        return sqlite3_bind_blob64(statement, position, bytes.isNull() ? "" : bytes.constData(),
            sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT); // NOLINT: SQLite's own cast
    }
    case QMetaType::QDateTime:
        return bindTime(statement, position, isoUtc(value.toDateTime()));
    case QMetaType::QDate:
        return bindTime(statement, position, value.toDate().toString(Qt::ISODate));
    case QMetaType::QUuid:
        return bindUtf8(
            statement, position, value.toUuid().toString(QUuid::WithoutBraces).toUtf8());
    default:
        break;
    }
    if (value.metaType() == QMetaType::fromType<std::string>())
        return bindUtf8(statement, position, QByteArray::fromStdString(value.value<std::string>()));
    return SQLITE_MISUSE; // a type that no column can hold
}

QVariant sqlitevalues::at(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return qint64(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
        return sqlite3_column_double(statement, column);
    case SQLITE_TEXT:
        return QString::fromUtf8(
            reinterpret_cast<const char *>(sqlite3_column_text(statement, column)), // NOLINT
            sqlite3_column_bytes(statement, column));
    case SQLITE_BLOB:
        return QByteArray(static_cast<const char *>(sqlite3_column_blob(statement, column)),
            sqlite3_column_bytes(statement, column));
    default:
        return {};
    }
}
