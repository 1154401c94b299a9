#include "app/practiceorg/records/recordsrow.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

Value columnValue(sqlite3_stmt *row, int column)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL:
        return {};
    case SQLITE_INTEGER:
        return Value::ofInteger(sqlite3_column_int64(row, column));
    case SQLITE_FLOAT:
        return Value::ofReal(sqlite3_column_double(row, column));
    default:
        return Value::ofText({reinterpret_cast<const char *>(sqlite3_column_text(row, column)),
            static_cast<std::size_t>(sqlite3_column_bytes(row, column))});
    }
}

/// What the field is when nobody gives it.
Value standardValue(const Field &field)
{
    Value standard;
    if (!field.rollUp.isNull())
        standard = Value::ofReal(0);
    if (field.type == FieldType::Boolean)
        standard = Value::ofInteger(field.defaultValue == "true"_L1 ? 1 : 0);
    for (const PicklistValue &value : field.picklist) {
        if (value.isDefault && field.defaultedOnCreate)
            standard = Value::ofText(value.value.toStdString());
    }
    return standard;
}

} // namespace

void bindValue(Statement &statement, int index, const Value &value)
{
    switch (value.kind) {
    case Value::Kind::Null:
        statement.bindNull(index);
        break;
    case Value::Kind::Text:
        statement.bind(index, std::string_view(value.text));
        break;
    case Value::Kind::Integer:
        statement.bind(index, value.integer);
        break;
    case Value::Kind::Real:
        statement.bind(index, value.real);
        break;
    }
}

void setText(const Object &object, Row &row, const QString &name, const std::string &text)
{
    if (const Field *field = object.field(name))
        row[static_cast<std::size_t>(field->index)] = Value::ofText(text);
}

void setInteger(const Object &object, Row &row, const QString &name, qint64 number)
{
    if (const Field *field = object.field(name))
        row[static_cast<std::size_t>(field->index)] = Value::ofInteger(number);
}

std::vector<QByteArray> findRecords(
    Store::Writer &writer, const Object &object, const Field &field, const Value &value)
{
    std::vector<QByteArray> ids;
    if (value.isNull())
        return ids;
    Statement &statement = writer.prepared("SELECT \"Id\" FROM " + object.table + " WHERE "
        + field.column + " = ? AND " + deletedColumn(object) + " = 0 ORDER BY \"Id\" LIMIT 20");
    if (field.type == FieldType::Id || field.type == FieldType::Reference) {
        statement.bind(1, viewOf(id18(QByteArray::fromStdString(value.text))));
    } else {
        bindValue(statement, 1, value);
    }
    while (statement.step()) {
        const std::string_view id = statement.text(0);
        ids.emplace_back(id.data(), static_cast<qsizetype>(id.size()));
    }
    statement.reset();
    return ids;
}

RecordRows::RecordRows(Store::Writer &writer, const Object &object)
    : m_writer(writer), m_object(object), m_blank(object.fields.size())
{
    QByteArray names;
    QByteArray readable;
    QByteArray marks;
    for (const Field &field : object.fields) {
        if (!field.stored())
            continue;
        m_stored.push_back(&field);
        readable += (readable.isEmpty() ? "" : ", ") + field.column;
        if (!field.generatedSql.isEmpty())
            continue;
        m_writable.push_back(&field);
        names += (names.isEmpty() ? "" : ", ") + field.column;
        marks += marks.isEmpty() ? "?" : ", ?";
        m_blank[static_cast<std::size_t>(field.index)] = standardValue(field);
    }
    m_selectSql = "SELECT " + readable + " FROM " + object.table + " WHERE \"Id\" = ?";
    m_insertSql = "INSERT INTO " + object.table + " (" + names + ") VALUES (" + marks + ")";
}

bool RecordRows::load(const QByteArray &id, Row &row) const
{
    Statement &statement = m_writer.prepared(m_selectSql);
    statement.bind(1, viewOf(id));
    const bool found = statement.step();
    if (found) {
        row.assign(m_object.fields.size(), {});
        int column = 0;
        for (const Field *field : m_stored)
            row[static_cast<std::size_t>(field->index)] = columnValue(statement.handle(), column++);
    }
    statement.reset();
    return found;
}

bool RecordRows::insert(const Row &row) const
{
    Statement &statement = m_writer.prepared(m_insertSql);
    int index = 1;
    for (const Field *field : m_writable)
        bindValue(statement, index++, row[static_cast<std::size_t>(field->index)]);
    return statement.run();
}

bool RecordRows::update(const QByteArray &id, const Row &row, const Row &before) const
{
    QByteArray sql = "UPDATE " + m_object.table + " SET ";
    std::vector<const Value *> values;
    for (const Field *field : m_writable) {
        const auto at = static_cast<std::size_t>(field->index);
        if (row[at] == before[at])
            continue;
        sql += (values.empty() ? "" : ", ") + field->column + " = ?";
        values.push_back(&row[at]);
    }
    if (values.empty())
        return true;
    Statement &statement = m_writer.prepared(sql + " WHERE \"Id\" = ?");
    int index = 1;
    for (const Value *value : values)
        bindValue(statement, index++, *value);
    statement.bind(index, viewOf(id));
    return statement.run();
}

QByteArray deletedColumn(const Object &object)
{
    return object.field(u"IsDeleted"_s) == nullptr ? "0" : "\"IsDeleted\"";
}

} // namespace practice
