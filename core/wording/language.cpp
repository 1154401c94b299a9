#include "wording/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

void install(const QString &file, QCoreApplication &application)
{
    auto translator = std::make_unique<QTranslator>(&application);
    if (translator->load(file))
        QCoreApplication::installTranslator(translator.release()); // the application owns it
}

} // namespace

void speakLanguageOf(const QLocale &locale, QCoreApplication &application)
{
    const QString language = locale.name().section(u'_', 0, 0);
    install(
        QLibraryInfo::path(QLibraryInfo::TranslationsPath) + u"/qtbase_"_s + language, application);
    // Every target keeps the translations of its own words.
    const QDir folder(u":/i18n"_s);
    for (const QString &file : folder.entryList({u"*_%1.qm"_s.arg(language)}))
        install(folder.filePath(file), application);
}
