// Rows of an object's table: found, read, written.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

namespace practice {

void bindValue(Statement &statement, int index, const Value &value);
void setText(const Object &object, Row &row, const QString &name, const std::string &text);
void setInteger(const Object &object, Row &row, const QString &name, qint64 number);

/// The live records of any object whose field has that value; 20 at most.
[[nodiscard]] std::vector<QByteArray> findRecords(
    Store::Writer &writer, const Object &object, const Field &field, const Value &value);

/// The rows of one object. Its statements are put together once.
class RecordRows {
public:
    RecordRows(Store::Writer &writer, const Object &object);

    [[nodiscard]] const std::vector<const Field *> &writable() const { return m_writable; }
    /// A row of what a field is when nobody gives it.
    [[nodiscard]] const Row &blank() const { return m_blank; }
    [[nodiscard]] bool load(const QByteArray &id, Row &row) const;
    [[nodiscard]] bool insert(const Row &row) const;
    /// Writes what differs.
    [[nodiscard]] bool update(const QByteArray &id, const Row &row, const Row &before) const;

private:
    Store::Writer &m_writer;
    const Object &m_object;
    std::vector<const Field *> m_stored;   ///< generated ones included
    std::vector<const Field *> m_writable; ///< stored, not generated
    Row m_blank;
    QByteArray m_selectSql;
    QByteArray m_insertSql;
};

} // namespace practice
