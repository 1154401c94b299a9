#include "app/practiceorg/records/recordsvalues.h"

#include <QJsonDocument>

#include <algorithm>
#include <charconv>
#include <cmath>

using namespace Qt::StringLiterals;

namespace practice {

Value Value::ofText(std::string_view utf8)
{
    Value value;
    if (!utf8.empty()) {
        value.kind = Kind::Text;
        value.text.assign(utf8);
    }
    return value;
}

Value Value::ofInteger(qint64 number)
{
    Value value;
    value.kind = Kind::Integer;
    value.integer = number;
    return value;
}

Value Value::ofReal(double number)
{
    Value value;
    value.kind = Kind::Real;
    value.real = number;
    return value;
}

bool operator==(const Value &a, const Value &b)
{
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case Value::Kind::Null:
        return true;
    case Value::Kind::Text:
        return a.text == b.text;
    case Value::Kind::Integer:
        return a.integer == b.integer;
    case Value::Kind::Real:
        return a.real == b.real;
    }
    return false;
}

int characters(std::string_view utf8)
{
    int count = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0U) != 0x80U)
            count += byte >= 0xf0U ? 2 : 1;
    }
    return count;
}

namespace {

QByteArrayView view(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::string_view trimmed(std::string_view text)
{
    const auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!text.empty() && isSpace(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back()))
        text.remove_suffix(1);
    return text;
}

bool readNumber(std::string_view text, double &number)
{
    text = trimmed(text);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    const std::from_chars_result end =
        std::from_chars(text.data(), text.data() + text.size(), number);
    return end.ec == std::errc() && end.ptr == text.data() + text.size() && std::isfinite(number);
}

bool sameWithoutCase(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](char x, char y) {
        const auto lower = [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        };
        return lower(x) == lower(y);
    });
}

/// A number as the field stores it; false when an int has decimals.
bool storeNumber(const Field &field, double number, Value &value)
{
    if (field.type == FieldType::Int) {
        if (number != std::trunc(number) || std::fabs(number) > 9e15)
            return false;
        value = Value::ofInteger(static_cast<qint64>(number));
    } else {
        value = Value::ofReal(number);
    }
    return true;
}

/// `17:30:45.000` from `17:30`, `17:30:45`, `17:30:45.5Z`.
bool readTime(std::string_view text, Value &value)
{
    const std::string whole = "1970-01-01T" + std::string(text);
    const std::optional<qint64> ms = parseDateTime(view(whole));
    if (!ms)
        return false;
    QByteArray out;
    appendDateTime(out, *ms);
    value = Value::ofText(out.mid(11).toStdString());
    return true;
}

QString jsonToken(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool:
        return json.toBool() ? u"VALUE_TRUE"_s : u"VALUE_FALSE"_s;
    case QJsonValue::Double:
        return json.toDouble() == std::trunc(json.toDouble()) ? u"VALUE_NUMBER_INT"_s
                                                              : u"VALUE_NUMBER_FLOAT"_s;
    case QJsonValue::Array:
        return u"START_ARRAY"_s;
    case QJsonValue::Object:
        return u"START_OBJECT"_s;
    default:
        return u"VALUE_STRING"_s;
    }
}

QString jsonShown(const QJsonValue &json)
{
    switch (json.type()) {
    case QJsonValue::Bool:
        return json.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return QString::number(json.toDouble(), 'g', 15);
    case QJsonValue::Array:
        return u"["_s;
    case QJsonValue::Object:
        return u"{"_s;
    default:
        return json.toString();
    }
}

RowError wrongType(const Field &field, const QJsonValue &json)
{
    RowError error;
    error.code = "JSON_PARSER_ERROR";
    error.message =
        u"Cannot deserialize instance of %1 from %2 value %3 or request may be missing a required field"_s
            .arg(typeName(field.type), jsonToken(json), jsonShown(json));
    error.withFields = false;
    error.positionOf = field.name;
    return error;
}

} // namespace

QString xsdType(FieldType type)
{
    switch (type) {
    case FieldType::Boolean:
        return u"xsd:boolean"_s;
    case FieldType::Int:
        return u"xsd:int"_s;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return u"xsd:double"_s;
    case FieldType::Date:
        return u"xsd:date"_s;
    case FieldType::DateTime:
        return u"xsd:dateTime"_s;
    case FieldType::Time:
        return u"xsd:time"_s;
    default:
        return u"xsd:string"_s;
    }
}

bool valueFromText(const Field &field, std::string_view text, Value &value)
{
    switch (field.type) {
    case FieldType::Boolean:
        if (sameWithoutCase(text, "true") || text == "1")
            value = Value::ofInteger(1);
        else if (sameWithoutCase(text, "false") || text == "0")
            value = Value::ofInteger(0);
        else
            return false;
        return true;
    case FieldType::Int:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent: {
        double number = 0;
        return readNumber(text, number) && storeNumber(field, number, value);
    }
    case FieldType::Date: {
        const std::optional<QByteArray> date = parseDate(view(text));
        if (date)
            value = Value::ofText(text);
        return date.has_value();
    }
    case FieldType::DateTime: {
        const std::optional<qint64> ms = parseDateTime(view(text));
        if (ms)
            value = Value::ofInteger(*ms - ((*ms % 1000) + 1000) % 1000); // whole seconds (8.3)
        return ms.has_value();
    }
    case FieldType::Time:
        return readTime(text, value);
    default:
        value = Value::ofText(trimmed(text));
        return true;
    }
}

