#include "app/practiceorg/http/language.h"

#include "app/practiceorg/records/records.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace practice {

namespace {

struct Translation {
    const char16_t *language;
    const char16_t *english; ///< a pattern; what it captures goes into \1, \2
    const char16_t *words;
};

constexpr std::array translations{
    Translation{u"de", u"^Session expired or invalid$", u"Sitzung abgelaufen oder ungültig"},
    Translation{
        u"de", u"^Required fields are missing: (\\[.*\\])$", u"Erforderliche Felder fehlen: \\1"},
    Translation{u"de",
        u"^Unable to create/update fields: (.*)\\. Please check the security settings of this field "
        u"and verify that it is read/write for your profile or permission set\\.$",
        u"Felder können nicht erstellt/aktualisiert werden: \\1. Bitte überprüfen Sie die "
        u"Sicherheitseinstellungen dieses Feldes."},
    Translation{u"pt_BR", u"^(.*): bad value for restricted picklist field: (.*)$",
        u"\\1: valor incorreto para campo de lista de opções restrita: \\2"},
    Translation{u"pt_BR", u"^entity is deleted$", u"a entidade foi excluída"},
};

} // namespace

QString userLanguage(Org &org)
{
    Store::Reader reader = recordsOf(org).store().reader();
    Statement user(reader.db(), "SELECT LanguageLocaleKey FROM User WHERE Id = ?");
    user.bind(1, QString::fromLatin1(org.userId()));
    return user.step() ? user.string(0) : u"en_US"_s;
}

QString inLanguage(const QString &message, const QString &language)
{
    for (const Translation &each : translations) {
        if (language != QStringView(each.language))
            continue;
        const QRegularExpression english(
            QString::fromUtf16(each.english), QRegularExpression::DotMatchesEverythingOption);
        if (english.match(message).hasMatch())
            return QString(message).replace(english, QString::fromUtf16(each.words));
    }
    return message;
}

QString told(Org &org, const QString &message) { return inLanguage(message, userLanguage(org)); }

} // namespace practice
