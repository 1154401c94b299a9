// The inside of a formula: its tree (rulesformulaparser.cpp) and what it comes to
// (rulesformula.cpp).
#pragma once

#include "app/practiceorg/records/recordswrite.h"
#include "app/practiceorg/records/rules.h"

#include <QDateTime>

namespace practice {

namespace formula {

/// A value while a formula is worked out. Dates are text (they compare as such), datetimes numbers.
struct Operand {
    enum class Kind { Blank, Text, Number, Boolean };
    Kind kind = Kind::Blank;
    QString text;
    double number = 0;
    bool truth = false;

    static Operand of(const QString &value)
    {
        Operand operand;
        operand.kind = value.isEmpty() ? Kind::Blank : Kind::Text;
        operand.text = value;
        return operand;
    }
    static Operand of(double value)
    {
        Operand operand;
        operand.kind = Kind::Number;
        operand.number = value;
        return operand;
    }
    static Operand of(bool value)
    {
        Operand operand;
        operand.kind = Kind::Boolean;
        operand.truth = value;
        return operand;
    }

    [[nodiscard]] bool isBlank() const { return kind == Kind::Blank; }
    [[nodiscard]] bool isTrue() const { return kind == Kind::Boolean && truth; }
    [[nodiscard]] QString asText() const
    {
        switch (kind) {
        case Kind::Number:
            return QString::number(number, 'g', 15);
        case Kind::Boolean:
            return truth ? QStringLiteral("true") : QStringLiteral("false");
        default:
            return text;
        }
    }
    [[nodiscard]] double asNumber() const { return kind == Kind::Text ? text.toDouble() : number; }
};

struct Context {
    const Row &row;
    const Row *before;
    const QDateTime &now;
};

/// The tree of a formula; null with a sentence in `problem` when it is none.
[[nodiscard]] std::unique_ptr<Formula::Node> parse(
    const QString &text, const Object &object, QString &problem);

} // namespace formula

struct Formula::Node {
    enum class Kind { Constant, Field, Operator, Call };
    Kind kind = Kind::Constant;
    formula::Operand constant;
    const practice::Field *field = nullptr; ///< of m_object, which the formula keeps
    QString name;                           ///< operator or function, upper case
    std::vector<std::unique_ptr<Node>> parts;

    [[nodiscard]] formula::Operand evaluate(const formula::Context &context) const;
    [[nodiscard]] formula::Operand call(const formula::Context &context) const;
    [[nodiscard]] formula::Operand apply(const formula::Context &context) const;
};

} // namespace practice
