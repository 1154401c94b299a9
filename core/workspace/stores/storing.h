#pragma once

#include "base/failure.h"
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

/// `imported, updated, …`: what Reader::counts() reads.
[[nodiscard]] inline QString countList()
{
    QStringList names;
    for (const NamedCount &count : namedCounts)
        names << count.column;
    return names.join(QStringLiteral(", "));
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
    /// None for a word of another version, or none at all.
    template <typename Enum>
    [[nodiscard]] std::optional<Enum> word()
    {
        return fromWord<Enum>(text());
    }
    /// The columns of countColumns().
    [[nodiscard]] Counts counts()
    {
        Counts counts;
        for (const NamedCount &count : namedCounts)
            counts.*count.number = integer();
        return counts;
    }
    /// The columns of Columns::setFailure(). A code of a newer version becomes a failure elsewhere,
    /// in `run`.
    [[nodiscard]] std::optional<Failure> failure(qint64 run)
    {
        const QString code = text();
        const QStringList arguments = list();
        const QString raw = text();
        if (code.isEmpty())
            return std::nullopt;
        if (const std::optional<Failure::Problem> problem = Failure::problemOf(code))
            return ::failure(*problem, arguments, raw);
        return ::failure(Failure::Problem::RunElsewhereFailed, {QString::number(run)}, raw);
    }

private:
    const Row &m_row;
    std::size_t m_at = 0;
};

/// What is written of one row: columns with their values. Text and values of a statement come from
/// one list, so that they can't part.
class Columns {
public:
    Columns &set(const QString &column, const QVariant &value)
    {
        m_names << column;
        m_values.push_back(value);
        return *this;
    }
    /// In their order, as Reader::counts() reads them; null for none.
    Columns &setCounts(const std::optional<Counts> &counts)
    {
        for (const NamedCount &count : namedCounts)
            set(count.column, counts ? QVariant((*counts).*count.number) : QVariant());
        return *this;
    }
    Columns &setFailure(const std::optional<Failure> &failure)
    {
        set(QStringLiteral("failure_code"), failure ? failure->code() : QString());
        set(QStringLiteral("failure_arguments"),
            jsonList(failure ? failure->arguments : QStringList()));
        return set(QStringLiteral("failure_raw"), failure ? failure->raw : QString());
    }

    /// `INSERT INTO table (…) VALUES (…)`
    [[nodiscard]] QString insertInto(const QString &table) const
    {
        const QStringList marks(m_names.size(), QStringLiteral("?"));
        return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
            .arg(table, list(), marks.join(QStringLiteral(", ")));
    }
    /// `a, b`
    [[nodiscard]] QString list() const { return m_names.join(QStringLiteral(", ")); }
    /// `a = ?, b = ?`
    [[nodiscard]] QString assignments() const
    {
        return m_names.join(QStringLiteral(" = ?, ")) + QStringLiteral(" = ?");
    }
    /// `a = excluded.a, b = excluded.b`
    [[nodiscard]] QString excluded() const
    {
        QStringList terms;
        for (const QString &name : m_names)
            terms << QStringLiteral("%1 = excluded.%1").arg(name);
        return terms.join(QStringLiteral(", "));
    }
    [[nodiscard]] const std::vector<QVariant> &values() const { return m_values; }

private:
    QStringList m_names;
    std::vector<QVariant> m_values;
};

} // namespace storing
