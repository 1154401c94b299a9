#include "app/practiceorg/store/schematables.h"

#include "app/practiceorg/store/schematype.h"
#include "app/practiceorg/store/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// What a change of the schema asks of the tables.
namespace practice {

namespace {

QByteArray parked(const Field &field) { return "\"deleted_" + field.durableId.toUtf8() + '"'; }

const Field *fieldOfId(const std::vector<Field> &fields, const QString &durableId)
{
    const auto found = std::ranges::find(fields, durableId, &Field::durableId);
    return found == fields.end() ? nullptr : &*found;
}

const Field *deletedOfId(const Object &object, const QString &durableId)
{
    const auto found = std::ranges::find_if(object.deletedFields,
        [&](const DeletedField &each) { return each.field.durableId == durableId; });
    return found == object.deletedFields.end() ? nullptr : &found->field;
}

void changeTable(const Object &before, const Object &after, QList<QByteArray> &statements)
{
    const QByteArray alter = "ALTER TABLE " + after.table;
    const auto rename = [&](const QByteArray &from, const QByteArray &to) {
        statements.append(alter + " RENAME COLUMN " + from + " TO " + to);
    };
    // Deleted ones first: another may take the name.
    for (const DeletedField &each : after.deletedFields) {
        const Field *was = fieldOfId(before.fields, each.field.durableId);
        if (was != nullptr)
            rename(was->column, parked(*was));
    }
    for (const Field &field : after.fields) {
        if (!field.stored())
            continue;
        const Field *was = fieldOfId(before.fields, field.durableId);
        if (was != nullptr && was->column != field.column) {
            rename(was->column, field.column);
        } else if (was != nullptr && field.custom && was->type != field.type) {
            statements += fieldTypeSql(after, *was, field);
        } else if (was == nullptr && deletedOfId(before, field.durableId) != nullptr) {
            rename(parked(field), field.column);
        } else if (was == nullptr) {
            statements.append(alter + " ADD COLUMN " + Store::columnSql(field));
            const QByteArray index = Store::indexSql(after, field);
            if (!index.isEmpty())
                statements.append(index);
        }
    }
}

/// `SUM child.field BY lookup WHERE condition`: worked out again whenever a child changes.
QList<QByteArray> rollUpStatements(const Object &parent, const Field &field)
{
    const QStringList words = field.rollUp.split(u' ');
    const QByteArray child = '"' + words.at(1).section(u'.', 0, 0).toUtf8() + '"';
    const QByteArray summed = words.at(1).section(u'.', 1).toUtf8();
    const QByteArray key = words.at(3).toUtf8();
    const QByteArray given = field.rollUp.section(u" WHERE "_s, 1).toUtf8();
    const QByteArray condition = given.isEmpty() ? QByteArray() : QByteArray(" AND " + given);
    const QByteArray value = "(SELECT coalesce(" + words.at(0).toUtf8() + '(' + summed
        + "), 0) FROM " + child + " WHERE " + key + " = " + parent.table
        + ".\"Id\" AND IsDeleted = 0" + condition + ')';
    QList<QByteArray> statements;
    const auto on = [&](const char *event, const QByteArray &ids, const char *row) {
        statements.append("CREATE TRIGGER \"" + parent.name.toUtf8() + '.' + field.name.toUtf8()
            + ' ' + event + "\" AFTER " + event + " ON " + child + " BEGIN UPDATE " + parent.table
            + " SET " + field.column + " = " + value + ", SystemModstamp = max(SystemModstamp, "
            + row + ".SystemModstamp) WHERE \"Id\" IN (" + ids + ") AND " + field.column
            + " IS NOT " + value + "; END");
    };
    on("INSERT", "NEW." + key, "NEW");
    on("UPDATE", "NEW." + key + ", OLD." + key, "NEW");
    on("DELETE", "OLD." + key, "OLD");
    return statements;
}

} // namespace

QList<QByteArray> tableStatements(const SchemaSnapshot &before, const SchemaSnapshot &after)
{
    QList<QByteArray> statements;
    QList<QByteArray> rollUps;
    for (const auto &object : after.objects()) {
        const Object *was = before.object(object->name);
        if (was == object.get())
            continue;
        if (was == nullptr) {
            statements.append(Store::createTableSql(*object));
            statements += Store::indexSql(*object);
        } else {
            changeTable(*was, *object, statements);
        }
        for (const Field &field : object->fields) {
            if (!field.rollUp.isNull()
                && (was == nullptr || fieldOfId(was->fields, field.durableId) == nullptr))
                rollUps += rollUpStatements(*object, field);
        }
    }
    return statements + rollUps;
}

} // namespace practice
