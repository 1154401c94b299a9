#include "app/practiceorg/soql/sosl.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// The words that a search is for.
namespace practice::sosl {

namespace {

using soql::Error;

constexpr QStringView reserved = u"?&|!{}[]()^~*:\\\"'+-";
constexpr QStringView neverPlain = u"&|![]{^~:"; ///< have to be escaped in any place

bool isIdeographic(char32_t c)
{
    const QChar::Script script = QChar::script(c);
    return script == QChar::Script_Han || script == QChar::Script_Hiragana
        || script == QChar::Script_Katakana || script == QChar::Script_Hangul;
}

/// Cuts text into words.
class Cutter {
public:
    explicit Cutter(bool keepWildcards) : m_keepWildcards(keepWildcards) { }

    QStringList cut(QStringView text)
    {
        for (const char32_t c : text.toUcs4()) {
            if (isIdeographic(c)) {
                end();
                m_word = QString::fromUcs4(&c, 1);
                end();
            } else if (m_keepWildcards && (c == U'*' || c == U'?')) {
                // Nothing is looked up by its end: a wildcard in front counts for nothing.
                if (!m_word.isEmpty())
                    m_word += QChar(static_cast<char16_t>(c));
            } else if (QChar::isDigit(c) || QChar::isLetter(c) || QChar::isMark(c)) {
                const bool isDigit = QChar::isDigit(c);
                if (m_kind.has_value() && *m_kind != isDigit && !QChar::isMark(c))
                    end();
                m_kind = isDigit;
                m_word += QString::fromUcs4(&c, 1);
            } else {
                end();
            }
        }
        end();
        return std::move(m_words);
    }

private:
    void end()
    {
        if (!m_word.isEmpty())
            m_words.append(m_word.toLower());
        m_word.clear();
        m_kind.reset();
    }

    bool m_keepWildcards;
    QStringList m_words;
    QString m_word;
    std::optional<bool> m_kind; ///< of the last character: a digit?
};

struct Piece {
    enum class Kind { Word, Phrase, Open, Close };
    Kind kind = Kind::Word;
    QString text; ///< of a word: escaped wildcards are spaces by now
};

class TermReader {
public:
    TermReader(const QString &text, qsizetype from, qsizetype to)
        : m_text(text), m_at(from), m_to(to)
    {
    }

    std::variant<Term, Error> run()
    {
        if (!readPieces())
            return *m_error;
        Term term = readOr();
        if (m_next != m_pieces.size() || letters() < 2)
            return tooShort();
        return term;
    }

private:
    bool refuse(const QString &found)
    {
        const qsizetype column = m_at - (QStringView(m_text).left(m_at).lastIndexOf(u'\n') + 1);
        const qsizetype line = QStringView(m_text).left(m_at).count(u'\n') + 1;
        m_error = soql::errorAt(m_text, m_at, "MALFORMED_SEARCH",
            u"line %1:%2 mismatched character '%3' expecting '}'"_s.arg(
                QString::number(line), QString::number(column), found),
            0);
        return false;
    }

    [[nodiscard]] Error tooShort() const
    {
        return {"INVALID_SEARCH",
            u"search term must be longer than one character: "_s
                + m_text.mid(m_from, m_to - m_from).trimmed()};
    }

    [[nodiscard]] qsizetype letters() const
    {
        qsizetype count = 0;
        for (const Piece &piece : m_pieces) {
            for (const QString &word : wordsOf(piece.text)) {
                count += word.size();
                // A character of Chinese says as much as a word.
                count += isIdeographic(word.front().unicode()) ? 1 : 0;
            }
        }
        return count;
    }

    bool readPieces()
    {
        while (m_at < m_to) {
            const QChar c = m_text[m_at];
            if (c.isSpace()) {
                ++m_at;
            } else if (c == u'(' || c == u')') {
                m_pieces.push_back({c == u'(' ? Piece::Kind::Open : Piece::Kind::Close, {}});
                ++m_at;
            } else if (c == u'"') {
                if (!readPhrase())
                    return false;
            } else if (!readWord()) {
                return false;
            }
        }
        return true;
    }

    /// One character, an escaped one as a separator where it would mean something else plain.
    bool readCharacter(QString &into)
    {
        QChar c = m_text[m_at];
        if (c == u'\\') {
            if (m_at + 1 >= m_to)
                return refuse(u"<EOF>"_s);
            c = m_text[++m_at];
            into += reserved.contains(c) ? QChar(u' ') : c;
        } else if (neverPlain.contains(c)) {
            return refuse(c);
        } else {
            into += c;
        }
        ++m_at;
        return true;
    }

    bool readPhrase()
    {
        Piece piece{Piece::Kind::Phrase, {}};
        ++m_at;
        while (m_at < m_to && m_text[m_at] != u'"') {
            // Quotes take the meaning from what is reserved.
            if (m_text[m_at] == u'\\' && m_at + 1 < m_to)
                ++m_at;
            piece.text += m_text[m_at++];
        }
        if (m_at >= m_to)
            return refuse(u"<EOF>"_s);
        ++m_at;
        m_pieces.push_back(std::move(piece));
        return true;
    }

