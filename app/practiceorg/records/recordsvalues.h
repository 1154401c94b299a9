// From what clients send to what is stored, and the checks that every value passes.
#pragma once

#include "app/practiceorg/records/recordswrite.h"

#include <QJsonValue>

#include <optional>
#include <string_view>

namespace practice {

struct Assignment {
    const Field *field = nullptr;
    Value value;
};

/// A value of a JSON body. JSON_PARSER_ERROR when it is of another type.
[[nodiscard]] std::optional<RowError> valueFromJson(
    const Field &field, const QJsonValue &json, Value &value);
/// A cell of a CSV file. False when it is no value of the field's type (`xsdType()` names it).
[[nodiscard]] bool valueFromText(const Field &field, std::string_view text, Value &value);
[[nodiscard]] QString xsdType(FieldType type); ///< `xsd:date`

/// Length, range, picklist, address: what a field alone decides. May put the value into the form
/// that Salesforce keeps (spaces outside trimmed, decimals cut, a picklist's own spelling).
[[nodiscard]] std::optional<RowError> checkValue(const Field &field, Value &value);

/// UTF-16 units, which is how Salesforce counts characters.
[[nodiscard]] int characters(std::string_view utf8);

} // namespace practice
