#include "app/practiceorg/records/rulesformula.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

/// The formulas of validation rules, as far as the practice org understands them (rules.h has the
/// list). Blank numbers count as 0 and blank text as empty, as in Salesforce.
namespace practice {

using formula::Context;
using formula::Operand;

namespace {

Operand operandOf(const Field &field, const Value &value)
{
    switch (value.kind) {
    case Value::Kind::Null:
        return {};
    case Value::Kind::Text:
        return Operand::of(QString::fromStdString(value.text));
    case Value::Kind::Integer:
        if (field.type == FieldType::Boolean)
            return Operand::of(value.integer != 0);
        return Operand::of(static_cast<double>(value.integer));
    case Value::Kind::Real:
        return Operand::of(value.real);
    }
    return {};
}

int compared(const Operand &a, const Operand &b)
{
    if (a.kind == Operand::Kind::Number || b.kind == Operand::Kind::Number) {
        const double difference = a.asNumber() - b.asNumber();
        return difference < 0 ? -1 : difference > 0 ? 1 : 0;
    }
    if (a.kind == Operand::Kind::Boolean || b.kind == Operand::Kind::Boolean)
        return static_cast<int>(a.isTrue()) - static_cast<int>(b.isTrue());
    return QString::compare(a.text, b.text);
}

} // namespace

Operand Formula::Node::evaluate(const Context &context) const
{
    switch (kind) {
    case Kind::Constant:
        return constant;
    case Kind::Field:
        return operandOf(*field, context.row[static_cast<std::size_t>(field->index)]);
    case Kind::Operator:
        return apply(context);
    case Kind::Call:
        return call(context);
    }
    return {};
}

Operand Formula::Node::apply(const Context &context) const
{
    const Operand left = parts[0]->evaluate(context);
    if (parts.size() == 1)
        return name == "!"_L1 ? Operand::of(!left.isTrue()) : Operand::of(-left.asNumber());
    if (name == "&&"_L1)
        return Operand::of(left.isTrue() && parts[1]->evaluate(context).isTrue());
    if (name == "||"_L1)
        return Operand::of(left.isTrue() || parts[1]->evaluate(context).isTrue());

    const Operand right = parts[1]->evaluate(context);
    if (name == "="_L1 || name == "=="_L1)
        return Operand::of(compared(left, right) == 0);
    if (name == "<>"_L1 || name == "!="_L1)
        return Operand::of(compared(left, right) != 0);
    if (name == "<"_L1)
        return Operand::of(compared(left, right) < 0);
    if (name == "<="_L1)
        return Operand::of(compared(left, right) <= 0);
    if (name == ">"_L1)
        return Operand::of(compared(left, right) > 0);
    if (name == ">="_L1)
        return Operand::of(compared(left, right) >= 0);
    if (name == "&"_L1 || (name == "+"_L1 && left.kind == Operand::Kind::Text))
        return Operand::of(QString(left.asText() + right.asText()));
    if (name == "+"_L1)
        return Operand::of(left.asNumber() + right.asNumber());
    if (name == "-"_L1)
        return Operand::of(left.asNumber() - right.asNumber());
    if (name == "*"_L1)
        return Operand::of(left.asNumber() * right.asNumber());
    return right.asNumber() == 0 ? Operand() : Operand::of(left.asNumber() / right.asNumber());
}

Operand Formula::Node::call(const Context &context) const
{
    const auto part = [&](std::size_t i) { return parts[i]->evaluate(context); };
    if (name == "AND"_L1) {
        return Operand::of(std::ranges::all_of(
            parts, [&](const auto &each) { return each->evaluate(context).isTrue(); }));
    }
    if (name == "OR"_L1) {
        return Operand::of(std::ranges::any_of(
            parts, [&](const auto &each) { return each->evaluate(context).isTrue(); }));
    }
    if (name == "NOT"_L1)
        return Operand::of(!part(0).isTrue());
    if (name == "IF"_L1)
        return part(0).isTrue() ? part(1) : part(2);
    if (name == "ISNEW"_L1)
        return Operand::of(context.before == nullptr);
    if (name == "TODAY"_L1)
        return Operand::of(context.now.toUTC().date().toString(Qt::ISODate));
    if (name == "NOW"_L1)
        return Operand::of(static_cast<double>(context.now.toMSecsSinceEpoch()));
    if (name == "PRIORVALUE"_L1 || name == "ISCHANGED"_L1) {
        const Operand now = part(0);
        const Operand before = context.before == nullptr
            ? now
            : parts[0]->evaluate({*context.before, context.before, context.now});
        return name == "PRIORVALUE"_L1
            ? before
            : Operand::of(before.isBlank() != now.isBlank() || compared(before, now) != 0);
    }

    const Operand first = part(0);
    if (name == "ISBLANK"_L1 || name == "ISNULL"_L1)
        return Operand::of(first.isBlank());
    if (name == "ISPICKVAL"_L1)
        return Operand::of(first.asText() == part(1).asText());
    if (name == "LEN"_L1)
        return Operand::of(static_cast<double>(first.asText().size()));
    if (name == "CONTAINS"_L1)
        return Operand::of(first.asText().contains(part(1).asText()));
    if (name == "INCLUDES"_L1)
        return Operand::of(first.asText().split(u';').contains(part(1).asText()));
    if (name == "BEGINS"_L1)
        return Operand::of(first.asText().startsWith(part(1).asText()));
    if (name == "TRIM"_L1)
        return Operand::of(first.asText().trimmed());
    if (name == "UPPER"_L1)
        return Operand::of(first.asText().toUpper());
    if (name == "LOWER"_L1)
        return Operand::of(first.asText().toLower());
    if (name == "TEXT"_L1)
        return Operand::of(first.asText());
    if (name == "VALUE"_L1)
        return Operand::of(first.asNumber());
    Q_ASSERT(name == "REGEX"_L1); // the parser knows every other name
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(part(1).asText()));
    return Operand::of(pattern.match(first.asText()).hasMatch());
}

Formula::Formula() = default;
Formula::~Formula() = default;

Result<std::shared_ptr<const Formula>> Formula::compile(
    const QString &text, const std::shared_ptr<const Object> &object)
{
    QString problem;
    std::unique_ptr<Node> root = formula::parse(text, *object, problem);
    if (!root)
        return failure(Failure::Problem::UsageWrong, {problem}, problem);
    std::shared_ptr<Formula> made(new Formula);
    made->m_object = object;
    made->m_root = std::move(root);
    return std::shared_ptr<const Formula>(made);
}

bool Formula::holds(const Row &row, const Row *before, const QDateTime &now) const
{
    return m_root->evaluate({row, before, now}).isTrue();
}

} // namespace practice
