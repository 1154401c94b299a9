#include "app/practiceorg/soql/soqlplan.h"

#include <sqlite3.h>

/// The statements of a plan.
using namespace Qt::StringLiterals;

namespace practice::soql {

QByteArray Plan::recordsSql() const { return "SELECT " + columns + from + where + tail + limits; }

QByteArray Plan::rowIdsSql() const { return "SELECT t0.rowid" + from + where + tail + limits; }

QByteArray Plan::countSql() const
{
    return "SELECT COUNT(*) FROM (SELECT 1" + from + where + limits + ")";
}

QByteArray Plan::byRowIdSql() const
{
    const bool hidden = !withDeleted && object->field(u"IsDeleted"_s) != nullptr;
    QByteArray tables = from;
    tables.replace(" NOT INDEXED", "");
    return "SELECT " + columns + tables + " WHERE t0.rowid = ?"
        + (hidden ? " AND t0.\"IsDeleted\" = 0" : "");
}

void Plan::bind(sqlite3_stmt *statement, int first) const
{
    for (const Bound &value : bound) {
        if (const auto *integer = std::get_if<qint64>(&value))
            sqlite3_bind_int64(statement, first, *integer);
        else if (const auto *real = std::get_if<double>(&value))
            sqlite3_bind_double(statement, first, *real);
        else if (const auto *text = std::get_if<std::string>(&value))
            sqlite3_bind_text(
                statement, first, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
        else
            sqlite3_bind_null(statement, first);
        ++first;
    }
}

} // namespace practice::soql
