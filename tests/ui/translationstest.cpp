#include "wording/language.h"
#include "wording/wording.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Message {
    QString source;
    QStringList translations; ///< one a plural form
    bool finished = true;
};

QList<Message> messagesIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == "message"_L1)
            messages.emplaceBack();
        else if (xml.name() == "source"_L1)
            messages.last().source = xml.readElementText();
        else if (xml.name() == "numerusform"_L1)
            messages.last().translations << xml.readElementText();
        else if (xml.name() == "translation"_L1) {
            messages.last().finished = !xml.attributes().hasAttribute("type"_L1);
            if (xml.readNext() == QXmlStreamReader::Characters && !xml.isWhitespace())
                messages.last().translations << xml.text().toString();
        }
    }
    return messages;
}

QStringList placesIn(const QString &text)
{
    static const QRegularExpression place(u"%[0-9n]"_s);
    QStringList places;
    for (const QRegularExpressionMatch &match : place.globalMatch(text))
        places << match.captured();
    places.sort();
    places.removeDuplicates();
    return places;
}

} // namespace

class TranslationsTest final : public QObject {
    Q_OBJECT
private slots:
    void everySentenceIsTranslatedAndKeepsItsPlaces()
    {
        const QDir folder(QStringLiteral(ORGMEND_TRANSLATIONS));
        const QStringList files = folder.entryList({u"*.ts"_s});
        QVERIFY(files.size() >= 8);
        int messages = 0;
        for (const QString &file : files) {
            for (const Message &message : messagesIn(folder.filePath(file))) {
                ++messages;
                const QString where = file + u": "_s + message.source;
                QVERIFY2(message.finished, qPrintable(where));
                QVERIFY2(!message.translations.isEmpty(), qPrintable(where));
                for (const QString &translation : message.translations) {
                    QVERIFY2(!translation.trimmed().isEmpty(), qPrintable(where));
                    QVERIFY2(placesIn(translation) == placesIn(message.source),
                        qPrintable(where + u" → "_s + translation));
                }
            }
        }
        QVERIFY(messages > 500);
    }

    /// A language is added for the whole program, and no file lies about that nobody loads.
    void everyPartIsTranslatedIntoEveryLanguage()
    {
        QSet<QString> parts;
        QSet<QString> found;
        for (const QString &file :
            QDir(QStringLiteral(ORGMEND_TRANSLATIONS)).entryList({u"*.ts"_s})) {
            parts.insert(file.section(u'_', 0, -2));
            found.insert(file);
        }
        QSet<QString> expected;
        for (const QString &language : QStringLiteral(ORGMEND_LANGUAGES).split(u';')) {
            for (const QString &part : std::as_const(parts))
                expected.insert(u"%1_%2.ts"_s.arg(part, language));
        }
        QCOMPARE(found, expected);
    }

    /// The engine's words come along with the window's.
    void anAdminWhoReadsGermanReadsTheEnginesSentencesInGerman()
    {
        QCoreApplication &application = *QCoreApplication::instance();
        speakLanguageOf(QLocale(u"de_AT"_s), application);
        QCOMPARE(wording::label(ConnectionState::TokenExpired), u"Token abgelaufen"_s);
        QVERIFY(wording::sentence(failure(Failure::Problem::HostNotFound, {u"x.example"_s}))
                .startsWith(u"x.example wurde nicht gefunden."_s));
        qDeleteAll(application.findChildren<QTranslator *>());
        QCOMPARE(wording::label(ConnectionState::TokenExpired), u"Token expired"_s);
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translationstest.moc"
