#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Which rooms of the practice org a room may include from, itself aside.
const QHash<QString, QStringList> &mayKnow()
{
    static const QHash<QString, QStringList> known{
        {u"text"_s, {}},
        {u"schema"_s, {u"text"_s}},
        {u"store"_s, {u"schema"_s}},
        {u"org"_s, {u"store"_s}},
        {u"soql"_s, {u"schema"_s, u"store"_s}},
        {u"records"_s, {u"text"_s, u"schema"_s, u"store"_s, u"org"_s}},
        {u"seed"_s, {u"text"_s, u"records"_s}},
        {u"http"_s, {u"text"_s, u"org"_s, u"records"_s}},
        {u"setup"_s, {u"schema"_s, u"store"_s, u"org"_s, u"soql"_s, u"records"_s}},
        {u"query"_s,
            {u"schema"_s, u"store"_s, u"org"_s, u"soql"_s, u"records"_s, u"http"_s, u"setup"_s}},
        {u"rest"_s,
            {u"text"_s, u"schema"_s, u"store"_s, u"org"_s, u"soql"_s, u"records"_s, u"http"_s,
                u"setup"_s, u"query"_s}},
        {u"bulk"_s,
            {u"text"_s, u"store"_s, u"org"_s, u"soql"_s, u"records"_s, u"http"_s, u"query"_s}},
        {u"oauth"_s, {u"org"_s, u"http"_s}},
        {u"controls"_s,
            {u"schema"_s, u"org"_s, u"records"_s, u"seed"_s, u"http"_s, u"query"_s, u"bulk"_s}},
        {u"door"_s, {u"org"_s, u"http"_s, u"oauth"_s}},
    };
    return known;
}

struct Include {
    QString what; ///< for people
    QString from; ///< the room that includes
    QString to;   ///< the room that is included from
};

QList<Include> includesBetweenRooms()
{
    static const QRegularExpression directive(
        u"^\\s*#\\s*include\\s*[<\"]app/practiceorg/([^>\"]+)[>\"]"_s,
        QRegularExpression::MultilineOption);
    const QDir root(QStringLiteral(ORGMEND_SOURCE_DIR "/app/practiceorg"));
    QList<Include> found;
    QDirIterator files(
        root.path(), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s can't be read", qPrintable(file.fileName()));
        const QString name = root.relativeFilePath(file.fileName());
        QRegularExpressionMatchIterator matches =
            directive.globalMatch(QString::fromUtf8(file.readAll()));
        while (matches.hasNext()) {
            const QString included = matches.next().captured(1);
            if (name.section(u'/', 0, 0) != included.section(u'/', 0, 0))
                found.append({u"%1 includes %2"_s.arg(name, included), name.section(u'/', 0, 0),
                    included.section(u'/', 0, 0)});
        }
    }
    return found;
}

/// Rooms from which the arrows lead into a circle.
QStringList roomsAboveCircles()
{
    QHash<QString, QStringList> left = mayKnow();
    // Who knows nobody that is left can be in no circle.
    const auto knowsNobody = [&left](const QString &room) {
        return std::ranges::none_of(
            left[room], [&left](const QString &other) { return left.contains(other); });
    };
    for (bool went = true; went;) {
        went = false;
        for (const QString &room : left.keys()) {
            if (knowsNobody(room))
                went = left.remove(room);
        }
    }
    return left.keys();
}

} // namespace

/// The practice org is as large as the product, and has a house of its own.
class TestPracticeRooms : public QObject {
    Q_OBJECT

private slots:
    void everySourceStandsInARoom()
    {
        const QDir root(QStringLiteral(ORGMEND_SOURCE_DIR "/app/practiceorg"));
        QCOMPARE(root.entryList({u"*.h"_s, u"*.cpp"_s}, QDir::Files), QStringList());
        for (const QString &folder : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(mayKnow().contains(folder), qPrintable(folder));
    }

    void roomsIncludeOnlyFromRoomsTheyMayKnow()
    {
        const QList<Include> includes = includesBetweenRooms();
        QVERIFY(includes.size() > 100); // else it looks in the wrong place
        for (const Include &include : includes)
            QVERIFY2(mayKnow()[include.from].contains(include.to), qPrintable(include.what));
    }

    void noArrowIsThereForNothing()
    {
        QSet<QString> drawn;
        for (const Include &include : includesBetweenRooms())
            drawn.insert(include.from + u" to "_s + include.to);
        for (const QString &from : mayKnow().keys()) {
            for (const QString &to : mayKnow()[from])
                QVERIFY2(drawn.contains(from + u" to "_s + to),
                    qPrintable(u"nothing of %1 includes from %2"_s.arg(from, to)));
        }
    }

    void arrowsMakeNoCircle() { QCOMPARE(roomsAboveCircles(), QStringList()); }
};

QTEST_GUILESS_MAIN(TestPracticeRooms)
#include "tst_practicerooms.moc"
