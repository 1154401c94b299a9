#include "tests/practiceorg/mistakes.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using mistakes::Mistake;
using mistakes::Said;

namespace {

QString shared(const QString &path)
{
    return QStringLiteral(ORGMEND_SHARED_DIR "/salesforce/") + path;
}

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// `### 4.1 Query` up to the next heading.
QString section(const QString &number)
{
    const QString text = textOf(shared(u"PROTOCOL.md"_s));
    const qsizetype start = text.indexOf(u"\n### "_s + number + u' ');
    return start < 0 ? QString() : text.mid(start, text.indexOf(u"\n##"_s, start + 4) - start);
}

QJsonObject corpusEntry(const QString &id)
{
    for (const QString &line : textOf(shared(u"error-corpus/dev.jsonl"_s)).split(u'\n')) {
        const QJsonObject entry = QJsonDocument::fromJson(line.toUtf8()).object();
        if (entry[u"id"_s].toString() == id)
            return entry;
    }
    return {};
}

/// The words of a source; what JSON and HTML escape in them, as it was meant.
QString wordsOf(const QString &source)
{
    QString words = source.startsWith("sfe-"_L1) ? corpusEntry(source)[u"raw"_s].toString()
        : source.contains(u'/')                  ? textOf(shared(u"fixtures/"_s + source))
                                                 : section(source);
    return words.replace(u"\\n"_s, u"\n"_s)
        .replace(u"\\\""_s, u"\""_s)
        .replace(u"&#039;"_s, u"'"_s);
}

/// What the source must hold: the message, with anything where this request's own things stand.
QRegularExpression patternOf(const QString &message)
{
    static const QRegularExpression own(u"«[^»]*»"_s);
    QStringList fixed;
    for (QString piece : QString(message).split(own))
        fixed.append(QRegularExpression::escape(piece).replace(
            QRegularExpression(u"(\\\\\\s|\\s)+"_s), u"\\s+"_s));
    return QRegularExpression(fixed.join(u"[\\s\\S]{0,400}?"_s));
}

QString plain(const QString &message) { return QString(message).remove(u'«').remove(u'»'); }

} // namespace

/// Wrong requests, and whether the practice org says to each what Salesforce says.
class MistakesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void saysWhatSalesforceSays_data();
    void saysWhatSalesforceSays();
    void theyAreManyAndDistinct();

private:
    void comesFromItsSource(const Mistake &mistake);

    mistakes::Mistakes m_all;
    std::unique_ptr<DoorBench> m_bench;
};

void MistakesTest::initTestCase()
{
    for (const mistakes::Mistakes &some :
        {mistakes::inQueries(), mistakes::inRecords(), mistakes::inCollections(),
            mistakes::inBulkJobs(), mistakes::inSignIn(), mistakes::inLanguages()})
        m_all.insert(m_all.end(), some.begin(), some.end());
    m_bench = std::make_unique<DoorBench>(250);
    const auto add = [this](const char *object, const char *field, const char *label, int length,
                         bool key, bool unique) {
        m_bench->practice.control("POST", "fields/add",
            QJsonObject{{u"object"_s, QString::fromLatin1(object)},
                {u"field"_s, QString::fromLatin1(field)}, {u"label"_s, QString::fromLatin1(label)},
                {u"type"_s, u"string"_s}, {u"length"_s, length}, {u"externalId"_s, key},
                {u"unique"_s, unique}});
    };
    add("Contact", "Key__c", "Key", 40, true, true);
    add("Contact", "Loose__c", "Loose", 40, true, false);
    add("Contact", "Toto__c", "Toto", 5, false, false);
    add("Account", "Ext__c", "Ext", 40, true, true);
}

void MistakesTest::saysWhatSalesforceSays_data()
{
    QTest::addColumn<int>("which");
    for (std::size_t i = 0; i < m_all.size(); ++i)
        QTest::addRow("%s (%s)", m_all[i].name, m_all[i].source) << static_cast<int>(i);
}

void MistakesTest::saysWhatSalesforceSays()
{
    QFETCH(int, which);
    const Mistake &mistake = m_all[static_cast<std::size_t>(which)];
    const Said said = mistake.make(*m_bench);
    QCOMPARE(said.message, plain(QString::fromUtf8(mistake.message)));
    QCOMPARE(said.code, QString::fromLatin1(mistake.code));
    QCOMPARE(said.status, mistake.status);
    QCOMPARE(said.fields, mistake.fields);
    if (!QFile::exists(shared(u"PROTOCOL.md"_s)))
        QSKIP("the sources are not here: ../shared/salesforce");
    comesFromItsSource(mistake);
}

void MistakesTest::comesFromItsSource(const Mistake &mistake)
{
    const QString source = QString::fromLatin1(mistake.source);
    const QString words = wordsOf(source);
    QVERIFY2(!words.isEmpty(), mistake.source);
    const QRegularExpression pattern = patternOf(QString::fromUtf8(mistake.message));
    QVERIFY2(pattern.match(words).hasMatch(), qPrintable(pattern.pattern() + u'\n' + words));
    const QString code = QString::fromLatin1(mistake.code);
    const QJsonValue known = corpusEntry(source)[u"error_code"_s];
    if (known.isString() || !source.startsWith("sfe-"_L1))
        QVERIFY2(code == known.toString() || words.contains(code), qPrintable(code));
}

void MistakesTest::theyAreManyAndDistinct()
{
    QSet<QString> kinds;
    QSet<QString> names;
    for (const Mistake &mistake : m_all) {
        names.insert(QString::fromLatin1(mistake.name) + QString::fromLatin1(mistake.source));
        kinds.insert(QString::fromLatin1(mistake.code) + QString::fromUtf8(mistake.message));
    }
    QCOMPARE(static_cast<std::size_t>(names.size()), m_all.size());
    QVERIFY2(kinds.size() >= 60, qPrintable(QString::number(kinds.size())));
}

ORGMEND_TEST(MistakesTest)
#include "tst_mistakes.moc"
