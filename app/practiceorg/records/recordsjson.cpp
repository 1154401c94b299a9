#include "app/practiceorg/records/recordsjson.h"

#include "app/practiceorg/store/store.h"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

/// `street` of MailingStreet in MailingAddress.
QByteArray componentKey(const Field &compound, const Field &part)
{
    QString prefix = compound.name;
    prefix.chop(7); // Address
    QString key = part.name.mid(prefix.size());
    key[0] = key[0].toLower();
    return key.toUtf8();
}

} // namespace

void appendJsonText(QByteArray &out, std::string_view utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const char c = utf8[i];
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(utf8.data() + plain, static_cast<qsizetype>(i - plain));
        plain = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += hex[(c >> 4) & 0xf];
            out += hex[c & 0xf];
        }
    }
    out.append(utf8.data() + plain, static_cast<qsizetype>(utf8.size() - plain));
    out += '"';
}

void appendNumber(QByteArray &out, double number)
{
    char buffer[64];
    const bool plain = std::fabs(number) < 1e15;
    const std::to_chars_result end = plain
        ? std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed)
        : std::to_chars(buffer, buffer + sizeof buffer, number);
    const std::string_view text(buffer, static_cast<std::size_t>(end.ptr - buffer));
    out.append(text.data(), static_cast<qsizetype>(text.size()));
    if (text.find_first_of(".e") == std::string_view::npos)
        out += ".0";
}

void appendJsonValue(QByteArray &out, const Field &field, sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL) {
        out += "null";
        return;
    }
    switch (field.type) {
    case FieldType::Boolean:
        out += sqlite3_column_int(row, column) != 0 ? "true" : "false";
        break;
    case FieldType::Int:
        out += QByteArray::number(static_cast<qlonglong>(sqlite3_column_int64(row, column)));
        break;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        appendNumber(out, sqlite3_column_double(row, column));
        break;
    case FieldType::DateTime:
        out += '"';
        appendDateTime(out, sqlite3_column_int64(row, column));
        out += "+0000\"";
        break;
    case FieldType::Time:
        out += '"';
        out += reinterpret_cast<const char *>(sqlite3_column_text(row, column));
        out += "Z\"";
        break;
    case FieldType::ComplexValue:
        out += reinterpret_cast<const char *>(sqlite3_column_text(row, column));
        break;
    default:
        appendJsonText(out, columnText(row, column));
    }
}

void appendAttributes(
    QByteArray &out, const QString &object, std::string_view id, const QByteArray &version)
{
    const QByteArray name = object.toUtf8();
    out += "\"attributes\":{\"type\":\"" + name + "\",\"url\":\"/services/data/v" + version
        + "/sobjects/" + name + '/';
    out.append(id.data(), static_cast<qsizetype>(id.size()));
    out += "\"}";
}

void appendCompound(
    QByteArray &out, const Object &object, const Field &compound, sqlite3_stmt *row, int column)
{
    const std::vector<const Field *> parts = object.components(compound);
    const int count = static_cast<int>(parts.size());
    bool empty = true;
    for (int i = 0; i < count; ++i)
        empty = empty && sqlite3_column_type(row, column + i) == SQLITE_NULL;
    if (empty) {
        out += "null";
        return;
    }
    // Alphabetical, as recorded.
    std::vector<std::pair<QByteArray, int>> keys;
    keys.reserve(parts.size());
    for (int i = 0; i < count; ++i)
        keys.emplace_back(componentKey(compound, *parts[static_cast<std::size_t>(i)]), i);
    std::ranges::sort(keys);
    out += '{';
    bool first = true;
    for (const auto &[key, i] : keys) {
        if (!first)
            out += ',';
        first = false;
        out += '"' + key + "\":";
        appendJsonValue(out, *parts[static_cast<std::size_t>(i)], row, column + i);
    }
    out += '}';
}

RecordJson::RecordJson(
    const Object &object, std::vector<const Field *> fields, const QByteArray &version)
    : m_object(object), m_fields(std::move(fields)), m_version(version)
{
}

QByteArray RecordJson::columns() const
{
    QByteArray sql = "\"Id\"";
    for (const Field *field : m_fields) {
        if (field->stored()) {
            sql += ", " + field->column;
        } else {
            for (const Field *part : m_object.components(*field))
                sql += ", " + part->column;
        }
    }
    return sql;
}

void RecordJson::append(QByteArray &out, sqlite3_stmt *row) const
{
    out += '{';
    appendAttributes(out, m_object.name, columnText(row, 0), m_version);
    int column = 1;
    bool hasId = false;
    for (const Field *field : m_fields) {
        hasId = hasId || field->type == FieldType::Id;
        out += ",\"" + field->name.toUtf8() + "\":";
        if (field->stored()) {
            appendJsonValue(out, *field, row, column);
            ++column;
        } else {
            appendCompound(out, m_object, *field, row, column);
            column += static_cast<int>(m_object.components(*field).size());
        }
    }
    if (!hasId) {
        out += ",\"Id\":";
        appendJsonText(out, columnText(row, 0));
    }
    out += '}';
}

std::vector<const Field *> visibleFields(const Object &object)
{
    std::vector<const Field *> fields;
    for (const Field &field : object.fields) {
        if (field.visible())
            fields.push_back(&field);
    }
    return fields;
}

} // namespace practice
