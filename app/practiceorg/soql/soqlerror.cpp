#include "app/practiceorg/soql/soql.h"

using namespace Qt::StringLiterals;

namespace practice::soql {

namespace {

constexpr qsizetype context = 30; ///< at least so many characters around the spot are shown

bool separates(QChar c) { return c.isSpace() || c == u','; }

/// The start of the word that lies `context` characters or more before `at`.
qsizetype excerptStart(const QString &query, qsizetype at)
{
    qsizetype start = at - context;
    while (start > 0 && !separates(query[start - 1]))
        --start;
    return std::max<qsizetype>(start, 0);
}

qsizetype excerptEnd(const QString &query, qsizetype at)
{
    qsizetype end = at + context;
    while (end < query.size() && !separates(query[end]))
        ++end;
    return std::min(end, query.size());
}

} // namespace

Error errorAt(const QString &query, qsizetype at, const QByteArray &code, const QString &sentence,
    int firstColumn)
{
    const qsizetype start = excerptStart(query, at);
    const qsizetype end = excerptEnd(query, at);
    const qsizetype lineStart = QStringView(query).left(at).lastIndexOf(u'\n') + 1;
    const qsizetype row = QStringView(query).left(at).count(u'\n') + 1;

    // The caret line follows the line that holds the spot, which is the last one shown.
    qsizetype lineEnd = query.indexOf(u'\n', at);
    if (lineEnd < 0 || lineEnd > end)
        lineEnd = end;
    const QString shown = query.mid(start, lineEnd - start);
    const qsizetype before = at - std::max(start, lineStart) + firstColumn - 1;
    const QString caret(std::max<qsizetype>(before, 0), u' ');
    return {code,
        u"\n%1\n%2^\nERROR at Row:%3:Column:%4\n%5"_s.arg(shown, caret, QString::number(row),
            QString::number(at - lineStart + firstColumn), sentence)};
}

} // namespace practice::soql
