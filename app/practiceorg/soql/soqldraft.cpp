#include "app/practiceorg/soql/soqldraft.h"

namespace practice::soql {

Draft::Draft(const QString &text, const Query &asked, const Context &runsFor)
    : query(asked), context(runsFor), scope(text, asked, runsFor, nextAlias)
{
    plan.schema = context.schema;
    plan.withDeleted = context.withDeleted;
}

bool Draft::refuse(const Error &why)
{
    if (!error)
        error = why;
    return false;
}

bool Draft::refuse(qsizetype at, const QString &sentence, const QByteArray &code)
{
    return refuse(scope.refuse(at, code, sentence));
}

std::optional<Found> Draft::find(const Path &path)
{
    return find(Operand{Function::None, path, false, path.at});
}

std::optional<Found> Draft::find(const Operand &operand)
{
    std::variant<Found, Error> found = scope.find(operand);
    if (const Error *why = std::get_if<Error>(&found)) {
        refuse(*why);
        return std::nullopt;
    }
    return std::get<Found>(std::move(found));
}

int Draft::addColumn(const QByteArray &sql, int itsWidth)
{
    columns.append(sql);
    const int at = width;
    width += itsWidth;
    return at;
}

Leaf leafOf(const Found &found, Function function)
{
    Leaf leaf;
    leaf.object = found.object;
    leaf.field = found.field;
    leaf.function = function;
    leaf.name = leaf.heading = found.fieldName().toUtf8();
    for (const Relation *r = found.relation; r->from != nullptr; r = r->from)
        leaf.heading = r->name.toUtf8() + "." + leaf.heading;
    leaf.kind = found.field == nullptr ? Leaf::Kind::Text
        : !found.field->stored()       ? Leaf::Kind::Compound
        : function == Function::Format ? Leaf::Kind::Formatted
                                       : Leaf::Kind::Field;
    return leaf;
}

} // namespace practice::soql
