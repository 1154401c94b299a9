#include "tests/house/sources.h"

#include <QHash>
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

} // namespace

class TestHouse : public QObject {
    Q_OBJECT

private slots:
    /// Two types of one name in one program share their destructor, whichever the linker keeps.
    void noTypeIsDefinedTwice()
    {
        QHash<QString, QString> known;
        QStringList twice;
        for (const QString &folder : productFolders()) {
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

    void noArrowGoesRound()
    {
        Arrows rooms;
        for (auto known = mayKnow().cbegin(); known != mayKnow().cend(); ++known)
            rooms[known.key()] = known.value();
        QCOMPARE(anyCircle(rooms), QString());

        const QList<Source> sources = productSources();
        QSet<QString> parts;
        for (const Source &source : sources)
            parts.insert(partOf(source.file));
        Arrows arrows;
        for (const Source &source : sources) {
            const QString from = partOf(source.file);
            for (const QString &path : includesOf(source)) {
                for (const QString &root : {u"core/"_s, u"ui/"_s, u"app/"_s}) {
                    const QString to = partOf(root + path);
                    if (parts.contains(to) && to != from)
                        arrows[from].append(to);
                }
            }
        }
        QVERIFY(arrows.size() > 150);
        // Opening a workspace may bring it up to date, and the log tells of it.
        QVERIFY(arrows[u"core/workspace/workspace"_s].removeOne(u"core/workspace/stores/events"_s));
        QCOMPARE(anyCircle(arrows), QString());
    }

    /// One file a table: who changes it sees every statement that has to change with it.
    void allSqlOfATableStandsInItsStore()
    {
        QMap<QString, QSet<QString>> stores;
        for (const Source &source : productSources()) {
            for (const QString &table : tablesIn(source)) {
                const bool isOfTheFileItself =
                    table == u"orgmend_meta"_s && source.file.startsWith(u"core/workspace/"_s);
                const bool isColumn = table == u"orgmend_id"_s; // of a mirror's tables
                if (isOfTheFileItself || isColumn)
                    continue;
                QVERIFY2(source.file.startsWith(u"core/workspace/stores/"_s),
                    qPrintable(source.file + u" speaks of "_s + table));
                stores[table].insert(source.file);
            }
        }
        QVERIFY(stores.size() > 15);
        for (auto store = stores.cbegin(); store != stores.cend(); ++store)
            QVERIFY2(store->size() == 1,
                qPrintable(store.key() + u" in "_s + QStringList(store->values()).join(u", "_s)));
    }

    /// What programs compare is an enum; its words are for databases and documents.
    void noWordStandsWhereAnEnumIsMeant()
    {
        const QSet<QString> words = enumWords();
        QVERIFY(words.size() > 30);
        for (const Source &source : productSources()) {
            if (source.file.startsWith(u"core/values/"_s))
                continue;
            for (const QString &word : comparedTextsIn(source))
                QVERIFY2(!words.contains(word),
                    qPrintable(u"%1 compares or sets \"%2\""_s.arg(source.file, word)));
        }
    }

    void oneClassIsOneFileOfBearableLength()
    {
        // Until the pull gets its parts.
        const QSet<QString> exceptions{u"ObjectPull"_s};
        QSet<QString> classes;
        for (const Source &source : productSources()) {
            QVERIFY2(source.text.count(u'\n') < 450, qPrintable(source.file));
            if (source.file.endsWith(u".h"))
                for (const QString &name : classesIn(source))
                    classes.insert(name);
        }
        QVERIFY(classes.size() > 100);
        QMap<QString, QSet<QString>> files;
        for (const Source &source : productSources()) {
            if (!source.file.endsWith(u".cpp"))
                continue;
            for (const QString &name : scopesOfFunctionsIn(source)) {
                if (classes.contains(name) && !exceptions.contains(name))
                    files[name].insert(source.file);
            }
        }
        for (auto file = files.cbegin(); file != files.cend(); ++file)
            QVERIFY2(file->size() == 1,
                qPrintable(file.key() + u" in "_s + QStringList(file->values()).join(u", "_s)));
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