std::optional<RowError> valueFromJson(const Field &field, const QJsonValue &json, Value &value)
{
    value = {};
    if (json.isNull() || json.isUndefined())
        return std::nullopt;
    if (json.isArray() || json.isObject())
        return wrongType(field, json);

    const bool wantsText =
        isText(field.type) || field.type == FieldType::Id || field.type == FieldType::Reference;
    if (json.isBool()) {
        if (field.type != FieldType::Boolean)
            return wrongType(field, json);
        value = Value::ofInteger(json.toBool() ? 1 : 0);
        return std::nullopt;
    }
    if (json.isDouble()) {
        if (!isNumber(field.type) || !storeNumber(field, json.toDouble(), value))
            return wrongType(field, json);
        return std::nullopt;
    }
    const std::string text = json.toString().toStdString();
    if (text.empty() && wantsText)
        return std::nullopt;
    if (!valueFromText(field, text, value))
        return wrongType(field, json);
    return std::nullopt;
}

namespace {

RowError fieldError(const QByteArray &code, const Field &field, const QString &text)
{
    RowError error;
    error.code = code;
    error.message = field.label + u": "_s + text;
    error.fields = {field.name};
    return error;
}

QString shown(const Value &value) { return QString::fromStdString(value.text); }

/// The list's own spelling of a value; null when it is not there.
const PicklistValue *picklistValue(const Field &field, std::string_view text)
{
    const QString wanted = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    const PicklistValue *found = nullptr;
    for (const PicklistValue &value : field.picklist) {
        if (value.active && value.value == wanted)
            return &value;
        if (value.active && value.value.compare(wanted, Qt::CaseInsensitive) == 0)
            found = &value;
    }
    return found;
}

/// Where the list has a value; what it has not comes last.
std::ptrdiff_t place(const Field &field, const QString &value)
{
    return std::ranges::find(field.picklist, value, &PicklistValue::value) - field.picklist.begin();
}

/// Several values are kept in the order of the list, each once.
std::optional<RowError> checkPicklist(const Field &field, Value &value)
{
    const bool multiple = field.type == FieldType::MultiPicklist;
    if (!field.restrictedPicklist && !multiple)
        return std::nullopt;
    QStringList kept;
    std::string_view rest = value.text;
    while (!rest.empty()) {
        const std::size_t end = multiple ? rest.find(';') : std::string_view::npos;
        const std::string_view part = trimmed(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (part.empty())
            continue;
        const PicklistValue *known = picklistValue(field, part);
        if (known == nullptr && field.restrictedPicklist) {
            return fieldError("INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", field,
                QString(u"bad value for restricted picklist field: "_s
                    + QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size()))));
        }
        const QString stored = known != nullptr
            ? known->value
            : QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size()));
        if (!kept.contains(stored))
            kept.append(stored);
    }
    std::ranges::stable_sort(
        kept, {}, [&field](const QString &each) { return place(field, each); });
    value = Value::ofText(kept.join(u';').toStdString());
    return std::nullopt;
}

bool isEmailAddress(std::string_view text)
{
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
        return false;
    const std::string_view local = text.substr(0, at);
    const std::string_view domain = text.substr(at + 1);
    const std::size_t dot = domain.find('.');
    if (dot == std::string_view::npos || dot == 0 || domain.back() == '.'
        || domain.find("..") != std::string_view::npos || local.back() == '.'
        || local.front() == '.')
        return false;
    return std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) <= ' '
            || std::string_view("\"(),:;<>[]\\").find(c) != std::string_view::npos;
    });
}

std::optional<RowError> checkNumber(const Field &field, Value &value)
{
    const double number =
        value.kind == Value::Kind::Integer ? static_cast<double>(value.integer) : value.real;
    const int whole = field.type == FieldType::Int ? field.digits : field.precision - field.scale;
    if (whole > 0 && std::fabs(number) >= std::pow(10.0, whole)) {
        const QString text = value.kind == Value::Kind::Integer ? QString::number(value.integer)
                                                                : QString::number(number, 'g', 15);
        return fieldError("NUMBER_OUTSIDE_VALID_RANGE", field,
            QString(u"value outside of valid range on numeric field: "_s + text));
    }
    if (value.kind == Value::Kind::Real && field.scale < 15) {
        // Decimals past the scale are cut off, but 0.29 must not become 0.28 on the way.
        const double power = std::pow(10.0, field.scale);
        const double near = std::round(number * power) / power;
        const double slack = 1e-12 * std::max(1.0, std::fabs(number));
        value.real = std::fabs(near - number) < slack ? near : std::trunc(number * power) / power;
    }
    return std::nullopt;
}

} // namespace

std::optional<RowError> checkValue(const Field &field, Value &value)
{
    if (value.isNull())
        return std::nullopt;
    if (isNumber(field.type))
        return checkNumber(field, value);
    if (!isText(field.type))
        return std::nullopt;
    if (field.length > 0 && characters(value.text) > field.length) {
        return fieldError("STRING_TOO_LONG", field,
            QString(u"data value too large: "_s + shown(value) + u" (max length="_s
                + QString::number(field.length) + u')'));
    }
    switch (field.type) {
    case FieldType::Picklist:
    case FieldType::MultiPicklist:
        return checkPicklist(field, value);
    case FieldType::Email:
        if (!isEmailAddress(value.text)) {
            return fieldError("INVALID_EMAIL_ADDRESS", field,
                QString(u"invalid email address: "_s + shown(value)));
        }
        return std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace practice
