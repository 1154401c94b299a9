#pragma once

#include <QByteArray>
#include <QString>
#include <QVariant>

/// What names a row of some table: the value of its one key column, exactly as the database has it
/// (an integer, a text, a blob). Null: no row.
class RowKey {
public:
    RowKey() = default;
    explicit RowKey(QVariant value) : m_value(std::move(value)) { }
    explicit RowKey(qint64 value) : m_value(value) { }

    [[nodiscard]] bool isNull() const { return m_value.isNull(); }
    /// As it is bound.
    [[nodiscard]] const QVariant &value() const { return m_value; }
    /// As the log shows it: a blob in hexadecimal digits.
    [[nodiscard]] QString text() const
    {
        return m_value.typeId() == QMetaType::QByteArray
            ? QString::fromLatin1(m_value.toByteArray().toHex())
            : m_value.toString();
    }

    /// `7` and `'7'` are two keys, as they are to the database.
    friend bool operator==(const RowKey &one, const RowKey &other)
    {
        return one.m_value.typeId() == other.m_value.typeId() && one.m_value == other.m_value;
    }

private:
    QVariant m_value;
};
