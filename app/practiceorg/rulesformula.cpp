#include "app/practiceorg/recordswrite.h"
#include "app/practiceorg/rules.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

/// The formulas of validation rules, as far as the practice org understands them (rules.h has the
/// list). Blank numbers count as 0 and blank text as empty, as in Salesforce.
namespace practice {

namespace {

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
            return truth ? u"true"_s : u"false"_s;
        default:
            return text;
        }
    }
    [[nodiscard]] double asNumber() const { return kind == Kind::Text ? text.toDouble() : number; }
};

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

struct Context {
    const Row &row;
    const Row *before;
    const QDateTime &now;
};

} // namespace

struct Formula::Node {
    enum class Kind { Constant, Field, Operator, Call };
    Kind kind = Kind::Constant;
    Operand constant;
    const practice::Field *field = nullptr; ///< of m_object, which the formula keeps
    QString name;                           ///< operator or function, upper case
    std::vector<std::unique_ptr<Node>> parts;

    [[nodiscard]] Operand evaluate(const Context &context) const;
    [[nodiscard]] Operand call(const Context &context) const;
    [[nodiscard]] Operand apply(const Context &context) const;
};

namespace {

using Node = Formula::Node;
using NodePointer = std::unique_ptr<Node>;

struct Token {
    enum class Kind { Name, Number, Text, Symbol, End };
    Kind kind = Kind::End;
    QString text;
};

/// Name and number of arguments (-1: two or more, -2: one or more).
const QHash<QString, int> &functions()
{
    static const QHash<QString, int> known = {
        {u"AND"_s, -2},
        {u"OR"_s, -2},
        {u"NOT"_s, 1},
        {u"IF"_s, 3},
        {u"ISBLANK"_s, 1},
        {u"ISNULL"_s, 1},
        {u"ISPICKVAL"_s, 2},
        {u"ISNEW"_s, 0},
        {u"ISCHANGED"_s, 1},
        {u"PRIORVALUE"_s, 1},
        {u"LEN"_s, 1},
        {u"CONTAINS"_s, 2},
        {u"INCLUDES"_s, 2},
        {u"BEGINS"_s, 2},
        {u"TRIM"_s, 1},
        {u"UPPER"_s, 1},
        {u"LOWER"_s, 1},
        {u"TEXT"_s, 1},
        {u"VALUE"_s, 1},
        {u"REGEX"_s, 2},
        {u"TODAY"_s, 0},
        {u"NOW"_s, 0},
    };
    return known;
}

class Parser {
public:
    Parser(const QString &text, const Object &object) : m_text(text), m_object(object)
    {
        advance();
    }

    NodePointer parse()
    {
        NodePointer root = disjunction();
        if (m_problem.isEmpty() && m_token.kind != Token::Kind::End)
            refuse(u"Syntax error. Extra '%1'"_s.arg(m_token.text));
        return m_problem.isEmpty() ? std::move(root) : nullptr;
    }

    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    void refuse(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
    }

    void advance()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
        m_token = {};
        if (m_at >= m_text.size())
            return;
        const QChar c = m_text[m_at];
        if (c == u'"' || c == u'\'')
            readText(c);
        else if (c.isDigit() || c == u'.')
            readWhile(Token::Kind::Number, [](QChar d) { return d.isDigit() || d == u'.'; });
        else if (c.isLetter() || c == u'_' || c == u'$')
            readWhile(Token::Kind::Name, [](QChar d) {
                return d.isLetterOrNumber() || d == u'_' || d == u'.' || d == u'$';
            });
        else
            readSymbol();
    }

