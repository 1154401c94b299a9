#include "app/practiceorg/records/recordswriter.h"

#include <sqlite3.h>

/// One row of an object's table: found, read, stamped, written.
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

std::vector<QByteArray> RecordWriter::Private::find(
    const Object &in, const Field &field, const Value &value)
{
    std::vector<QByteArray> ids;
    if (value.isNull())
        return ids;
    Statement &statement = writer.prepared("SELECT \"Id\" FROM " + in.table + " WHERE "
        + field.column + " = ? AND " + deletedColumn(in) + " = 0 ORDER BY \"Id\" LIMIT 20");
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

bool RecordWriter::Private::load(const QByteArray &id, Row &row)
{
    Statement &statement = writer.prepared(selectSql);
    statement.bind(1, viewOf(id));
    const bool found = statement.step();
    if (found) {
        row.assign(object.fields.size(), {});
        int column = 0;
        for (const Field *field : columns)
            row[static_cast<std::size_t>(field->index)] = columnValue(statement.handle(), column++);
    }
    statement.reset();
    return found;
}

/// Words and fields are those of the REST API Guide's examples: "Update" and "Upsert Records Using
/// sObject Collections", "Status Codes and Error Responses"; of deleting, "Delete Records Using
/// sObject Collections".
RowError RecordWriter::Private::wrongId(const QByteArray &id) const
{
    if (operation == Operation::Delete || operation == Operation::HardDelete)
        return listError("MALFORMED_ID", QString(u"malformed id "_s + QString::fromUtf8(id)));
    return listError("MALFORMED_ID",
        u"%1 ID: id value of incorrect type: %2"_s.arg(object.label, QString::fromUtf8(id)),
        {u"Id"_s});
}

std::optional<RowError> RecordWriter::Private::findForUpdate(const QByteArray &id, Row &row)
{
    const Object *ofId = schema->objectOfId(QString::fromLatin1(id));
    if (!isWellFormedId(id) || ofId == nullptr || ofId->name != object.name)
        return wrongId(id);
    if (!load(id, row)) {
        RowError error = listError("INVALID_CROSS_REFERENCE_KEY", u"invalid cross reference id"_s);
        error.status = 404;
        return error;
    }
    const Field *deleted = object.field(u"IsDeleted"_s);
    if (deleted != nullptr && row[static_cast<std::size_t>(deleted->index)].integer != 0) {
        RowError error = listError("ENTITY_IS_DELETED", u"entity is deleted"_s);
        error.status = 404;
        return error;
    }
    return std::nullopt;
}

void RecordWriter::Private::setText(Row &row, const QString &name, const std::string &text) const
{
    if (const Field *field = object.field(name))
        row[static_cast<std::size_t>(field->index)] = Value::ofText(text);
}

void RecordWriter::Private::setInteger(Row &row, const QString &name, qint64 number) const
{
    if (const Field *field = object.field(name))
        row[static_cast<std::size_t>(field->index)] = Value::ofInteger(number);
}

void RecordWriter::Private::stampChange(Row &row) const
{
    setInteger(row, u"LastModifiedDate"_s, now);
    setInteger(row, u"SystemModstamp"_s, now);
    setText(row, u"LastModifiedById"_s, user);
}

/// The name of a record that names itself: `PMT-{0000000}` with as many digits at least.
void RecordWriter::Private::giveNumber(Row &row) const
{
    const Field *name = object.nameField();
    if (name == nullptr || name->autoNumber.isNull())
        return;
    const qsizetype open = name->autoNumber.indexOf(u'{');
    const quint64 number = records.store().idsGiven(object.keyPrefix.toLatin1());
    const QString digits =
        QString::number(number).rightJustified(name->autoNumber.size() - open - 2, u'0');
    setText(row, name->name, QString(name->autoNumber.left(open) + digits).toStdString());
}

bool RecordWriter::Private::insert(const Row &row)
{
    Statement &statement = writer.prepared(insertSql);
    int index = 1;
    for (const Field *field : writable)
        bindValue(statement, index++, row[static_cast<std::size_t>(field->index)]);
    return statement.run();
}

bool RecordWriter::Private::update(const QByteArray &id, const Row &row, const Row &before)
{
    QByteArray sql = "UPDATE " + object.table + " SET ";
    std::vector<const Value *> values;
    for (const Field *field : writable) {
        const auto at = static_cast<std::size_t>(field->index);
        if (row[at] == before[at])
            continue;
        sql += (values.empty() ? "" : ", ") + field->column + " = ?";
        values.push_back(&row[at]);
    }
    if (values.empty())
        return true;
    Statement &statement = writer.prepared(sql + " WHERE \"Id\" = ?");
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
