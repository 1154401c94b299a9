#include "base/redact.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

QString redact(const QString &text)
{
    static const QString names =
        u"(?:access_token|refresh_token|id_token|code_verifier|client_secret|DeleteToken|"
        "token|assertion|password|sid|code)"_s;
    // The order matters: whole tokens first, so that what remains in a form can't hide half of one.
    static const QRegularExpression sessionToken(
        u"\\b00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?(?:!|%21)[^\\s\"'&<>,;}]+"_s);
    static const QRegularExpression refreshToken(u"\\b5Aep[A-Za-z0-9._=%-]{6,}"_s);
    static const QRegularExpression bearer(
        u"(Bearer|OAuth)\\s+[^\\s\"'<>,;]+"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression json(u"(\"" % names % u"\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\""_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression form(u"((?:^|[?&#\\s;])" % names % u"=)[^&\\s\"'<>;]+"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString clean = text;
    clean.replace(sessionToken, u"<hidden>"_s);
    clean.replace(refreshToken, u"<hidden>"_s);
    clean.replace(bearer, u"\\1 <hidden>"_s);
    clean.replace(json, u"\\1\"<hidden>\""_s);
    clean.replace(form, u"\\1<hidden>"_s);
    return clean;
}
