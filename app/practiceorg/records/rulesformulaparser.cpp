#include "app/practiceorg/records/rulesformula.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace practice::formula {

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

NodePointer parse(const QString &text, const Object &object, QString &problem)
{
    Parser parser(text, object);
    NodePointer root = parser.parse();
    if (!root)
        problem = parser.problem();
    return root;
}

} // namespace practice::formula