    bool readWord()
    {
        Piece piece;
        while (m_at < m_to && !m_text[m_at].isSpace() && m_text[m_at] != u'('
            && m_text[m_at] != u')' && m_text[m_at] != u'"') {
            if (!readCharacter(piece.text))
                return false;
        }
        m_pieces.push_back(std::move(piece));
        return true;
    }

    [[nodiscard]] bool isOperator(QLatin1StringView name) const
    {
        return m_next < m_pieces.size() && m_pieces[m_next].kind == Piece::Kind::Word
            && m_pieces[m_next].text.compare(name, Qt::CaseInsensitive) == 0;
    }

    Term readOr()
    {
        Term either{Term::Kind::Or, {readAnd()}, {}};
        while (isOperator("OR"_L1)) {
            ++m_next;
            either.parts.push_back(readAnd());
        }
        return either.parts.size() == 1 ? Term(either.parts.front()) : either;
    }

    /// Words side by side have to be there all, as with AND between them.
    Term readAnd()
    {
        Term all{Term::Kind::And, {}, {}};
        while (m_next < m_pieces.size() && m_pieces[m_next].kind != Piece::Kind::Close
            && !isOperator("OR"_L1)) {
            if (isOperator("AND"_L1))
                ++m_next;
            else if (isOperator("NOT"_L1))
                all.parts.push_back({Term::Kind::Not, {(++m_next, readOne())}, {}});
            else
                all.parts.push_back(readOne());
        }
        return all;
    }

    Term readOne()
    {
        if (m_next == m_pieces.size())
            return {};
        const Piece &piece = m_pieces[m_next++];
        if (piece.kind != Piece::Kind::Open)
            return {Term::Kind::Words, {}, wordsOf(piece.text, piece.kind == Piece::Kind::Word)};
        Term inside = readOr();
        if (m_next < m_pieces.size() && m_pieces[m_next].kind == Piece::Kind::Close)
            ++m_next;
        return inside;
    }

    const QString &m_text;
    qsizetype m_at;
    const qsizetype m_from = m_at;
    qsizetype m_to;
    std::vector<Piece> m_pieces;
    std::size_t m_next = 0;
    std::optional<Error> m_error;
};

bool fits(QStringView pattern, QStringView word)
{
    if (pattern.isEmpty())
        return word.isEmpty();
    if (pattern.front() == u'*') {
        for (qsizetype skipped = 0; skipped <= word.size(); ++skipped) {
            if (fits(pattern.sliced(1), word.sliced(skipped)))
                return true;
        }
        return false;
    }
    return !word.isEmpty() && (pattern.front() == u'?' || pattern.front() == word.front())
        && fits(pattern.sliced(1), word.sliced(1));
}

/// Whether the word stands there up to its first wildcard, without regard to case. What is not
/// ASCII is not looked at.
bool holdsBytes(std::string_view utf8, const QString &word)
{
    const auto plain = [](QChar c) { return c.unicode() < 0x80 && c != u'*' && c != u'?'; };
    const auto end = std::ranges::find_if_not(word, plain);
    const QByteArray start = word.left(end - word.begin()).toLatin1();
    const auto same = [](char a, char lower) {
        return a == lower || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == lower);
    };
    return std::search(utf8.begin(), utf8.end(), start.begin(), start.end(), same) != utf8.end()
        || start.isEmpty();
}

bool standsIn(const QStringList &wanted, const QStringList &words)
{
    for (qsizetype at = 0; at + wanted.size() <= words.size(); ++at) {
        qsizetype same = 0;
        while (same < wanted.size() && fits(wanted[same], words[at + same]))
            ++same;
        if (same == wanted.size())
            return true;
    }
    return false;
}

} // namespace

std::variant<Term, Error> parseTerm(const QString &text, qsizetype from, qsizetype to)
{
    return TermReader(text, from, to).run();
}

QStringList wordsOf(QStringView text, bool keepWildcards)
{
    return Cutter(keepWildcards).cut(text);
}

bool matches(const Term &term, const std::vector<QStringList> &fields)
{
    const auto holds = [&](const Term &part) { return matches(part, fields); };
    switch (term.kind) {
    case Term::Kind::And:
        return std::ranges::all_of(term.parts, holds);
    case Term::Kind::Or:
        return std::ranges::any_of(term.parts, holds);
    case Term::Kind::Not:
        return std::ranges::none_of(term.parts, holds);
    case Term::Kind::Words:
        return std::ranges::any_of(
            fields, [&](const QStringList &words) { return standsIn(term.words, words); });
    }
    return false;
}

bool mayMatch(const Term &term, std::string_view utf8)
{
    const auto may = [&](const Term &part) { return mayMatch(part, utf8); };
    switch (term.kind) {
    case Term::Kind::And:
        return std::ranges::all_of(term.parts, may);
    case Term::Kind::Or:
        return std::ranges::any_of(term.parts, may);
    case Term::Kind::Not:
        return true;
    case Term::Kind::Words:
        return std::ranges::all_of(
            term.words, [&](const QString &word) { return holdsBytes(utf8, word); });
    }
    return true;
}

QString escaped(const QString &term)
{
    QString text;
    for (const QChar c : term) {
        if (reserved.contains(c) && c != u'*' && c != u'?' && c != u'"')
            text += u'\\';
        text += c;
    }
    return text;
}

} // namespace practice::sosl
