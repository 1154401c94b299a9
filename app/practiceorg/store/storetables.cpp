#include "app/practiceorg/store/store.h"

/// Tables, columns and indexes of an object.
using namespace Qt::StringLiterals;

namespace practice {

QByteArray Store::columnSql(const Field &field)
{
    QByteArray type;
    switch (field.type) {
    case FieldType::Id:
        type = "TEXT PRIMARY KEY NOT NULL";
        break;
    case FieldType::Reference:
    case FieldType::Date:
    case FieldType::Time:
        type = "TEXT";
        break;
    case FieldType::Boolean:
        type = field.generatedSql.isEmpty() ? "INTEGER NOT NULL DEFAULT 0" : "INTEGER";
        break;
    case FieldType::Int:
    case FieldType::DateTime:
        type = "INTEGER";
        break;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        type = "REAL";
        break;
    default:
        type = field.caseSensitive ? "TEXT" : "TEXT COLLATE NOCASE";
        break;
    }
    if (!field.rollUp.isNull())
        type += " NOT NULL DEFAULT 0";
    // The rows there are take the corporate currency when several come in.
    if (field.name == "CurrencyIsoCode"_L1 && !field.picklist.empty())
        type += " DEFAULT '" + field.picklist.front().value.toUtf8() + '\'';
    if (!field.generatedSql.isEmpty())
        type += " GENERATED ALWAYS AS (" + field.generatedSql.toUtf8() + ") VIRTUAL";
    return field.column + ' ' + type;
}

QByteArray Store::createTableSql(const Object &object)
{
    QByteArray sql = "CREATE TABLE " + object.table + " (";
    bool first = true;
    for (const Field &field : object.fields) {
        if (!field.stored())
            continue;
        if (!first)
            sql += ", ";
        first = false;
        sql += columnSql(field);
    }
    return sql + ")";
}

QByteArray Store::indexSql(const Object &object, const Field &field)
{
    // One owner and one creator own everything: an index would only slow the writing down.
    static const std::array<QString, 3> useless = {
        u"OwnerId"_s, u"CreatedById"_s, u"LastModifiedById"_s};
    const bool lookup = field.type == FieldType::Reference && (field.createable || field.updateable)
        && std::ranges::find(useless, field.name) == useless.end();
    const bool key = field.externalId || field.unique || field.idLookup;
    if ((!lookup && !key) || field.type == FieldType::Id || !field.generatedSql.isEmpty())
        return {};
    // A custom field keeps its index through renames, and another may take its name.
    const QByteArray name =
        object.name.toUtf8() + '_' + (field.custom ? field.durableId : field.name).toUtf8();
    return "CREATE INDEX IF NOT EXISTS \"" + name + "\" ON " + object.table + " (" + field.column
        + ") WHERE " + field.column + " IS NOT NULL";
}

QList<QByteArray> Store::indexSql(const Object &object)
{
    QList<QByteArray> statements;
    if (object.field(u"SystemModstamp"_s) != nullptr) {
        statements.append("CREATE INDEX IF NOT EXISTS \"" + object.name.toUtf8() + "_stamp\" ON "
            + object.table + " (\"SystemModstamp\", \"Id\")");
    }
    for (const Field &field : object.fields) {
        const QByteArray sql = indexSql(object, field);
        if (!sql.isEmpty())
            statements.append(sql);
    }
    return statements;
}

} // namespace practice