    void readText(QChar quote)
    {
        m_token.kind = Token::Kind::Text;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            m_token.text += m_text[m_at];
        }
        if (m_at >= m_text.size())
            refuse(u"Syntax error. Missing closing quote"_s);
        ++m_at;
    }

    template <typename Wanted>
    void readWhile(Token::Kind kind, Wanted wanted)
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && wanted(m_text[m_at]))
            ++m_at;
        m_token = {kind, m_text.mid(start, m_at - start)};
    }

    void readSymbol()
    {
        m_token.kind = Token::Kind::Symbol;
        const QString two = m_text.mid(m_at, 2);
        static const QStringList pairs = {
            u"<>"_s, u"!="_s, u"<="_s, u">="_s, u"&&"_s, u"||"_s, u"=="_s};
        m_token.text = pairs.contains(two) ? two : QString(m_text[m_at]);
        m_at += m_token.text.size();
    }

    [[nodiscard]] bool isSymbol(const QStringList &symbols) const
    {
        return m_token.kind == Token::Kind::Symbol && symbols.contains(m_token.text);
    }

    void expect(const QString &symbol)
    {
        if (!isSymbol({symbol}))
            refuse(u"Syntax error. Missing '%1'"_s.arg(symbol));
        advance();
    }

    template <typename Next>
    NodePointer chain(const QStringList &symbols, Next next)
    {
        NodePointer left = next();
        while (m_problem.isEmpty() && isSymbol(symbols)) {
            auto node = std::make_unique<Node>();
            node->kind = Node::Kind::Operator;
            node->name = m_token.text;
            advance();
            node->parts.push_back(std::move(left));
            node->parts.push_back(next());
            left = std::move(node);
        }
        return left;
    }

    NodePointer disjunction()
    {
        return chain({u"||"_s}, [this] { return conjunction(); });
    }
    NodePointer conjunction()
    {
        return chain({u"&&"_s}, [this] { return comparison(); });
    }
    NodePointer comparison()
    {
        return chain({u"="_s, u"=="_s, u"<>"_s, u"!="_s, u"<"_s, u"<="_s, u">"_s, u">="_s},
            [this] { return sum(); });
    }
    NodePointer sum()
    {
        return chain({u"+"_s, u"-"_s, u"&"_s}, [this] { return product(); });
    }
    NodePointer product()
    {
        return chain({u"*"_s, u"/"_s}, [this] { return unary(); });
    }

    NodePointer unary()
    {
        if (!isSymbol({u"!"_s, u"-"_s}))
            return primary();
        auto node = std::make_unique<Node>();
        node->kind = Node::Kind::Operator;
        node->name = m_token.text;
        advance();
        node->parts.push_back(unary());
        return node;
    }

    NodePointer constant(const Operand &value)
    {
        auto node = std::make_unique<Node>();
        node->constant = value;
        advance();
        return node;
    }

    NodePointer primary()
    {
        if (!m_problem.isEmpty())
            return std::make_unique<Node>();
        if (m_token.kind == Token::Kind::Number)
            return constant(Operand::of(m_token.text.toDouble()));
        if (m_token.kind == Token::Kind::Text)
            return constant(Operand::of(m_token.text));
        if (m_token.kind == Token::Kind::Name)
            return nameOrCall();
        if (isSymbol({u"("_s})) {
            advance();
            NodePointer inside = disjunction();
            expect(u")"_s);
            return inside;
        }
        refuse(m_token.kind == Token::Kind::End ? u"Syntax error"_s
                                                : u"Syntax error. Found '%1'"_s.arg(m_token.text));
        return std::make_unique<Node>();
    }

    NodePointer nameOrCall()
    {
        const QString name = m_token.text;
        const QString upper = name.toUpper();
        if (upper == "TRUE"_L1 || upper == "FALSE"_L1)
            return constant(Operand::of(upper == "TRUE"_L1));
        if (upper == "NULL"_L1)
            return constant({});
        advance();
        auto node = std::make_unique<Node>();
        if (isSymbol({u"("_s})) {
            node->kind = Node::Kind::Call;
            node->name = upper;
            arguments(*node);
            return node;
        }
        node->kind = Node::Kind::Field;
        node->field = m_object.field(name);
        if (node->field == nullptr || !node->field->stored())
            refuse(u"Field %1 does not exist. Check spelling."_s.arg(name));
        return node;
    }

    void arguments(Node &node)
    {
        if (!functions().contains(node.name)) {
            refuse(u"Unknown function %1. Check spelling."_s.arg(node.name));
            return;
        }
        advance();
        while (m_problem.isEmpty() && !isSymbol({u")"_s})) {
            node.parts.push_back(disjunction());
            if (!isSymbol({u")"_s}))
                expect(u","_s);
        }
        expect(u")"_s);
        const int wanted = functions().value(node.name);
        const int given = static_cast<int>(node.parts.size());
        if (wanted >= 0 ? given != wanted : given == 0) {
            refuse(u"Incorrect number of parameters for function '%1()'. Expected %2, received %3"_s
                    .arg(node.name, QString::number(wanted < 0 ? 1 : wanted),
                        QString::number(given)));
        }
    }

    QString m_text;
    const Object &m_object;
    qsizetype m_at = 0;
    Token m_token;
    QString m_problem;
};

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
            parts, [&](const NodePointer &each) { return each->evaluate(context).isTrue(); }));
    }
    if (name == "OR"_L1) {
        return Operand::of(std::ranges::any_of(
            parts, [&](const NodePointer &each) { return each->evaluate(context).isTrue(); }));
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
    Parser parser(text, *object);
    NodePointer root = parser.parse();
    if (!root)
        return failure(Failure::Problem::UsageWrong, {parser.problem()}, parser.problem());
    std::shared_ptr<Formula> formula(new Formula);
    formula->m_object = object;
    formula->m_root = std::move(root);
    return std::shared_ptr<const Formula>(formula);
}

bool Formula::holds(const Row &row, const Row *before, const QDateTime &now) const
{
    return m_root->evaluate({row, before, now}).isTrue();
}

} // namespace practice
