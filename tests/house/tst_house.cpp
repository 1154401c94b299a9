#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Which folders a folder of core/ may include from, itself aside (HOUSE.md, "Rooms": arrows only
/// go down).
const QHash<QString, QStringList> &mayKnow()
{
    static const QHash<QString, QStringList> known{
        {u"base"_s, {}},
        {u"values"_s, {u"base"_s}},
        {u"wording"_s, {u"base"_s, u"values"_s}},
        {u"documents"_s, {u"base"_s, u"values"_s, u"wording"_s}},
        {u"httphost"_s, {u"base"_s}},
        {u"secrets"_s, {u"base"_s}},
        {u"workspace"_s, {u"base"_s, u"values"_s}},
        {u"salesforce"_s, {u"base"_s}},
        {u"mapping"_s, {u"base"_s, u"values"_s, u"salesforce"_s, u"workspace"_s}},
        {u"sync"_s, {u"base"_s, u"values"_s, u"salesforce"_s, u"workspace"_s, u"mapping"_s}},
        {u"connect"_s,
            {u"base"_s, u"values"_s, u"wording"_s, u"httphost"_s, u"secrets"_s, u"salesforce"_s,
                u"workspace"_s, u"mapping"_s}},
        {u"engine"_s,
            {u"base"_s, u"values"_s, u"wording"_s, u"secrets"_s, u"salesforce"_s, u"workspace"_s,
                u"mapping"_s, u"sync"_s, u"connect"_s}},
    };
    return known;
}

struct Include {
    QString file; ///< relative to the project
    QString path; ///< as written
};

QList<Include> includesUnder(const QString &folder)
{
    static const QRegularExpression directive(
        u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s, QRegularExpression::MultilineOption);
    const QDir root(QStringLiteral(ORGMEND_SOURCE_DIR));
    QList<Include> found;
    QDirIterator files(
        root.filePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        QRegularExpressionMatchIterator matches =
            directive.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext())
            found.append({root.relativeFilePath(file.fileName()), matches.next().captured(1)});
    }
    return found;
}

/// Types that headers under a folder define outside of any namespace, with where.
QList<std::pair<QString, QString>> globalTypesUnder(const QString &folder)
{
    static const QRegularExpression definition(
        u"^(?:class|struct|enum class) (\\w+)(?: final)?(?: :[^;{]*)?\\s*\\{"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression inNamespace(
        u"^namespace \\w"_s, QRegularExpression::MultilineOption);
    const QDir root(QStringLiteral(ORGMEND_SOURCE_DIR));
    QList<std::pair<QString, QString>> found;
    QDirIterator files(
        root.filePath(folder), {u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        const QString text = QString::fromUtf8(file.readAll());
        const qsizetype end = inNamespace.match(text).capturedStart();
        QRegularExpressionMatchIterator matches =
            definition.globalMatch(end < 0 ? text : text.left(end));
        while (matches.hasNext())
            found.append({matches.next().captured(1), root.relativeFilePath(file.fileName())});
    }
    return found;
}

} // namespace

class TestHouse : public QObject {
    Q_OBJECT

private slots:
    /// Two types of one name in one program share their destructor, whichever the linker keeps.
    void noTypeIsDefinedTwice()
    {
        QHash<QString, QString> known;
        QStringList twice;
        for (const QString &folder : {u"core"_s, u"ui"_s, u"app/desktop"_s, u"app/ctl"_s}) {
            for (const auto &[type, file] : globalTypesUnder(folder)) {
                if (known.contains(type))
                    twice << u"%1: %2 and %3"_s.arg(type, known.value(type), file);
                known.insert(type, file);
            }
        }
        QVERIFY(known.size() > 50); // else it looks in the wrong place
        QCOMPARE(twice, QStringList());
    }

    void arrowsOnlyGoDown()
    {
        const QList<Include> includes = includesUnder(u"core"_s);
        QVERIFY(includes.size() > 200);
        for (const Include &include : includes) {
            const QString from = include.file.section(u'/', 1, 1);
            const QString to = include.path.section(u'/', 0, 0);
            QVERIFY2(mayKnow().contains(from), qPrintable(include.file));
            if (!mayKnow().contains(to) || to == from)
                continue;
            QVERIFY2(mayKnow()[from].contains(to),
                qPrintable(include.file + u" includes "_s + include.path));
        }
    }

    void theCoreKnowsNoWidgets()
    {
        for (const Include &include : includesUnder(u"core"_s)) {
            QVERIFY2(!include.path.startsWith(u"QtWidgets"_s) && !include.path.endsWith(u"Widget"_s)
                    && include.path != u"QApplication"_s && !include.path.startsWith(u"../"_s),
                qPrintable(include.file + u" includes "_s + include.path));
        }
    }

    void onlyTheWorkspaceSpeaksSqlAndOnlySalesforceSpeaksHttp()
    {
        for (const Include &include : includesUnder(u"core"_s)) {
            const QString from = include.file.section(u'/', 1, 1);
            if (include.path.startsWith(u"QSql"_s) || include.path == u"sqlite3.h"_s)
                QVERIFY2(from == u"workspace"_s,
                    qPrintable(include.file + u" includes "_s + include.path));
            if (include.path.startsWith(u"QNetworkAccess"_s)
                || include.path.startsWith(u"QNetworkRe"_s))
                QVERIFY2(from == u"salesforce"_s,
                    qPrintable(include.file + u" includes "_s + include.path));
        }
    }

    void screensOpenNoDatabaseAndNoConnection()
    {
        for (const Include &include : includesUnder(u"ui"_s)) {
            QVERIFY2(!include.path.startsWith(u"QSql"_s)
                    && !include.path.startsWith(u"QNetworkAccess"_s)
                    && include.path != u"workspace/workspace.h"_s
                    && !include.path.startsWith(u"practiceorg"_s),
                qPrintable(include.file + u" includes "_s + include.path));
        }
    }

    void thePracticeOrgSharesNothingWithTheEngineButBaseAndTheHttpHost()
    {
        for (const Include &include : includesUnder(u"app/practiceorg"_s)) {
            const QString to = include.path.section(u'/', 0, 0);
            if (mayKnow().contains(to))
                QVERIFY2(to == u"base"_s || to == u"httphost"_s,
                    qPrintable(include.file + u" includes "_s + include.path));
        }
    }

    void theEngineNeverKnowsThePracticeOrg()
    {
        for (const Include &include : includesUnder(u"core"_s))
            QVERIFY2(!include.path.contains(u"practice"_s),
                qPrintable(include.file + u" includes "_s + include.path));
    }
};

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"
