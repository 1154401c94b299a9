#include "app/practiceorg/query/queryrender.h"

#include "app/practiceorg/query/formatted.h"
#include "app/practiceorg/records/recordsjson.h"
#include "app/practiceorg/store/store.h"

#include <sqlite3.h>

namespace practice {

using soql::Leaf;
using soql::Node;
using soql::Plan;

namespace {

bool isNull(sqlite3_stmt *row, int column)
{
    return sqlite3_column_type(row, column) == SQLITE_NULL;
}

/// What TYPEOF asked for of this object; where it asked for nothing, the attributes are all there
/// is.
const std::vector<Node> &membersFor(const Node &node, const QByteArray &object)
{
    for (const Node::Branch &branch : node.branches) {
        if (branch.object == object)
            return branch.members;
    }
    return node.members;
}

} // namespace

RecordPrinter::RecordPrinter(
    const Plan &plan, sqlite3 *db, const QByteArray &version, const ChildPages *pages)
    : m_plan(plan), m_db(db), m_version(version), m_pages(pages)
{
}

RecordPrinter::~RecordPrinter() = default;

bool RecordPrinter::append(QByteArray &out, sqlite3_stmt *row)
{
    out += '{';
    if (m_plan.shape == Plan::Shape::Groups)
        out += "\"attributes\":{\"type\":\"AggregateResult\"}";
    else
        appendAttributes(out, m_plan.object->name, columnText(row, 0), m_version);
    appendMembers(out, m_plan.nodes, row);
    out += '}';
    return m_ok;
}

void RecordPrinter::appendMembers(
    QByteArray &out, const std::vector<Node> &nodes, sqlite3_stmt *row)
{
    for (const Node &node : nodes) {
        out += ",\"" + node.name + "\":";
        switch (node.kind) {
        case Node::Kind::Leaf:
            appendLeaf(out, node.leaf, row);
            break;
        case Node::Kind::Parent:
            appendParent(out, node, row);
            break;
        case Node::Kind::Children:
            appendChildren(out, node, row);
            break;
        }
    }
}

void RecordPrinter::appendLeaf(QByteArray &out, const Leaf &leaf, sqlite3_stmt *row)
{
    if (leaf.kind == Leaf::Kind::Compound) {
        appendCompound(out, *leaf.object, *leaf.field, row, leaf.column);
        return;
    }
    if (isNull(row, leaf.column)) {
        out += "null";
        return;
    }
    switch (leaf.kind) {
    case Leaf::Kind::Integer:
        out += QByteArray::number(static_cast<qlonglong>(sqlite3_column_int64(row, leaf.column)));
        break;
    case Leaf::Kind::Number: {
        static const Field number = [] {
            Field made;
            made.type = FieldType::Double;
            return made;
        }();
        appendJsonValue(out, number, row, leaf.column);
        break;
    }
    case Leaf::Kind::Text:
        appendJsonText(out, columnText(row, leaf.column));
        break;
    case Leaf::Kind::Formatted: {
        QByteArray plain = formatted(*leaf.object, *leaf.field, row, leaf.column);
        const bool known = !plain.isEmpty();
        if (!known)
            appendJsonValue(plain, *leaf.field, row, leaf.column);
        if (!known && plain.startsWith('"'))
            out += plain;
        else
            out += '"' + plain + '"';
        break;
    }
    default:
        appendJsonValue(out, *leaf.field, row, leaf.column);
    }
}

void RecordPrinter::appendParent(QByteArray &out, const Node &node, sqlite3_stmt *row)
{
    if (isNull(row, node.idColumn)) {
        out += "null";
        return;
    }
    const QByteArray object = node.typeColumn < 0
        ? node.object
        : QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(row, node.typeColumn)));
    out += '{';
    appendAttributes(out, QString::fromUtf8(object), columnText(row, node.idColumn), m_version);
    appendMembers(out, membersFor(node, object), row);
    out += '}';
}

RecordPrinter::Children &RecordPrinter::childrenOf(const Node &node)
{
    for (Children &children : m_children) {
        if (children.node == &node)
            return children;
    }
    const QByteArray sql = node.children->recordsSql();
    Children made;
    made.node = &node;
    made.statement = Statement(m_db, {sql.constData(), static_cast<std::size_t>(sql.size())});
    made.printer = std::make_unique<RecordPrinter>(*node.children, m_db, m_version, m_pages);
    m_children.push_back(std::move(made));
    return m_children.back();
}

void RecordPrinter::appendChildren(QByteArray &out, const Node &node, sqlite3_stmt *row)
{
    Children &children = childrenOf(node);
    if (!children.statement) {
        m_ok = false;
        out += "null";
        return;
    }
    children.statement.reset();
    children.statement.bind(1, columnText(row, 0));
    node.children->bind(children.statement.handle(), 2);
    QByteArray records;
    qint64 count = 0;
    bool more = false;
    while (children.statement.step()) {
        more = m_pages != nullptr && count == m_pages->size;
        if (more)
            break;
        if (count++ > 0)
            records += ',';
        m_ok = children.printer->append(records, children.statement.handle()) && m_ok;
    }
    children.statement.reset();
    if (count == 0) {
        out += "null";
        return;
    }
    QByteArray done = ",\"done\":true";
    if (more) {
        const ChildPages::Rest rest = m_pages->open(*node.children, columnText(row, 0));
        m_ok = m_ok && !rest.url.isEmpty();
        count = rest.total;
        done = ",\"done\":false,\"nextRecordsUrl\":\"" + rest.url.toUtf8() + '"';
    }
    out += "{\"totalSize\":" + QByteArray::number(count) + done + ",\"records\":[" + records + "]}";
}

} // namespace practice
