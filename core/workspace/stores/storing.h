#pragma once

#include "base/timestamp.h"
#include "values/event.h"
#include "workspace/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <optional>

/// How values stand in orgmend_* columns: shared by the stores, and by nobody else.
namespace storing {

template <typename T>
[[nodiscard]] QVariant orNull(const std::optional<T> &value)
{
    return value ? QVariant::fromValue(*value) : QVariant();
}

[[nodiscard]] inline std::optional<qint64> optionalInteger(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
}

[[nodiscard]] inline QDateTime time(const QVariant &value)
{
    return value.isNull() ? QDateTime() : fromIso(value.toString());
}

[[nodiscard]] inline QString jsonList(const QStringList &list)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(list)).toJson(QJsonDocument::Compact));
}

[[nodiscard]] inline QStringList listFrom(const QVariant &json)
{
    QStringList list;
    const QJsonArray values = QJsonDocument::fromJson(json.toString().toUtf8()).array();
    for (const auto &value : values)
        list.append(value.toString());
    return list;
}

/// Reads one row from left to right, in the order of the columns that were asked for.
class Reader {
public:
    explicit Reader(const Row &row) : m_row(row) { }
    [[nodiscard]] QVariant next() { return m_row.at(m_at++); }
    [[nodiscard]] QString text() { return next().toString(); }
    [[nodiscard]] qint64 integer() { return next().toLongLong(); }
    [[nodiscard]] bool yes() { return next().toLongLong() != 0; }
    [[nodiscard]] QDateTime time() { return storing::time(next()); }
    [[nodiscard]] QStringList list() { return listFrom(next()); }
    [[nodiscard]] Counts counts()
    {
        Counts counts;
        counts.imported = integer();
        counts.updated = integer();
        counts.deleted = integer();
        counts.failed = integer();
        counts.held = integer();
        return counts;
    }

private:
    const Row &m_row;
    std::size_t m_at = 0;
};

} // namespace storing
