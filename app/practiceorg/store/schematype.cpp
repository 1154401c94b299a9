#include "app/practiceorg/store/schematype.h"

#include "app/practiceorg/schema/schemafield.h"
#include "app/practiceorg/store/store.h"

using namespace Qt::StringLiterals;

namespace practice {

namespace {

enum class Kept { Text, Number, Whole, Truth, Moment, Day };

Kept keptAs(FieldType type)
{
    switch (type) {
    case FieldType::Boolean:
        return Kept::Truth;
    case FieldType::Int:
        return Kept::Whole;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return Kept::Number;
    case FieldType::DateTime:
        return Kept::Moment;
    case FieldType::Date:
        return Kept::Day;
    default:
        return Kept::Text;
    }
}

QByteArray asText(Kept from, const QByteArray &old)
{
    switch (from) {
    case Kept::Truth:
        return "iif(" + old + ", 'true', 'false')";
    case Kept::Number:
        return "printf('%.15g', " + old + ")";
    case Kept::Moment:
        return "strftime('%Y-%m-%dT%H:%M:%SZ', " + old + " / 1000, 'unixepoch')";
    default:
        return "CAST(" + old + " AS TEXT)";
    }
}

QByteArray asNumber(Kept from, const QByteArray &old)
{
    if (from == Kept::Number || from == Kept::Whole)
        return old;
    if (from != Kept::Text)
        return "NULL";
    return "iif(" + old + " GLOB '*[0-9]*' AND " + old + " NOT GLOB '*[^0-9.+-]*', CAST(" + old
        + " AS REAL), NULL)";
}

QByteArray converted(Kept from, Kept to, const QByteArray &old)
{
    if (from == to)
        return old;
    switch (to) {
    case Kept::Text:
        return "iif(" + old + " IS NULL, NULL, " + asText(from, old) + ")";
    case Kept::Number:
        return asNumber(from, old);
    case Kept::Whole:
        return "CAST(" + asNumber(from, old) + " AS INTEGER)";
    case Kept::Truth:
        return "0"; // a checkbox begins unticked
    case Kept::Moment:
        return from == Kept::Day ? "strftime('%s', " + old + ") * 1000" : QByteArray("NULL");
    case Kept::Day:
        return from == Kept::Moment ? "strftime('%Y-%m-%d', " + old + " / 1000, 'unixepoch')"
                                    : QByteArray("NULL");
    }
    return "NULL";
}

} // namespace

Result<void> changeFieldType(Object &object, const QJsonObject &change)
{
    const QString name = change[u"field"_s].toString();
    const Field *found = object.field(name);
    if (found == nullptr || !found->custom) {
        const QString sentence = u"%1 has no custom field %2"_s.arg(object.name, name);
        return failure(Failure::Problem::UsageWrong, {sentence}, sentence);
    }
    const Field before = *found;
    QJsonObject wanted = change;
    wanted.insert(u"durableId"_s, before.durableId);
    if (!wanted.contains(u"label"_s))
        wanted.insert(u"label"_s, before.label);
    const auto place = object.fields.begin() + before.index;
    Object without = object;
    without.fields.erase(without.fields.begin() + before.index);
    without.reindex();
    Result<Field> made = customFieldFrom(wanted, without);
    if (!made)
        return made.failure();
    made->readable = before.readable;
    made->editable = before.editable;
    *place = std::move(*made);
    return {};
}

QList<QByteArray> fieldTypeSql(const Object &object, const Field &before, const Field &after)
{
    const QByteArray alter = "ALTER TABLE " + object.table;
    const QByteArray old = "\"replaced_" + before.durableId.toUtf8() + '"';
    QList<QByteArray> statements{
        "DROP INDEX IF EXISTS \"" + object.name.toUtf8() + '_' + before.durableId.toUtf8() + '"',
        alter + " RENAME COLUMN " + before.column + " TO " + old,
        alter + " ADD COLUMN " + Store::columnSql(after),
        "UPDATE " + object.table + " SET " + after.column + " = "
            + converted(keptAs(before.type), keptAs(after.type), old),
        alter + " DROP COLUMN " + old,
    };
    const QByteArray index = Store::indexSql(object, after);
    if (!index.isEmpty())
        statements.append(index);
    return statements;
}

} // namespace practice
