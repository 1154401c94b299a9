#include "app/practiceorg/query/querycolumns.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace practice {

using soql::Leaf;
using soql::Node;
using soql::Plan;

namespace {

QString apexType(FieldType type)
{
    switch (type) {
    case FieldType::Id:
    case FieldType::Reference:
        return u"Id"_s;
    case FieldType::Boolean:
        return u"Boolean"_s;
    case FieldType::Int:
        return u"Integer"_s;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return u"Double"_s;
    case FieldType::Date:
        return u"Date"_s;
    case FieldType::DateTime:
        return u"Datetime"_s;
    case FieldType::Time:
        return u"Time"_s;
    case FieldType::Address:
        return u"Address"_s;
    case FieldType::Location:
        return u"Location"_s;
    default:
        return u"String"_s;
    }
}

/// All keys of a column; what a kind of column knows better, it overwrites.
QJsonObject columnNamed(const QByteArray &name)
{
    const QString text = QString::fromUtf8(name);
    return {{u"aggregate"_s, false}, {u"apexType"_s, QJsonValue::Null}, {u"booleanType"_s, false},
        {u"columnName"_s, text}, {u"custom"_s, false}, {u"displayName"_s, text},
        {u"foreignKeyName"_s, QJsonValue::Null}, {u"insertable"_s, false},
        {u"joinColumns"_s, QJsonArray()}, {u"numberType"_s, false}, {u"textType"_s, false},
        {u"updatable"_s, false}};
}

/// `avg(Amount)`: its column is called `expr0`, or what the query calls it, and has no type.
QJsonObject functionColumn(const Leaf &leaf)
{
    QJsonObject column = columnNamed(leaf.name);
    const bool countsOrAdds = leaf.kind == Leaf::Kind::Integer || leaf.kind == Leaf::Kind::Number;
    column[u"aggregate"_s] = soql::isAggregate(leaf.function);
    column[u"displayName"_s] = u"%1(%2)"_s.arg(soql::functionName(leaf.function).toLower(),
        leaf.field == nullptr ? QString::fromUtf8(leaf.name) : leaf.field->name);
    column[u"numberType"_s] = countsOrAdds
        || (leaf.kind == Leaf::Kind::Field && leaf.field != nullptr && isNumber(leaf.field->type));
    return column;
}

QJsonObject leafColumn(const Leaf &leaf)
{
    if (leaf.function != soql::Function::None)
        return functionColumn(leaf);
    QJsonObject column = columnNamed(leaf.name);
    if (leaf.field == nullptr) { // the type of a polymorphic parent
        column[u"apexType"_s] = u"String"_s;
        column[u"textType"_s] = true;
        return column;
    }
    const Field &field = *leaf.field;
    column[u"apexType"_s] = apexType(field.type);
    column[u"booleanType"_s] = field.type == FieldType::Boolean;
    column[u"custom"_s] = field.custom;
    column[u"insertable"_s] = field.mayCreate();
    column[u"numberType"_s] = isNumber(field.type);
    column[u"textType"_s] = apexType(field.type) == u"String"_s;
    column[u"updatable"_s] = field.mayUpdate();
    return column;
}

QJsonArray columnsOf(
    const SchemaSnapshot &schema, const Object *object, const std::vector<Node> &nodes);

QJsonObject parentColumn(const SchemaSnapshot &schema, const Object *object, const Node &node)
{
    QJsonObject column = columnNamed(node.name);
    const Field *key =
        object == nullptr ? nullptr : object->relationship(QString::fromUtf8(node.name));
    if (key != nullptr) {
        column[u"custom"_s] = key->custom;
        column[u"foreignKeyName"_s] = key->name;
    }
    column[u"joinColumns"_s] =
        columnsOf(schema, schema.object(QString::fromUtf8(node.object)), node.members);
    return column;
}

QJsonObject childrenColumn(const SchemaSnapshot &schema, const Node &node)
{
    QJsonObject column = columnNamed(node.name);
    column[u"aggregate"_s] = true;
    column[u"joinColumns"_s] = columnsOf(schema, node.children->object, node.children->nodes);
    return column;
}

QJsonArray columnsOf(
    const SchemaSnapshot &schema, const Object *object, const std::vector<Node> &nodes)
{
    QJsonArray columns;
    for (const Node &node : nodes) {
        switch (node.kind) {
        case Node::Kind::Leaf:
            columns.append(leafColumn(node.leaf));
            break;
        case Node::Kind::Parent:
            columns.append(parentColumn(schema, object, node));
            break;
        case Node::Kind::Children:
            columns.append(childrenColumn(schema, node));
            break;
        }
    }
    return columns;
}

bool selectsId(const Plan &plan)
{
    return std::ranges::any_of(plan.nodes, [](const Node &node) {
        return node.kind == Node::Kind::Leaf && node.leaf.field != nullptr
            && node.leaf.field->type == FieldType::Id && node.leaf.function == soql::Function::None;
    });
}

} // namespace

QJsonObject queryColumns(const Plan &plan)
{
    return {{u"columnMetadata"_s, columnsOf(*plan.schema, plan.object, plan.nodes)},
        {u"entityName"_s, plan.object->name},
        {u"groupBy"_s, plan.shape == Plan::Shape::Groups && plan.tail.contains("GROUP BY")},
        {u"idSelected"_s, selectsId(plan)}, {u"keyPrefix"_s, plan.object->keyPrefix}};
}

} // namespace practice
