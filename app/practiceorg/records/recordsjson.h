// Records as JSON text, as Salesforce writes them.
#pragma once

#include "app/practiceorg/schema/schema.h"

#include <QByteArray>

#include <string_view>
#include <vector>

struct sqlite3_stmt;

namespace practice {

/// A JSON string with its quotes.
void appendJsonText(QByteArray &out, std::string_view utf8);
/// `500000.0`, `0.5`: a number of a double, currency or percent field.
void appendNumber(QByteArray &out, double number);
/// A stored column as JSON: text, number (`500000.0` for doubles), `true`, datetime, `null`.
void appendJsonValue(QByteArray &out, const Field &field, sqlite3_stmt *row, int column);
/// `"attributes":{"type":"Contact","url":"/services/data/v62.0/sobjects/Contact/003…"}`
void appendAttributes(
    QByteArray &out, const QString &object, std::string_view id, const QByteArray &version);
/// An address or location from its components' columns, which stand at `column` and after in the
/// order of Object::components(); `null` when all of them are.
void appendCompound(
    QByteArray &out, const Object &object, const Field &compound, sqlite3_stmt *row, int column);

/// A list of fields made ready for reading: which columns to select, and how each row becomes JSON.
class RecordJson {
public:
    RecordJson(const Object &object, std::vector<const Field *> fields, const QByteArray &version);
    /// `"Id", "Name", …` The Id comes first, whether asked for or not.
    [[nodiscard]] QByteArray columns() const;
    /// The whole object, `{"attributes":…,"Id":…}`, of a row of a statement that selects columns().
    void append(QByteArray &out, sqlite3_stmt *row) const;

private:
    const Object &m_object;
    std::vector<const Field *> m_fields;
    QByteArray m_version;
};

/// Every field that the user may see, in describe's order.
[[nodiscard]] std::vector<const Field *> visibleFields(const Object &object);

} // namespace practice
