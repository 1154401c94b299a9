#include "tests/house/sources.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

const QString classPattern = uR"(^%1(?:class|struct%2) (\w+)(?: final)?(?: :[^;{]*)?\s*\{)"_s;

/// What a pattern's first group matches, in order.
QStringList matches(const QString &pattern, const QString &text)
{
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    QStringList found;
    for (const QRegularExpressionMatch &match : expression.globalMatch(text))
        found.append(match.captured(1));
    return found;
}

/// The way round a circle that can be reached from there; empty where there is none.
QStringList circleFrom(
    const QString &part, const Arrows &arrows, QStringList &way, QSet<QString> &done)
{
    if (way.contains(part))
        return way.mid(way.indexOf(part)) + QStringList{part};
    if (done.contains(part))
        return {};
    way.append(part);
    for (const QString &next : arrows.value(part)) {
        const QStringList circle = circleFrom(next, arrows, way, done);
        if (!circle.isEmpty())
            return circle;
    }
    way.removeLast();
    done.insert(part);
    return {};
}

} // namespace

const QStringList &productFolders()
{
    static const QStringList folders{u"core"_s, u"ui"_s, u"app/ctl"_s, u"app/desktop"_s};
    return folders;
}

QList<Source> sourcesUnder(const QString &folder)
{
    const QDir root(QStringLiteral(ORGMEND_SOURCE_DIR));
    QList<Source> found;
    QDirIterator files(
        root.filePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        found.append({root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())});
    }
    return found;
}

QList<Source> productSources()
{
    QList<Source> found;
    for (const QString &folder : productFolders())
        found += sourcesUnder(folder);
    return found;
}

QStringList includesOf(const Source &source)
{
    return matches(uR"(^\s*#\s*include\s*[<"]([^>"]+)[>"])"_s, source.text);
}

QList<Include> includesUnder(const QString &folder)
{
    QList<Include> found;
    for (const Source &source : sourcesUnder(folder)) {
        for (const QString &path : includesOf(source))
            found.append({source.file, path});
    }
    return found;
}

/// Types that headers under a folder define outside of any namespace, with where.
QList<std::pair<QString, QString>> globalTypesUnder(const QString &folder)
{
    static const QRegularExpression inNamespace(
        u"^namespace \\w"_s, QRegularExpression::MultilineOption);
    QList<std::pair<QString, QString>> found;
    for (const Source &source : sourcesUnder(folder)) {
        if (!source.file.endsWith(u".h"))
            continue;
        const qsizetype end = inNamespace.match(source.text).capturedStart();
        for (const QString &type : matches(classPattern.arg(QString(), u"|enum class"_s),
                 end < 0 ? source.text : source.text.left(end)))
            found.append({type, source.file});
    }
    return found;
}

/// A header and its source are one part, and so is what only they include (`_p`).
QString partOf(const QString &file)
{
    static const QRegularExpression ending(uR"((_p)?\.(h|cpp)$)"_s);
    return QString(file).remove(ending);
}

/// `a > b > a`, or nothing.
QString anyCircle(const Arrows &arrows)
{
    QSet<QString> done;
    for (const QString &part : arrows.keys()) {
        QStringList way;
        const QStringList circle = circleFrom(part, arrows, way, done);
        if (!circle.isEmpty())
            return circle.join(u" > "_s);
    }
    return {};
}

/// The words of the enums of core/values (EnumWords).
QSet<QString> enumWords()
{
    QSet<QString> words;
    for (const Source &source : sourcesUnder(u"core/values"_s)) {
        for (const QString &word :
            matches(uR"rx(\{\w+::\w+, QLatin1StringView\("([^"]+)"\)\})rx"_s, source.text))
            words.insert(word);
    }
    return words;
}

QStringList classesIn(const Source &header)
{
    return matches(classPattern.arg(u"\\s*"_s, QString()), header.text);
}

QStringList scopesOfFunctionsIn(const Source &source)
{
    QStringList scopes = matches(uR"(^[A-Za-z][^\n=;(]*?\b(\w+)::~?\w+\()"_s, source.text);
    scopes.removeDuplicates();
    return scopes;
}

QStringList tablesIn(const Source &source)
{
    static const QRegularExpression comments(u"//[^\n]*"_s);
    return matches(uR"(\b(orgmend_\w+))"_s, QString(source.text).remove(comments));
}

QStringList comparedTextsIn(const Source &source)
{
    static const QRegularExpression otherNames(uR"((event\.name|type|icon) (==|!=|=) \S+)"_s);
    const QString literal = uR"rx((?:\w+\()?u?"([^"\n]+)"(?:_\w+)?\)?)rx"_s;
    const QString text = QString(source.text).remove(otherNames);
    return matches(u"(?:[=!]=|[^=!<>]=)\\s+"_s + literal, text)
        + matches(literal + u"\\s+[=!]="_s, text);
}
